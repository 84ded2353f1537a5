"""Sphinx configuration: `sphinx-build -n -W -b html docs docs/_build/html`, without network."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

import mainland_coop
from mainland_coop import explorer
from mainland_coop.records import claims

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
# They lie beside this file, which is put on the path above.
import api_names  # noqa: E402
import coverage_table  # noqa: E402
import data_pages  # noqa: E402
import floors_picture  # noqa: E402
import front_page  # noqa: E402
import make_pictures  # noqa: E402
import marked_pages  # noqa: E402
import navigation  # noqa: E402
import notebook_pages  # noqa: E402
import record_site  # noqa: E402
from site_search import SearchEnglishAndChinese  # noqa: E402

# Pages made of the bundled data and of the examples; only what changed is written, so that a second build is short.
(HERE / "data-coverage.md").write_text(coverage_table.page(mainland_coop.load()), encoding="utf-8")
(HERE / "data-changes.md").write_text(
    data_pages.changes_page(data_pages.kept(), mainland_coop.load()), encoding="utf-8"
)
(HERE / "data-in-force.md").write_text(data_pages.in_force_page(mainland_coop.load()), encoding="utf-8")
make_pictures.make(make_pictures.OF_THE_PAGES, HERE / "_pictures")
floors_picture.write(HERE / "_pictures" / "floors.svg")
front_page.write(HERE / "_made" / "numbers.html", mainland_coop.load())
api_names.write(HERE / "_made" / "names.md")
record_site.write(HERE / "records", mainland_coop.load())
record_site.write_style(HERE / "_made" / "static" / "displays.css")
notebook_pages.copy(HERE.parent / "examples", HERE / "notebooks")

# The notebooks use the library that is documented here, wherever it lies.
library = str(Path(mainland_coop.__file__).resolve().parents[1])
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [library, os.environ.get("PYTHONPATH")]))

project = "mainland_coop"
author = "The mainland_coop contributors"
copyright = f"2026, {author}"
version = release = mainland_coop.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.doctest", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "jupyter_execute", "benchmarks-table.md", "_made"]  # the last two are parts of pages
html_theme = "furo"
html_title = f"mainland_coop {release}"
html_static_path = ["_static", "_made/static"]
html_css_files = ["displays.css", "site.css", "records.css"]
html_search_scorer = str(HERE / "_static" / "scorer.js")
html_js_files = ["site.js"]
templates_path = ["_templates"]
html_show_sourcelink = False  # many pages are made by the build
html_copy_source = False
default_role = "code"
smartquotes = False  # what a record or a source has between its quotes is shown as it is
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "fieldlist"]

# Notebooks are run by each build, in the Python that builds.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True

# The examples of docstrings, as the doctest builder runs them; tests/docs/test_examples.py runs those of the pages.
doctest_global_setup = """
from hypothesis import HealthCheck, settings
settings.register_profile("pages", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pages")
del HealthCheck, settings
import datetime
import mainland_coop as mc
from mainland_coop import *
"""

# A class is described by its attributes, which are its keyword arguments; its signature would say all of it again.
autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__init__, __new__"}
python_use_unqualified_type_names = True
autodoc_member_order = "bysource"
autodoc_type_aliases = {name: f"mainland_coop.dates.partial_dates.{name}" for name in ("Day",)} | {
    name: f"mainland_coop.dates.periods.{name}" for name in ("Held", "PeriodLike")
}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = False
napoleon_attr_annotations = True


# Names that no page here documents, and the reason. There is no intersphinx, for the build needs no network.
suppress_warnings = ["ref.python"]  # the reference has a Membership of its own, which is meant to be another

nitpick_ignore = [
    ("py:class", "os.PathLike"),  # the standard library, here and below
    ("py:class", "pathlib.Path"),
    *(("py:class", f"collections.abc.{name}") for name in ("Callable", "Iterable", "Iterator", "Mapping", "Sequence")),
    ("py:class", "types.MappingProxyType"),
    ("py:class", "pendulum.Date"),  # pendulum's documentation has no inventory
    *(("py:class", f"mainland_coop.collections.collection.{name}") for name in ("D", "R")),  # type variables
    *(("py:class", name) for name in ("R", "mainland_coop.collections.matches.R")),  # the same
    *(
        ("py:class", name)
        for name in (
            *("RecordKind", "OnCollision", "CitationStyle", "Language", "LanguageChoice", "Drawn", "Labels", "Theme"),
        )
    ),  # Literals, told in the text
    ("py:class", "mainland_coop.testing.disagreeing.R"),  # a type variable
    ("py:class", "mainland_coop.registry.combining.GivenRecords"),  # records by kind, told in the text
    # Words that an argument of read_table takes, told in the text.
    *(
        ("py:class", name)
        for name in ("CellPrecision", "Dangling", "OnError", "OnNewParty", "RepeatedIds", "ZeroParts")
    ),
    ("py:class", "datetime.date"),
    *(("py:class", f"mainland_coop.tables.{name}.F") for name in ("expressions", "compiling")),  # the same
    ("py:class", "mainland_coop.tables.columns.Register"),  # a registry, seen from below
    *(
        ("py:class", f"mainland_coop.display.blocks.{name}")
        for name in ("Heading", "Paragraph", "Bullets", "Table", "Facts", "Listing")
    ),
    ("py:class", "mainland_coop.display.strips.Strip"),
    *(("py:class", name) for name in ("Axes", "Figure")),  # matplotlib, an extra
    *(("py:class", f"nx.{name}") for name in ("Graph", "MultiDiGraph")),  # networkx, an extra
    ("py:class", "rdflib.Graph"),  # rdflib, an extra
    # The engines of frames, extras.
    *(("py:class", name) for name in ("pl.DataFrame", "pd.DataFrame", "pa.Table", "duckdb.DuckDBPyRelation")),
    *(("py:class", name) for name in ("SparkFrame", "FrameOptions")),
    *(("py:class", f"{name}.SearchStrategy") for name in ("st", "hypothesis.strategies")),  # Hypothesis, an extra
    # The page on strategies tells what it holds without entering it in the index, for names there stand twice.
    *(("py:class", name) for name in ("Count", "EndKind", "References", "Fault", "InvalidRecord", "Script")),
    ("py:class", "mainland_coop.strategies.faults.Fault"),
    ("py:exc", "KnobError"),
    *(("py:class", name) for name in ("TableSource", "Sentinels")),  # aliases, told in the text
    ("py:class", "mainland_coop.validity.links.ChainTerms"),  # what a chain is made from, not a public name
    ("py:class", "mainland_coop.records.mappings.FrozenMapping"),  # a read-only mapping, told in the text
    ("py:class", "FrozenMapping"),  # the same
    *(("py:class", name) for name in ("mainland_coop.records.provenance.Origin", "Origin")),  # told in the text
    # What the reasons of a finding say as values: their classes may grow, and are no public names.
    *(("py:class", f"mainland_coop.records.claims.{name}") for name in vars(claims) if name.endswith("Claim")),
    # The items of what two registries have different: named tuples, told in the text.
    *(
        ("py:class", f"mainland_coop.registry.differences.{name}")
        for name in ("DiffRecord", "DiffChange", "DiffAnswer")
    ),
    *(
        ("py:class", name) for name in ("Unit", "Role", "StandingCounts", "Json", "Theme", "LanguageChoice", "Labels")
    ),  # aliases, told in the text
    ("py:class", "Literal['end'"),  # an argument's Literal, which Sphinx takes apart
    ("py:class", "mainland_coop.form.plain.T"),  # a type variable
    ("py:class", "cattrs.converters.Converter"),  # cattrs' documentation is not read here
]


def _plain_aliases(
    app: Sphinx, what: str, name: str, obj: object, options: object, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    # Sphinx shows an alias in a union ("PeriodLike | None") as the repr of its own stand-in.
    del app, what, name, obj, options
    told = [text and re.sub(r"TypeAliasForwardRef\('([\w.]+)'\)", r"\1", text) for text in (signature, returns)]
    return told[0], told[1]


def _write_explorer(app: Sphinx, exception: Exception | None) -> None:
    # A page of its own beside the documentation's; docs/explorer.md leads to it.
    if exception is None and app.builder.format == "html":
        explorer.write_explorer(mainland_coop.load(), Path(app.outdir) / "explorer", docs="../")


def setup(app: Sphinx) -> None:
    """Connect what the configuration adds."""
    app.connect("build-finished", _write_explorer)
    app.connect("html-page-context", navigation.of_records, priority=100)  # before the theme makes the side bar
    app.connect("autodoc-process-signature", _plain_aliases)
    record_site.connect(app)
    app.add_search_language(SearchEnglishAndChinese)
    app.set_translator("html", marked_pages.Translator)
