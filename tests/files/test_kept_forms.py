"""Every file form that there has been is read, for good, as what it meant when it was written.

`kept/forms/1.json` is a register in form 1 in which every key has a value somewhere, and `kept/forms/1.answers.json`
what it answered. Neither is ever changed, but to correct an answer that was wrong: the changelog then says so. A new
form gets two files of its own.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import mainland_coop as mc

FORMS = Path(__file__).parents[1] / "kept" / "forms"
FORM_1 = FORMS / "1.json"
KEPT = json.loads((FORMS / "1.answers.json").read_text("utf-8"))
PARTS = [mc.Source, mc.Area, mc.Party, mc.Agreement, mc.Conference, mc.Programme, mc.Name, mc.Citation, mc.Figure]
PARTS += [mc.Signatory, mc.Predecessor, mc.Stage, mc.PartialSupersession, mc.Ending, mc.Renewal, mc.Session, mc.Edition]


def instruments_of(registry: mc.Registry) -> list[mc.Agreement | mc.Programme]:
    return [*registry.agreements, *registry.programmes]


def days_to_ask(record: mc.Agreement | mc.Programme) -> list[str]:
    """Return the days around each change of an answer, a month and a year, and days far away."""
    ends = set()
    for presume in (True, False):
        for run in record.chain.timeline(presume_continuity=presume).runs:
            ends |= {run.first - 1, run.first, run.last, run.last + 1}
    known = [day for day in ends if 1 < day < datetime.date.max.toordinal()]
    return [*(datetime.date.fromordinal(day).isoformat() for day in sorted(known)), "1970", "2005-06", "2020-12-31"]


def answers(registry: mc.Registry) -> dict[str, Any]:
    """Return what a register answers, as the kept file has it."""
    return {
        "records": {
            record.id: {
                "expires": str(record.chain.expires),
                "gaps": [[gap.before, gap.certain, gap.shortest, gap.longest] for gap in record.chain.gaps()],
                "days": {
                    day: [
                        [
                            record.active_on(day, presume_continuity=presume).name,
                            record.status_on(day, presume_continuity=presume).value,
                        ]
                        for presume in (True, False)
                    ]
                    for day in days_to_ask(record)
                },
            }
            for record in instruments_of(registry)
        },
        "published": {
            day: sorted(record.id for record in instruments_of(registry.as_published(day)))
            for day in ("1999-12-31", "2008-03-03", "2008-03-04", "2012-05-06")
        },
    }


def parts_of(value: object) -> Iterator[object]:
    """Yield a record and everything that it is made of."""
    if attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            yield from parts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from parts_of(part)


def test_form_1_still_gives_its_answers() -> None:
    assert answers(mc.load(FORM_1)) == KEPT


def test_form_1_still_answers_on_each_kept_day() -> None:
    # By itself, for days_to_ask is of the library as it is now.
    registry = mc.load(FORM_1)
    for id, kept in KEPT["records"].items():
        record = registry.record(id)
        for day, asked in kept["days"].items():
            for presume, (truth, status) in zip((True, False), asked, strict=True):
                told = (
                    record.active_on(day, presume_continuity=presume),
                    record.status_on(day, presume_continuity=presume),
                )
                assert (told[0].name, told[1].value) == (truth, status), (id, day, presume)


def test_form_1_written_anew_gives_the_same_answers() -> None:
    registry = mc.load(FORM_1)
    again = mc.loads(mc.dumps(registry))
    assert again == registry
    assert answers(again) == KEPT


@pytest.mark.parametrize("cls", PARTS, ids=lambda cls: cls.__name__)
def test_the_kept_file_uses_every_key(cls: type) -> None:
    registry = mc.load(FORM_1)
    kinds = (registry.sources, registry.areas, registry.parties, registry.agreements, registry.conferences)
    records = [record for kind in (*kinds, registry.programmes) for record in kind]
    made_of = [part for record in records for part in parts_of(record) if type(part) is cls]
    unused = {
        field.name
        for field in attrs.fields(cls)
        if all(getattr(part, field.name) in (None, (), False) for part in made_of)
    }
    assert unused == set()


def test_a_form_that_is_not_known_is_refused_with_the_number_that_is_read() -> None:
    data = json.loads(FORM_1.read_text("utf-8")) | {"schema": 1000}
    with pytest.raises(mc.InvalidFileError, match="this version reads the file form"):
        mc.loads(json.dumps(data))


def test_a_file_that_says_nothing_of_its_form_has_form_1() -> None:
    data = json.loads(FORM_1.read_text("utf-8"))
    del data["schema"]
    assert mc.loads(json.dumps(data)) == mc.load(FORM_1)
