"""Strategies for what the library refuses: registers in the file form with one fault each, by kind of fault."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

import attrs
from hypothesis import strategies as st

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.files.register_files import dumps
from mainland_coop.foundation.public_names import Choice
from mainland_coop.records.parties import Party
from mainland_coop.registry.registry import Registry
from mainland_coop.strategies.arguments import References, member_or_all, strategy
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.draws import Draws
from mainland_coop.strategies.instruments import agreements


class Fault(Choice, enum.StrEnum):
    """What can be wrong with a record, or with how records fit together."""

    END_BEFORE_START = "end before start"
    RENEWAL_BEFORE_INSTRUMENT = "renewal before instrument"
    ENDING_BEFORE_START = "ending before start"
    FOLLOWS_ON_FROM_NO_END = "follows on from no end"
    TERM_AND_EXPIRES = "term and expires"
    TACIT_RENEWAL_WITHOUT_TERM = "tacit renewal without term"
    IN_FORCE_AND_FOLLOWS_ON = "in force and follows on"
    RENEWAL_WITHOUT_START = "renewal without start"
    NEVER_IN_FORCE_WITH_RENEWALS = "never in force with renewals"
    PERIOD_AND_TERM = "period and term"
    TACIT_RENEWAL_OF_OPEN_END = "tacit renewal of open end"
    MEMBERSHIP_OF_NO_PARTY = "membership of no party"
    MEMBERSHIP_WITHOUT_START = "membership without start"
    BAD_DATE = "bad date"
    BAD_TERM = "bad term"
    BAD_PERIOD = "bad period"
    BAD_ID = "bad id"
    UNKNOWN_KIND = "unknown kind"
    UNKNOWN_KEY = "unknown key"
    UNKNOWN_LIST = "unknown list"
    NO_PARTIES = "no parties"
    MISSING_FIELD = "missing field"
    SUPERSEDED_BY_ITSELF = "superseded by itself"
    UNKNOWN_REFERENCE = "unknown reference"
    UNKNOWN_PATH = "unknown path"
    DUPLICATE_ID = "duplicate id"
    CIRCLE = "circle"


class InvalidRecord(NamedTuple):
    """A register that is refused, and why.

    Attributes:
        fault: What is wrong.
        path: Where, as the problem of the error names it.
        register: The whole register, in the file form; all else in it is sound.
    """

    fault: Fault
    path: str
    register: dict[str, Any]


Json = dict[str, Any]
_PLAIN = agreements(
    id="x",
    n_renewals=0,
    ends="not stated",
    ending=False,
    staged=False,
    never_in_force=False,
    min_start="1900",
    max_start="2100",
    references=References(parties=["a"], agreements=(), sessions=(), areas=(), sources=()),
    details=False,
)


def _start(pact: Json) -> PartialDate:
    return PartialDate.parse(pact.get("in_force_from") or pact["signed"])


def _before(draw: Draws, pact: Json) -> str:
    """Draw a date that is certainly before the agreement starts."""
    return str(draw(partial_dates(max_value=PartialDate(FIRST_DAY, _start(pact).first_ordinal - 1))))


def _after(draw: Draws, pact: Json) -> str:
    return str(draw(partial_dates(min_value=PartialDate(_start(pact).first_ordinal, LAST_DAY))))


_BAD_DATES = (
    "2000-13",
    "2000-02-30",
    "0000",
    "2000/2001",
    "2000-1",
    "2000-XX-05",
    "[2001..2000]",
    "2000~?",
    "",
    "soon",
)
_BAD_TERMS = ("P0D", "1Y", "P1.5Y", "P-1Y", "PT1H", "P1W1D", "P", "")
_BAD_PERIODS = ("../2000", "2001/2000", "2000~", "200X", "[2000..2001]", "P1Y", "")
_IN_PLACE_OF: tuple[Json, ...] = ({"term": "P1Y"}, {"expires": ".."}, {"in_force_from": "2000"})
_BAD_IDS = ("a b", "", "a" * 201, "\t")
_NO_ENDS: tuple[Json, ...] = ({}, {"expires": ".."}, {"term": "P1Y", "tacit_renewal": "P1Y"})
_NO_STARTS: tuple[Json, ...] = ({}, {"term": "P1D"}, {"expires": ".."})

_Wrong = Callable[[Draws, Json], Json]
_WRONG_FIELDS: dict[Fault, tuple[str, _Wrong]] = {
    Fault.END_BEFORE_START: ("", lambda draw, pact: {"expires": _before(draw, pact)}),
    Fault.RENEWAL_BEFORE_INSTRUMENT: ("", lambda draw, pact: {"renewals": [{"signed": _before(draw, pact)}]}),
    Fault.ENDING_BEFORE_START: (
        "",
        lambda draw, pact: {"ending": {"last_day": _before(draw, pact), "reason": "terminated"}},
    ),
    Fault.FOLLOWS_ON_FROM_NO_END: (
        "",
        lambda draw, _: draw(st.sampled_from(_NO_ENDS)) | {"renewals": [{"follows_on": True}]},
    ),
    Fault.TERM_AND_EXPIRES: ("", lambda draw, _: {"term": "P1D", "expires": draw(st.sampled_from(("..", "9999")))}),
    Fault.TACIT_RENEWAL_WITHOUT_TERM: ("", lambda *_: {"tacit_renewal": "P1D"}),
    Fault.IN_FORCE_AND_FOLLOWS_ON: (
        ".renewals[0]",
        lambda draw, pact: {
            "term": "P1D",
            "renewals": [{"in_force_from": _after(draw, pact), "follows_on": True}],
        },
    ),
    Fault.RENEWAL_WITHOUT_START: (".renewals[0]", lambda draw, _: {"renewals": [draw(st.sampled_from(_NO_STARTS))]}),
    Fault.NEVER_IN_FORCE_WITH_RENEWALS: (
        "",
        lambda draw, pact: {
            "in_force_from": None,
            "never_in_force": True,
            "renewals": [{"signed": _after(draw, pact)}],
        },
    ),
    Fault.PERIOD_AND_TERM: (".period", lambda draw, _: {"period": "2000"} | draw(st.sampled_from(_IN_PLACE_OF))),
    Fault.TACIT_RENEWAL_OF_OPEN_END: (
        ".tacit_renewal",
        lambda draw, _: {"expires": "..", "tacit_renewal": draw(st.sampled_from((True, "P1Y")))},
    ),
    Fault.MEMBERSHIP_OF_NO_PARTY: (".memberships[0].party", lambda *_: {"memberships": [{"party": "nobody"}]}),
    Fault.MEMBERSHIP_WITHOUT_START: (".memberships[1]", lambda *_: {"memberships": [{"party": "a"}] * 2}),
    Fault.BAD_DATE: (".signed", lambda draw, _: {"signed": draw(st.sampled_from(_BAD_DATES))}),
    Fault.BAD_TERM: (".term", lambda draw, _: {"term": draw(st.sampled_from(_BAD_TERMS))}),
    Fault.BAD_PERIOD: (
        ".period",
        lambda draw, _: {"in_force_from": None, "period": draw(st.sampled_from(_BAD_PERIODS))},
    ),
    Fault.BAD_ID: (".id", lambda draw, _: {"id": draw(st.sampled_from(_BAD_IDS))}),
    Fault.UNKNOWN_KIND: (".kind", lambda draw, _: {"kind": draw(st.sampled_from(("pact", "Agreement", "")))}),
    Fault.UNKNOWN_KEY: ("", lambda draw, _: {draw(st.sampled_from(("sign", "Signed", ""))): "2000"}),
    Fault.UNKNOWN_LIST: (".open_lists", lambda draw, _: {"open_lists": [draw(st.sampled_from(("renewal", "place")))]}),
    Fault.NO_PARTIES: (".parties", lambda *_: {"parties": []}),
    Fault.SUPERSEDED_BY_ITSELF: (".superseded_in_part", lambda *_: {"superseded_in_part": [{"by": "x"}]}),
}
"""What is wrong with one agreement: where, within it, and the fields that make it so."""


def _missing_field(draw: Draws, pact: Json, register: Json) -> str:
    del pact[draw(st.sampled_from(("signed", "title", "kind", "parties", "id")))]
    return "agreements[0]"


_NOBODY: tuple[tuple[str, object], ...] = (
    ("parties", ["a", "nobody"]),
    ("areas", ["nothing"]),
    ("amends", ["nothing"]),
    ("under", "nothing"),
    ("signed_at", "nothing"),
    ("citations", [{"source": "nothing"}]),
)


def _unknown_reference(draw: Draws, pact: Json, register: Json) -> str:
    name, pact[name] = draw(st.sampled_from(_NOBODY))
    return f"agreements[0].{name}"


def _unknown_path(draw: Draws, pact: Json, register: Json) -> str:
    register["sources"] = [{"id": "s", "title": "s"}]
    path = draw(st.sampled_from(("nothing", "renewals[0].signed", "signed.day", "parties[5]")))
    pact["citations"] = [{"source": "s", "supports": [path]}]
    return "agreements[0].citations[0]"


def _duplicate_id(draw: Draws, pact: Json, register: Json) -> str:
    kind = draw(st.sampled_from(("agreements", "parties")))
    register[kind] = register[kind] * 2
    return f"{kind}[1]"


def _circle(draw: Draws, pact: Json, register: Json) -> str:
    name = draw(st.sampled_from(("amends", "under", "supplements", "implements")))
    many = name != "under"
    register["agreements"].append({**pact, "id": "y", name: ["x"] if many else "x"})
    pact[name] = ["y"] if many else "y"
    return "agreements["


_SPOILERS: dict[Fault, Callable[[Draws, Json, Json], str]] = {
    Fault.MISSING_FIELD: _missing_field,
    Fault.UNKNOWN_REFERENCE: _unknown_reference,
    Fault.UNKNOWN_PATH: _unknown_path,
    Fault.DUPLICATE_ID: _duplicate_id,
    Fault.CIRCLE: _circle,
}
"""What spoils a register otherwise, and tells where."""


@attrs.frozen(kw_only=True, slots=False)
class FaultArgument:
    """The argument of `invalid_records`.

    Attributes:
        fault: The kind of fault; None for all of them.
    """

    fault: Fault | str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no fault."""
        _ = self.faults

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that are asked for."""
        return member_or_all("fault", Fault, self.fault)


@strategy(FaultArgument)
def invalid_records(draw: Draws, wanted: FaultArgument) -> InvalidRecord:
    """Registers in the file form that have one fault and are sound otherwise; each is refused.

    Example:
        >>> import mainland_coop as mc
        >>> from hypothesis import find
        >>> found = find(invalid_records(fault="end before start"), lambda found: True)
        >>> found.fault, found.path
        (<Fault.END_BEFORE_START: 'end before start'>, 'agreements[0]')
        >>> try:
        ...     mc.loads(json.dumps(found.register))
        ... except mc.InvalidFileError as error:
        ...     print(error.problems[0].path)
        agreements[0].expires
    """
    fault = draw(st.sampled_from(wanted.faults))
    sound = Registry(parties=[Party(id="a", name="a")], agreements=[draw(_PLAIN)])
    register: Json = json.loads(dumps(sound))
    pact = register["agreements"][0]
    if fault in _SPOILERS:
        return InvalidRecord(fault, _SPOILERS[fault](draw, pact, register), register)
    within, wrong = _WRONG_FIELDS[fault]
    pact |= wrong(draw, pact)
    return InvalidRecord(fault, f"agreements[0]{within}", register)
