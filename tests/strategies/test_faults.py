"""Each kind of fault is refused, where the strategy says, and nothing else is told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

import mainland_coop as mc
from mainland_coop import strategies as mcst


@pytest.mark.parametrize("fault", mcst.Fault)
def test_each_fault_is_refused_where_it_is(fault: mcst.Fault) -> None:
    @settings(max_examples=15)
    @given(mcst.invalid_records(fault=fault))
    def refused(found: mcst.InvalidRecord) -> None:
        assert found.fault is fault
        with pytest.raises(mc.InvalidFileError) as caught:
            mc.loads(json.dumps(found.register))
        assert any(problem.path.startswith(found.path) for problem in caught.value.problems), caught.value
        assert len({problem.path.partition(".")[0] for problem in caught.value.problems}) == 1

    refused()


def test_faults_of_all_kinds_are_drawn() -> None:
    seen: set[mcst.Fault] = set()

    @settings(max_examples=1_500)
    @given(mcst.invalid_records())
    def look(found: mcst.InvalidRecord) -> None:
        seen.add(found.fault)

    look()
    assert seen == set(mcst.Fault)


def test_an_unknown_fault_is_refused_at_once() -> None:
    with pytest.raises(mcst.KnobError, match="'end before start'"):
        mcst.invalid_records(fault="typo")
