"""One filled record of each public class, for the tests that hold for all of them."""

from __future__ import annotations

import mainland_coop as mc

CITATION = mc.Citation(
    source="page",
    locator="paragraph 3",
    supports=["signed", "term"],
    says={"signed": "2011-11"},
    note="Deduced.",
)
WHOLE = mc.Citation(source="page")
NAME = mc.Name(
    en="Department of Justice",
    zh_hant="律政司",
    zh_hans="律政司",
    short=["DoJ"],
    former=["Legal Department"],
    alternatives=["HKDoJ"],
    translated=["zh_hans"],
)
PERSON = mc.Signatory(name="Chan Tai-man", office="Secretary", party="hk", note="then")
FIGURE = mc.Figure(
    what="visits", value=1.5, unit="million", as_of="2012", qualifier="about", note="rounded", citations=[WHOLE]
)
ENDING = mc.Ending(last_day="2030-01-28", reason="superseded", by="later", note="as a whole", citations=[WHOLE])
RENEWAL = mc.Renewal(
    signed="2017-10-12",
    term="P5Y",
    tacit_renewal="P1Y",
    notice="P3M",
    title="Renewal",
    place="Shenzhen",
    areas=["legal"],
    signatories=[PERSON],
    note="late",
    citations=[WHOLE],
)
STAGE = mc.Stage(on="2011-12-01", provisions="articles 1 and 4", citations=[WHOLE])
MEMBERSHIP = mc.Membership(
    party="sz",
    signed="2012",
    in_force_from="2012-06",
    ending=mc.Ending(last_day="2015", reason="withdrawn"),
    citations=[WHOLE],
)
IDENTIFIERS = {"wikidata": "Q1"}
EXTRA = {"cost": 120, "tags": ["a", True, None], "more": {"deep": 1.5}}
IN_PART = mc.PartialSupersession(by="later", from_="2024-01-29", scope="judgments", note="in part", citations=[WHOLE])
AGREEMENT = mc.Agreement(
    id="pact",
    title=NAME,
    kind="arrangement",
    parties=["hk", "sz"],
    signed="2011-11-25~",
    in_force_from=[STAGE, mc.Stage(on="2012-01", provisions="articles 2 and 3")],
    implemented_from="2012-02",
    term="P5Y",
    notice="P6M",
    renewals=[RENEWAL, mc.Renewal(signed="2023-04")],
    ending=ENDING,
    memberships=[MEMBERSHIP],
    superseded_in_part=[IN_PART],
    amends=["framework"],
    supplements=["framework"],
    implements=["framework"],
    under="framework",
    signed_at="plenary-1",
    authorised_by=["cn"],
    areas=["legal", "legal-training"],
    place="Hong Kong",
    languages=["en", "zh-Hant"],
    signatories=[PERSON],
    figures=[FIGURE],
    open_lists=["areas"],
    note="A note.",
    checked="2026-11-22",
    identifiers=IDENTIFIERS,
    extra=EXTRA,
    citations=[CITATION, WHOLE],
)
FRAMEWORK = mc.Agreement(
    id="framework", title="Framework", kind="framework agreement", parties=["hk"], signed="2010", expires=".."
)
LATER = mc.Agreement(id="later", title="Later", kind="arrangement", parties=["hk"], signed="2023")
SESSION = mc.Session(
    id="plenary-1",
    name="First plenary",
    series="plenary",
    ordinal=1,
    held="2005-07-25/2005-07-28",
    announced_for="2005-06",
    place="Chengdu",
    video=True,
    parties=["hk"],
    chairs=[PERSON],
    guests=[PERSON],
    theme="Together",
    documents=["Report"],
    n_areas=12,
    n_items=70,
    n_documents=3,
    areas=["legal"],
    held_with=["plenary-2"],
    figures=[FIGURE],
    open_lists=["guests"],
    note="A note.",
    checked="2026",
    identifiers=IDENTIFIERS,
    extra=EXTRA,
    citations=[WHOLE],
)
CONFERENCE = mc.Conference(
    id="conference",
    name="Conference",
    parties=["hk", "sz"],
    established="2004",
    sessions=[mc.Session(id="plenary-2", held="2006"), SESSION],
    areas=["legal"],
    figures=[FIGURE],
    open_lists=["parties"],
    note="A note.",
    checked="2026",
    identifiers=IDENTIFIERS,
    extra=EXTRA,
    citations=[WHOLE],
)
EDITION = mc.Edition(
    held="2012-05",
    name="First",
    place="Shenzhen",
    n_participants=20,
    qualifier="about",
    note="A note.",
    citations=[WHOLE],
)
PROGRAMME = mc.Programme(
    id="programme",
    name="Programme",
    kind="training",
    organisers=["hk"],
    partners=["sz"],
    started="2012",
    term="P3Y",
    tacit_renewal="P1Y",
    notice="P1M",
    renewals=[mc.Renewal(in_force_from="2020-01-01", expires="..")],
    ending=mc.Ending(last_day="2029", reason="merged"),
    implements=["pact"],
    under="framework",
    areas=["legal"],
    place="Shenzhen",
    editions=[EDITION],
    figures=[FIGURE],
    open_lists=["partners"],
    note="A note.",
    checked="2026",
    identifiers=IDENTIFIERS,
    extra=EXTRA,
    citations=[WHOLE],
)
PREDECESSOR = mc.Predecessor(party="cn", on="1997-07-01", how="split", note="A note.", citations=[WHOLE])
PARTY = mc.Party(
    id="hk",
    name=NAME,
    kind="department",
    jurisdiction="HK",
    city="Hong Kong",
    parent="cn",
    predecessors=[PREDECESSOR],
    website="https://www.example.org",
    figures=[FIGURE],
    note="A note.",
    checked="2026",
    identifiers=IDENTIFIERS,
    extra=EXTRA,
    citations=[WHOLE],
)
AREA = mc.Area(
    id="legal-training",
    name="Legal training",
    broader="legal",
    note="A note.",
    identifiers=IDENTIFIERS,
    extra=EXTRA,
    citations=[WHOLE],
)
SOURCE = mc.Source(
    id="page",
    title="A page",
    publisher="DoJ",
    kind="official",
    language="en",
    published="2023-05",
    retrieved="2026-11-22",
    url="https://www.example.org/page",
    file="page.html",
    identifiers=IDENTIFIERS,
    extra=EXTRA,
    note="A note.",
)
REGISTRY = mc.Registry(
    parties=[PARTY, mc.Party(id="sz", name="Shenzhen"), mc.Party(id="cn", name="State")],
    agreements=[AGREEMENT, FRAMEWORK, LATER],
    conferences=[CONFERENCE],
    programmes=[PROGRAMME],
    areas=[AREA, mc.Area(id="legal", name="Legal")],
    sources=[SOURCE],
    version="2026.11.22",
    verified_through="2026-11-22",
)
GAP = AGREEMENT.chain.gaps()[0]

