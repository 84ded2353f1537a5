"""Imports point one way, down one list; modules stay small; importing the library loads only what it must."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mainland_coop

ROOT = Path(mainland_coop.__file__).parent
MAX_LINES = 350

ORDER = [
    "errors",
    "extras",
    "displaying",
    "garbage",
    "truth",
    "edtf",
    "dates",
    "periods",
    "terms",
    "vocabulary",
    "files",
    "files.strict_json",
    "files.writing",
    "validity",
    "validity.links",
    "validity.bounds",
    "validity.timeline",
    "validity.questions",
    "validity.chain",
    "records",
    "records.fields",
    "records.paths",
    "records.provenance",
    "records.names",
    "records.figures",
    "records.finding",
    "records.parties",
    "records.conferences",
    "records.in_force",
    "records.explanation",
    "records.instruments",
    "records.programmes",
    "collections",
    "collections.base",
    "files.shapes",
    "references",
    "resolving",
    "integrity",
    "publication",
    "collections.filters",
    "collections.interval_index",
    "collections.active",
    "search",
    "search.han",
    "search.folding",
    "search.tokens",
    "search.matches",
    "search.naming",
    "search.index",
    "collections.filtering",
    "collections.kinds",
    "collections.collecting",
    "combining",
    "history",
    "history.happenings",
    "history.events",
    "history.ends",
    "history.changes",
    "relations",
    "relations.instruments",
    "relations.lineage",
    "relations.graphs",
    "rendering",
    "rendering.strips",
    "rendering.styles",
    "rendering.drawing",
    "rendering.blocks",
    "rendering.writers",
    "rendering.story",
    "rendering.citing",
    "rendering.findings",
    "rendering.chains",
    "rendering.naming",
    "rendering.cards",
    "rendering.gatherings",
    "rendering.listings",
    "rendering.displays",
    "pictures",
    "pictures.canvas",
    "pictures.rows",
    "pictures.timelines",
    "pictures.meetings",
    "pictures.networks",
    "pictures.plots",
    "tables.days",
    "tables.layout",
    "tables.runs",
    "tables.cells",
    "tables.records",
    "tables.parts",
    "tables.frames",
    "tables.making",
    "tables.questions",
    "tables.lives",
    "tables.compiling",
    "tables.sql",
    "tables",
    "lookups",
    "queries",
    "building",
    "registry",
    "files.json_schema",
    "files.acceptor",
    "files.codec",
    "files.json_lines",
    "files.assembly",
    "files.bundled",
    "files.reading",
    "files.canonical",
    "exports.places",
    "exports.terms",
    "exports.linked_data",
    "exports.flat_files",
    "exports",
    "explorer.axis",
    "explorer.keys",
    "explorer.stretches",
    "explorer.exporting",
    "explorer.page",
    "explorer",
    "explorer.__main__",
    "testing.oracle.descriptions",
    "testing.oracle.windows",
    "testing.oracle.worlds",
    "testing.oracle.outcomes",
    "testing.oracle.answers",
    "testing.oracle",
    "testing.describing",
    "testing.asking",
    "testing.disagreeing",
    "testing",
    "intake",
    "intake.report",
    "intake.chains",
    "intake.cells",
    "intake.columns",
    "intake.bodies",
    "intake.rows",
    "intake.values",
    "intake.gathering",
    "intake.building",
    "intake.records",
    "intake.reading",
    "strategies.knobs",
    "strategies.days",
    "strategies.spans",
    "strategies.shapes",
    "strategies.worlds",
    "strategies.lives",
    "strategies.names",
    "strategies.references",
    "strategies.provenance",
    "strategies.bodies",
    "strategies.parts",
    "strategies.instruments",
    "strategies.programmes",
    "strategies.meetings",
    "strategies.registries",
    "strategies.answers",
    "strategies.faults",
    "strategies.code",
    "strategies",
    "__init__",
    "registration",
    "commands",
    "cli",
    "__main__",
]
"""From the ground up: a module may import those above it in this list, and no other."""


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


FILES = {name_of(file): file for file in sorted(ROOT.rglob("*.py"))}


def imported(name: str) -> set[str]:
    """The modules of the library that a module imports, anywhere: at the top, in functions, for type checkers."""
    found = set()
    for node in ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            base = node.module or ""
            for alias in node.names:
                module = f"{base}.{alias.name}".removeprefix("mainland_coop.")
                found.add(f"mainland_coop.{module}" if module in FILES else base)
    ours = {module for module in found if module.partition(".")[0] == "mainland_coop"}
    return {module.removeprefix("mainland_coop").removeprefix(".") or "__init__" for module in ours}


def test_every_module_stands_in_the_list_once() -> None:
    assert sorted(ORDER) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_imports_point_down_the_list(name: str) -> None:
    assert name in ORDER
    allowed = ORDER[: ORDER.index(name)]
    assert imported(name) <= set(allowed), f"{name} imports what stands below it"


def test_the_list_is_read_off_real_imports() -> None:
    """The check would notice an import that points the wrong way."""
    assert imported("dates") >= {"edtf", "errors", "truth"}
    assert imported("__init__") >= {"registry", "files.reading"}
    assert imported("errors") == set()


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("testing.oracle")])
def test_the_oracle_shares_no_code_with_the_engine(name: str) -> None:
    others = {module for module in imported(name) if not module.startswith("testing.oracle")}
    assert others <= {"errors"}, "the oracle may share the errors, and nothing that reckons with dates"


def test_nothing_uses_the_oracle_but_what_is_there_for_tests() -> None:
    users = {name for name in FILES if any(module.startswith("testing") for module in imported(name))}
    assert {name for name in users if not name.startswith("testing")} == set()


@pytest.mark.parametrize("name", FILES)
def test_modules_are_small(name: str) -> None:
    assert len(FILES[name].read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("name", FILES)
def test_modules_say_what_they_are_for_and_what_they_offer(name: str) -> None:
    tree = ast.parse(FILES[name].read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("name", FILES)
def test_only_the_modules_that_are_meant_to_use_a_third_party_do(name: str) -> None:
    allowed = {"attrs", "mainland_coop", "__future__"} | set(sys.stdlib_module_names)
    if name == "files.codec":
        allowed |= {"cattrs"}
    if name == "dates":
        allowed |= {"pendulum"}
    if name.partition(".")[0] in ("strategies", "registration"):
        allowed |= {"hypothesis"}
    if name in ("relations.graphs", "lookups"):
        allowed |= {"networkx"}
    if name.startswith("pictures.") or name == "validity.chain":
        allowed |= {"matplotlib"}
    if name == "exports.linked_data":
        allowed |= {"rdflib"}
    used = set()
    for node in ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            used |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            used.add((node.module or "").partition(".")[0])
    assert used <= allowed


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
    assert "mainland_coop.files.codec" not in loaded
    assert "mainland_coop.files.json_schema" not in loaded


def test_importing_the_library_loads_no_module_of_it_until_a_name_is_asked_for() -> None:
    assert {m for m in modules_after("import mainland_coop") if m.startswith("mainland_coop.")} == set()
    dates = modules_after("import mainland_coop as mc; mc.PartialDate.parse('2011')")
    assert "mainland_coop.dates" in dates
    assert not {"mainland_coop.registry", "mainland_coop.records", "mainland_coop.collections"} & dates


def test_each_public_name_has_one_home_which_is_also_told_to_type_checkers() -> None:
    tree = ast.parse(FILES["__init__"].read_text(encoding="utf-8"))
    told = {
        alias.name: (node.module or "").removeprefix("mainland_coop.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module != "typing"
        for alias in node.names
    }
    homes = mainland_coop._HOMES
    assert {name: told.get(name) for name in homes} == homes
    assert set(homes) == set(mainland_coop.__all__) - {"__version__"}
    for name, home in homes.items():
        assert name in sys.modules[f"mainland_coop.{home}"].__all__, name


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
