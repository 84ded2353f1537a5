"""Small decisions are read from pages, each of which is one choice; what is drawn keeps its bounds, and shrinks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings, strategies as st

from mainland_coop import strategies as mcst
from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.strategies.draws import CENTRE, Draws

PAGE = 12
MANY = settings(max_examples=300, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
SHRINK = settings(max_examples=2000, phases=[Phase.generate, Phase.shrink], database=None)
ORDINALS = st.integers(FIRST_DAY, LAST_DAY)


@st.composite
def drawn(draw: st.DrawFn, draw_one: Callable[[Draws], Any]) -> Any:
    return draw_one(Draws(draw))


def paged(page: bytes) -> tuple[Draws, list[st.SearchStrategy[Any]]]:
    """Draws from the same page again and again, and what they have asked for."""
    asked: list[st.SearchStrategy[Any]] = []

    def draw(strategy: Any) -> Any:
        asked.append(strategy)
        return page

    told: Any = draw  # no more of it is used than the call
    return Draws(told), asked


def test_decisions_share_a_page_and_parts_do_not() -> None:
    draws, asked = paged(bytes(PAGE))
    assert [draws.one_of("abc") for _ in range(PAGE)] == ["a"] * PAGE
    assert len(asked) == 1
    draws.number(255)
    assert len(asked) == 2
    draws.apart().number(0)
    assert len(asked) == 3


@pytest.mark.parametrize("most", [0, 1, 2, 40, 254, 255])
def test_every_small_number_is_drawn_about_as_often(most: int) -> None:
    counts = Counter(paged(bytes([byte] * PAGE))[0].number(most) for byte in range(256))
    assert sorted(counts) == list(range(most + 1))
    assert max(counts.values()) - min(counts.values()) <= 1


def test_what_stands_twice_is_drawn_twice_as_often() -> None:
    counts = Counter(paged(bytes([byte] * PAGE))[0].one_of("aab") for byte in range(256))
    assert counts == {"a": 171, "b": 85}


@given(ORDINALS, ORDINALS, st.data())
def test_days_and_spans_keep_their_bounds(one: int, other: int, data: st.DataObject) -> None:
    low, high = sorted((one, other))
    assert low <= data.draw(drawn(lambda draw: draw.day(low, high))) <= high
    assert low <= data.draw(drawn(lambda draw: draw.span(high, low))) <= high


def test_days_of_our_time_and_of_any_and_spans_of_days_and_of_centuries_are_drawn() -> None:
    seen: set[str] = set()

    @MANY
    @given(drawn(lambda draw: (draw.day() - CENTRE, draw.span(LAST_DAY))))
    def look(both: tuple[int, int]) -> None:
        day, span = both
        seen.update(("far",) if abs(day) > 40 * 366 else ("years",) if abs(day) > 366 else ("near",))
        seen.update(("weeks",) if 0 < span <= 40 else ("years after",) if 366 < span < 1500 else ())
        seen.update(("centuries after",) if span > 36525 else ("at once",) if not span else ())

    look()
    assert seen == {"far", "years", "near", "weeks", "years after", "centuries after", "at once"}


@pytest.mark.parametrize(("most", "least_wanted"), [(40, 17), (255, 200), (10_000, 5_001)])
def test_numbers_shrink_to_the_least_that_will_do(most: int, least_wanted: int) -> None:
    found = find(drawn(lambda draw: draw.number(most)), lambda number: number >= least_wanted, settings=SHRINK)
    assert found == least_wanted


def test_each_decision_shrinks_by_itself() -> None:
    some = drawn(lambda draw: [draw.one_of("abc") for _ in range(5)] + [draw.apart().one_of("abc")])
    found = find(some, lambda found: found[1] != "a" and found[5] == "c", settings=SHRINK)
    assert found == ["a", "b", "a", "a", "a", "c"]


def test_an_agreement_takes_few_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """What drawing costs is told by how often Hypothesis is asked, whatever machine it runs on."""
    counted: Counter[str] = Counter()
    make = Draws.__init__

    def count(self: Draws, draw: Any) -> None:
        def told(strategy: Any) -> Any:
            counted["choices"] += 1
            return draw(strategy)

        vars(told)["is_counted"] = True
        once: Any = draw if hasattr(draw, "is_counted") else told
        make(self, once)

    monkeypatch.setattr(Draws, "__init__", count)

    @settings(MANY, derandomize=True)
    @given(mcst.agreements())
    def look(pact: object) -> None:
        counted["agreements"] += 1

    look()
    assert counted["choices"] < 25 * counted["agreements"]
