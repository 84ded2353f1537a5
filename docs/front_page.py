"""The numbers of the dataset on the front page, and the sentences with them in the README; both come from the data.

`conf.py` writes the first before each build. The README has its sentences as text, and a test holds them to this.
"""

from __future__ import annotations

from pathlib import Path

import mainland_coop as mc
from mainland_coop.dates.other_writings import MONTHS

COUNTED = ("agreements", "programmes", "conferences", "sessions", "parties", "sources")
PAGES = {"agreements", "programmes", "conferences", "sessions", "parties"}
"""The kinds that have a page which lists them."""


def numbers(registry: mc.Registry) -> dict[str, int]:
    """How many records there are of each kind."""
    return {kind: len(getattr(registry, kind)) for kind in COUNTED}


def checked(registry: mc.Registry) -> str:
    """The day to which the register was checked, as people write it."""
    day = registry.verified_through
    assert day is not None
    return f"{day.latest.day} {MONTHS[day.latest.month - 1].capitalize()} {day.latest.year}"


def sentence(registry: mc.Registry) -> str:
    """The sentence of the README."""
    n = numbers(registry)
    return (
        f"The register holds {n['agreements']:,} agreements, {n['programmes']:,} programmes, and {n['sessions']:,}"
        f" sessions of {n['conferences']:,} conferences, between {n['parties']:,} bodies. It cites {n['sources']:,}"
        f" sources, and was checked through {checked(registry)}."
    )


def how_firmly(registry: mc.Registry) -> str:
    """What the picture shows for its last day, as a sentence."""
    first, counts = registry.standings_by("year", str(registry.verified_through))[-1]
    stated, presumed = counts[mc.Standing.STATED], counts[mc.Standing.PRESUMED]
    return (
        f"On 1 January {first.year}, {stated + presumed} agreements were in force: {stated} by stated dates, and"
        f" {presumed} with no end stated. {counts[mc.Standing.POSSIBLE]} more may have been."
    )


def tiles(registry: mc.Registry) -> str:
    """The numbers as HTML: a list of terms, each with its number."""
    items = "\n".join(
        f"<div><dt>{_link(kind)}</dt><dd>{number:,}</dd></div>" for kind, number in numbers(registry).items()
    )
    told = f"Every date, term and number cites its source. Checked through {checked(registry)}. {how_firmly(registry)}"
    return f'<p class="mc-checked">{told}</p>\n<dl class="mc-numbers simple">\n{items}\n</dl>\n'


def _link(kind: str) -> str:
    return f'<a href="records/{kind}.html">{kind}</a>' if kind in PAGES else kind


def write(file: Path, registry: mc.Registry) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(tiles(registry), encoding="utf-8")
