"""Pictures by what they show: how many bars, from when to when, which labels; never by their pixels."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

import mainland_coop as mc
from mainland_coop import strategies
from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.display.looks import PALE, drawn
from mainland_coop.display.pictures import fonts
from mainland_coop.display.pictures.canvas import axes_of, day_number
from mainland_coop.display.pictures.timeline_rows import firmest, link_rows
from mainland_coop.foundation.errors import InvalidRecordError, UnknownIdError, WrongTypeError
from mainland_coop.validity.standing import Standing, StandingRun

if TYPE_CHECKING:
    from matplotlib.figure import Figure

REGISTRY = mc.load()
PACT = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]
figures = pytest.importorskip("matplotlib.figure", reason="pictures need matplotlib, of the extra plot")


def bars(figure: Figure) -> list[tuple[int, str, float, float]]:
    """Each bar: its row from the top, what it is, where it starts and ends; shades of one run are one bar."""
    found: list[tuple[int, str, float, float]] = []
    middles = [round(float(y), 3) for y in axes_of(figure).get_yticks()]
    for patch in of_rows(figure):
        kind = str(patch.get_label()).removeprefix("_")
        x, y, width, height = *patch.get_xy(), patch.get_width(), patch.get_height()
        row = middles.index(round(float(y + height / 2), 3))
        if found and found[-1][:2] == (row, kind) and found[-1][3] == x:
            x = found.pop()[2]
            width = patch.get_x() + patch.get_width() - x
        found.append((row, kind, x, x + width))
    return found


def of_rows(figure: Figure) -> list[Any]:
    """The rectangles of the rows."""
    return [patch for patch in axes_of(figure).patches if ":" in str(patch.get_label())]


def expected(rows: list[tuple[str, tuple[StandingRun, ...]]], figure: Figure) -> list[tuple[int, str, float, float]]:
    low, high = axes_of(figure).get_xlim()
    found = []
    for y, (id, runs) in enumerate(rows):
        for run in runs:
            start, end = max(day_number(run.first), low), min(day_number(run.last + 1), high)
            if start < end:
                found.append((y, f"{run.standing.value}:{id}", start, end))
    return found


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in axes_of(figure).texts]


def names(figure: Figure) -> list[str]:
    return [label.get_text().replace("-\n", "-").replace("\n", " ") for label in axes_of(figure).get_yticklabels()]


def saved(figure: Figure, form: str) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format=form)
    return file.getvalue()


# --- Timelines ---------------------------------------------------------------------------------------------------


def test_a_timeline_has_a_bar_for_each_run_in_the_order_of_the_records() -> None:
    chosen = REGISTRY.agreements.where(party="hksar-department-of-justice")
    figure = REGISTRY.plot.timeline(chosen)
    assert isinstance(figure, figures.Figure)
    assert bars(figure) == expected([(pact.id, drawn(pact.chain.standings)) for pact in chosen], figure)
    assert len(names(figure)) == len(chosen)
    for name, pact in zip(names(figure), chosen, strict=True):
        assert pact.title.text.startswith(name.split("…")[0].strip())
    assert len(set(names(figure))) == len(chosen)
    bottom, top = axes_of(figure).get_ylim()
    assert top < 0 < bottom, "the first record is at the top"


def test_all_agreements_are_drawn_where_none_are_chosen() -> None:
    few = mc.Registry(
        agreements=[mc.Agreement(id=id, title=id, kind="treaty", parties=["p"], signed="2011") for id in ("b", "a")],
        parties=[mc.Party(id="p", name="P")],
    )
    figure = few.plot.timeline()
    assert names(figure) == [pact.title.text for pact in few.agreements]
    assert bars(figure) == expected([(a.id, drawn(a.chain.standings)) for a in few.agreements], figure)


def test_stated_days_are_filled_presumed_ones_pale_and_possible_ones_striped() -> None:
    figure = PACT.chain.plot()
    seen = set()
    for patch in of_rows(figure):
        standing = patch.get_label().removeprefix("_").partition(":")[0]
        seen.add(standing)
        assert bool(patch.get_hatch()) == (standing == "possible")
        assert patch.get_facecolor()[3] == {"stated": 1, "presumed": PALE, "possible": 0}[standing]
        assert patch.get_linestyle() == ("--" if standing == "possible" else "solid")
    assert seen == {"stated", "presumed", "possible"}
    (legend,) = figure.legends
    told = [text.get_text() for text in legend.get_texts()]
    assert told == [
        *("in force by stated dates", "in force, end not stated", "may have been in force", "gap, with its length")
    ]


def test_a_picture_of_a_register_reaches_to_its_check() -> None:
    assert REGISTRY.verified_through is not None
    checked = day_number(REGISTRY.verified_through.last_ordinal + 1)
    figure = REGISTRY.plot.timeline(PACT.id)
    assert axes_of(figure).get_xlim()[1] == checked
    later = REGISTRY.plot.timeline("hkpm-fudan-mou")
    assert axes_of(later).get_xlim()[1] > checked


def test_nothing_is_solid_after_the_check() -> None:
    assert REGISTRY.verified_through is not None
    checked = day_number(REGISTRY.verified_through.last_ordinal + 1)
    ahead = [
        pact for pact in REGISTRY.agreements.where(signed="2020/..") if pact.standing_on("2027") is Standing.STATED
    ]
    assert ahead
    figure = REGISTRY.plot.timeline(ahead, period="2020/2030")
    solid = [patch.get_x() + patch.get_width() for patch in of_rows(figure) if patch.get_facecolor()[3] > PALE]
    assert max(solid) == checked


def test_what_is_presumed_fades_out_after_the_check() -> None:
    assert REGISTRY.verified_through is not None
    checked = day_number(REGISTRY.verified_through.last_ordinal + 1)
    figure = REGISTRY.plot.timeline(PACT.id, period="2010/2030")
    (line,) = [line for line in axes_of(figure).lines if line.get_label() == "_checked"]
    assert next(iter(line.get_xdata())) == checked  # type: ignore[arg-type]
    shares = {}
    for patch in of_rows(figure):
        if patch.get_label().startswith("_presumed"):
            shares[patch.get_x()] = patch.get_facecolor()[3]
    assert [share for start, share in shares.items() if start < checked] == [PALE]
    fading = [share for start, share in shares.items() if start >= checked]
    assert fading == sorted(fading, reverse=True)
    assert len(fading) > 1
    (legend,) = figure.legends
    assert legend.get_texts()[-1].get_text() == f"checked {REGISTRY.verified_through}"


def test_gaps_are_marked_with_their_days() -> None:
    figure = REGISTRY.plot.timeline(PACT.id)
    assert texts(figure) == ["321 days", "171–200 days"]
    lines = [line for line in axes_of(figure).lines if line.get_label() == "_gap"]
    spans = [tuple(line.get_xdata()) for line in lines]  # type: ignore[arg-type]  # numbers here
    days = [mc.PartialDate.parse(day).first_ordinal for day in ("2016-11-25", "2017-10-12", "2022-10-12", "2023-04-01")]
    assert spans == [tuple(map(day_number, days[:2])), tuple(map(day_number, days[2:]))]


def test_a_gap_that_is_only_possible_is_marked_otherwise() -> None:
    pact = mc.Agreement(
        id="x", title="X", kind="treaty", parties=["a"], signed="2011", term="P5Y",
        renewals=[mc.Renewal(signed="2016-06", term="P1Y")],
    )  # fmt: skip
    (gap,) = pact.chain.gaps()
    assert not gap.certain
    figure = pact.chain.plot()
    assert texts(figure) == [f"0–{gap.longest} days?"]
    assert [line.get_linestyle() for line in axes_of(figure).lines if line.get_label() == "_possible gap"] == [":"]


@given(strategies.agreements())
@settings(max_examples=25, deadline=None)
def test_the_picture_of_any_chain_has_its_runs_and_gaps(pact: mc.Agreement) -> None:
    runs = drawn(pact.chain.standings)
    try:
        figure = pact.chain.plot()
    except InvalidRecordError:
        # Never in force, or of no known day.
        assert not any(1 < day < LAST_DAY - 1 for run in runs for day in run[:2])
        return
    rows = [("chain", runs)]
    if len(pact.chain.links) > 1:
        rows += [(row.id, row.runs) for row in link_rows(pact.chain)]
    assert bars(figure) == expected(rows, figure)
    assert len(texts(figure)) <= len(pact.chain.gaps())


@given(strategies.agreements())
@settings(deadline=None)
def test_the_rows_of_the_links_together_are_the_chain(pact: mc.Agreement) -> None:
    """Each day on which a link is in force the chain is, as firmly; it possibly is only where some link may be."""
    rows = list(link_rows(pact.chain))
    assert len(rows) == len(pact.chain.links)
    timeline = pact.chain.timeline()
    stated = [run for run in pact.chain.timeline(presume_continuity=False).runs if run.truth is mc.Truth.TRUE]
    for row in rows:
        for run in row.runs:
            assert run.first <= run.last
            if run.standing is not Standing.POSSIBLE:
                assert timeline.on(run.first, run.last) is mc.Truth.TRUE
            if run.standing is Standing.STATED:
                assert any(one.first <= run.first and run.last <= one.last for one in stated)
    possible = firmest(row.runs for row in rows)
    for run in timeline.runs:
        for day in (run.first, run.last):
            assert any(part.first <= day <= part.last for part in possible)


def test_the_row_of_a_party_has_the_days_on_which_something_binds_it() -> None:
    party = "shenzhen-municipal-peoples-government"
    figure = REGISTRY.plot.timeline([party, PACT.id], period="2000/2025")
    assert names(figure)[1] == PACT.title.text
    bound = REGISTRY.agreements.where(party=party)
    shown = [bar for bar in bars(figure) if bar[0] == 0]
    for year in range(2000, 2026):
        day = mc.PartialDate.parse(f"{year}-07-01").first_ordinal
        x = day_number(day)
        found = next((kind.partition(":")[0] for _, kind, start, end in shown if start <= x < end), "none")
        answers = {pact.standing_on(f"{year}-07-01") for pact in bound} - {Standing.NOT_IN_FORCE}
        wanted = next((standing.value for standing in Standing if standing in answers), "none")
        assert found == wanted, year


def test_a_chosen_day_is_marked() -> None:
    figure = REGISTRY.plot.timeline(PACT.id, on="2017-01-01")
    assert "2017-01-01" in texts(figure)
    (line,) = [line for line in axes_of(figure).lines if line.get_label() == "_day"]
    assert next(iter(line.get_xdata())) == day_number(mc.PartialDate.parse("2017-01-01").first_ordinal)  # type: ignore[arg-type]
    partial = REGISTRY.plot.timeline(PACT.id, on="2017")
    (span,) = [patch for patch in axes_of(partial).patches if patch.get_label() == "_day"]
    assert (span.get_x(), span.get_width()) == (day_number(mc.PartialDate.parse("2017").first_ordinal), 365)  # type: ignore[attr-defined]


def test_a_period_cuts_the_bars() -> None:
    figure = REGISTRY.plot.timeline(PACT.id, period="2012/2013")
    ((_, kind, start, end),) = bars(figure)
    assert kind == f"stated:{PACT.id}"
    assert (start, end) == axes_of(figure).get_xlim()
    assert texts(figure) == []


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="no record was chosen"):
        REGISTRY.plot.timeline([])
    with pytest.raises(UnknownIdError, match="cepa-2003"):
        REGISTRY.plot.timeline("cepa-203")
    with pytest.raises(WrongTypeError, match="3 is no agreement"):
        REGISTRY.plot.timeline([3])  # type: ignore[list-item]  # that it is refused is the test
    never = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011", never_in_force=True)
    with pytest.raises(InvalidRecordError, match="never in force"):
        never.chain.plot()
    unknown = mc.Programme(id="x", name="X")
    with pytest.raises(InvalidRecordError, match="give the period"):
        unknown.chain.plot()
    figure = REGISTRY.plot.timeline([unknown], period="2000/2010")
    assert [kind for _, kind, _, _ in bars(figure)] == ["possible:x"]
    with pytest.raises(InvalidRecordError, match="not open"):
        REGISTRY.plot.timeline(PACT.id, period="2000/..")
    with pytest.raises(InvalidRecordError, match="one of en, zh_hant, zh_hans"):
        REGISTRY.plot.timeline(PACT.id, language="fr")  # type: ignore[arg-type]  # that it is refused is the test


def test_continuity_need_not_be_presumed() -> None:
    figure = REGISTRY.plot.timeline("cepa-2003", presume_continuity=False)
    runs = REGISTRY.agreements["cepa-2003"].chain.timeline(presume_continuity=False).runs
    how = {mc.Truth.TRUE: Standing.STATED, mc.Truth.UNKNOWN: Standing.POSSIBLE}
    told = tuple(StandingRun(run.first, run.last, how[run.truth]) for run in runs)
    assert bars(figure) == expected([("cepa-2003", told)], figure)
    assert runs[-1].last == LAST_DAY


def test_pictures_are_drawn_in_axes_that_are_given() -> None:
    figure = figures.Figure(figsize=(12, 6))
    left, right = figure.subplots(1, 2)
    assert PACT.chain.plot(ax=right) is figure
    assert REGISTRY.plot.sessions("hk-shenzhen-meeting", ax=left) is figure
    assert not [patch for patch in left.patches if "stated" in str(patch.get_label())]
    assert [patch for patch in right.patches if "stated" in str(patch.get_label())]


def test_the_colours_fit_the_ground() -> None:
    figure = figures.Figure(facecolor="black")
    axes = figure.add_subplot(facecolor="black")
    PACT.chain.plot(ax=axes)
    assert axes.patches[0].get_facecolor()[:2] == pytest.approx((0x2D / 255, 0xD4 / 255))


# --- Sessions ----------------------------------------------------------------------------------------------------


def test_each_session_with_a_date_is_drawn_once() -> None:
    figure = REGISTRY.plot.sessions()
    dots = [line.get_label() for line in axes_of(figure).lines]
    runs = [kind for _, kind, _, _ in bars(figure)]
    drawn = sorted(str(label).rpartition(":")[2] for label in (*dots, *runs))
    assert drawn == sorted(session.id for session in REGISTRY.sessions if session.held is not None)
    known = {s.id for s in REGISTRY.sessions if s.held and (isinstance(s.held, mc.Period) or s.held.n_days == 1)}
    assert {str(label).removeprefix("_held:") for label in dots} == known
    for _, kind, start, end in bars(figure):
        held = REGISTRY.sessions[kind.removeprefix("possible:")].held
        assert held is not None
        low, high = axes_of(figure).get_xlim()
        assert start in (day_number(held.first_ordinal), pytest.approx(low, abs=400))
        assert end in (day_number(held.last_ordinal + 1), pytest.approx(high, abs=400))


def test_twenty_years_of_guangdong_plenaries() -> None:
    figure = REGISTRY.plot.sessions("hk-guangdong-joint-conference", series="plenary")
    assert names(figure) == ["Hong Kong/Guangdong Co-operation Joint Conference (plenary)"]
    assert len(axes_of(figure).lines) == 24
    numbers = [int(text) for text in texts(figure)]
    assert numbers == sorted(numbers)
    assert {1, 24} <= set(numbers)
    both = REGISTRY.plot.sessions(["hk-guangdong-joint-conference"])
    assert [name.rpartition(" (")[2] for name in names(both)] == ["plenary)", "working meeting)"]


def test_sessions_without_a_date_are_counted_in_the_name_of_the_row() -> None:
    sessions = [mc.Session(id="one", held="2020-01-01"), mc.Session(id="two")]
    registry = mc.Registry(conferences=[mc.Conference(id="c", name="Talks", sessions=sessions)])
    assert names(registry.plot.sessions()) == ["Talks (1 without date)"]
    with pytest.raises(InvalidRecordError, match="no session chosen has a date"):
        registry.plot.sessions("c", series="other")
    with pytest.raises(UnknownIdError):
        registry.plot.sessions("d")


# --- Saving, and the texts of records ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["svg", "png"])
def test_pictures_are_saved_without_a_warning(form: str) -> None:
    begin = {"svg": b"<?xml", "png": b"\x89PNG"}[form]
    for figure in (
        PACT.chain.plot(on="2017", title="Gaps"),
        REGISTRY.plot.timeline(REGISTRY.agreements.where(under="cepa-2003"), title="CEPA"),
        REGISTRY.plot.sessions("hk-guangdong-joint-conference"),
        REGISTRY.plot.counterparts(most=5),
        REGISTRY.plot.gaps(),
        REGISTRY.plot.expiring(),
        REGISTRY.plot.standings(period="2014/2016"),
    ):
        assert saved(figure, form).startswith(begin)


def test_texts_of_records_are_no_formulas() -> None:
    pact = mc.Agreement(id="x", title=r"$\nothing$ & 5", kind="treaty", parties=["a"], signed="2011")
    registry = mc.Registry(agreements=[pact], parties=[mc.Party(id="a", name="A")])
    figure = registry.plot.timeline(title=r"$\nothing$")
    assert saved(figure, "png")
    assert names(figure) == [r"$\nothing$ & 5"]


def test_chinese_names_need_a_font_that_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "CHINESE_FONTS", tuple(f"No such font {n}" for n in range(20)))
    with pytest.warns(UserWarning, match="names are in English"):
        figure = REGISTRY.plot.timeline(PACT.id, language="zh_hans")
    assert names(figure) == [PACT.title.text]
    only = mc.Agreement(id="x", title=mc.Name(zh_hans="法律"), kind="treaty", parties=["a"], signed="2011")
    registry = mc.Registry(agreements=[only], parties=[mc.Party(id="a", name="A")])
    assert names(registry.plot.timeline()) == ["x"]


def test_chinese_names_are_in_a_font_that_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "CHINESE_FONTS", ("DejaVu Sans Mono",))  # it comes with matplotlib
    figure = REGISTRY.plot.timeline([PACT.id, "cepa-2003"], language="zh_hans")
    assert names(figure)[0] == PACT.title.zh_hans
    first = axes_of(figure).get_yticklabels()[0]
    assert "DejaVu Sans Mono" in first.get_fontfamily()
