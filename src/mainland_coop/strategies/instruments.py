"""Strategies for agreements and programmes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal, TypeAlias, TypeVar

import attrs
from hypothesis import strategies as st

from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.foundation.vocabularies import AgreementKind, ProgrammeKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.instruments import Ending
from mainland_coop.records.memberships import Membership
from mainland_coop.records.programmes import Edition, Programme
from mainland_coop.strategies.arguments import (
    KnobError,
    OptionalFields,
    PartArguments,
    check_three_valued,
    one_or_two,
    strategy,
)
from mainland_coop.strategies.chain_arguments import DatedChainArguments, EndKind, InstrumentArguments
from mainland_coop.strategies.dates import DATE, partial_dates, periods
from mainland_coop.strategies.drawn_worlds import StatedDay, WorldsLeft
from mainland_coop.strategies.draws import Draws
from mainland_coop.strategies.names import (
    NAME,
    TEXT,
    draw_id,
    draw_id_of,
    draw_name_of_record,
    ids_of,
    one_id_of,
    open_lists,
    some_of,
    texts,
)
from mainland_coop.strategies.parties import SIGNATORIES
from mainland_coop.strategies.provenance import FIGURE_QUALIFIERS, FIGURES, LANGUAGES, OF_ANY_RECORD, draw_record
from mainland_coop.strategies.renewals import (
    StatedChain,
    draw_chain,
    draw_date,
    draw_ending,
    draw_notice,
    draw_partial_supersession,
    draw_renewals,
    draw_signature_before,
    draw_stages,
)

_OF_AN_INSTRUMENT: dict[str, Any] = {
    "implements": ids_of("agreements"),
    "under": one_id_of("agreements"),
    "areas": ids_of("areas"),
    "place": texts(),
    "figures": FIGURES,
    **OF_ANY_RECORD,
}
"""What an agreement or programme may say of itself."""

_SUPERSEDED_IN_PART = one_or_two(draw_partial_supersession)
_OF_AN_AGREEMENT = OptionalFields(
    implemented_from=DATE,
    superseded_in_part=lambda draw, known: _SUPERSEDED_IN_PART(draw, known) if known.agreements else [],
    amends=ids_of("agreements"),
    supplements=ids_of("agreements"),
    signed_at=one_id_of("sessions"),
    authorised_by=ids_of("parties"),
    languages=lambda draw, _: some_of(draw, LANGUAGES, at_least=1),
    signatories=SIGNATORIES,
    open_lists=open_lists(Agreement),
    **_OF_AN_INSTRUMENT,
)


_OF_ONE_NEVER_IN_FORCE = _OF_AN_AGREEMENT.without("superseded_in_part")

_KINDS = tuple(AgreementKind)

Entry: TypeAlias = Literal["signed", "stated", "staged", "never"]
"""Where an agreement takes its start from; one that never is in force has none."""


@attrs.frozen(kw_only=True, slots=False)
class AgreementArguments(InstrumentArguments):
    """The arguments of `agreements`.

    Attributes:
        staged: True for an entry into force in stages, False for none.
        never_in_force: True for agreements that never began, False for others.
    """

    staged: bool | None = attrs.field(default=None, validator=check_three_valued)
    never_in_force: bool | None = attrs.field(default=None, validator=check_three_valued)

    def __attrs_post_init__(self) -> None:
        """Refuse what goes against each other."""
        super().__attrs_post_init__()
        if self.never_in_force and self._against_never:
            against = ", ".join(self._against_never)
            raise KnobError(f"what never was in force has no renewals, stages or stated end: drop {against}")
        if self.staged and self.has_periods_alone:
            raise KnobError(f"a period stands in place of stages: drop staged=True, or ends={self.ends!r}")
        if not self.references.parties:
            raise KnobError("an agreement has a party: references.parties is empty")

    @cached_property
    def end_kinds_of_never(self) -> tuple[EndKind, ...]:
        """How one may end that never was in force."""
        return tuple(kind for kind in self.end_kinds if kind not in ("stated", "open", "period"))

    @cached_property
    def of_never(self) -> AgreementArguments:
        """The arguments for one that never was in force."""
        return attrs.evolve(self, n_renewals=0, ends=self.end_kinds_of_never, open_renewals=False)

    @cached_property
    def _against_never(self) -> list[str]:
        """The arguments against which an agreement would be that never was in force."""
        against = {
            "n_renewals": self.n_renewals_between[0] > 0,
            "staged=True": bool(self.staged),
            f"ends={self.ends!r}": not self.end_kinds_of_never,
            "open_renewals=True": bool(self.open_renewals),
        }
        return [name for name, holds in against.items() if holds]

    @cached_property
    def entries(self) -> list[Entry]:
        """How they enter into force, as one choice, so that no variant is simpler than the plainest."""
        if self.never_in_force or self.staged:
            return ["never" if self.never_in_force else "staged"]
        may_never = self.never_in_force is None and not self._against_never
        others = not self.has_periods_alone
        weights: dict[Entry, int] = {
            "signed": 3,
            "stated": 2 * others,
            "staged": self.staged is None and others,
            "never": may_never,
        }
        return [entry for entry, weight in weights.items() for _ in range(weight)]


@strategy(AgreementArguments)
def agreements(draw: Draws, wanted: AgreementArguments) -> Agreement:
    """Agreements of every shape that the file form allows. An argument left at None allows all variants.

    Args:
        details: False for agreements without places, people, citations and the like, True for agreements with some.

    Example:
        >>> from hypothesis import Phase, find, settings
        >>> drawn = settings(phases=[Phase.generate])  # as it comes, without looking for the smallest
        >>> pact = find(agreements(gaps=True), lambda pact: True, settings=drawn)
        >>> len(pact.renewals) > 0, pact.chain.is_continuous
        (True, <Truth.FALSE>)
    """
    entry = draw.one_of(wanted.entries)
    fields: dict[str, Any] = {
        "id": draw_id(draw, wanted),
        "title": draw_name_of_record(draw, wanted.details),
        "kind": draw.one_of(_KINDS),
        "parties": some_of(draw, wanted.references.parties, at_least=1),
    }
    known = wanted.references
    if fields["id"] in known.agreements:  # nothing is superseded by itself
        others = [id for id in known.agreements if id != fields["id"]]
        wanted = attrs.evolve(wanted, references=attrs.evolve(known, agreements=others))
    optional = _OF_AN_AGREEMENT
    if entry == "never":
        wanted = wanted.of_never
        optional = _OF_ONE_NEVER_IN_FORCE
    chain = draw_chain(draw, wanted, staged=entry == "staged", without=_WITHOUT[entry])
    fields |= _draw_entry(draw, chain, entry, wanted)
    fields |= _draw_chain_fields(draw, chain, wanted)
    if wanted.details is not False and draw.one_of(_SELDOM):
        fields["memberships"] = _draw_memberships(draw, fields["parties"], wanted, chain.links[0].first)
    return _with_open_renewals(draw, draw_record(draw, Agreement, wanted, optional, **fields), wanted)


_WITHOUT: dict[Entry, tuple[str, ...]] = {
    "signed": (),
    "stated": ("period",),
    "staged": ("period",),
    "never": ("period", "expires"),
}
"""What the first link has no place for."""
_HALF = (False, True)
_SELDOM = (False, False, False, True)
_N_OF_A_PARTY = (1, 1, 2)
_R = TypeVar("_R", Agreement, Programme)


def _with_open_renewals(draw: Draws, record: _R, wanted: InstrumentArguments) -> _R:
    """Return the record with an open list of renewals, if it is to have one."""
    if wanted.open_renewals is False or (wanted.open_renewals is None and not draw.one_of(_HALF)):
        return record
    return attrs.evolve(record, open_lists=("renewals", *record.open_lists))


def _draw_entry(draw: Draws, chain: StatedChain, entry: Entry, wanted: AgreementArguments) -> dict[str, Any]:
    """Draw signature and entry into force; where none is stated, it starts with its signature."""
    start = chain.links[0].start
    if chain.links[0].is_period:
        return {"signed": draw_signature_before(chain.links[0], wanted)}
    if entry == "signed":
        return {"signed": start}
    if entry == "never":
        return {"signed": start, "never_in_force": True}
    signed = draw_signature_before(chain.links[0], wanted)
    return {"signed": signed, "in_force_from": draw_stages(draw, chain, wanted) if entry == "staged" else start}


def _draw_chain_fields(draw: Draws, chain: StatedChain, wanted: InstrumentArguments) -> dict[str, Any]:
    """Draw the end of the first link, its notice, the renewals and the ending."""
    fields = chain.links[0].fields | draw_notice(draw, wanted) | draw_renewals(chain, wanted)
    return fields if chain.ending is None else {**fields, "ending": draw_ending(draw, chain.ending, wanted)}


@strategy(PartArguments)
def memberships(draw: Draws, wanted: PartArguments) -> Membership:
    """Memberships, each for itself; `agreements` draws those that fit together.

    Args:
        references: The parties and sources that they may name; None for `References()`.
        details: False for a party alone, True for more.
    """
    party = draw_id_of(draw, "parties", wanted.references, "a")
    return _draw_membership(draw, party, draw.day(), wanted, DatedChainArguments(), may_start_nowhere=True)


_STARTS = ("nothing", "signed", "in_force_from", "both")
_STATED = _STARTS[1:]


def _draw_membership(
    draw: Draws, party: str, day: int, wanted: PartArguments, dated: DatedChainArguments, *, may_start_nowhere: bool
) -> Membership:
    """Draw a membership that can start on a day; the first of a party need not say when it does."""
    left = WorldsLeft(dated.most_worlds(0, False))
    fields: dict[str, Any] = {"party": party}
    if wanted.details is False and may_start_nowhere:
        return Membership(party=party)
    stated = draw.one_of(_STARTS if may_start_nowhere and not wanted.details else _STATED)
    for name in ("signed", "in_force_from"):
        if stated in (name, "both"):
            fields[name] = draw_date(draw, StatedDay(day), dated, left)
    if draw.one_of(_HALF):
        last_day = draw_date(draw, StatedDay(day + draw.span(dated.horizon(day) - day)), dated, left)
        fields["ending"] = Ending(last_day=last_day, reason=draw.one_of(_LEFT))
    return draw_record(draw, Membership, wanted, None, **fields)


_LEFT = ("withdrawn", "terminated")


def _draw_memberships(draw: Draws, parties: Sequence[str], wanted: InstrumentArguments, first: int) -> list[Membership]:
    """Draw memberships of some of the parties, those of each in the order of their starts."""
    drawn = []
    for party in some_of(draw, tuple(parties), at_least=1, at_most=2):
        day = draw.day(first, wanted.horizon(first)) if wanted.enumerable else draw.day()
        for index in range(draw.one_of(_N_OF_A_PARTY)):
            day += draw.span(min(4000, LAST_DAY - day)) if index else 0
            drawn.append(_draw_membership(draw.apart(), party, day, wanted, wanted, may_start_nowhere=not index))
    return drawn


_OF_AN_EDITION = OptionalFields(
    held=st.one_of(partial_dates(), periods()),
    name=NAME,
    place=TEXT,
    n_participants=st.integers(0, 1000),
    qualifier=FIGURE_QUALIFIERS,
    note=TEXT,
)


@strategy(PartArguments)
def editions(draw: Draws, wanted: PartArguments) -> Edition:
    """Editions of a programme.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for editions of which nothing is said, True for others.
    """
    return draw_edition(draw, wanted)


def draw_edition(draw: Draws, wanted: PartArguments) -> Edition:
    """Draw one of `editions`."""
    return draw_record(draw, Edition, wanted, _OF_AN_EDITION)


_OF_A_PROGRAMME = OptionalFields(
    kind=tuple(ProgrammeKind),
    organisers=ids_of("parties"),
    partners=ids_of("parties"),
    editions=one_or_two(draw_edition),
    open_lists=open_lists(Programme),
    **_OF_AN_INSTRUMENT,
)


@attrs.frozen(kw_only=True, slots=False)
class ProgrammeArguments(InstrumentArguments):
    """The arguments of `programmes`.

    Attributes:
        started: True for programmes whose start is stated, False for others.
    """

    started: bool | None = attrs.field(default=None, validator=check_three_valued)

    def __attrs_post_init__(self) -> None:
        """Refuse what goes against each other."""
        super().__attrs_post_init__()
        if self.started is False and self._has_certain_order:
            raise KnobError(
                "without a start nothing is certain of gaps and overlaps: drop started=False, or gaps and overlaps"
            )

        if self.started is False and self.enumerable:
            raise KnobError("what has no start may start on any day: drop started=False, or enumerable=True")
        if self.started and self.has_periods_alone:
            raise KnobError(f"a period stands in place of a start: drop started=True, or ends={self.ends!r}")

    @property
    def _has_certain_order(self) -> bool:
        return self.gaps is not None or self.overlaps is not None

    @property
    def starts(self) -> tuple[bool, ...]:
        """Whether a start is stated."""
        may_lack = self.started is None and not self._has_certain_order and not self.enumerable
        return _STARTED if may_lack else (self.started is not False,)


@strategy(ProgrammeArguments)
def programmes(draw: Draws, wanted: ProgrammeArguments) -> Programme:
    """Programmes of every shape that the file form allows. An argument left at None allows all variants.

    Args:
        details: False for programmes without kinds, organisers, citations and the like, True for programmes with some.
    """
    has_start = draw.one_of(wanted.starts)
    may_be_period = wanted.has_periods_alone or (has_start and wanted.started is None)
    chain = draw_chain(draw, wanted, without=() if may_be_period else ("period",))
    fields: dict[str, Any] = {"id": draw_id(draw, wanted), "name": draw_name_of_record(draw, wanted.details)}
    if has_start and not chain.links[0].is_period:
        fields["started"] = chain.links[0].start
    fields |= _draw_chain_fields(draw, chain, wanted)
    return _with_open_renewals(draw, draw_record(draw, Programme, wanted, _OF_A_PROGRAMME, **fields), wanted)


_STARTED = (True, True, True, False)
