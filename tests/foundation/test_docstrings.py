"""Arguments that are told in one place are told by `help` at each function that takes them."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import attrs
import pytest

from mainland_coop.display.pictures.frame import Frame, PictureOptions
from mainland_coop.display.pictures.plots import Plots
from mainland_coop.foundation.docstrings import told_of, with_arguments
from mainland_coop.validity.chain import RenewalChain

DRAWING = [
    *(getattr(Plots, name) for name in ("timeline", "standings", "sessions", "gaps", "expiring", "counterparts")),
    RenewalChain.plot,
]


@pytest.mark.parametrize("draw", DRAWING, ids=lambda draw: draw.__qualname__)
def test_every_picture_shows_and_tells_each_argument(draw: Callable[..., object]) -> None:
    names = [name for name in inspect.signature(draw).parameters if name != "self"]
    assert list(told_of(draw)) == names
    assert names[-5:] == [field.name for field in attrs.fields(Frame)]


def test_the_keywords_for_type_checkers_are_those_of_a_frame() -> None:
    assert list(PictureOptions.__annotations__) == [field.name for field in attrs.fields(Frame)]
    texts = {name: text.__forward_arg__ for name, text in PictureOptions.__annotations__.items()}
    assert texts == Frame.__annotations__


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("Draw.", "Draw.\n\nArgs:\n    width: In inches."),
        ("Draw.\n\nMore.", "Draw.\n\nMore.\n\nArgs:\n    width: In inches."),
        ("Draw.\n\nReturns:\n    It.", "Draw.\n\nArgs:\n    width: In inches.\n\nReturns:\n    It."),
        (
            "Draw.\n\nArgs:\n    x: X.\n\nReturns:\n    It.",
            "Draw.\n\nArgs:\n    width: In inches.\n\nReturns:\n    It.",
        ),
    ],
)
def test_arguments_stand_where_a_reader_looks_for_them(docstring: str, expected: str) -> None:
    assert with_arguments(docstring, {"width": "width: In inches."}) == expected


def test_what_is_said_last_of_an_argument_is_what_is_told_and_keeps_its_lines() -> None:
    def first() -> None:
        """First.

        Args:
            a: One thing
                or another.
            b: B.
        """

    def last() -> None:
        """Last.

        Attributes:
            a: All.
        """

    assert told_of(first) == {"a": "a: One thing\n        or another.", "b": "b: B."}
    assert told_of(first, last) == {"a": "a: All.", "b": "b: B."}
    assert told_of(lambda: None) == {}
