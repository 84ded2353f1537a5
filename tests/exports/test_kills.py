"""Writers are killed at random moments: a few here, very many by `python -m helpers.kills`."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from helpers import kills
from helpers.kills import BOTH, WRITERS, found_at, kill_one, written
from mainland_coop.foundation.whole_files import UNFINISHED

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process is killed in this way there")


@pytest.mark.parametrize("name", WRITERS)
def test_a_killed_writer_leaves_the_old_or_the_new_or_says_that_it_was_cut_short(name: str) -> None:
    package = WRITERS[name][2]
    if package:
        pytest.importorskip(package, reason="the extra is not installed")
    counts = kill_one(name, 1 if package else 3, random.Random(7))
    assert sum(counts.values()) == (1 if package else 3)


def test_a_mixture_in_silence_would_be_told(tmp_path: Path) -> None:
    write = WRITERS["CSV"][0]
    whole = tuple(written(write, registry, tmp_path / name) for registry, name in zip(BOTH, "ab", strict=True))
    assert found_at("CSV", tmp_path / "b", whole) == "whole"
    (tmp_path / "b" / "agreements.csv").write_bytes(whole[0]["agreements.csv"])
    with pytest.raises(AssertionError, match="a mixture in silence"):
        found_at("CSV", tmp_path / "b", whole)
    (tmp_path / "b" / UNFINISHED).touch()
    assert found_at("CSV", tmp_path / "b", whole) == "cut short, and marked"
    (tmp_path / "b" / "agreements.csv").write_bytes(whole[0]["agreements.csv"][:-1])
    with pytest.raises(AssertionError, match="neither the old one nor the new one"):
        found_at("CSV", tmp_path / "b", whole)


def test_the_command_tells_what_was_left(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        kills, "WRITERS", {"JSON": WRITERS["JSON"], "none": (WRITERS["JSON"][0], "x", "no_such_package")}
    )
    assert kills.main(["--kills", "2", "--seed", "3"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "JSON: whole 2",
        "none: left out, for no_such_package is not installed",
    ]
