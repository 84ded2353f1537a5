"""What was in force on a day, how sure that is, and who says so.

Usage: python examples/in_force.py [day]

The day is a date, a month or a year in EDTF form, such as 2016-06-30, 2016-06 or 2016.
"""

from __future__ import annotations

import io
import sys

import mainland_coop as mc

SHENZHEN = "doj-shenzhen-legal-matters-2011"


def main(arguments: list[str]) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # titles of sources may be Chinese
    if arguments in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if len(arguments) > 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        day = mc.PartialDate.parse(arguments[0] if arguments else "2016-06-30")
    except mc.DateError as error:
        print(error, file=sys.stderr)
        return 2
    registry = mc.load()
    print_in_force(registry, day)
    print_possibly_in_force(registry, day)
    print_chain(registry.agreements[SHENZHEN])
    print_explanation(registry, SHENZHEN, day)
    return 0


def print_in_force(registry: mc.Registry, day: mc.PartialDate) -> None:
    certain = registry.active_on(day)
    print(f"Certainly in force on {day}: {len(certain)} of {len(registry.agreements)} agreements")
    for agreement in certain:
        print_agreement(registry, agreement)
        print(f"    since {since(agreement, day)}")
        if not agreement.active_on(day, presume_continuity=False).certain:
            print("    no end is stated; it is presumed to continue")
    print()


def print_possibly_in_force(registry: mc.Registry, day: mc.PartialDate) -> None:
    possible = [a for a in registry.active_on(day, at_least=mc.Truth.UNKNOWN) if not a.active_on(day).certain]
    print(f"Possibly in force on {day}: {len(possible)} more")
    for agreement in possible:
        print_agreement(registry, agreement)
        print(f"    {registry.explain(agreement.id, day).conclusion}")  # the sentence that tells what is open
    print()


def print_agreement(registry: mc.Registry, agreement: mc.Agreement) -> None:
    print(f"  {agreement.id}: {agreement.title}")
    print(f"    {' and '.join(str(party.name) for party in registry.parties_of(agreement))}")


def since(agreement: mc.Agreement, day: mc.PartialDate) -> str:
    """Return the start of the last link that had certainly started by the day."""
    link = [link for link in agreement.chain.links if link.start.latest <= day.earliest][-1]
    return f"{link.start} ({link.start_basis}{f', renewal {link.index}' if link.index else ''})"


def print_chain(agreement: mc.Agreement) -> None:
    print(f"The chain of {agreement.id}")
    chain = agreement.chain
    gaps = {gap.before: gap for gap in chain.gaps()}
    for link in chain.links:
        if link.index in gaps:
            print(f"  {describe(gaps[link.index])}")
        what = f"renewal {link.index}" if link.index else "the instrument"
        end = f"through {link.end}" if isinstance(link.end, mc.PartialDate) else f"end {link.end.value}"
        print(f"  {what}: from {link.start} {end}{f', term {link.term}' if link.term else ''}")
    print()


def describe(gap: mc.Gap) -> str:
    days = str(gap.longest) if gap.shortest == gap.longest else f"{gap.shortest} to {gap.longest}"
    sure = "certain" if gap.certain else "only possible"
    return f"gap of {days} days, {sure}: in force until {gap.last_day_before}, again from {gap.next_start}"


def print_explanation(registry: mc.Registry, id: str, day: mc.PartialDate) -> None:
    finding = registry.explain(id, day)
    print(f"{id} on {day}")
    print(f"  {finding.truth.name} ({finding.status.value})")
    for reason in finding.reasons:
        print(f"  - {reason}")
    if finding.presumptions:
        print(f"  This presumes: {', '.join(finding.presumptions)}")
    for citation in finding.citations:
        source = registry.sources[citation.source]
        parts = (source.title, source.publisher, source.published, citation.locator)
        print(f"  Source: {'; '.join(str(part) for part in parts if part)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
