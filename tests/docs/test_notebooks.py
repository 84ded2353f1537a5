"""The notebooks of `examples/` run from the first cell to the last, and are kept without outputs."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

import mainland_coop as mc

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))


def test_there_are_the_six_notebooks() -> None:
    assert [path.stem[0] for path in NOTEBOOKS] == list("012345")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs_and_says_nothing_of_where_it_was_run(path: Path) -> None:
    notebook = json.loads(path.read_text("utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook["cells"]:
        metadata = cell["metadata"]
        assert metadata == {} or list(metadata) == ["mystnb"], "nothing but what a picture shows, for who cannot see it"
        assert (cell.get("outputs", []), cell.get("execution_count")) == ([], None)
    assert "".join(notebook["cells"][0]["source"]).startswith("# ")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_picture_is_told_in_words(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    for cell in cells:
        draws = cell["cell_type"] == "code" and ".plot" in "".join(cell["source"])
        alt = cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
        assert bool(alt) == draws


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_file_that_a_notebook_links_is_there(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    for target in re.findall(r"\]\(([^)#]+)", prose):
        assert (EXAMPLES / target).exists(), target


@pytest.mark.filterwarnings("ignore")  # those of Jupyter's own packages
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "Jupyter's packages are not installed (the extra docs has them)"
    nbformat = pytest.importorskip("nbformat", reason=reason)
    nbclient = pytest.importorskip("nbclient", reason=reason)
    pytest.importorskip("ipykernel", reason=reason)
    pytest.importorskip("matplotlib", reason="matplotlib is not installed (the extra plot)")
    # The library under test, wherever it lies.
    paths = [str(Path(mc.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(EXAMPLES)}}
    ).execute()
    streams = [out["name"] for cell in notebook.cells for out in cell.get("outputs", []) if out.output_type == "stream"]
    assert "stderr" not in streams
