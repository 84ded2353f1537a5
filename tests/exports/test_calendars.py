"""A calendar is read back by two programs that we did not write, and holds what is to come and nothing else."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import mainland_coop as mc
from helpers import samples
from helpers.profiles import heavy
from helpers.samples import small_agreement
from mainland_coop import exports, strategies

icalendar = pytest.importorskip("icalendar")

REGISTRY = mc.load()
ENDS = {"lapsed", "terminated", "superseded", "merged", "withdrawn", "programme ended"}
SHOWN = ENDS | {"renews itself", "last day for notice", "session held"}


def entries(registry: mc.Registry, folder: Path, period: str, **options: Any) -> list[Any]:
    path = exports.write_ical(registry, folder / "x.ics", period, **options)
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def kind_of(entry: Any) -> str:
    (kind,) = entry["categories"].cats
    return str(kind)


def register(**fields: Any) -> mc.Registry:
    pact = small_agreement(citations=[mc.Citation(source="s")], **fields)
    return mc.Registry(
        agreements=[pact],
        parties=[mc.Party(id="a", name="A")],
        sources=[mc.Source(id="s", title="Page", url="https://www.example.org/a,b;c")],
        version="7",
        verified_through="2026-11-22",
    )


def test_the_whole_calendar_is_what_the_events_say(tmp_path: Path) -> None:
    found = entries(REGISTRY, tmp_path, "2015/2030")
    events = [event for event in REGISTRY.events("2015/2030") if event.kind in SHOWN]
    assert len(events) > 100
    assert [kind_of(entry) for entry in found] == [event.kind for event in events]
    assert set(map(kind_of, found)) <= SHOWN
    for entry, event in zip(found, events, strict=True):
        first = entry.decoded("dtstart")
        assert first == max(datetime.date.fromordinal(event.when.first_ordinal), datetime.date(2015, 1, 1))
        last = entry.decoded("dtend") - datetime.timedelta(days=1) if "dtend" in entry else first
        assert last == min(datetime.date.fromordinal(event.when.last_ordinal), datetime.date(2030, 12, 31))
        if not event.certainty.certain:
            assert entry["status"] == "TENTATIVE"
            assert entry["summary"].endswith("(possibly)")
        assert event.id in entry["description"]
        assert f"register version {REGISTRY.version}" in entry["description"]


def test_every_expiry_of_the_registry_is_in_it(tmp_path: Path) -> None:
    shown = entries(REGISTRY, tmp_path, "2020/2030")
    found = Counter((kind_of(entry), str(entry["description"]).split(": ")[0]) for entry in shown)
    for expiry in REGISTRY.expiring("2020/2030", at_least=mc.Truth.UNKNOWN):
        kinds = ENDS if expiry.what == "end" else {"renews itself"}
        assert any(found[kind, str(expiry.expires)] for kind in kinds), expiry


NOTICE = "X: last day for notice (between 2016-07-31 and 2016-08-29) (possibly)"
SOME_DAY = "X: last day in force (between 2016-02-01 and 2017-10-31)"
LATE = "X: last day in force (2016-01-01 or after) (possibly)"
LAST = {"signed": "2011", "expires": "9999-12-31"}
CUT = {"signed": "2011", "ending": mc.Ending(last_day="2014-05-31", reason="superseded")}
TACIT = {"signed": "2011-11-25", "term": "P5Y", "tacit_renewal": "P5Y"}


@pytest.mark.parametrize(
    ("fields", "period", "kind", "summary", "days", "status"),
    [
        ({"signed": "2011-11-25", "term": "P5Y"}, "2016", "lapsed", "X: last day in force", "2016-11-24", "CONFIRMED"),
        (TACIT, "2016", "renews itself", "X: renews itself unless ended by now", "2016-11-24", "CONFIRMED"),
        (
            {"signed": "2011-11", "term": "P5Y", "notice": "P3M"},
            "2016-08",
            "last day for notice",
            NOTICE,
            "2016-08-01 to 2016-08-30",
            "TENTATIVE",
        ),
        (
            {"signed": "2011", "expires": "[2016-02..2017-10]"},
            "2015/2020",
            "lapsed",
            SOME_DAY,
            "2016-02-01 to 2017-11-01",
            "TENTATIVE",
        ),
        (
            {"signed": "2011", "expires": "9999-12-31"},
            "9999",
            "lapsed",
            "X: last day in force",
            "9999-12-31",
            "CONFIRMED",
        ),
        ({"signed": "2011", "expires": "[2016..]"}, "9999", "lapsed", LATE, "9999-01-01 to 9999-12-31", "TENTATIVE"),
        (CUT, "2014", "superseded", "X: last day in force (superseded)", "2014-05-31", "CONFIRMED"),
    ],
)
def test_an_entry_says_how_well_its_day_is_known(
    fields: Any, period: str, kind: str, summary: str, days: str, status: str, tmp_path: Path
) -> None:
    found = {kind_of(entry): entry for entry in entries(register(**fields), tmp_path, period)}
    entry = found[kind]
    assert (entry["summary"], entry["status"], entry["transp"]) == (summary, status, "TRANSPARENT")
    ends = [entry.decoded(name).isoformat() for name in ("dtstart", "dtend") if name in entry]
    assert " to ".join(ends) == days
    assert '"Page" (undated) <https://www.example.org/a,b;c>.' in entry["description"]


def test_a_session_has_its_days_and_place(tmp_path: Path) -> None:
    (entry,) = (one for one in entries(samples.REGISTRY, tmp_path, "2005") if kind_of(one) == "session held")
    assert entry["summary"] == "First plenary, by video"
    assert entry["location"] == "Chengdu"
    assert entry.decoded("dtstart") == datetime.date(2005, 7, 25)
    assert entry.decoded("dtend") == datetime.date(2005, 7, 29)
    assert entry["status"] == "CONFIRMED"


def test_only_what_is_certain_if_so_asked(tmp_path: Path) -> None:
    registry = register(signed="2011", term="P5Y")
    assert [entry["status"] for entry in entries(registry, tmp_path, "2016")] == ["TENTATIVE"]
    assert not entries(registry, tmp_path, "2016", at_least=mc.Truth.TRUE)


@heavy
@given(strategies.registries(details=False))
def test_random_registers_make_calendars(tmp_path_factory: pytest.TempPathFactory, registry: mc.Registry) -> None:
    folder = tmp_path_factory.mktemp("ics")
    path = exports.write_ical(registry, folder / "x.ics", "1990/2030")
    found = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    events = [event for event in registry.events("1990/2030") if event.kind in SHOWN]
    assert [kind_of(entry) for entry in found] == [event.kind for event in events]
    assert len({entry["uid"] for entry in found}) == len(found)
    for entry in found:
        first = entry.decoded("dtstart")
        last = entry.decoded("dtend") if "dtend" in entry else first + datetime.timedelta(1)
        assert datetime.date(1990, 1, 1) <= first < last <= datetime.date(2031, 1, 1)
    for line in path.read_bytes().split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line


def test_another_reader_reads_it(tmp_path: Path) -> None:
    vobject = pytest.importorskip("vobject")
    path = exports.write_ical(REGISTRY, tmp_path / "x.ics", "2020/2030")
    found = vobject.readOne(path.read_text("utf-8")).vevent_list
    mine = entries(REGISTRY, tmp_path, "2020/2030")
    assert [one.summary.value for one in found] == [str(entry["summary"]) for entry in mine]
    assert [one.dtstart.value for one in found] == [entry.decoded("dtstart") for entry in mine]
    assert [one.description.value for one in found] == [str(entry["description"]) for entry in mine]


def test_equal_registers_make_equal_files(tmp_path: Path) -> None:
    one = exports.write_ical(REGISTRY, tmp_path / "one.ics", "2020/2030").read_bytes()
    assert one == exports.write_ical(mc.loads(mc.dumps(REGISTRY)), tmp_path / "two.ics", "2020/2030").read_bytes()
    assert b"DTSTAMP:20261122T000000Z" in one


def test_a_register_without_a_check_is_stamped_today(tmp_path: Path) -> None:
    registry = mc.Registry(conferences=[mc.Conference(id="c", name="C", sessions=[mc.Session(id="s", held="2020")])])
    (entry,) = entries(registry, tmp_path, "2020")
    assert abs(entry.decoded("dtstamp").date() - datetime.date.today()) <= datetime.timedelta(1)


@pytest.mark.parametrize("period", ["2020/..", "../2020", "../.."])
def test_a_period_without_an_end_is_refused(tmp_path: Path, period: str) -> None:
    with pytest.raises(mc.InvalidArgumentError, match="lacks an end: give a period with both"):
        exports.write_ical(REGISTRY, tmp_path / "x.ics", period)


def test_what_goes_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(mc.WrongTypeError, match="is no Registry"):
        exports.write_ical({}, tmp_path / "x.ics", "2020")  # type: ignore[arg-type]  # that it is refused is the test
    with pytest.raises(mc.DateError):
        exports.write_ical(REGISTRY, tmp_path / "x.ics", "soon")
    with pytest.raises(mc.FileError, match="cannot be written"):
        exports.write_ical(REGISTRY, tmp_path / "no" / "x.ics", "2020")
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(mc.MissingExtraError, match=r"pip install \"mainland-coop\[calendar\]\""):
        exports.write_ical(REGISTRY, tmp_path / "x.ics", "2020")
    assert not list(tmp_path.iterdir())
