"""The pictures of the documentation, made from the bundled data; no network is needed.

The build of the pages makes those of `pictures.md`, in the colours of the page around them. Those of the README are
kept in `docs/_static`, light and dark, and made again by `python docs/make_pictures.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import mainland_coop as mc
from mainland_coop.display.pictures.picture import Picture
from mainland_coop.display.strips import STYLE
from mainland_coop.foundation.showing import Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawing: TypeAlias = "Callable[[mc.Registry, Theme], Figure]"

HERE = Path(__file__).resolve().parent
SHENZHEN = "doj-shenzhen-legal-matters-2011"
CHOSEN = [
    "dta-limited-1998",
    "dta-2006",
    "mla-choice-of-court-2006",
    "mla-civil-commercial-2019",
    "hk-guangdong-framework-2010",
    SHENZHEN,
    "pprd-joint-declaration-2014",
    "gba-framework-2017",
    "hk-shanghai-2021-hospital-authority-shenkang-agreement",
    "doj-shaanxi-framework",
]


def standings(registry: mc.Registry, theme: Theme) -> Figure:
    day = registry.verified_through
    assert day is not None
    title = f"Agreements in force, 1997 to {day.latest.year}"
    # Not wide, so that its words can be read on a phone.
    return registry.plot.standings(period=f"1997/{day}", theme=theme, width=5.2, title=title)


def chain(registry: mc.Registry, theme: Theme) -> Figure:
    title = "Cooperative Arrangement on Legal Matters (Hong Kong and Shenzhen)"
    return registry.agreements[SHENZHEN].chain.plot(on="2017-01-01", theme=theme, title=title)


def overview(registry: mc.Registry, theme: Theme) -> Figure:
    title = "Ten agreements, and what was in force on a day"
    return registry.plot.timeline(CHOSEN, on="2017-01-01", theme=theme, title=title)


def of_a_party(registry: mc.Registry, theme: Theme) -> Figure:
    return registry.plot.timeline(
        registry.agreements.where(party="hksar-department-of-justice", signed="../2018"),
        theme=theme,
        title="Agreements of the Department of Justice signed by 2018",
    )


def cepa(registry: mc.Registry, theme: Theme) -> Figure:
    supplements = registry.family_of("cepa-2003").supplemented_by
    return registry.plot.timeline(["cepa-2003", *supplements], theme=theme, title="CEPA and its supplements")


def gaps(registry: mc.Registry, theme: Theme) -> Figure:
    return registry.plot.gaps(theme=theme, title="The gaps of all chains")


def expiring(registry: mc.Registry, theme: Theme) -> Figure:
    return registry.plot.expiring(theme=theme, title="What runs out within two years of the check")


def counterparts(registry: mc.Registry, theme: Theme) -> Figure:
    return registry.plot.counterparts(theme=theme, title="Who signs with whom")


def sessions(registry: mc.Registry, theme: Theme) -> Figure:
    conferences = ["hk-guangdong-joint-conference", "hk-shanghai-conference", "pprd-forum"]
    return registry.plot.sessions(conferences, theme=theme)


OF_THE_README: dict[str, Drawing] = {"standings": standings, "shenzhen-chain": chain, "overview": overview}
OF_THE_PAGES: dict[str, Drawing] = {
    **OF_THE_README,
    "party": of_a_party,
    "cepa": cepa,
    "gaps": gaps,
    "expiring": expiring,
    "counterparts": counterparts,
    "sessions": sessions,
}


def make(pictures: dict[str, Drawing], folder: Path) -> None:
    """Write pictures as HTML that takes the colours of the page that it is put into."""
    folder.mkdir(exist_ok=True)
    registry = mc.load()
    for name, draw in pictures.items():
        picture = draw(registry, "light")
        assert isinstance(picture, Picture), "it has a figure of its own"
        html = f'<div class="mainland-coop mc-picture">{STYLE}{picture.svg("page")}</div>\n'
        (folder / f"{name}.html").write_text(html, encoding="utf-8")


def keep(pictures: dict[str, Drawing], folder: Path) -> None:
    """Save pictures as SVG files, light and dark, that are the same whenever they are made by the same versions."""
    registry = mc.load()
    for name, draw in pictures.items():
        for theme in ("light", "dark"):
            draw(registry, theme).savefig(folder / f"{name}-{theme}.svg", transparent=True)


if __name__ == "__main__":
    keep(OF_THE_README, HERE / "_static")