ASKED = mc.Registry(
    parties=[
        mc.Party(id="old-office", name="Old Office"),
        mc.Party(
            id="office", name="Office", predecessors=[mc.Predecessor(party="old-office", on="2010", how="renamed")]
        ),
        mc.Party(id="ministry", name="Ministry"),
    ],
    agreements=[
        mc.Agreement(
            id="pact",
            title="Pact",
            kind="agreement",
            parties=["office", "ministry"],
            signed="2011-11-25",
            term="P1Y",
            renewals=[mc.Renewal(signed="2014-01-01", term="P1Y")],
        ),
        mc.Agreement(
            id="protocol", title="Protocol", kind="protocol", parties=["office"], signed="2012", amends=["pact"]
        ),
    ],
    conferences=[
        mc.Conference(
            id="talks", name="Talks", sessions=[mc.Session(id="t1", held="2011"), mc.Session(id="t2", held="2012")]
        )
    ],
)
"""A small register for the answers to questions."""
FOUND = ASKED.parties.find("Office")

RECORDS: dict[str, object] = {
    type(record).__name__: record
    for record in (
        SOURCE,
        CITATION,
        NAME,
        AREA,
        PARTY,
        PREDECESSOR,
        PERSON,
        FIGURE,
        AGREEMENT,
        STAGE,
        IN_PART,
        ENDING,
        MEMBERSHIP,
        RENEWAL,
        CONFERENCE,
        SESSION,
        PROGRAMME,
        EDITION,
        REGISTRY,
    )
}
"""The record classes, by name."""

