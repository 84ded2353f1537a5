"""The bundled dataset keeps its promises: canonical, whole, cited field by field, nothing twice, nothing left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import attrs
import pytest

import mainland_coop as mc
from mainland_coop.files.register_files import DATA
from mainland_coop.records.provenance import resolve
from mainland_coop.registry.references import references

REGISTRY = mc.load()
RECORDS: list[tuple[str, object]] = [
    (f"{kind}/{record.id}", record)
    for kind in ("areas", "parties", "agreements", "conferences", "programmes")
    for record in getattr(REGISTRY, kind)
]
SESSIONS = [(f"sessions/{session.id}", session) for session in REGISTRY.sessions]
EVERYTHING = RECORDS + SESSIONS

# What a source must be named for: every date, term, count and number.
DATED = {"signed", "in_force_from", "implemented_from", "never_in_force", "term", "tacit_renewal", "expires", "started"}
DATED |= {"established", "held", "announced_for", "ordinal", "n_areas", "n_items", "n_documents", "n_participants"}
DATED |= {"last_day", "from_", "on", "value"}


def ids(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {"argvalues": [record for _, record in pairs], "ids": [name for name, _ in pairs]}


def test_the_files_are_in_canonical_form(tmp_path: object) -> None:
    mc.dump(REGISTRY, tmp_path)
    for file in sorted(DATA.glob("*.json")):
        assert file.read_text("utf-8") == (tmp_path / file.name).read_text("utf-8"), f"{file.name}: load and dump it"


def test_the_bundled_registry_passes_every_check_of_a_file() -> None:
    assert mc.load(DATA) == REGISTRY


def test_the_register_has_a_version_and_a_day_of_checking() -> None:
    assert re.fullmatch(r"\d{4}\.\d{2}\.\d{2}", REGISTRY.version)
    assert REGISTRY.verified_through.precision is mc.Precision.DAY


def test_there_is_nothing_to_notice_that_was_not_looked_at() -> None:
    assert [str(notice) for notice in REGISTRY.notices] == []


@pytest.mark.parametrize("record", **ids(EVERYTHING))
def test_ids_are_kebab_case(record: object) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", record.id)


def test_source_ids_are_kebab_case() -> None:
    assert [s.id for s in REGISTRY.sources if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", s.id)] == []


@pytest.mark.parametrize("record", **ids(EVERYTHING))
def test_every_record_is_cited(record: object) -> None:
    assert record.citations


@pytest.mark.parametrize("record", **ids(EVERYTHING))
def test_citations_name_filled_fields(record: object) -> None:
    for owner in parts(record):
        for citation in owner.citations:
            for path in citation.supports:
                assert resolve(owner, path) not in (None, (), False), f"{citation.source} supports {path}"


@pytest.mark.parametrize("record", **ids(EVERYTHING))
def test_every_dated_or_counted_field_is_cited(record: object) -> None:
    supported = {path for citation in record.citations for path in citation.supports}
    for path, value, own in dated(record):
        if value is None or value is False or value == ():
            continue
        names = {path, *(path[: m.start()] for m in re.finditer(r"[.\[]", path))}
        assert names & supported or own, f"{path} is {value}, and no citation supports it"


def dated(record: object, prefix: str = "") -> Iterator[tuple[str, object, bool]]:
    """Paths and values of dates, terms, counts and numbers, and whether a citation of the part itself supports them."""
    own = {path for citation in record.citations for path in citation.supports} if prefix else set()
    whole = bool(prefix) and any(not citation.supports for citation in record.citations)
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        name = field.name.rstrip("_")
        if field.name in DATED and not (field.name == "in_force_from" and isinstance(value, tuple)):
            yield f"{prefix}{name}", value, whole or name in own
        for index, part in enumerate(value if isinstance(value, tuple) else ()):
            if hasattr(part, "citations") and not isinstance(part, mc.Session):
                yield from dated(part, f"{prefix}{name}[{index}].")
        if isinstance(value, mc.Ending):
            yield from dated(value, f"{prefix}{name}.")


def parts(record: object) -> Iterator[object]:
    yield record
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if hasattr(part, "citations"):
                yield from parts(part)


def test_nothing_is_left_over() -> None:
    used: dict[str, set[str]] = {kind: set() for kind in ("parties", "areas", "sources", "agreements", "sessions")}
    for _, record in RECORDS:
        for _, kinds, target in references(record):
            for kind in kinds:
                used.setdefault(kind, set()).add(target)
    for area in REGISTRY.areas:
        if area.id in used["areas"] and area.broader:
            used["areas"].add(area.broader)
    for kind in ("areas", "sources", "parties"):
        assert sorted(set(getattr(REGISTRY, kind).by_id) - used[kind]) == [], f"{kind} that no record names"


def test_no_two_records_for_one_thing() -> None:
    """Same parties, same kind, dates that can be one day, and titles that are the same but for their letters' case."""
    twins = [
        (a.id, b.id)
        for a, b in combinations(REGISTRY.agreements, 2)
        if set(a.parties) == set(b.parties)
        and a.kind == b.kind
        and a.signed.same_day(b.signed).possible
        and {fold(name) for name in a.title} & {fold(name) for name in b.title}
    ]
    assert twins == []


def fold(text: str) -> str:
    return re.sub(r"\W", "", text.casefold().replace("co-operation", "cooperation"))


