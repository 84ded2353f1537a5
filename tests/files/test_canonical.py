"""The formatter: writes the canonical form, checks for it, and leaves a faulty register alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import mainland_coop as mc
from helpers.places import DATA
from mainland_coop.files.canonical import main, unformatted

LOOSE = '{"parties":[{"name":{"en":"B"},"id":"b"},{"id":"a","name":"A","note":null}],"schema":1}'


def test_the_bundled_data_is_formatted() -> None:
    assert unformatted(DATA) == []


def test_a_file_is_formatted_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "register.json"
    file.write_text(LOOSE, "utf-8")
    assert main([str(file), "--check"]) == 1
    assert file.read_text("utf-8") == LOOSE
    assert main([str(file)]) == 0
    assert "formatted" in capsys.readouterr().out
    assert file.read_text("utf-8") == mc.dumps(mc.loads(LOOSE))
    assert main([str(file), "--check"]) == 0


def test_a_folder_is_formatted_kind_by_kind(tmp_path: Path) -> None:
    (tmp_path / "parties.json").write_text('[{"id":"a","name":"A"}]', "utf-8")
    assert main([str(tmp_path), "--check"]) == 1
    assert main([str(tmp_path)]) == 0
    assert main([str(tmp_path), "--check"]) == 0
    assert {"parties.json", "registry.json"} <= {file.name for file in tmp_path.iterdir()}


def test_a_faulty_register_is_told_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "register.json"
    faulty = LOOSE.replace('"id":"b"', '"id":"a"')
    file.write_text(faulty, "utf-8")
    assert main([str(file)]) == 2
    assert "parties[1].id" in capsys.readouterr().err
    assert file.read_text("utf-8") == faulty
    assert main([str(tmp_path / "missing.json")]) == 2
