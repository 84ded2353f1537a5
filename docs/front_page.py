"""The numbers of the dataset on the front page, and the sentence with them in the README; both come from the data.

`conf.py` writes the first before each build. The second stands in the README as text, and a test holds it to this.
"""

from __future__ import annotations

from pathlib import Path

import mainland_coop as mc
from mainland_coop.dates.other_writings import MONTHS

COUNTED = ("agreements", "programmes", "conferences", "sessions", "parties", "sources")
PAGES = {"agreements", "programmes", "conferences", "parties"}
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


def tiles(registry: mc.Registry) -> str:
    """The numbers as HTML: a list of terms, each with its number."""
    items = "\n".join(
        f"<div><dt>{_link(kind)}</dt><dd>{number:,}</dd></div>" for kind, number in numbers(registry).items()
    )
    told = f"Every date, term and number cites its source. Checked through {checked(registry)}."
    return f'<dl class="mc-numbers">\n{items}\n</dl>\n<p class="mc-checked">{told}</p>\n'


def _link(kind: str) -> str:
    return f'<a href="records/{kind}.html">{kind}</a>' if kind in PAGES else kind


def write(file: Path, registry: mc.Registry) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(tiles(registry), encoding="utf-8")
