"""The bundled dataset keeps its promises: canonical, whole, cited field by field, nothing twice, nothing left over."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import attrs
import pytest

import mainland_coop as mc
from helpers.places import DATA
from mainland_coop.collections.spelling import SIMPLIFIED as SIMPLIFIED_OF
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
DATED |= {"last_day", "from_", "on", "value", "period", "notice"}


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
    """The public record leaves open what became of some agreements, and whether some announced meetings took place."""
    bodies = {
        "air-services-mou-2007",
        "air-services-mou-2019",
        "hkma-cbrc-mou-2003",
        "solvency-equivalence-framework-2017",
    }
    announced = {session.id for session in REGISTRY.sessions if session.held is None and session.announced_for}
    for notice in REGISTRY.notices:
        if notice.message.endswith("presumed to go on, and says nothing of it"):
            assert any(f"agreements[{id!r}].parties" in notice.path for id in bodies), notice
        else:
            assert notice.message.endswith("nothing says that it was held"), notice
            assert any(f"sessions[{id!r}].held" in notice.path for id in announced), notice


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


FOUNDING = (
    "doj-mainland-cooperation",
    "legco-regional-cooperation-2024",
    "moj-guangxi-2026",
    "moj-zhejiang",
    "zhejiang-press-release-2023",
)


def test_no_source_tells_the_name_of_a_private_file() -> None:
    """A reader can do nothing with the name of a file on another's machine."""
    assert [source.id for source in REGISTRY.sources if source.file] == []
    assert [id for id in FOUNDING if id not in REGISTRY.sources] == []


def test_addresses_are_those_of_sites_with_names() -> None:
    """No ports, no numbers in place of names, and one address for one source."""
    urls = [source.url for source in REGISTRY.sources if source.url]
    assert [url for url in urls if re.match(r"https?://[^/]*:\d", url) or re.match(r"https?://[\d.]+(/|$)", url)] == []


def test_copies_say_so() -> None:
    """What calls itself a copy names no address but that of the copy or the original, and says which."""
    for source in REGISTRY.sources:
        if source.url is None and source.id not in FOUNDING:
            assert re.search(r"[Cc]opy|[Aa]ddress|reprint|mirror", source.note or ""), source.id


SIMPLIFIED = {chr(sign): simplified for sign, simplified in SIMPLIFIED_OF.items()}
# Signs that Traditional and Simplified Chinese share, though the table of the search pairs them with a variant.
SHARED = set("交具核球泛秘污席峰症志")
# Simplified signs that are Traditional words too, such as 后 and 里.
TWO_OF_ONE = set(
    "于后里云干面系台只出准松征舍采折斗升布吁局制克回复余向冲党范谷伙家姜借据卷夸凭辟"
    "扑仆曲秋千确洒苏托旋叶郁御愿岳芸扎札占致钟种周朱筑历丰丑表卜才虫淀迭柜合划价荐尽"
)
TRADITIONAL_ONLY = set(SIMPLIFIED) - set(SIMPLIFIED.values())
SIMPLIFIED_ONLY = set(SIMPLIFIED.values()) - set(SIMPLIFIED) - SHARED


@pytest.mark.parametrize("record", **ids(RECORDS))
def test_names_keep_to_their_script(record: object) -> None:
    for name in names(record):
        assert not set(name.zh_hant or "") & (SIMPLIFIED_ONLY - TWO_OF_ONE), name.zh_hant
        assert not set(name.zh_hans or "") & TRADITIONAL_ONLY, name.zh_hans


def names(record: object) -> Iterator[mc.Name]:
    if isinstance(record, mc.Name):
        yield record
    elif isinstance(record, tuple):
        for part in record:
            yield from names(part)
    elif attrs.has(type(record)):
        for field in attrs.fields(type(record)):
            yield from names(getattr(record, field.name))


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
    cases = {(figure.value, figure.qualifier) for figure in figures}
    assert (1500, mc.FigureQualifier.NEARLY) in cases
    assert (400_000_000, mc.FigureQualifier.ABOUT) in cases
    assert (839, None) in cases


# --- Chains, their gaps worked out by hand -----------------------------------------------------------------------


def gaps_of(id: str) -> list[tuple[int, bool, int, int]]:
    record = REGISTRY.agreements.get(id) or REGISTRY.programmes[id]
    return [(gap.before, gap.certain, gap.shortest, gap.longest) for gap in record.chain.gaps()]


