"""The picture of how many were in force over the years, by what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import mainland_coop as mc
from mainland_coop.display.looks import DARK, LIGHT, LOOKS, PALE
from mainland_coop.display.pictures.canvas import axes_of
from mainland_coop.foundation.errors import InvalidArgumentError, InvalidRecordError, WrongTypeError
from mainland_coop.validity.standing import Standing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

REGISTRY = mc.load()
to_hex = pytest.importorskip("matplotlib.colors", reason="pictures need matplotlib, of the extra plot").to_hex
STACKED = (Standing.STATED, Standing.PRESUMED, Standing.POSSIBLE)


def heights(figure: Figure) -> dict[int, dict[str, tuple[float, float]]]:
    """By place and standing: from where to where a bar reaches."""
    found: dict[int, dict[str, tuple[float, float]]] = {}
    for container in axes_of(figure).containers:
        for bar in container.patches:  # type: ignore[attr-defined]  # of bars, which are all there are
            place = round(bar.get_x() + bar.get_width() / 2)
            standing = str(container.get_label()).removeprefix("_")
            found.setdefault(place, {})[standing] = (bar.get_y(), bar.get_y() + bar.get_height())
    return found


@pytest.mark.parametrize("by", ["year", "month"])
def test_each_bar_is_the_counts_of_its_day_one_upon_the_other(by: Any) -> None:
    figure = REGISTRY.plot.standings(by=by, period="2014/2017")
    shown = heights(figure)
    counts = REGISTRY.standings_by(by, "2014/2017")
    assert sorted(shown) == list(range(len(counts)))
    for place, (_, of_day) in enumerate(counts):
        below = 0
        for standing in STACKED:
            assert shown[place][standing.value] == (below, below + of_day[standing])
            below += of_day[standing]


def test_it_reaches_from_the_first_known_start_to_the_check() -> None:
    assert REGISTRY.verified_through is not None
    pacts = REGISTRY.agreements.where(party="hksar-department-of-justice")
    shown = heights(REGISTRY.plot.standings(pacts))
    first = min(pact.signed.earliest for pact in pacts if pact.signed is not None).year
    assert len(shown) == REGISTRY.verified_through.earliest.year - first + 1
    assert sum(high - low for low, high in shown[len(shown) - 1].values()) == len(
        pacts.active_on(f"{REGISTRY.verified_through.earliest.year}-01-01", at_least=mc.Truth.UNKNOWN)
    )


def test_bars_after_the_check_are_paler() -> None:
    figure = REGISTRY.plot.standings(period="2025/2029", theme="light")
    by_year: dict[int, float] = {}
    for container in axes_of(figure).containers:
        if container.get_label() == "_stated":
            for bar in container.patches:  # type: ignore[attr-defined]
                by_year[2025 + round(bar.get_x() + bar.get_width() / 2)] = bar.get_facecolor()[3]
    assert [year for year, share in by_year.items() if share == 1] == [2025, 2026]
    assert all(share < PALE for year, share in by_year.items() if year > 2026)


@pytest.mark.parametrize(("theme", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_its_colours_are_those_of_the_theme(theme: Any, palette: Any) -> None:
    figure = REGISTRY.plot.standings(period="2014/2016", theme=theme)
    stated, presumed, possible = axes_of(figure).containers
    assert to_hex(stated.patches[0].get_facecolor()) == palette.in_force  # type: ignore[attr-defined]
    assert to_hex(presumed.patches[0].get_facecolor()) == palette.in_force  # type: ignore[attr-defined]
    assert to_hex(possible.patches[0].get_edgecolor()) == palette.possible  # type: ignore[attr-defined]
    assert to_hex(figure.get_facecolor()) == palette.ground
    (legend,) = figure.legends
    assert {to_hex(text.get_color()) for text in legend.get_texts()} == {palette.ink}  # type: ignore[arg-type]
    told = [text.get_text() for text in legend.get_texts()]
    assert told == [LOOKS[standing].words["en"] for standing in reversed(STACKED)]


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="'year' or 'month'"):
        REGISTRY.plot.standings(by="day", period="2014/2016")  # type: ignore[arg-type]  # that it is refused is the test
    with pytest.raises(InvalidArgumentError, match="lacks an end"):
        REGISTRY.plot.standings(period="2014/..")
    with pytest.raises(WrongTypeError, match="records"):
        REGISTRY.plot.standings(REGISTRY.parties)  # type: ignore[arg-type]  # that it is refused is the test
    with pytest.raises(InvalidRecordError, match="give the period"):
        mc.Registry().plot.standings()
    with pytest.raises(InvalidRecordError, match="theme='dim'"):
        REGISTRY.plot.standings(period="2014/2016", theme="dim")  # type: ignore[arg-type]
    with pytest.raises(InvalidRecordError, match="width=1"):
        REGISTRY.plot.standings(period="2014/2016", width=1)
