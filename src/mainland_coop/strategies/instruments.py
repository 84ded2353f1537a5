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
    draw_day,
    draw_span,
    one_or_two,
    strategy,
)
from mainland_coop.strategies.chain_arguments import DatedChainArguments, EndKind, InstrumentArguments
from mainland_coop.strategies.dates import partial_dates, periods
from mainland_coop.strategies.drawn_worlds import StatedDay, WorldsLeft
from mainland_coop.strategies.names import (
    draw_id,
    draw_id_of,
    draw_name_of_record,
    ids_of,
    names,
    one_id_of,
    open_lists,
    some_of,
    texts,
)
from mainland_coop.strategies.parties import signatories
from mainland_coop.strategies.provenance import OF_ANY_RECORD, QUALIFIERS, draw_record, figures
from mainland_coop.strategies.renewals import (
    StatedChain,
    draw_chain,
    draw_date,
    draw_ending,
    draw_notice,
    draw_renewals,
    draw_signature_before,
    draw_stages,
    partial_supersessions,
)

_OF_AN_INSTRUMENT: dict[str, Any] = {
    "implements": ids_of("agreements"),
    "under": one_id_of("agreements"),
    "areas": ids_of("areas"),
    "place": texts(),
    "figures": one_or_two(figures),
    **OF_ANY_RECORD,
}
"""What an agreement or programme may say of itself."""

_OF_AN_AGREEMENT = OptionalFields(
    implemented_from=partial_dates(),
    superseded_in_part=lambda known: one_or_two(partial_supersessions)(known) if known.agreements else st.just([]),
    amends=ids_of("agreements"),
    supplements=ids_of("agreements"),
    signed_at=one_id_of("sessions"),
    authorised_by=ids_of("parties"),
    languages=st.lists(st.sampled_from(("en", "zh-Hant", "zh-Hans")), min_size=1, unique=True),
    signatories=one_or_two(signatories),
    open_lists=open_lists(Agreement),
    **_OF_AN_INSTRUMENT,
)


_OF_ONE_NEVER_IN_FORCE = _OF_AN_AGREEMENT.without("superseded_in_part")

_KINDS = st.sampled_from(tuple(AgreementKind))

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
    def entries(self) -> st.SearchStrategy[Entry]:
        """How they enter into force, as one choice, so that no variant is simpler than the plainest."""
        if self.never_in_force or self.staged:
            return st.just("never" if self.never_in_force else "staged")
        may_never = self.never_in_force is None and not self._against_never
        others = not self.has_periods_alone
        weights: dict[Entry, int] = {
            "signed": 3,
            "stated": 2 * others,
            "staged": self.staged is None and others,
            "never": may_never,
        }
        return st.sampled_from([entry for entry, weight in weights.items() for _ in range(weight)])


@strategy(AgreementArguments)
def agreements(draw: st.DrawFn, wanted: AgreementArguments) -> Agreement:
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
    entry = draw(wanted.entries)
    fields: dict[str, Any] = {
        "id": draw_id(draw, wanted),
        "title": draw_name_of_record(draw, wanted.details),
        "kind": draw(_KINDS),
        "parties": draw(ids_of("parties")(wanted.references)),
    }
    known = wanted.references
    if fields["id"] in known.agreements:  # nothing is superseded by itself
        others = [id for id in known.agreements if id != fields["id"]]
        wanted = attrs.evolve(wanted, references=attrs.evolve(known, agreements=others))
    optional = _OF_AN_AGREEMENT
    if entry == "never":
        wanted = attrs.evolve(wanted, n_renewals=0, ends=wanted.end_kinds_of_never, open_renewals=False)
        optional = _OF_ONE_NEVER_IN_FORCE
    chain = draw_chain(draw, wanted, staged=entry == "staged", without=_WITHOUT[entry])
    fields |= _draw_entry(draw, chain, entry, wanted)
    fields |= _draw_chain_fields(draw, chain, wanted)
    if wanted.details is not False and draw(_SELDOM):
        fields["memberships"] = _draw_memberships(draw, fields["parties"], wanted, chain.links[0].first)
    return _with_open_renewals(draw, draw_record(draw, Agreement, wanted, optional, **fields), wanted)


_WITHOUT: dict[Entry, tuple[str, ...]] = {
    "signed": (),
    "stated": ("period",),
    "staged": ("period",),
    "never": ("period", "expires"),
}
"""What the first link has no place for."""
_SELDOM = st.sampled_from((False, False, False, True))
_N_OF_A_PARTY = st.sampled_from((1, 1, 2))
_R = TypeVar("_R", Agreement, Programme)


def _with_open_renewals(draw: st.DrawFn, record: _R, wanted: InstrumentArguments) -> _R:
    """Return the record with an open list of renewals, if it is to have one."""
    if wanted.open_renewals is False or (wanted.open_renewals is None and not draw(st.booleans())):
        return record
    return attrs.evolve(record, open_lists=("renewals", *record.open_lists))


