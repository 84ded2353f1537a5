"""Strategies for what the library refuses: registers in the file form with one fault each, by kind of fault."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.files.register_files import dumps
from mainland_coop.records.parties import Party
from mainland_coop.registry.registry import Registry
from mainland_coop.strategies.arguments import KnobError, References, checked
from mainland_coop.strategies.dates import partial_dates
from mainland_coop.strategies.instruments import agreements

__all__ = ["Fault", "InvalidRecord", "invalid_records"]


class Fault(enum.StrEnum):
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
    BAD_DATE = "bad date"
    BAD_TERM = "bad term"
    BAD_ID = "bad id"
    UNKNOWN_KIND = "unknown kind"
    UNKNOWN_KEY = "unknown key"
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
_Spoil = Callable[[st.DrawFn, Json, Json], str]
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


def _before(draw: st.DrawFn, date: PartialDate) -> str:
    """Draw a date that is certainly before another."""
    return str(draw(partial_dates(max_value=PartialDate(FIRST_DAY, date.first_ordinal - 1))))


def _after(draw: st.DrawFn, date: PartialDate) -> str:
    return str(draw(partial_dates(min_value=PartialDate(date.first_ordinal, LAST_DAY))))


def _end_before_start(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["expires"] = _before(draw, _start(pact))
    return "agreements[0]"


def _renewal_before_instrument(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["renewals"] = [{"signed": _before(draw, _start(pact))}]
    return "agreements[0]"


def _ending_before_start(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["ending"] = {"last_day": _before(draw, _start(pact)), "reason": "terminated"}
    return "agreements[0]"


def _follows_on_from_no_end(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact |= draw(st.sampled_from(({}, {"expires": ".."}, {"term": "P1Y", "tacit_renewal": "P1Y"})))
    pact["renewals"] = [{"follows_on": True}]
    return "agreements[0]"


def _term_and_expires(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact |= {"term": "P1D", "expires": draw(st.sampled_from(("..", "9999")))}
    return "agreements[0]"


def _tacit_renewal_without_term(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["tacit_renewal"] = "P1D"
    return "agreements[0]"


def _in_force_and_follows_on(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact |= {"term": "P1D", "renewals": [{"in_force_from": _after(draw, _start(pact)), "follows_on": True}]}
    return "agreements[0].renewals[0]"


def _renewal_without_start(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["renewals"] = [draw(st.sampled_from(({}, {"term": "P1D"}, {"expires": ".."})))]
    return "agreements[0].renewals[0]"


def _never_in_force_with_renewals(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact.pop("in_force_from", None)
    pact |= {"never_in_force": True, "renewals": [{"signed": _after(draw, _start(pact))}]}
    return "agreements[0]"


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


def _bad_date(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["signed"] = draw(st.sampled_from(_BAD_DATES))
    return "agreements[0].signed"


def _bad_term(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["term"] = draw(st.sampled_from(("P0D", "1Y", "P1.5Y", "P-1Y", "PT1H", "P1W1D", "P", "")))
    return "agreements[0].term"


def _bad_id(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["id"] = draw(st.sampled_from(("a b", "", "a" * 201, "\t")))
    return "agreements[0].id"


def _unknown_kind(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["kind"] = draw(st.sampled_from(("pact", "Agreement", "")))
    return "agreements[0].kind"


def _unknown_key(draw: st.DrawFn, pact: Json, register: Json) -> str:
    key = draw(st.sampled_from(("sign", "Signed", "")))
    pact[key] = "2000"
    return "agreements[0]"


def _no_parties(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["parties"] = []
    return "agreements[0].parties"


def _missing_field(draw: st.DrawFn, pact: Json, register: Json) -> str:
    del pact[draw(st.sampled_from(("signed", "title", "kind", "parties", "id")))]
    return "agreements[0]"


def _superseded_by_itself(draw: st.DrawFn, pact: Json, register: Json) -> str:
    pact["superseded_in_part"] = [{"by": "x"}]
    return "agreements[0].superseded_in_part"


def _unknown_reference(draw: st.DrawFn, pact: Json, register: Json) -> str:
    name, value = draw(
        st.sampled_from(
            (
                ("parties", ["a", "nobody"]),
                ("areas", ["nothing"]),
                ("amends", ["nothing"]),
                ("under", "nothing"),
                ("signed_at", "nothing"),
                ("citations", [{"source": "nothing"}]),
            )
        )
    )
    pact[name] = value
    return f"agreements[0].{name}"


def _unknown_path(draw: st.DrawFn, pact: Json, register: Json) -> str:
    register["sources"] = [{"id": "s", "title": "s"}]
    path = draw(st.sampled_from(("nothing", "renewals[0].signed", "signed.day", "parties[5]")))
    pact["citations"] = [{"source": "s", "supports": [path]}]
    return "agreements[0].citations[0]"


def _duplicate_id(draw: st.DrawFn, pact: Json, register: Json) -> str:
    kind = draw(st.sampled_from(("agreements", "parties")))
    register[kind] = register[kind] * 2
    return f"{kind}[1]"


def _circle(draw: st.DrawFn, pact: Json, register: Json) -> str:
    name = draw(st.sampled_from(("amends", "under", "supplements", "implements")))
    many = name != "under"
    register["agreements"].append({**pact, "id": "y", name: ["x"] if many else "x"})
    pact[name] = ["y"] if many else "y"
    return "agreements["


_SPOILERS: dict[Fault, _Spoil] = {
    Fault.END_BEFORE_START: _end_before_start,
    Fault.RENEWAL_BEFORE_INSTRUMENT: _renewal_before_instrument,
    Fault.ENDING_BEFORE_START: _ending_before_start,
    Fault.FOLLOWS_ON_FROM_NO_END: _follows_on_from_no_end,
    Fault.TERM_AND_EXPIRES: _term_and_expires,
    Fault.TACIT_RENEWAL_WITHOUT_TERM: _tacit_renewal_without_term,
    Fault.IN_FORCE_AND_FOLLOWS_ON: _in_force_and_follows_on,
    Fault.RENEWAL_WITHOUT_START: _renewal_without_start,
    Fault.NEVER_IN_FORCE_WITH_RENEWALS: _never_in_force_with_renewals,
    Fault.BAD_DATE: _bad_date,
    Fault.BAD_TERM: _bad_term,
    Fault.BAD_ID: _bad_id,
    Fault.UNKNOWN_KIND: _unknown_kind,
    Fault.UNKNOWN_KEY: _unknown_key,
    Fault.NO_PARTIES: _no_parties,
    Fault.MISSING_FIELD: _missing_field,
    Fault.SUPERSEDED_BY_ITSELF: _superseded_by_itself,
    Fault.UNKNOWN_REFERENCE: _unknown_reference,
    Fault.UNKNOWN_PATH: _unknown_path,
    Fault.DUPLICATE_ID: _duplicate_id,
    Fault.CIRCLE: _circle,
}


def _check_faults(*, fault: Fault | str | None = None) -> tuple[Fault, ...]:
    try:
        return tuple(Fault) if fault is None else (Fault(fault),)
    except ValueError:
        raise KnobError(f"fault={fault!r} is none of {', '.join(repr(str(one)) for one in Fault)}") from None


@checked(_check_faults)
@st.composite
def invalid_records(draw: st.DrawFn, *, fault: Fault | str | None = None) -> InvalidRecord:
    """Registers in the file form that have one fault and are sound otherwise; each is refused.

    Args:
        fault: The kind of fault; None for all of them.

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
    chosen = draw(st.sampled_from(_check_faults(fault=fault)))
    sound = Registry(parties=[Party(id="a", name="a")], agreements=[draw(_PLAIN)])
    register: Json = json.loads(dumps(sound))
    path = _SPOILERS[chosen](draw, register["agreements"][0], register)
    return InvalidRecord(chosen, path, register)