@pytest.mark.parametrize(
    ("id", "gaps"),
    [
        # whole years after whole years, from 2006 to 2026
        ("dongjiang-water-package-deal-2006", []),
        # three years from 22 November 2011 end on 21 November 2014; the link in between begins somewhere before
        # 27 November 2017; the next ends on 21 November 2020 at the earliest, and its successor comes by the 25th
        ("pboc-hkma-currency-swap-2009", [(2, False, 0, 1100), (4, False, 0, 3)]),
        # to 1 July 2019 and from the 22nd; to 30 June 2021 and from 5 August
        ("c-ross-preferential-treatment-hk-reinsurers", [(1, True, 20, 20), (3, True, 35, 35)]),
        # five prolongations, each from the day after the end
        ("ha-special-support-scheme-hku-shenzhen", []),
        ("ha-gba-patients-pilot-scheme-2023", []),
        # starts that are not told, each within the run to the end of its own phase
        ("cleaner-production-partnership-programme", [(1, False, 0, 712), (3, False, 0, 1825), (4, False, 0, 274)]),
        ("fhb-natcm-chinese-medicine-2007", []),
        ("zhuhai-airport-franchise-2006", []),
        ("gba-cross-boundary-ambulance-pilot-2024", []),
        # some time in 2006, then 18 January 2007
        ("hk-hangzhou-staff-exchange-2004", [(1, True, 17, 381)]),
        # three years from a day of December 2003, then a day of January 2007
        ("boc-hk-rmb-clearing-bank-2003", [(1, True, 1, 61)]),
        # to 12 April 2015, from 1 December 2024
        ("shenzhen-multiple-entry-endorsement", [(1, True, 3520, 3520)]),
        # to 31 July and from 27 August 2021
        ("hk-registered-drugs-gba-measure", [(1, True, 26, 26)]),
        # one year to 9 April 2025, from 30 June
        ("hetao-individual-income-tax-measures", [(1, True, 81, 81)]),
        # ten years from May 2004, renewed on 30 August 2013
        ("most-hk-science-committee-agreement-2004", []),
        ("daya-bay-electricity-supply", []),
        ("qianhai-enterprise-income-tax-preference", []),
        ("gba-individual-income-tax-preference", []),
        ("gba-practice-pilot", []),
    ],
)
def test_chains_have_the_gaps_that_their_sources_leave(id: str, gaps: list[tuple[int, bool, int, int]]) -> None:
    assert gaps_of(id) == gaps


@pytest.mark.parametrize(
    ("id", "day", "truth"),
    [
        ("dongjiang-water-package-deal-2006", "2005-12-31", mc.Truth.FALSE),
        ("dongjiang-water-package-deal-2006", "2006-01-01", mc.Truth.TRUE),
        ("dongjiang-water-package-deal-2006", "2026-12-31", mc.Truth.TRUE),
        ("dongjiang-water-package-deal-2006", "2027-01-01", mc.Truth.FALSE),
        ("pboc-hkma-currency-swap-2009", "2011-11-21", mc.Truth.TRUE),
        ("pboc-hkma-currency-swap-2009", "2014-11-21", mc.Truth.TRUE),
        ("pboc-hkma-currency-swap-2009", "2016-06-30", mc.Truth.UNKNOWN),
        ("pboc-hkma-currency-swap-2009", "2030-01-01", mc.Truth.TRUE),
        ("c-ross-preferential-treatment-hk-reinsurers", "2019-07-10", mc.Truth.FALSE),
        ("c-ross-preferential-treatment-hk-reinsurers", "2020-07-01", mc.Truth.TRUE),
        ("c-ross-preferential-treatment-hk-reinsurers", "2021-07-15", mc.Truth.FALSE),
        ("ha-special-support-scheme-hku-shenzhen", "2023-05-10", mc.Truth.FALSE),
        ("ha-gba-patients-pilot-scheme-2023", "2023-05-10", mc.Truth.TRUE),
        ("zhuhai-airport-franchise-2006", "2045-12-31", mc.Truth.TRUE),
        ("zhuhai-airport-franchise-2006", "2046-06-30", mc.Truth.UNKNOWN),
        ("shenzhen-multiple-entry-endorsement", "2020-01-01", mc.Truth.FALSE),
        ("hk-guangdong-framework-2010", "2020-04-06", mc.Truth.TRUE),
        ("hk-guangdong-framework-2010", "2020-10-30", mc.Truth.UNKNOWN),
        ("hk-guangdong-framework-2010", "2021-01-01", mc.Truth.FALSE),
        ("gba-framework-2017", "2022-06-30", mc.Truth.TRUE),
        ("gba-framework-2017", "2022-12-31", mc.Truth.UNKNOWN),
        ("gd-hk-service-1985", "1990-01-01", mc.Truth.TRUE),
        ("gd-hk-service-1985", "1998-01-01", mc.Truth.UNKNOWN),
        ("gd-hk-service-1985", "1999-03-30", mc.Truth.FALSE),
        ("hk-guangdong-work-plan-2020", "2020-12-31", mc.Truth.TRUE),
        ("hk-guangdong-work-plan-2020", "2021-01-01", mc.Truth.FALSE),
    ],
)
def test_answers_that_were_worked_out_by_hand(id: str, day: str, truth: mc.Truth) -> None:
    record = REGISTRY.agreements.get(id) or REGISTRY.programmes[id]
    assert record.active_on(day) is truth


