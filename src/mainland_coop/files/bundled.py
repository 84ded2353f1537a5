"""The bundled dataset, read kind by kind when a kind is first touched.

What `load` checks at run time for a user's file holds for these files by test: reading them whole with every check on
gives the same registry.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from mainland_coop.files.acceptor import accept
from mainland_coop.files.shapes import KINDS
from mainland_coop.registry import Registry

__all__ = ["DATA", "bundled"]

DATA = Path(__file__).parent.parent / "data"
"""The folder of the bundled dataset."""


@cache
def bundled() -> Registry:
    """Return the bundled registry, made once."""
    head = _json("registry")
    readers: dict[str, Callable[[], dict[str, Any]]] = {kind: partial(_read, kind) for kind in KINDS}
    return Registry.deferred(readers, version=head["version"], verified_through=head["verified_through"])


def _json(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_bytes())


def _read(kind: str) -> dict[str, Any]:
    cls = KINDS[kind]
    return {item["id"]: accept(cls, item) for item in _json(kind)[kind]}
