"""Strips beside rows: the same days in each, nothing lost, in characters and as a drawing."""

from __future__ import annotations

import re

from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop import strategies
from mainland_coop.display.looks import LOOKS, PALE
from mainland_coop.display.record_rows import strips_of
from mainland_coop.display.row_strips import ROW_WIDTH, RowStrip, key
from mainland_coop.validity.standing import Standing, StandingRun


@given(st.lists(strategies.agreements(), min_size=1, max_size=4))
def test_the_strips_of_a_list_have_the_same_days_and_a_shape_for_each_run_in_them(pacts: list[mc.Agreement]) -> None:
    strips, years = strips_of(pacts, {})
    if not strips:
        return
    assert len(strips) == len(pacts)
    assert len({(strip.first, strip.last) for strip in strips}) == 1
    assert re.fullmatch(r"\d+ to \d+", years)
    for strip in strips:
        seen = [run for run in strip.runs if run.first <= strip.last and strip.first <= run.last]
        shapes = re.findall(r'<(?:rect|line) class="(mc-solid|mc-pale|mc-stripes)"', strip.svg)
        looks = {Standing.STATED: "mc-solid", Standing.PRESUMED: "mc-pale", Standing.POSSIBLE: "mc-stripes"}
        assert shapes == [looks[run.standing] for run in seen]
        assert not re.search(r"<(title|text)", strip.svg), "a text in it would outlive it in an untrusted notebook"
        for x, width in re.findall(r'x="([\d.]+)" y="2" width="([\d.]+)"', strip.svg):
            assert float(width) >= 1.8
            assert float(x) + float(width) <= ROW_WIDTH + 2.1


def test_a_single_day_is_not_lost() -> None:
    strip = RowStrip((StandingRun(5_000, 5_000, Standing.STATED),), 1, 10_000)
    assert 'x="80.0" y="2" width="2.0"' in strip.svg
    assert set(strip.text) == {LOOKS[Standing.NOT_IN_FORCE].mark}, "of many days in a character the least firm shows"


def test_a_key_is_one_character_and_its_look() -> None:
    for standing in (Standing.STATED, Standing.PRESUMED, Standing.POSSIBLE):
        assert key(standing).text == LOOKS[standing].mark
    assert f'fill-opacity="{PALE:g}"' in key(Standing.PRESUMED).svg
    assert 'aria-hidden="true"' in key(Standing.STATED).svg


def test_a_list_of_a_register_shows_how_each_stands_on_the_day_of_its_check() -> None:
    pacts = [
        mc.Agreement(id="a", title="A", kind="treaty", parties=["p"], signed="2001", expires="2010-12-31"),
        mc.Agreement(id="b", title="B", kind="treaty", parties=["p"], signed="2002"),
        mc.Agreement(id="c", title="C", kind="treaty", parties=["p"], signed="2003", expires="2030-12-31"),
        mc.Agreement(id="d", title="D", kind="treaty", parties=["p"], signed="[..2000]"),
    ]
    registry = mc.Registry(agreements=pacts, parties=[mc.Party(id="p", name="P")], verified_through="2020-06-30")
    lines = str(registry.agreements).splitlines()
    assert lines[1].split() == ["title", "signed", "2000", "to", "2020", "on", "2020-06-30", "parties", "id"]
    assert [line.split()[-1] for line in lines[2:6]] == ["d", "a", "b", "c"]
    assert "?-----------------------  in force, end not stated" in lines[2]
    assert ".?==========............  not in force; last day 2010-12-31" in lines[3]
    assert "...?====================  in force by stated dates; last day 2030-12-31" in lines[5]
    assert lines[6] == "= in force by stated dates; - in force, end not stated; ? may have been in force"
    alone = str(mc.Registry(agreements=pacts, parties=registry.parties).agreements).splitlines()
    assert alone[1].split() == ["title", "signed", "2000", "to", "2030", "ends", "parties", "id"]
    assert "..?=====================  2030-12-31" in alone[5]
