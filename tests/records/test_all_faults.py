"""Every wrong field of a record that is made in Python is told, not only the first."""

from __future__ import annotations

import inspect
import pickle

import attrs
import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.form.shapes import KINDS, PARTS

CLASSES = sorted({*KINDS.values(), *PARTS.values()}, key=lambda cls: cls.__name__)
SOUND = {"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011"}
WRONG = {
    "id": "a b",
    "title": "",
    "kind": "lease",
    "parties": [],
    "signed": "tomorrow",
    "term": "5 years",
    "areas": "legal",
    "never_in_force": 1,
    "ending": {"last_day": "2012", "reason": "terminated"},
    "note": " ",
}


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(mc.InvalidRecordError) as caught:
        mc.Agreement(**WRONG)
    told = {problem.path.removeprefix("Agreement."): problem.expected for problem in caught.value.problems}
    assert list(told) == [field.name for field in attrs.fields(mc.Agreement) if field.name in WRONG]
    assert set(told) == set(WRONG)
    assert told["title"] == "the text is empty; it has to say something"
    assert told["ending"].startswith(
        "an object of 2 is no Ending: write Ending(...) with its keys, or from_dict(Ending"
    )
    assert "'framework agreement'" in told["kind"]
    lines = str(caught.value).splitlines()
    assert lines[0] == f"the Agreement: {len(WRONG)} problems"
    assert lines[1:] == [f"  Agreement.{name}: {expected}" for name, expected in told.items()]
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.problems) == (str(caught.value), caught.value.problems)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@given(st.sets(st.sampled_from(sorted(WRONG))))
def test_each_wrong_field_is_told_whatever_the_others_are(names: set[str]) -> None:
    given = {**SOUND, **{name: WRONG[name] for name in names}}
    if not names:
        assert mc.Agreement(**given).id == "x"
        return
    with pytest.raises(mc.MainlandCoopError) as caught:
        mc.Agreement(**given)
    error = caught.value
    if len(names) == 1:
        (name,) = names
        assert error.place == f"Agreement.{name}"
        assert not getattr(error, "problems", ())
        assert isinstance(error, {"signed": mc.DateError, "term": mc.TermError}.get(name, (ValueError, TypeError)))  # type: ignore[arg-type]
    else:
        assert isinstance(error, mc.InvalidRecordError)
        assert {problem.path for problem in error.problems} == {f"Agreement.{name}" for name in names}


def test_what_sound_fields_say_of_each_other_is_the_error_that_it_was() -> None:
    with pytest.raises(mc.InvalidRecordError, match="before") as caught:
        mc.Agreement(**SOUND, expires="2010")
    assert caught.value.problems == ()
    with pytest.raises(mc.DateError):
        mc.Agreement(**{**SOUND, "signed": "soon"}, expires="2010")  # not looked at: nobody knows when it was signed


def test_items_that_come_only_once_are_not_asked_for_twice() -> None:
    for items, wrong in ((iter(["a", "a"]), {"parties", "kind"}), (iter(["a"]), {"kind", "title"})):
        given = {**SOUND, **{name: WRONG[name] for name in wrong - {"parties"}}, "parties": items}
        with pytest.raises(mc.MainlandCoopError) as caught:
            mc.Agreement(**given)
        told = {problem.path for problem in getattr(caught.value, "problems", ())} or {caught.value.place}
        assert told <= {f"Agreement.{name}" for name in wrong}
        assert "Agreement.kind" in told


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_tells_all_its_faults(cls: type) -> None:
    """A class of numbers in every field: each field that can be wrong is named."""
    fields = attrs.fields(cls)
    wrong = {field.alias: object() for field in fields}
    with pytest.raises(mc.InvalidRecordError) as caught:
        cls(**wrong)
    told = [problem.path for problem in caught.value.problems]
    assert told == [f"{cls.__name__}.{field.name}" for field in fields]
    assert list(inspect.signature(cls).parameters) == [field.alias for field in fields]


def test_an_attribute_that_does_not_exist_is_pythons_own_error() -> None:
    with pytest.raises(TypeError, match="titel"):
        mc.Agreement(**SOUND, titel="X")  # type: ignore[call-arg]
