"""The CSV files are a data package: frictionless finds it valid, and finds what is wrong if something is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import mainland_coop as mc
from helpers import samples
from helpers.inferred_cells import CELLS, INFERRED, cells_file
from helpers.pages import ROOT
from mainland_coop import exports, tables
from mainland_coop.exports.data_packages import FOREIGN_KEYS, PRIMARY_KEYS


def package_of(registry: mc.Registry, folder: Path, **more: str) -> Path:
    return exports.write_csv(registry, folder, **more)[-1]


def found(path: Path) -> set[tuple[str, str]]:
    """What frictionless has to say of a package: the file and the kind of each error."""
    frictionless = pytest.importorskip(
        "frictionless", reason="frictionless, which reads data packages, is not installed"
    )
    report = frictionless.validate(str(path))
    return {(task.name, error.type) for task in report.tasks for error in task.errors}


@pytest.mark.parametrize("registry", [samples.REGISTRY, samples.ASKED, mc.load()], ids=["sample", "asked", "bundled"])
def test_the_package_is_valid(registry, tmp_path):
    assert found(package_of(registry, tmp_path)) == set()


def test_what_is_wrong_in_the_files_is_found(tmp_path):
    path = package_of(samples.REGISTRY, tmp_path)
    faults = {
        ("agreements", "type-error"): ("20111125", "2011-11-25"),
        ("parties", "primary-key"): ("\nsz,", "\ncn,"),
        ("participations", "foreign-key"): ("pact,sz", "pact,nobody"),
        ("areas", "constraint-error"): ("\nlegal,", "\n,"),
    }
    for (table, _), (old, new) in faults.items():
        file = tmp_path / f"{table}.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert found(path) >= set(faults)


def test_it_names_every_table_and_every_column(tmp_path):
    package = json.loads(package_of(samples.REGISTRY, tmp_path).read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(tables.TABLES)
    for resource in package["resources"]:
        told = [(field["name"], field["description"]) for field in resource["schema"]["fields"]]
        assert told == [(column.name, column.meaning) for column in tables.columns_of(resource["name"])]
        assert (tmp_path / resource["path"]).exists()
    signed = next(field for field in package["resources"][1]["schema"]["fields"] if field["name"] == "signed")
    assert signed["rdfType"] == "http://id.loc.gov/datatypes/edtf/EDTF"


def test_keys_are_of_columns_that_there_are():
    for table, columns in (*PRIMARY_KEYS.items(), *FOREIGN_KEYS.items()):
        assert set(columns) <= {column.name for column in tables.columns_of(table)}
    assert {other for columns in FOREIGN_KEYS.values() for other in columns.values()} <= set(tables.TABLES)


def test_version_and_licence(tmp_path):
    def told(registry: mc.Registry, **more: str) -> tuple[object, ...]:
        package = json.loads(package_of(registry, tmp_path, **more).read_text(encoding="utf-8"))
        return tuple(package.get(key) for key in ("version", "verified_through", "licenses"))

    bundled = mc.load()
    assert told(bundled) == (bundled.version, str(bundled.verified_through), [{"name": "CC0-1.0"}])
    assert told(samples.REGISTRY, licence="CC-BY-4.0") == ("2026.11.22", "2026-11-22", [{"name": "CC-BY-4.0"}])
    # Whose data it is decides of its licence: what was made out of the bundled data is not under it unasked.
    own = bundled.extend(parties=[mc.Party(id="own-party", name="Own")])
    assert told(own) == (None, str(bundled.verified_through), None)


def test_a_licence_that_is_no_text_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(mc.WrongTypeError, match="is no licence: give its SPDX name"):
        exports.write_csv(samples.REGISTRY, tmp_path / "x", licence=4)
    assert not (tmp_path / "x").exists()


# --- What readers make of the cells if nobody tells them -------------------------------------------------------------


@pytest.mark.parametrize("engine", ["pandas", "polars", "DuckDB"])
def test_what_inference_makes_of_the_cells(engine, tmp_path):
    module = pytest.importorskip(engine.lower(), reason=f"the extra {engine.lower()} is not installed")
    frame = module.read_csv(str(cells_file(tmp_path)))
    types, cells = {
        "pandas": lambda: (frame.dtypes, frame.iloc[0]),
        "polars": lambda: (frame.dtypes, frame.row(0)),
        "DuckDB": lambda: (frame.types, frame.limit(1).fetchall()[0]),
    }[engine]()
    assert tuple(f"{kind} {cell}" for kind, cell in zip(types, cells, strict=True)) == INFERRED[engine]


def test_the_page_shows_what_inference_makes_of_the_cells():
    rows = [("cells", *INFERRED), ("---",) * (1 + len(INFERRED))]
    for index, (name, (first, _)) in enumerate(CELLS.items()):
        rows.append((f"{name} (`{first}`)", *(f"`{made[index]}`" for made in INFERRED.values())))
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    assert table in (ROOT / "docs" / "exports.md").read_text(encoding="utf-8"), table


def test_a_licence_is_one_that_can_be_printed(tmp_path: Path) -> None:
    with pytest.raises(mc.InvalidArgumentError, match=r"licence: .* cannot be printed"):
        exports.write_csv(mc.Registry(), tmp_path, licence="CC-\ud800")
    assert list(tmp_path.iterdir()) == []