@pytest.mark.parametrize("conference", **ids([(c.id, c) for c in REGISTRY.conferences]))
def test_ordinals_follow_the_dates_and_stand_once(conference: mc.Conference) -> None:
    series = {session.series for session in conference.sessions}
    for name in series:
        numbered = [s for s in conference.sessions if s.series == name and s.ordinal is not None and s.held is not None]
        ordinals = [s.ordinal for s in sorted(numbered, key=lambda s: s.held.sort_key)]
        assert ordinals == sorted(set(ordinals)), f"{name}: {[(s.ordinal, str(s.held)) for s in numbered]}"


@pytest.mark.parametrize("conference", **ids([(c.id, c) for c in REGISTRY.conferences]))
def test_no_session_before_the_mechanism(conference: mc.Conference) -> None:
    if conference.established is not None:
        for session in conference.sessions:
            if session.held is not None:
                assert session.held.last_ordinal >= conference.established.first_ordinal, session.id


def test_sources_say_who_published_them_and_where_they_are() -> None:
    for source in REGISTRY.sources:
        assert source.publisher, source.id
        assert source.kind, source.id
        assert source.url or source.file or source.note, source.id
        assert source.published or source.retrieved, source.id


def test_the_five_documents_keep_their_file_names() -> None:
    files = {source.file for source in REGISTRY.sources if source.file}
    assert files == {
        "000_5926c1012c7f0eae.txt",
        "001_f12abe921d762d7c.txt",
        "002_2eb1bbca6df8355a.txt",
        "003_586ec9dfd511b7a3.txt",
        "004_7778b93f9c8d3621.txt",
    }


# --- Facts that the data must get right --------------------------------------------------------------------------


def test_the_shenzhen_arrangement() -> None:
    pact = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]
    assert [str(link.start) for link in pact.chain.links] == ["2011-11-25", "2017-10-12", "2023-04"]
    assert [(g.before, g.certain, g.shortest, g.longest) for g in pact.chain.gaps()] == [
        (1, True, 321, 321),
        (2, True, 171, 200),
    ]
    assert pact.active_on("2014-06-01") is mc.Truth.TRUE
    assert pact.status_on("2016-12-01") is mc.Status.LAPSED
    assert pact.active_on("2023-04-10") is mc.Truth.UNKNOWN
    assert pact.chain.expires is mc.End.NOT_STATED
    says = {claim for citation in pact.citations for claim in citation.says}
    assert ("renewals[1].signed", "2023-04-19") in says
    assert ("signed", "2011") in says
    assert pact.renewals[1].term is None


def test_two_shenzhen_parties_are_kept_apart() -> None:
    assert REGISTRY.agreements["doj-shenzhen-legal-services-2004"].parties == (
        "hksar-department-of-justice",
        "shenzhen-justice-bureau",
    )
    assert REGISTRY.agreements["doj-shenzhen-legal-matters-2011"].parties == (
        "hksar-department-of-justice",
        "shenzhen-municipal-peoples-government",
    )


def test_the_academy_authorised_and_did_not_sign() -> None:
    pact = REGISTRY.agreements["doj-cihk-framework-2022"]
    assert "cass" in pact.authorised_by
    assert "cass" not in pact.parties
    assert "chinese-institute-of-hong-kong" in pact.parties


def test_the_seven_legal_services_agreements_and_the_second_of_shanghai() -> None:
    signed = {
        "doj-qingdao-legal-services-2002": "2002-09",
        "doj-chongqing-legal-services-2002": "2002-12",
        "doj-beijing-legal-services-2003": "2003-10",
        "doj-nanjing-legal-services-2003": "2003-12",
        "doj-shanghai-legal-services-2003": "2003-12",
        "doj-zhejiang-legal-services-2004": "2004-01",
    }
    for id, date in signed.items():
        assert str(REGISTRY.agreements[id].signed).startswith(date)
    assert REGISTRY.agreements["doj-shenzhen-legal-services-2004"].signed.before("2004-07") is mc.Truth.TRUE
    assert REGISTRY.agreements["doj-shanghai-legal-services-2018"].signed.same_day("2018-08").possible


def test_nine_mechanisms_of_the_paper_stand_there() -> None:
    paper = [
        c.id for c in REGISTRY.conferences if any(x.source == "legco-regional-cooperation-2024" for x in c.citations)
    ]
    assert len(paper) == 9


def test_twelve_areas_of_the_zhejiang_agreement() -> None:
    pact = next(
        a
        for a in REGISTRY.agreements
        if a.id.startswith("hk-zhejiang-2023")
        and "zhejiang-provincial-peoples-government" in a.parties
        and any(f.value == 12 for f in a.figures)
    )
    assert any(f.value == 12 for f in pact.figures)


def test_a_name_spelled_two_ways_keeps_both() -> None:
    people = [person for session in REGISTRY.sessions for person in (*session.chairs, *session.guests)]
    assert any({"Yin Zonghua", "Yin Zhonghua"} <= set(person.name) for person in people)


def test_rounded_figures_say_so() -> None:
    figures = [figure for programme in REGISTRY.programmes for figure in programme.figures]
    cases = {figure.value: figure.qualifier for figure in figures}
    assert cases[1500] is mc.FigureQualifier.NEARLY
    assert cases[400_000_000] is mc.FigureQualifier.ABOUT
    assert cases[839] is None
