"""The pictures of the documentation, made from the bundled data; no network is needed.

The build of the pages makes those of `pictures.md`. Those of the README and the front page are kept in `docs/_static`,
and made again by `python docs/make_pictures.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib

import mainland_coop as mc

if TYPE_CHECKING:
    from mainland_coop.display.pictures.figures import Picture
    from matplotlib.figure import Figure

    from mainland_coop.foundation.showing import Theme

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


def chain(registry: mc.Registry) -> Figure:
    pact = registry.agreements[SHENZHEN]
    return pact.chain.plot(on="2017-01-01", title="Cooperative Arrangement on Legal Matters (Hong Kong and Shenzhen)")


def overview(registry: mc.Registry) -> Figure:
    return registry.plot.timeline(CHOSEN, on="2017-01-01", title="Ten agreements, and what was in force on a day")


def of_a_party(registry: mc.Registry) -> Figure:
    return registry.plot.timeline(
        registry.agreements.where(party="hksar-department-of-justice", signed="../2018"),
        title="Agreements of the Department of Justice signed by 2018",
    )


def cepa(registry: mc.Registry) -> Figure:
    supplements = registry.family_of("cepa-2003").supplemented_by
    return registry.plot.timeline(["cepa-2003", *supplements], title="CEPA and its supplements")


def sessions(registry: mc.Registry) -> Figure:
    return registry.plot.sessions(["hk-guangdong-joint-conference", "hk-shanghai-conference", "pprd-forum"])


def network(registry: mc.Registry) -> Figure:
    return registry.plot.network(labels=15, title="Parties that share agreements")


def since_1997(registry: mc.Registry, theme: Theme) -> Picture:
    day = registry.verified_through
    assert day is not None
    title = f"Agreements in force, 1997 to {day.latest.year}"
    return registry.plot.standings(period=f"1997/{day}", theme=theme, width=5.2, title=title)


OF_THE_README: dict[str, Callable[[mc.Registry], Figure]] = {"shenzhen-chain": chain, "overview": overview}
OF_THE_PAGES = {**OF_THE_README, "party": of_a_party, "cepa": cepa, "sessions": sessions, "network": network}


def make(pictures: dict[str, Callable[[mc.Registry], Figure]], folder: Path) -> None:
    """Save pictures as SVG files that are the same whenever they are made by the same versions."""
    folder.mkdir(exist_ok=True)
    registry = mc.load()
    with matplotlib.rc_context({"svg.hashsalt": "mainland_coop"}):
        for name, draw in pictures.items():
            draw(registry).savefig(folder / f"{name}.svg", metadata={"Date": None})


if __name__ == "__main__":
    make(OF_THE_README, HERE / "_static")
    for theme in ("light", "dark"):
        (HERE / "_static" / f"standings-{theme}.svg").write_text(since_1997(mc.load(), theme).svg(), encoding="utf-8")
