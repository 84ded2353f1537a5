"""Whatever is given for any argument of anything public: an answer, or an error of ours that says which argument."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc
from helpers.public_calls import JUNK, Call, public_calls
from mainland_coop.foundation.errors import shorten

CALLED = {"keep", "engine"}
"""Arguments that are functions of users; what these raise is theirs."""

OF_THE_WHOLE = (mc.InvalidRegistryError, mc.UncertainTruthError, mc.MissingExtraError)
"""Errors that are not of one argument: they tell of records that do not fit, of a truth value, of a package."""


def names_in(value: Any) -> Iterator[str]:
    """How a message may name a value: by its `repr`, by an item of it, or as the record that it is."""
    yield from (shorten(value), shorten(str(value)), str(value)[:60])
    if hasattr(value, "id"):
        yield shorten(value.id)
    if isinstance(value, str | list | tuple | dict | set | range | bytearray):
        yield from map(shorten, itertools.islice(value, 3))


def told_wrongly(call: Call, name: str, junk: Any) -> str | None:
    """Call with one argument that is junk, and return what is wrong with how that was told."""
    try:
        call.with_argument(name, junk)
    except mc.MainlandCoopError as error:
        said = str(error)
        if len(said) > 5000:
            return f"a message of {len(said)} characters"
        is_plain = isinstance(junk, list | tuple | dict | set | str) and not junk
        is_plain |= junk == "\ud800" and "half a character" in said  # which cannot be shown as it is
        if is_plain or isinstance(error, OF_THE_WHOLE) or name in said or any(each in said for each in names_in(junk)):
            return None
        return f"neither argument nor value is named: {type(error).__name__}: {said}"
    except Exception as error:
        return None if name in CALLED and callable(junk) else f"{type(error).__name__}: {error}"
    return None


CALLS = {call.name: call for call in public_calls()}


def test_there_are_forty_kinds_of_junk_and_every_public_callable() -> None:
    assert len(JUNK) >= 40
    for name in ("mainland_coop.load", "mainland_coop.exports.write_csv", "Registry.events", "Agreements.where"):
        assert name in CALLS
    classes = {name.partition(".")[0] for name in CALLS}
    assert classes >= {"Agreement", "PartialDate", "Term", "Truth", "Plots", "mainland_coop"}


@pytest.mark.parametrize("part", ["functions", "A to F", "G to Q", "R to Z"])
def test_junk_for_any_argument_is_an_answer_or_an_error_of_ours(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    begins = {"functions": "m", "A to F": "ABCDEF", "G to Q": "GHIJKLMNOPQ", "R to Z": "RSTUVWXYZ"}[part]
    wrong = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pictures without a font
        for call in CALLS.values():
            if call.name[0] not in begins:
                continue
            for name, junk in itertools.product(call.names, JUNK):
                told = told_wrongly(call, name, junk)
                if told is not None:
                    wrong.append(f"{call.name}({name}={shorten(junk)}): {told}")
    assert not wrong, "\n".join(wrong[:40])