VALUES: dict[str, object] = {
    type(value).__name__: value
    for value in (
        mc.PartialDate.parse("2011-11~"),
        mc.Period.parse("2016-02/2017-10"),
        mc.Term.parse("P3Y6M"),
        AGREEMENT.explain("2017-01-01"),
        AGREEMENT.chain,
        AGREEMENT.chain.links[0],
        AGREEMENT.chain.ending,
        GAP,
        AGREEMENT.chain.timeline(),
        AGREEMENT.chain.timeline().runs[0],
        AGREEMENT.chain.standings[0],
        REGISTRY.find_people("Chan")[0],
        REGISTRY.diff(ASKED, on="2014"),
        REGISTRY.agreements,
        REGISTRY.parties,
        REGISTRY.conferences,
        REGISTRY.sessions,
        REGISTRY.programmes,
        REGISTRY.areas,
        REGISTRY.sources,
        FOUND,
        FOUND.best,
        ASKED.events("../..")[0],
        ASKED.changes("2010", "2014-06-01"),
        ASKED.changes("2010", "2014-06-01").began[0],
        ASKED.expiring("../..", at_least=mc.Truth.UNKNOWN)[0],
        ASKED.gaps()[0],
        ASKED.lineage_of("old-office"),
        ASKED.lineage_of("old-office").successors[0],
        ASKED.counterparts_of("ministry")[0],
        ASKED.family_of("pact"),
        ASKED.conferences["talks"].intervals()[0],
        ASKED.story("pact"),
        mc.Notice("agreements['x'].ending.by", "the successor starts later"),
        mc.Problem("agreements[0].term", "'5Y'", "no term"),
    )
}
"""What the library hands out beside records, by class."""

PROBLEM = mc.TableProblem(kind=mc.TableProblemKind.MISSING, row=3, column="Date", value="", remedy="it is blank")
LEFT_OUT = mc.LeftOutRow(row=3, id="x", reason="it has a problem")
REPORT = mc.TableReport("t.csv", (PROBLEM,))
INTAKE = mc.Intake(REGISTRY, REPORT, (LEFT_OUT,), 2, {"b": "a"}, {"parties": {"hk": None}, "areas": {}})
PROPOSAL = mc.Proposal("columns['signed']", "Date", "Date", 5, ("2001-02",), "by its name and its cells")
UNDECIDED = mc.Undecided("Which number is the day?", "Date", ({"date_formats": ["%d/%m/%Y"]},), 2, ("3/4/1996",))
UNREAD = mc.Unread("Other", "no field is called so")
INSPECTION = mc.Inspection(
    "t.csv", 5, {"columns": {"signed": "Date"}}, (PROPOSAL,), (UNREAD,), (UNDECIDED,), source="t.csv"
)
VALUES |= {"Proposal": PROPOSAL, "Undecided": UNDECIDED, "Unread": UNREAD, "Inspection": INSPECTION}
VALUES |= {"TableProblem": PROBLEM, "LeftOutRow": LEFT_OUT, "TableReport": REPORT, "Intake": INTAKE}

EVERY = RECORDS | VALUES


def small_agreement(**fields: object) -> mc.Agreement:
    """An agreement of one party with no more than it must have, and some fields."""
    return mc.Agreement(**{"id": "x", "title": "X", "kind": "arrangement", "parties": ["a"], "signed": "2011"} | fields)