@pytest.mark.parametrize(
    ("id", "standing"),
    [
        ("dongjiang-water-package-deal-2006", "stated"),  # the period of 2024 to 2026
        ("daya-bay-electricity-supply", "stated"),  # twenty years from 7 May 2014
        ("zhuhai-airport-franchise-2006", "stated"),  # to 2046
        ("pboc-hkma-currency-swap-2009", "stated"),  # standing since July 2022
        ("gba-youth-employment-scheme", "stated"),  # made permanent on 1 March 2023
        ("community-health-new-world-training", "stated"),  # five years from 13 January 2026
        ("qianhai-enterprise-income-tax-preference", "stated"),  # to the end of 2027, as the next three
        ("gba-individual-income-tax-preference", "stated"),
        ("stock-connect-iit-exemption", "stated"),
        ("hetao-individual-income-tax-measures", "stated"),
        ("fhb-natcm-chinese-medicine-2007", "presumed"),  # signed anew on 13 January 2026, no term told
        ("doj-shenzhen-legal-matters-2011", "presumed"),  # the renewal of April 2023 tells no term
        ("emsd-gacc-electrical-products-2003", "presumed"),
        ("most-hk-science-committee-agreement-2004", "presumed"),
        ("cross-boundary-marine-dumping-2004", "presumed"),
        ("boc-hk-rmb-clearing-bank-2003", "presumed"),
        ("c-ross-preferential-treatment-hk-reinsurers", "presumed"),  # in the rules of 2022, whose end is not told
        ("shenzhen-multiple-entry-endorsement", "presumed"),
        ("hk-registered-drugs-gba-measure", "presumed"),
        ("residential-care-services-scheme-guangdong", "presumed"),
        ("hk-hangzhou-staff-exchange-2004", "not in force"),  # two years from 18 January 2007
        ("ha-special-support-scheme-hku-shenzhen", "not in force"),  # ended on 9 May 2023
    ],
)
def test_by_whose_word_chains_are_in_force_on_30_november_2026(id: str, standing: str) -> None:
    chain = (REGISTRY.agreements.get(id) or REGISTRY.programmes[id]).chain
    assert chain.standing_on("2026-11-30") == standing
    day = datetime.date(2026, 11, 30).toordinal()
    runs = [run.standing for run in chain.standings if run.first <= day <= run.last]
    assert runs == [standing] or (not runs and standing == mc.Standing.NOT_IN_FORCE)


# What was looked for, and may have been renewed in pages that were not found.
SILENT = {
    "customs-cooperation-plan-2016",
    "gba-cross-boundary-ambulance-pilot-2024",
    "gba-hk-construction-consultants-pilot-2021",
    "gd-hk-ip-cooperation-projects",
    "ha-gba-patients-pilot-scheme-2023",
    "ha-shenkang-cooperation-2007",
    "ha-wuxi-cooperation-2007",
    "nsfc-rgc-joint-research-scheme",
    "solvency-equivalence-transitional-recognition",
}


def test_where_a_silence_may_only_be_a_want_of_pages_the_list_of_renewals_is_open() -> None:
    instruments = (*REGISTRY.agreements, *REGISTRY.programmes)
    assert {record.id for record in instruments if "renewals" in record.open_lists} == SILENT
    for record in instruments:
        if record.id in SILENT:
            assert not any(gap.certain for gap in record.chain.gaps()), record.id


