"""The bundled data: made once, whoever asks, and found wherever the library is imported from."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import mainland_coop as mc

PACKAGE = Path(mc.__file__).parent

THREADS = """
import sys, threading
sys.setswitchinterval(1e-6)
import mainland_coop as mc
start, found, kinds = threading.Barrier(16), [], ("agreements", "parties", "sources", "programmes")

def ask(number):
    start.wait()
    registry = mc.load()
    kind = kinds[number % 4]
    found.append((registry, kind, next(iter(getattr(registry, kind)))))

threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
registry = mc.load()
assert len(found) == 16, found
assert all(each is registry for each, _, _ in found)
assert all(first is next(iter(getattr(registry, kind))) for _, kind, first in found)
"""


def run(code: str, *arguments: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(path)!r})\n{code}", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


@pytest.mark.parametrize("attempt", range(3))
def test_sixteen_threads_get_one_registry_and_the_same_records(attempt: int) -> None:
    run(THREADS, path=PACKAGE.parent)


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package in a zip, as in a wheel on the path, a zipapp, or what Spark hands to its workers."""
    target = tmp_path_factory.mktemp("zip") / "mainland_coop.zip"
    with zipfile.ZipFile(target, "w") as file:
        for each in PACKAGE.rglob("*"):
            if each.is_file() and "__pycache__" not in each.parts:
                file.write(each, each.relative_to(PACKAGE.parent))
    return target


FROM_A_ZIP = """
import mainland_coop as mc
from mainland_coop import explorer
assert ".zip" in mc.__file__, mc.__file__
files = explorer.write_explorer(mc.Registry(), sys.argv[1])
print(len(mc.load().agreements), *(file.name for file in files))
"""


def test_data_and_explorer_come_from_a_zip_too(zipped: Path, tmp_path: Path) -> None:
    told = run(FROM_A_ZIP, str(tmp_path / "zip"), path=zipped)
    from mainland_coop.explorer import write_explorer

    files = write_explorer(mc.Registry(), tmp_path / "here")
    assert told.split() == [str(len(mc.load().agreements)), *(file.name for file in files)]
    assert files[-1].name == "index.html"
    for file in files:
        assert file.read_bytes() == (tmp_path / "zip" / file.relative_to(tmp_path / "here")).read_bytes()


def test_the_command_line_runs_from_a_zip(zipped: Path) -> None:
    code = "from mainland_coop.cli.command_line import main; sys.exit(main(['active', '2014-06-01', '--json']))"
    assert "doj-shenzhen-legal-matters-2011" in run(code, path=zipped)


def test_text_given_for_a_path_is_known_by_its_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ('{"schema": 1}', ' [{"id": "x"}]', "\ufeff{}", '{"note": "' + "x" * 100_000 + '"}', '{"a": "\0"}'):
        with pytest.raises(mc.MissingFileError, match=r"looks like JSON text: use mc\.loads") as caught:
            mc.load(text)
        assert len(str(caught.value)) < 300
    monkeypatch.chdir(tmp_path)
    mc.dump(mc.Registry(), "{sound}.json")
    assert mc.load("{sound}.json") == mc.Registry()


@pytest.mark.parametrize("limit", ["x", None, 1.5, True, -1])
def test_the_limit_of_bytes_is_a_whole_number(limit: object, tmp_path: Path) -> None:
    mc.dump(mc.Registry(), tmp_path / "x.json")
    for read in (lambda: mc.load(tmp_path / "x.json", max_bytes=limit), lambda: mc.loads("{}", max_bytes=limit)):
        with pytest.raises(mc.MainlandCoopError, match="max_bytes"):
            read()


def test_a_limit_may_be_higher_than_any_file(tmp_path: Path) -> None:
    for name in ("x.json", "areas.jsonl"):
        (tmp_path / name).write_text("" if name == "areas.jsonl" else '{"schema": 1}')
        assert mc.load(tmp_path / name, max_bytes=10**30) == mc.Registry()
