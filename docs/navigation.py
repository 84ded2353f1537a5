"""The side bar of the pages of records: that of the page which lists them, made once for each kind.

Sphinx makes the side bar anew for each page, which took longer than everything else that is written of a record.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment.adapters.toctree import global_toctree_for_doc


def of_records(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Give the page of a record the side bar of its kind, in which its kind stands out."""
    listing, _, _ = pagename.rpartition("/")
    if listing.startswith("records/"):
        stands_out = listing if listing in app.env.found_docs else "records/index"
        context["toctree"] = lambda **options: one_deeper(app, stands_out, tuple(options.items()))


@cache
def one_deeper(app: Sphinx, listing: str, options: tuple[tuple[str, Any], ...]) -> str:
    """Return the side bar of a page that lists records, as it stands on the pages one folder further down."""
    tree = global_toctree_for_doc(app.env, listing, app.builder, tags=app.tags, **dict(options))
    html = app.builder.render_partial(tree)["fragment"]  # type: ignore[attr-defined]  # of builders of HTML
    own = f'href="{listing.rpartition("/")[2]}.html"'
    return re.sub('href="(?!https?:)', 'href="../', html.replace('href="#"', own))
