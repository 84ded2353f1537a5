"""What an inspection proposes, what stays unread, and what is undecided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from mainland_coop.foundation.public_names import Public


@attrs.frozen
class Proposal(Public):
    """One thing that is proposed.

    Attributes:
        argument: The argument of `read_table`, with the field if it is by field: `columns['signed']`.
        column: The name of the column that it is about; None for the table as a whole.
        value: What is proposed.
        n_cells: How many cells it concerns.
        examples: Some of them.
        why: What speaks for it.
    """

    argument: str
    column: str | None
    value: Any = attrs.field(hash=False)
    n_cells: int
    examples: tuple[str, ...]
    why: str


@attrs.frozen
class Unread(Public):
    """A column that the proposed arguments do not read.

    Attributes:
        column: Its name.
        why: Why not.
    """

    column: str
    why: str


@attrs.frozen
class Undecided(Public):
    """A question that the table does not answer.

    Attributes:
        question: The question.
        column: The name of the column that it is about; None for the table as a whole.
        choices: The answers, each as the arguments of `read_table` that it means, which replace those proposed.
        n_cells: How many cells it concerns.
        examples: Some of them.
    """

    question: str
    column: str | None
    choices: tuple[Mapping[str, Any], ...] = attrs.field(hash=False)
    n_cells: int
    examples: tuple[str, ...]
