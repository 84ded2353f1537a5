"""Cells that come as values and not as text: what a frame or a list of dicts may hold."""

from __future__ import annotations

import datetime

import pytest

import mainland_coop as mc

COLUMNS = {"id": "id", "title": "title", "parties": "parties", "signed": "signed", "place": "place"}
ROW = {"id": "a", "title": "A", "parties": ["B", "C"], "signed": datetime.date(2011, 3, 1), "place": None}


class FromNumpy:
    """What numpy hands out, as far as it matters here."""

    def __init__(self, value: object) -> None:
        self.value = value

    def tolist(self) -> object:
        return self.value


def read(**cells: object) -> mc.Agreement:
    (pact,) = mc.read_table([{**ROW, **cells}], COLUMNS, constants={"kind": "treaty"}).registry.agreements
    return pact


@pytest.mark.parametrize(
    ("cell", "text"),
    [(True, "true"), (7, "7"), (7.0, "7"), (7.5, "7.5"), (float("nan"), None), (FromNumpy("Macao"), "Macao")],
)
def test_values_are_read_as_their_text(cell, text):
    assert read(place=cell).place == text


def test_dates_and_lists_are_read_as_what_they_are():
    pact = read(parties=("B", "C", "D"))
    assert str(pact.signed) == "2011-03-01"
    assert len(pact.parties) == 3
    assert str(read(signed=datetime.datetime(2011, 3, 1)).signed) == "2011-03-01"


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [
        ({"place": object()}, "place", "a object is nothing that can be read here"),
        ({"parties": ["B", None]}, "parties", "no blanks and no lists in it"),
        ({"parties": ["B", ["C"]]}, "parties", "no blanks and no lists in it"),
        ({"signed": datetime.datetime(2011, 3, 1, 9, 30)}, "signed", "time"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(cells, column, told):
    with pytest.raises(mc.TableError) as caught:
        read(**cells)
    (problem,) = caught.value.problems
    assert problem.column == column
    assert told in problem.remedy


def test_date_formats_are_tried_in_turn():
    rows = [{**ROW, "signed": "1 March 2011"}]
    intake = mc.read_table(rows, COLUMNS, constants={"kind": "treaty"}, date_formats=["%d/%m/%Y", "%d %B %Y"])
    assert [str(pact.signed) for pact in intake.registry.agreements] == ["2011-03-01"]