def _draw_entry(draw: st.DrawFn, chain: StatedChain, entry: Entry, wanted: AgreementArguments) -> dict[str, Any]:
    """Draw signature and entry into force; where none is stated, it starts with its signature."""
    start = chain.links[0].start
    if chain.links[0].is_period:
        return {"signed": draw_signature_before(draw, chain.links[0], wanted)}
    if entry == "signed":
        return {"signed": start}
    if entry == "never":
        return {"signed": start, "never_in_force": True}
    signed = draw_signature_before(draw, chain.links[0], wanted)
    return {"signed": signed, "in_force_from": draw_stages(draw, chain, wanted) if entry == "staged" else start}


def _draw_chain_fields(draw: st.DrawFn, chain: StatedChain, wanted: InstrumentArguments) -> dict[str, Any]:
    """Draw the end of the first link, its notice, the renewals and the ending."""
    fields = chain.links[0].fields | draw_notice(draw, wanted) | draw_renewals(draw, chain, wanted)
    return fields if chain.ending is None else {**fields, "ending": draw_ending(draw, chain.ending, wanted)}


@strategy(PartArguments)
def memberships(draw: st.DrawFn, wanted: PartArguments) -> Membership:
    """Memberships, each for itself; `agreements` draws those that fit together.

    Args:
        references: The parties and sources that they may name; None for `References()`.
        details: False for a party alone, True for more.
    """
    party = draw_id_of(draw, "parties", wanted.references, "a")
    return _draw_membership(draw, party, draw_day(draw), wanted, DatedChainArguments(), may_start_nowhere=True)


_STARTS = st.sampled_from(("nothing", "signed", "in_force_from", "both"))
_STATED = st.sampled_from(("signed", "in_force_from", "both"))


def _draw_membership(
    draw: st.DrawFn, party: str, day: int, wanted: PartArguments, dated: DatedChainArguments, *, may_start_nowhere: bool
) -> Membership:
    """Draw a membership that can start on a day; the first of a party need not say when it does."""
    left = WorldsLeft(dated.most_worlds(0, False))
    fields: dict[str, Any] = {"party": party}
    if wanted.details is False and may_start_nowhere:
        return Membership(party=party)
    stated = draw(_STARTS if may_start_nowhere and not wanted.details else _STATED)
    for name in ("signed", "in_force_from"):
        if stated in (name, "both"):
            fields[name] = draw_date(draw, StatedDay(day), dated, left)
    if draw(st.booleans()):
        last_day = draw_date(draw, StatedDay(day + draw_span(draw, dated.horizon(day) - day)), dated, left)
        fields["ending"] = Ending(last_day=last_day, reason=draw(_LEFT))
    return draw_record(draw, Membership, wanted, None, **fields)


_LEFT = st.sampled_from(("withdrawn", "terminated"))


def _draw_memberships(
    draw: st.DrawFn, parties: Sequence[str], wanted: InstrumentArguments, first: int
) -> list[Membership]:
    """Draw memberships of some of the parties, those of each in the order of their starts."""
    drawn = []
    for party in draw(some_of(tuple(parties), at_least=1, at_most=2)):
        day = draw_day(draw, first, wanted.horizon(first)) if wanted.enumerable else draw_day(draw)
        for index in range(draw(_N_OF_A_PARTY)):
            day += draw_span(draw, min(4000, LAST_DAY - day)) if index else 0
            drawn.append(_draw_membership(draw, party, day, wanted, wanted, may_start_nowhere=not index))
    return drawn


_OF_AN_EDITION = OptionalFields(
    held=st.one_of(partial_dates(), periods()),
    name=names(),
    place=texts(),
    n_participants=st.integers(0, 1000),
    qualifier=QUALIFIERS,
    note=texts(),
)


@strategy(PartArguments)
def editions(draw: st.DrawFn, wanted: PartArguments) -> Edition:
    """Editions of a programme.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for editions of which nothing is said, True for others.
    """
    return draw_record(draw, Edition, wanted, _OF_AN_EDITION)


_OF_A_PROGRAMME = OptionalFields(
    kind=st.sampled_from(tuple(ProgrammeKind)),
    organisers=ids_of("parties"),
    partners=ids_of("parties"),
    editions=one_or_two(editions),
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
    def starts(self) -> st.SearchStrategy[bool]:
        """Whether a start is stated."""
        may_lack = self.started is None and not self._has_certain_order and not self.enumerable
        return _STARTED if may_lack else st.just(self.started is not False)


@strategy(ProgrammeArguments)
def programmes(draw: st.DrawFn, wanted: ProgrammeArguments) -> Programme:
    """Programmes of every shape that the file form allows. An argument left at None allows all variants.

    Args:
        details: False for programmes without kinds, organisers, citations and the like, True for programmes with some.
    """
    has_start = draw(wanted.starts)
    may_be_period = wanted.has_periods_alone or (has_start and wanted.started is None)
    chain = draw_chain(draw, wanted, without=() if may_be_period else ("period",))
    fields: dict[str, Any] = {"id": draw_id(draw, wanted), "name": draw_name_of_record(draw, wanted.details)}
    if has_start and not chain.links[0].is_period:
        fields["started"] = chain.links[0].start
    fields |= _draw_chain_fields(draw, chain, wanted)
    return _with_open_renewals(draw, draw_record(draw, Programme, wanted, _OF_A_PROGRAMME, **fields), wanted)


_STARTED = st.sampled_from((True, True, True, False))
