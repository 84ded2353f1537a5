"""Every file form that there has been is read, for good, as what it meant when it was written.

`kept/forms/1.json` is a register in form 1 in which every key that it had at first has a value somewhere, and
`kept/forms/1.answers.json` what it answered; `1.added.json` is one for the keys that were added to the form later, with
`1.added.answers.json`. None is ever changed, but to correct an answer that was wrong: the changelog then says so. A new
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
ADDED = FORMS / "1.added.json"
KEPT = {form: json.loads(form.with_suffix(".answers.json").read_text("utf-8")) for form in (FORM_1, ADDED)}
of_each_form = pytest.mark.parametrize("form", KEPT, ids=lambda form: form.stem)
PARTS = [mc.Source, mc.Area, mc.Party, mc.Agreement, mc.Conference, mc.Programme, mc.Name, mc.Citation, mc.Figure]
PARTS += [mc.Signatory, mc.Predecessor, mc.Stage, mc.PartialSupersession, mc.Ending, mc.Renewal, mc.Session, mc.Edition]
PARTS += [mc.Membership]


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


@of_each_form
def test_a_kept_form_still_gives_its_answers(form: Path) -> None:
    assert answers(mc.load(form)) == KEPT[form]


@of_each_form
def test_a_kept_form_still_answers_on_each_kept_day(form: Path) -> None:
    # By itself, for days_to_ask is of the library as it is now.
    registry = mc.load(form)
    for id, kept in KEPT[form]["records"].items():
        record = registry.record(id)
        for day, asked in kept["days"].items():
            for presume, (truth, status) in zip((True, False), asked, strict=True):
                told = (
                    record.active_on(day, presume_continuity=presume),
                    record.status_on(day, presume_continuity=presume),
                )
                assert (told[0].name, told[1].value) == (truth, status), (id, day, presume)


@of_each_form
def test_a_kept_form_written_anew_gives_the_same_answers(form: Path) -> None:
    registry = mc.load(form)
    again = mc.loads(mc.dumps(registry))
    assert again == registry
    assert answers(again) == KEPT[form]


def test_what_was_added_answers_as_it_was_meant() -> None:
    registry = mc.load(ADDED)
    forum = registry.agreements["forum"]
    bound = [forum.active_on(day, "hk").name for day in ("2005", "2009-06-30", "2010", "2012-01-01")]
    assert bound == ["TRUE", "UNKNOWN", "FALSE", "TRUE"]
    lease, line = registry.agreements["lease"].chain.links[0], registry.agreements["line"].chain.links[0]
    assert (str(lease.last_notice), str(line.last_notice)) == ("2013-02-28", "[2010-11-30..2011-11-29]")
    ends = [(str(end.expires), end.what) for end in registry.expiring("2020/2024") if end.id == "pilot"]
    assert ends == [(f"{year}-04-30", "renews itself") for year in range(2020, 2024)] + [("2024-04-30", "end")]
    assert registry.standings_on("2014-06-30") == {"stated": 2, "presumed": 1, "possible": 1, "not in force": 1}


@pytest.mark.parametrize("cls", PARTS, ids=lambda cls: cls.__name__)
def test_the_kept_files_use_every_key(cls: type) -> None:
    kinds = ("sources", "areas", "parties", "agreements", "conferences", "programmes")
    records = [record for registry in map(mc.load, KEPT) for kind in kinds for record in getattr(registry, kind)]
    made_of = [part for record in records for part in parts_of(record) if type(part) is cls]
    unused = {
        field.name
        for field in attrs.fields(cls)
        if all(getattr(part, field.name) in (None, (), False, {}) for part in made_of)
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
