"""The documentation site as it is built: where it lies, and the mark of tests that need it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
SITE = Path(os.environ.get("DOCS_HTML", DOCS / "_build" / "html")).resolve()

needs_site = pytest.mark.skipif(
    not (SITE / "searchindex.js").exists(),
    reason="the site is not built: sphinx-build -n -W -b html -d docs/_build/doctrees docs docs/_build/html",
)
