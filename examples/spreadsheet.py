"""A spreadsheet of treaties to a registry: the columns named, the faults told, what is sound asked and written."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import mainland_coop as mc

HERE = Path(__file__).parent

COLUMNS = {
    "id": "No.",
    "title": "Treaty",
    "parties": "Parties",
    "signed": "Signed",
    "in_force_from": "In force",
    "expires": "End",
    "term": "Term (years)",
    "renews": "Renews",
    "place": "Place",
}


def read(name: str) -> mc.Intake:
    return mc.read_table(
        HERE / name,
        COLUMNS,
        constants={"kind": "treaty"},
        separator=";",
        term_unit="years",
        sentinels={"9999-12-31": "..", "n/a": None},
        missing_signed="[..2010]",
        cite=mc.Source(id="list", title="List of treaties", file=name),
        on_error="skip",
    )


def main() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    intake = read("treaties.csv")
    print(repr(intake))
    print()

    print("In force on 1 September 2006")
    for pact in intake.registry.active_on("2006-09-01", at_least=mc.Truth.UNKNOWN):
        print(f"  {pact.id}  {pact.title}: {pact.active_on('2006-09-01').name}")
    print("Gaps")
    for pact in intake.registry.agreements:
        for gap in pact.chain.gaps():
            print(f"  {pact.id}  {gap.shortest} to {gap.longest} days")
    print()

    faulty = read("treaties-with-faults.csv")
    print(repr(faulty))
    for problem in faulty.problems:
        print(f"  {problem}")
    for left in faulty.left_out:
        print(f"  left out: row {left.row} ({left.id}): {left.reason}")
    print()

    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "treaties")
        mc.dump(intake.registry, lines, form="json lines")
        print((lines / "agreements.jsonl").read_text("utf-8").splitlines()[-1])
        print(f"Read back it is equal: {mc.load(lines) == intake.registry}")


if __name__ == "__main__":
    main()
