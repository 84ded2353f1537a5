"""A register of one's own: built in Python, read from a file, asked, and written."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import mainland_coop as mc

FILE = Path(__file__).with_name("my-register.json")

FAULTY = """{"parties": [{"id": "harbour-city", "name": "Harbour City"}],
 "agreements": [{"id": "twinning-2018", "title": "Twinning charter", "kind": "agreement",
                 "parties": ["harbour-city"], "signed": "2018-02-30", "term": "three years"}]}"""


def build() -> mc.Registry:
    charter = mc.Agreement(
        id="twinning-2018",
        title="Twinning charter",
        kind="agreement",
        parties=["harbour-city", "river-county"],
        signed="2018-03-01",
        term="P3Y",
        renewals=[mc.Renewal(signed="2021-09", expires=mc.End.OPEN)],
        areas=["education"],
        citations=[
            mc.Citation(
                source="annual-report-2022", locator="page 12", supports=["renewals[0].signed", "renewals[0].expires"]
            ),
            mc.Citation(source="gazette-2018", supports=["signed", "term", "parties"]),
        ],
    )
    return mc.Registry(
        agreements=[charter],
        parties=[mc.Party(id="harbour-city", name="Harbour City"), mc.Party(id="river-county", name="River County")],
        areas=[mc.Area(id="education", name="Education")],
        sources=[
            mc.Source(
                id="gazette-2018",
                title="Gazette notice of the twinning charter",
                publisher="Harbour City Council",
                kind="official",
                published="2018-03-05",
            ),
            mc.Source(
                id="annual-report-2022",
                title="Annual report 2022",
                publisher="River County Office",
                kind="official",
                published="2023",
            ),
        ],
        version="example",
        verified_through="2025-12-31",
    )


def main() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    built, read = build(), mc.load(FILE)
    print(f"Built in Python and read from the file, the registers are equal: {built == read}")
    print()

    charter = read.agreements["twinning-2018"]
    print(f"Where {charter.title} stood")
    for day in ("2018-01-01", "2020-06-30", "2021-06-30", "2021-09-15", "2024-06-30"):
        print(f"  {day}  {charter.status_on(day).value}")
    for gap in charter.chain.gaps():
        print(f"  gap of {gap.shortest} to {gap.longest} days, {'certain' if gap.certain else 'possible'}")
    print(f"  in force on some day of September 2021: {charter.active_during('2021-09').name}")
    print(f"  in force throughout September 2021: {charter.active_during('2021-09', throughout=True).name}")
    print()

    print("What a faulty file is told")
    try:
        mc.loads(FAULTY)
    except mc.InvalidFileError as error:
        for problem in error.problems:
            print(problem)
    print()

    print("The register as a file")
    print(mc.dumps(built), end="")


if __name__ == "__main__":
    main()
