"""Hostile loads: some hundred here, a million by `python -m helpers.fuzz`."""

from __future__ import annotations

import random

import pytest

import mainland_coop as mc
from helpers import fuzz
from helpers.hostile_registers import hostile, sound_texts


def test_some_hundred_hostile_loads(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--loads", "300", "--seed", "5"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("300 loads of seed 5 in ")
    assert "Registry" in told
    assert "InvalidFileError" in told
    assert told.endswith("; 0 foreign or slow\n")


def test_what_is_changed_was_sound_and_a_seed_makes_the_same_again() -> None:
    assert len(sound_texts()) > 20
    for text in sound_texts()[::8]:
        assert mc.loads(text)
    assert hostile(random.Random("5/7")) == hostile(random.Random("5/7"))
    assert len({hostile(random.Random(f"5/{number}")) for number in range(30)}) > 20


def test_what_is_foreign_or_slow_is_told_with_its_number(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def foreign(data: bytes) -> str:
        raise KeyError("here")

    monkeypatch.setattr(fuzz, "outcome_of", foreign)
    assert fuzz.main(["--only", "3"]) == 1
    told = capsys.readouterr().out
    assert "load 3 of seed 1: foreign" in told
    assert "KeyError: 'here'" in told
    monkeypatch.setattr(fuzz, "outcome_of", lambda _: "nothing")
    monkeypatch.setattr(fuzz, "SLOW", -1.0)
    assert fuzz.main(["--loads", "1"]) == 1
