"""Arbitrary JSON values with the words of the file form among them, and the places in a value that can be changed."""

from __future__ import annotations

from hypothesis import strategies as st

from mainland_coop.form.shapes import KINDS, PARTS

CLASSES = {**{cls.__name__: cls for cls in KINDS.values()}, **PARTS}
KEYS = sorted({field.rstrip("_") for cls in CLASSES.values() for field in cls.__annotations__})

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["2011", "2011-02-30", "2016/2017", "..", "P5Y", "x", "treaty", "superseded", "en", "HK", "signed", "[..2011]"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5) | st.sampled_from(["id", "name", "en", "source", "on"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def places(value: object) -> list[tuple[object, object]]:
    """Every container in a value with each of its keys or indexes."""
    found: list[tuple[object, object]] = []
    stack = [value]
    while stack:
        item = stack.pop()
        keys = list(item) if isinstance(item, dict) else list(range(len(item))) if isinstance(item, list) else []
        found += [(item, key) for key in keys]
        stack += [item[key] for key in keys]
    return found
