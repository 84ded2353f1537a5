"""Who signs with whom, the gaps, and what runs out: by what these pictures show."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

import mainland_coop as mc
from mainland_coop.display.pictures.canvas import axes_of, day_number
from mainland_coop.foundation.errors import InvalidRecordError, WrongTypeError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

pytest.importorskip("matplotlib.figure", reason="pictures need matplotlib, of the extra plot")
REGISTRY = mc.load()


def shapes(figure: Figure, kind: str) -> dict[str, Any]:
    """The shapes of a kind, by what they stand for."""
    found = {str(patch.get_label()): patch for patch in axes_of(figure).patches}
    return {label.removeprefix(f"_{kind}:"): patch for label, patch in found.items() if label.startswith(f"_{kind}:")}


def rows(figure: Figure) -> list[str]:
    return [label.get_text().replace("\n", " ") for label in axes_of(figure).get_yticklabels()]


def shared(one: str, other: str) -> dict[str, int]:
    """How many agreements each pair of bodies of two sides shares, counted here anew."""

    def of(side: str, pact: mc.Agreement) -> list[str]:
        there = [REGISTRY.parties[id] for id in pact.parties]
        return [party.id for party in there if (party.jurisdiction or "").split("-")[0] == side]

    found: dict[str, int] = {}
    for pact in REGISTRY.agreements:
        for a, b in product(of(one, pact), of(other, pact)):
            found[f"{a}|{b}"] = found.get(f"{a}|{b}", 0) + 1
    return found


# --- Who signs with whom -----------------------------------------------------------------------------------------


def test_each_pair_that_shares_an_agreement_has_a_band_as_broad_as_they_share() -> None:
    figure = REGISTRY.plot.counterparts(sides=("MO", "CN"), most=500)
    bands = shapes(figure, "shared")
    counted = shared("MO", "CN")
    assert set(bands) == set(counted)
    heights = {}
    for pair, band in bands.items():
        points = band.get_path().vertices
        heights[pair] = points[0][1] - points[-2][1]
    each = min(heights.values()) / min(counted.values())
    assert heights == pytest.approx({pair: each * count for pair, count in counted.items()})


def test_bodies_with_few_agreements_stand_together() -> None:
    figure = REGISTRY.plot.counterparts(most=3)
    bodies = shapes(figure, "body")
    assert len(bodies) == 7  # of both sides three, and the others, who share a label
    texts = [text.get_text().replace("\n", " ") for text in axes_of(figure).texts]
    assert {"Hong Kong", "Mainland", "shared agreements"} <= set(texts)
    there = {id for pair in shared("HK", "CN") for id in [pair.split("|")[0]]}
    assert f"{len(there) - 3} others" in texts
    government = REGISTRY.parties["hksar-government"].name.text
    assert government in texts, "names are whole"
    pacts = REGISTRY.agreements.where(party="hksar-government")
    mainland = [
        pact for pact in pacts if any((REGISTRY.parties[id].jurisdiction or "").startswith("CN") for id in pact.parties)
    ]
    assert texts[texts.index(government) - 1] == str(len(mainland))


def test_sides_that_share_nothing_are_refused() -> None:
    with pytest.raises(InvalidRecordError, match="sides='HK', 'FR'"):
        REGISTRY.plot.counterparts(sides=("HK", "FR"))
    with pytest.raises(WrongTypeError, match="sides='HK'"):
        REGISTRY.plot.counterparts(sides="HK")  # type: ignore[arg-type]  # that it is refused is the test
    with pytest.raises(InvalidRecordError, match="most=0"):
        REGISTRY.plot.counterparts(most=0)
    with pytest.raises(WrongTypeError, match="agreements"):
        REGISTRY.plot.counterparts(REGISTRY.parties)  # type: ignore[arg-type]  # that it is refused is the test


# --- Gaps --------------------------------------------------------------------------------------------------------


def test_every_gap_is_a_row_with_its_length() -> None:
    figure = REGISTRY.plot.gaps()
    found = REGISTRY.gaps(at_least=mc.Truth.UNKNOWN)
    assert len(rows(figure)) == len(found)
    assert len(set(rows(figure))) == len(found)
    reach: dict[tuple[str, float], int] = {}
    for patch in axes_of(figure).patches:
        key = str(patch.get_label()).removeprefix("_"), round(patch.get_y(), 3)  # type: ignore[attr-defined]
        reach[key] = max(reach.get(key, 0), round(patch.get_x() + patch.get_width()))  # type: ignore[attr-defined]
    assert sorted((id, days) for (id, _), days in reach.items()) == sorted(
        (each.id, each.gap.longest) for each in found
    )


def test_certain_gaps_are_filled_and_come_first_the_longest_at_the_top() -> None:
    figure = REGISTRY.plot.gaps(at_least=mc.Truth.TRUE)
    found = REGISTRY.gaps()
    assert len(rows(figure)) == len(found)
    filled = [patch for patch in axes_of(figure).patches if not patch.get_hatch()]
    lengths = [round(patch.get_width()) for patch in filled]  # type: ignore[attr-defined]
    assert lengths == sorted((each.gap.shortest for each in found), reverse=True)
    told = [text.get_text() for text in axes_of(figure).texts]
    assert {"321 days", "171–200 days"} <= set(told)


def test_a_register_without_gaps_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="has a gap"):
        REGISTRY.plot.gaps(REGISTRY.agreements.where(under="cepa-2003"))


# --- What runs out -----------------------------------------------------------------------------------------------


def test_what_ends_in_the_two_years_after_the_check_is_shown_by_its_end() -> None:
    checked = REGISTRY.verified_through
    assert checked is not None
    figure = REGISTRY.plot.expiring(labels="id")
    low, high = axes_of(figure).get_xlim()
    assert low == day_number(checked.last_ordinal)
    assert 730 <= high - low <= 732
    last = mc.PartialDate(checked.last_ordinal + 731, checked.last_ordinal + 731)
    found = REGISTRY.expiring(mc.Period(checked, last), at_least=mc.Truth.UNKNOWN)
    order = list(dict.fromkeys(each.id for each in found))
    assert [row.split("(")[0].rstrip().replace("- ", "-") for row in rows(figure)] == order
    for row, each in zip(rows(figure), found, strict=True):
        assert str(each.expires) in row


def test_renewals_and_last_days_for_notice_are_told() -> None:
    pact = mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="2020-01-01", term="P5Y", tacit_renewal="P1Y",
        notice="P3M",
    )  # fmt: skip
    registry = mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")])
    figure = registry.plot.expiring("2024/2025")
    ends = registry.expiring("2024/2025")
    assert [each.what for each in ends] == ["renews itself"] * len(ends)
    assert rows(figure) == [f"X ({', '.join(f'renews itself {each.expires}' for each in ends)})"]
    marks = [line for line in axes_of(figure).lines if line.get_label() == "_notice"]
    noticed = [day_number(each.last_notice.first_ordinal) for each in ends if each.last_notice is not None]
    assert [next(iter(line.get_xdata())) for line in marks] == noticed  # type: ignore[arg-type]
    (legend,) = figure.legends
    assert "last day for notice" in [text.get_text() for text in legend.get_texts()]
    assert "checked" not in " ".join(text.get_text() for text in legend.get_texts())


def test_when_nothing_runs_out_or_no_period_is_known_it_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="nothing ends in 1950"):
        REGISTRY.plot.expiring("1950")
    with pytest.raises(InvalidRecordError, match="give the period"):
        mc.Registry().plot.expiring()