@pytest.mark.parametrize("id", sorted(SILENT - {"customs-cooperation-plan-2016", "nsfc-rgc-joint-research-scheme"}))
def test_an_open_list_leaves_a_term_that_ran_out_possible(id: str) -> None:
    chain = (REGISTRY.agreements.get(id) or REGISTRY.programmes[id]).chain
    assert chain.standing_on("2026-11-30") is mc.Standing.POSSIBLE


def test_a_plan_for_days_has_them_as_its_period() -> None:
    links = [link for record in (*REGISTRY.agreements, *REGISTRY.programmes) for link in (record, *record.renewals)]
    assert sum(link.period is not None for link in links) == 24
    assert str(REGISTRY.agreements["hk-guangdong-work-plan-2014"].period) == "2014"


def test_numbers_of_documents_are_kept() -> None:
    records = (*REGISTRY.agreements, *REGISTRY.programmes, *REGISTRY.sources)
    schemes = {scheme for record in records for scheme in record.identifiers}
    assert {"fashi", "legal_notice", "yuefuhan", "legco_paper"} <= schemes
    data_page = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")
    assert [scheme for scheme in sorted(schemes) if f"`{scheme}`" not in data_page] == []


def test_a_text_read_elsewhere_than_at_its_own_address_is_called_a_copy() -> None:
    kinds = {source.kind for source in REGISTRY.sources}
    assert {mc.SourceKind.OFFICIAL_COPY, mc.SourceKind.PRESS_COPY} <= kinds


def test_renewals_are_what_the_library_exists_for() -> None:
    chains = [record for record in (*REGISTRY.agreements, *REGISTRY.programmes) if record.renewals]
    assert len(chains) >= 35
    assert sum(len(record.renewals) for record in chains) >= 60


# --- Kinds of faults that stood here once --------------------------------------------------------------------------


def test_a_plan_with_a_year_in_its_title_does_not_run_for_ever() -> None:
    plans = [a for a in REGISTRY.agreements if a.kind in (mc.AgreementKind.WORK_PLAN, mc.AgreementKind.ACTION_PLAN)]
    dated_plans = [a for a in plans if re.search(r"\b(19|20)\d\d\b", str(a.title.en or a.title))]
    assert len(dated_plans) >= 8
    for plan in dated_plans:
        assert plan.chain.expires is not mc.End.NOT_STATED, plan.id


def test_the_supplements_of_cepa_are_modelled_alike() -> None:
    supplements = [a for a in REGISTRY.agreements if a.id.startswith("cepa-supplement-")]
    assert len(supplements) == 10
    assert [a.id for a in supplements if a.in_force_from is not None] == []


def test_mechanism_documents_of_conferences_are_of_one_kind() -> None:
    kinds = {REGISTRY.agreements[id].kind for id in ("hk-hubei-2021-mechanism", "hk-chongqing-2023-mechanism")}
    assert kinds == {mc.AgreementKind.OTHER}


def test_a_list_of_which_only_a_part_is_told_says_so() -> None:
    parts_only = re.compile(r"[Oo]nly some|[Nn]ot all of the|of which some are known")
    for _, record in EVERYTHING:
        if getattr(record, "areas", ()) and parts_only.search(record.note or ""):
            assert "areas" in record.open_lists, record.id


def test_every_programme_has_a_start_or_a_bound() -> None:
    assert [p.id for p in REGISTRY.programmes if p.chain.links[0].start is None] == []


def test_local_matters_of_the_mainland_are_told_apart() -> None:
    local = REGISTRY.programmes.where(area="local-mainland-matters")
    assert len(local) == 21
    for programme in local:
        bodies = [REGISTRY.parties[id] for id in (*programme.organisers, *programme.partners)]
        assert [body.id for body in bodies if body.jurisdiction == "HK"] == []


def test_places_are_written_in_one_form() -> None:
    places = [a.place for a in REGISTRY.agreements] + [session.place for session in REGISTRY.sessions]
    assert [place for place in places if place and "(" in place] == []


def test_agreements_have_a_body_of_either_side_or_say_who_is_missing() -> None:
    """One side alone only where the other is not named, or the act is one side's."""
    for agreement in REGISTRY.agreements:
        if len(agreement.parties) == 1 and agreement.kind is not mc.AgreementKind.OTHER:
            body = REGISTRY.parties[agreement.parties[0]]
            assert body.kind is mc.PartyKind.GROUPING or "parties" in agreement.open_lists, agreement.id
