"""A bar on a terminal where something takes long, and nothing at all elsewhere."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest

import mainland_coop as mc
from mainland_coop.explorer import write_explorer
from mainland_coop.foundation import progress as module
from mainland_coop.foundation.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(module, "PATIENCE", patience)
    with progress("writing", 3) as step:
        for _ in range(3):
            time.sleep(0.12)  # it is drawn ten times a second at most
            step()
    return stream.getvalue()


def test_what_takes_long_shows_a_bar_on_a_terminal_and_wipes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tqdm", reason="tqdm draws the bar: pip install tqdm")
    told = shown(monkeypatch, Terminal(), 1e-9)
    assert "writing" in told
    assert "/3" in told
    assert told.endswith("\r")
    assert not told.rpartition("\r")[0].rpartition("\r")[2].strip()


@pytest.mark.parametrize(("stream", "patience"), [(io.StringIO(), 1e-9), (Terminal(), 60)])
def test_nothing_is_shown_elsewhere_or_before(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float
) -> None:
    assert not shown(monkeypatch, stream, patience).strip()


def test_nothing_is_shown_where_tqdm_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert not shown(monkeypatch, Terminal(), 1e-9)


def test_a_process_without_standard_error_writes_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert write_explorer(mc.Registry(), tmp_path)[-1].exists()


def test_who_writes_into_a_pipe_waits_for_no_bar() -> None:
    code = (
        "import sys\nfrom mainland_coop.foundation.progress import progress\n"
        "with progress('x', 1) as step: step()\nprint('tqdm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")
