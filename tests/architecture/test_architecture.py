"""The floors keep their order, modules say what they are for, and importing the library loads only what it must."""

from __future__ import annotations

import ast
import pickle
import pickletools
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import mainland_coop
from helpers.samples import EVERY
from mainland_coop.foundation.public_names import homes

ROOT = Path(mainland_coop.__file__).parent
PROJECT = Path(__file__).parents[2]
MAX_LINES = 450


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


FILES = {name_of(file): file for file in sorted(ROOT.rglob("*.py"))}
FOLDERS = sorted(file.parent for file in ROOT.rglob("__init__.py") if file.parent != ROOT)


def test_the_floors_and_the_use_of_other_packages_are_as_the_contracts_say(tmp_path: Path) -> None:
    pytest.importorskip("importlinter", reason="import-linter is not installed")
    run = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(
        [*run, "--config", str(PROJECT / "pyproject.toml"), "--no-cache"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_folder_has_its_place_among_the_floors() -> None:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (floors,) = (contract for contract in contracts if contract["type"] == "layers")
    placed = {name.strip() for layer in floors["layers"] for name in layer.split("|")}
    assert placed - {"__main__", "hypothesis_registration"} == {
        folder.name for folder in FOLDERS if folder.parent == ROOT
    }
    assert floors["exhaustive"]


def imported_by_text(tree: ast.AST) -> bool:
    """Whether a module imports others by text, which no contract sees."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return bool({"import_module", "__import__"} & (names | attributes))


def test_modules_that_import_by_text_are_known() -> None:
    found = {name for name, file in FILES.items() if imported_by_text(ast.parse(file.read_text("utf-8")))}
    assert found == {"foundation.importing", "foundation.public_names", "hypothesis_registration"}


def test_what_looks_upward_names_modules_that_are_there() -> None:
    for name, file in FILES.items():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "shown_by":
                (module,) = (argument.value for argument in node.args if isinstance(argument, ast.Constant))
                assert module in FILES, name


@pytest.mark.parametrize("name", FILES)
def test_modules_are_small(name: str) -> None:
    assert len(FILES[name].read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("name", FILES)
def test_modules_say_what_they_are_for(name: str) -> None:
    assert ast.get_docstring(ast.parse(FILES[name].read_text(encoding="utf-8")))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_folders_say_what_belongs_there_and_what_does_not(folder: Path) -> None:
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert len(docstring.splitlines()) >= 3


def test_modules_of_one_name_are_counterparts_of_records() -> None:
    places: dict[str, set[str]] = {}
    for name, file in FILES.items():
        if file.name not in ("__init__.py", "__main__.py"):
            places.setdefault(file.stem, set()).add(name)
    for name, found in places.items():
        assert found <= {f"records.{name}", f"strategies.{name}"} or len(found) == 1


@pytest.mark.parametrize("name", EVERY)
def test_pickles_name_public_paths_alone(name: str) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        data = pickle.dumps(EVERY[name], protocol)
        assert pickle.loads(data) == EVERY[name]
        words = {word for _, argument, _ in pickletools.genops(data) for word in str(argument).split()}
        assert {word for word in words if word.startswith("mainland_coop")} <= {"mainland_coop"}


def words_of(cls: Any) -> list[Any]:
    return list(cls) if hasattr(cls, "__members__") else []


def test_pickles_of_words_name_public_paths_alone() -> None:
    for name in mainland_coop.__all__:
        for word in words_of(getattr(mainland_coop, name)):
            data = pickle.dumps(word)
            assert pickle.loads(data) is word
            assert b"mainland_coop." not in data


def modules_after(code: str) -> set[str]:
    """The top-level modules that are loaded in a fresh interpreter after some code, and were not before it."""
    listing = "import sys; before = set(sys.modules)\n{}\nprint(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", listing.format(code)], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def third_parties(modules: set[str]) -> set[str]:
    tops = {module.partition(".")[0] for module in modules}
    return {top for top in tops if top not in sys.stdlib_module_names and top != "mainland_coop"}


def test_importing_the_library_loads_attrs_and_no_other_third_party() -> None:
    loaded = modules_after("import mainland_coop")
    assert third_parties(loaded) <= {"attr", "attrs"}
    assert not {"importlib.metadata", "importlib.resources"} & loaded
    assert "mainland_coop.form.codec" not in loaded
    assert "mainland_coop.form.json_schema" not in loaded


def test_importing_the_library_loads_no_module_of_it_until_a_name_is_asked_for() -> None:
    assert {m for m in modules_after("import mainland_coop") if m.startswith("mainland_coop.")} == set()
    dates = modules_after("import mainland_coop as mc; mc.PartialDate.parse('2011')")
    assert "mainland_coop.dates.partial_dates" in dates
    assert not {"mainland_coop.registry.registry", "mainland_coop.records", "mainland_coop.collections"} & dates


def test_each_public_name_has_one_home_which_offers_it() -> None:
    for name, home in homes("mainland_coop").items():
        assert hasattr(sys.modules.get(home) or __import__(home, fromlist=["_"]), name.removeprefix("_")), name
    assert [name for name in homes("mainland_coop") if not name.startswith("_")] != []


def test_loading_the_bundled_data_and_asking_loads_no_other_either() -> None:
    code = "import mainland_coop as mc; r = mc.load(); r.active_on('2014-06-01'); r.notices; r.as_published('2020')"
    assert third_parties(modules_after(code)) <= {"attr", "attrs"}


def test_explaining_loads_no_other_either() -> None:
    code = (
        "import mainland_coop as mc; str(mc.load().explain('doj-shenzhen-legal-matters-2011', '2023-04-10'))\n"
        "mc.PartialDate.parse('2002-09'); mc.Term.parse('P5Y'); mc.Period.parse('2016/..')"
    )
    assert third_parties(modules_after(code)) <= {"attr", "attrs"}


def test_the_oracle_needs_no_other_third_party() -> None:
    assert third_parties(modules_after("import mainland_coop.testing")) <= {"attr", "attrs"}
    assert not [module for module in modules_after("import mainland_coop") if "testing" in module]


def test_pendulum_is_loaded_when_a_date_of_it_is_asked_for() -> None:
    assert "pendulum" in modules_after("import mainland_coop as mc; mc.PartialDate.parse('2002-09').earliest")


def test_reading_ones_own_sound_file_loads_no_cattrs() -> None:
    code = """import mainland_coop as mc; mc.loads('{"parties": [{"id": "a", "name": "A"}]}')"""
    assert "cattrs" not in modules_after(code)


def test_the_public_names_are_all_there_and_sorted() -> None:
    assert list(mainland_coop.__all__) == sorted(mainland_coop.__all__)
    assert len(set(mainland_coop.__all__)) == len(mainland_coop.__all__)
    for name in mainland_coop.__all__:
        assert getattr(mainland_coop, name) is not None
    assert set(mainland_coop.__all__) <= set(dir(mainland_coop))
    with pytest.raises(AttributeError, match="nothing"):
        _ = mainland_coop.nothing


def test_star_import_gives_the_public_names() -> None:
    namespace: dict[str, object] = {}
    exec("from mainland_coop import *", namespace)
    assert set(mainland_coop.__all__) - {"__version__"} <= set(namespace)


@pytest.mark.parametrize(
    "name", [n for n in mainland_coop.__all__ if isinstance(getattr(mainland_coop, n), type) and n.endswith("Error")]
)
def test_each_error_is_ours_and_the_built_in_that_one_would_catch(name: str) -> None:
    error = getattr(mainland_coop, name)
    assert issubclass(error, mainland_coop.MainlandCoopError)
    if error is not mainland_coop.MainlandCoopError:
        assert issubclass(error, ValueError | KeyError | TypeError | OSError | ImportError)
