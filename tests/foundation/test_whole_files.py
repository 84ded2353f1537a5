"""What is written: whole or not at all, together or said to be cut short, and never in place of a device or a pipe."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc
from helpers.samples import REGISTRY
from mainland_coop import exports
from mainland_coop.explorer import write_explorer
from mainland_coop.foundation.whole_files import UNFINISHED, opened, replacing_files

OTHER = mc.Registry(areas=[mc.Area(id="new", name="New")])
POSIX = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and links are those of POSIX")


def write_parquet(registry: mc.Registry, folder: Any) -> object:
    pytest.importorskip("pyarrow", reason="the extra pyarrow is not installed")
    return exports.write_parquet(registry, folder)


def write_turtle(registry: mc.Registry, path: Any) -> object:
    pytest.importorskip("rdflib", reason="the extra rdf is not installed")
    return exports.write_turtle(registry, path)


def dump_lines(registry: mc.Registry, folder: Any) -> object:
    return mc.dump(registry, folder, form="json lines")


INTO_FILES: dict[str, Callable[[mc.Registry, Any], object]] = {
    "dump": mc.dump,
    "sqlite": exports.write_sqlite,
    "json-ld": exports.write_json_ld,
    "turtle": write_turtle,
}
INTO_FOLDERS: dict[str, Callable[[mc.Registry, Any], object]] = {
    "dump": mc.dump,
    "json lines": dump_lines,
    "csv": exports.write_csv,
    "parquet": write_parquet,
    "explorer": write_explorer,
}
WRITERS = {**{f"{name} into a folder": write for name, write in INTO_FOLDERS.items()}, **INTO_FILES}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# --- Paths -----------------------------------------------------------------------------------------------------------

BAD_PATHS = {"empty": "", "NUL": "a\0b", "half a character": "a\ud800"}


@pytest.mark.parametrize("path", BAD_PATHS.values(), ids=BAD_PATHS)
@pytest.mark.parametrize("name", WRITERS)
def test_a_path_that_is_none_is_refused_and_nothing_is_written(name, path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(mc.FileError, match="path"):
        WRITERS[name](OTHER, path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", BAD_PATHS.values(), ids=BAD_PATHS)
def test_a_path_that_is_none_is_not_read(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mc.dump(OTHER, ".")
    with pytest.raises(mc.FileError, match="path"):
        mc.load(path)


@POSIX
@pytest.mark.parametrize("name", WRITERS)
def test_links_in_a_circle_are_an_error_of_ours(name, tmp_path):
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(mc.FileError, match=r"one' cannot be written: "):
        WRITERS[name](OTHER, tmp_path / "one")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one", "two"]
    assert (tmp_path / "one").is_symlink()
    with pytest.raises(mc.FileError, match="links"):
        mc.load(tmp_path / "one")


def test_no_message_repeats_a_path_of_a_hundred_thousand_characters():
    for call in (lambda: mc.load("x" * 100_000), lambda: mc.dump(OTHER, "x" * 100_000)):
        with pytest.raises(mc.FileError) as caught:
            call()
        assert len(str(caught.value)) < 400


def test_a_folder_is_no_file_to_be_replaced(tmp_path):
    (tmp_path / "here" / "inside").mkdir(parents=True)
    for write in (exports.write_sqlite, exports.write_json_ld):
        with pytest.raises(mc.FileError, match="here' cannot be written: it is a folder"):
            write(OTHER, tmp_path / "here")
    assert [file.name for file in tmp_path.rglob("*")] == ["here", "inside"]


# --- Pipes and devices -----------------------------------------------------------------------------------------------


@pytest.fixture
def device(tmp_path: Path) -> Path:
    """A device of our own that swallows what is written."""
    if os.name == "nt":
        pytest.skip("Windows has no such devices")
    path = tmp_path / "null"
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        path.write_text("x")
    except (PermissionError, OSError):
        pytest.skip("only root may make a device, and not everywhere")
    return path


@pytest.mark.parametrize("name", INTO_FILES)
def test_a_device_is_written_through_and_stays_one(name, device):
    INTO_FILES[name](OTHER, device)
    assert stat.S_ISCHR(device.stat().st_mode)
    assert list(device.parent.iterdir()) == [device]


@POSIX
@pytest.mark.parametrize("name", INTO_FILES)
def test_a_pipe_that_is_read_gets_the_whole_and_stays_one(name, tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    handle = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(handle, True)

    def drain() -> None:
        while data := os.read(handle, 1 << 16):
            got.append(data)

    # It reads from the first byte on; before that, nobody writes, which is how the end looks too.
    writer = os.open(pipe, os.O_WRONLY)
    reader = threading.Thread(target=drain)
    reader.start()
    INTO_FILES[name](OTHER, pipe)
    os.close(writer)
    reader.join(10)
    os.close(handle)
    assert not reader.is_alive()
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    INTO_FILES[name](OTHER, tmp_path / "file")
    if name != "turtle":  # its blank nodes have new names each time
        assert b"".join(got) == (tmp_path / "file").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "pipe"]


@POSIX
@pytest.mark.parametrize("name", INTO_FILES)
def test_a_pipe_that_nobody_reads_is_not_waited_for(name, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(mc.FileError, match="pipe' cannot be written"):
        INTO_FILES[name](OTHER, tmp_path / "pipe")
    assert [file.name for file in tmp_path.iterdir()] == ["pipe"]


@POSIX
@pytest.mark.parametrize("name", INTO_FILES)
def test_a_socket_is_refused(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        with pytest.raises(mc.FileError, match="a socket"):
            INTO_FILES[name](OTHER, "s")
        with pytest.raises(mc.FileError, match="a socket"):
            mc.load("s")
    assert stat.S_ISSOCK(Path("s").stat().st_mode)


@POSIX
@pytest.mark.parametrize("kind", ["json", "jsonl", "a file of a folder"])
def test_a_named_pipe_is_not_waited_for(kind, tmp_path):
    pipe = tmp_path / ("areas.jsonl" if kind == "jsonl" else "areas.json")
    os.mkfifo(pipe)
    with pytest.raises(mc.FileError, match=r"areas.* may never end.*mc\.loads"):
        mc.load(tmp_path if kind == "a file of a folder" else pipe)


def test_a_device_that_never_ends_is_not_read(device):
    with pytest.raises(mc.FileError, match="may never end"):
        mc.load(device)


@POSIX
def test_standard_input_and_output_are_read_and_written():
    code = "import mainland_coop as mc; mc.dump(mc.load('/dev/stdin'), '/dev/stdout')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=mc.dumps(REGISTRY).encode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(mc.__file__).parents[1])},
        timeout=60,
        check=False,
    )
    if b"No such" in done.stderr:
        pytest.skip("this system has no /dev/stdin")
    assert (done.stdout.decode(), done.stderr) == (mc.dumps(REGISTRY), b"")


# --- Files that belong together ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", INTO_FOLDERS)
def test_nothing_changes_before_all_is_written(name, tmp_path, monkeypatch):
    """An error at any moment before the first name changes leaves all of the old files, and nothing beside them."""
    write = INTO_FOLDERS[name]
    folder, new = tmp_path / "old", tmp_path / "new"
    for registry, where in ((REGISTRY, folder), (OTHER, new)):
        where.mkdir()
        write(registry, where)
    old, real, n_synced = contents(folder), os.fsync, 0
    fewest = min(len(old), len(contents(new)))

    def full(handle: int) -> None:
        nonlocal n_synced
        n_synced += 1
        if n_synced == fewest:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(mc.FileError, match="No space left"):
        write(OTHER, folder)
    assert contents(folder) == old


class Stopped(BaseException):
    """Stands for a kill: nothing that is meant for errors catches it."""


@pytest.fixture
def stopped_after(monkeypatch) -> Iterator[Callable[[int], None]]:
    """Let only so many names change."""
    real = Path.replace

    def stop(n: int) -> None:
        left = [n]

        def replace(self: Path, other: Path) -> Path:
            if not left[0]:
                raise Stopped
            left[0] -= 1
            return real(self, other)

        monkeypatch.setattr(Path, "replace", replace)

    yield stop
    monkeypatch.undo()


@pytest.mark.parametrize("form", ["json", "json lines"])
@pytest.mark.parametrize("n_moved", range(8))
def test_a_dump_that_was_cut_short_is_noticed(form, n_moved, tmp_path, stopped_after, monkeypatch):
    tmp_path.joinpath("r").mkdir()
    mc.dump(REGISTRY, tmp_path / "r", form=form)
    stopped_after(n_moved)
    if n_moved == 7:
        mc.dump(OTHER, tmp_path / "r", form=form)
        assert mc.load(tmp_path / "r") == OTHER
        return
    with pytest.raises(Stopped):
        mc.dump(OTHER, tmp_path / "r", form=form)
    monkeypatch.undo()
    if n_moved == 0:
        assert mc.load(tmp_path / "r") == REGISTRY
    else:
        with pytest.raises(mc.FileError, match=f"cut short.*dump there again.*{UNFINISHED}"):
            mc.load(tmp_path / "r")
    mc.dump(OTHER, tmp_path / "r", form=form)
    assert mc.load(tmp_path / "r") == OTHER
    assert UNFINISHED not in contents(tmp_path / "r")


def test_an_error_that_moved_nothing_does_not_hide_that_an_earlier_dump_was_cut_short(tmp_path, stopped_after):
    mc.dump(REGISTRY, tmp_path)
    (tmp_path / UNFINISHED).touch()
    stopped_after(0)
    with pytest.raises(Stopped):
        mc.dump(OTHER, tmp_path)
    with pytest.raises(mc.FileError, match="cut short"):
        mc.load(tmp_path)


def test_a_folder_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    from mainland_coop.files import register_files

    mc.dump(REGISTRY, tmp_path)
    real = register_files._load_files

    def meanwhile(*arguments: Any) -> mc.Registry:
        found = real(*arguments)
        mc.dump(REGISTRY, tmp_path)
        return found

    monkeypatch.setattr(register_files, "_load_files", meanwhile)
    with pytest.raises(mc.FileError, match="changed while it was read"):
        mc.load(tmp_path)


def test_a_pipe_beside_files_is_written_through(tmp_path, device):
    with replacing_files() as aside:
        aside(device).write_text("one")
        aside(tmp_path / "file").write_text("two")
    assert (tmp_path / "file").read_text() == "two"
    assert stat.S_ISCHR(device.stat().st_mode)


def test_a_regular_file_is_opened(tmp_path):
    (tmp_path / "file").write_bytes(b"here")
    with opened(tmp_path / "file") as file:
        assert file.read() == b"here"
