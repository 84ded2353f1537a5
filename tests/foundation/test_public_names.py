"""Public names: the members of enums, and what is told of a value that is none of them."""

from __future__ import annotations

import enum

import pytest

import mainland_coop as mc

ENUMS = [value for name in mc.__all__ if isinstance(value := getattr(mc, name), type) and issubclass(value, enum.Enum)]


@pytest.mark.parametrize("cls", ENUMS, ids=lambda cls: cls.__name__)
@pytest.mark.parametrize(
    "junk", ["nope", 3.5, [1], object(), "x" * 100_000], ids=["word", "number", "list", "any", "long"]
)
def test_what_is_no_member_of_an_enum_is_told_with_those_that_are(cls: type[enum.Enum], junk: object) -> None:
    with pytest.raises(mc.InvalidArgumentError) as told:
        cls(junk)
    assert f" is no {cls.__name__}; use one of " in str(told.value)
    assert all(repr(member.value) in str(told.value) for member in cls)
    assert len(str(told.value)) < 1500


def test_there_are_enums_and_their_members_are_found_by_their_values() -> None:
    assert len(ENUMS) > 10
    assert all(cls(member.value) is member for cls in ENUMS for member in cls)
    assert mc.Truth("UNKNOWN") is mc.Truth.UNKNOWN
