"""Strategies for agreements and programmes."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal, TypeAlias

import attrs
from hypothesis import strategies as st

from mainland_coop.foundation.vocabularies import AgreementKind, FigureQualifier, ProgrammeKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.programmes import Edition, Programme
from mainland_coop.strategies.arguments import (
    EndKind,
    InstrumentArguments,
    KnobError,
    OptionalFields,
    PartArguments,
    check_three_valued,
    one_or_two,
    strategy,
)
from mainland_coop.strategies.dates import partial_dates, periods
from mainland_coop.strategies.names import NAMES, draw_id, ids_of, names, one_id_of, texts
from mainland_coop.strategies.parties import signatories
from mainland_coop.strategies.provenance import draw_record, figures
from mainland_coop.strategies.renewals import (
    StatedChain,
    draw_chain,
    draw_ending,
    draw_renewals,
    draw_signature_before,
    draw_stages,
    partial_supersessions,
)

_OF_AN_AGREEMENT = OptionalFields(
    implemented_from=partial_dates(),
    superseded_in_part=lambda known: one_or_two(partial_supersessions, known) if known.agreements else st.just([]),
    amends=ids_of("agreements"),
    supplements=ids_of("agreements"),
    implements=ids_of("agreements"),
    under=one_id_of("agreements"),
    signed_at=one_id_of("sessions"),
    authorised_by=ids_of("parties"),
    areas=ids_of("areas"),
    place=texts(),
    languages=st.lists(st.sampled_from(("en", "zh-Hant", "zh-Hans")), min_size=1, unique=True),
    signatories=lambda known: one_or_two(signatories, known),
    figures=lambda known: one_or_two(figures, known),
    open_lists=st.just(["areas"]),
    note=texts(),
    checked=partial_dates(),
)


_OF_ONE_NEVER_IN_FORCE = _OF_AN_AGREEMENT.without("superseded_in_part")

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
        if not self.references.parties:
            raise KnobError("an agreement has a party: references.parties is empty")

    @cached_property
    def end_kinds_of_never(self) -> tuple[EndKind, ...]:
        """How one may end that never was in force."""
        return tuple(kind for kind in self.end_kinds if kind not in ("stated", "open"))

    @cached_property
    def _against_never(self) -> list[str]:
        """The arguments against which an agreement would be that never was in force."""
        against = {
            "n_renewals": self.n_renewals_between[0] > 0,
            "staged=True": bool(self.staged),
            f"ends={self.ends!r}": not self.end_kinds_of_never,
        }
        return [name for name, holds in against.items() if holds]

    @cached_property
    def entries(self) -> st.SearchStrategy[Entry]:
        """How they enter into force, as one choice, so that no variant is simpler than the plainest."""
        if self.never_in_force or self.staged:
            return st.just("never" if self.never_in_force else "staged")
        may_never = self.never_in_force is None and not self._against_never
        weights: dict[Entry, int] = {"signed": 3, "stated": 2, "staged": self.staged is None, "never": may_never}
        return st.sampled_from([entry for entry, weight in weights.items() for _ in range(weight)])


@strategy(AgreementArguments)
def agreements(draw: st.DrawFn, wanted: AgreementArguments) -> Agreement:
    """Agreements of every shape that the file form allows. An argument left at None allows all variants.

    Args:
        details: False for agreements without places, people, citations and the like, True for agreements with some.

    Raises:
        KnobError: If the arguments contradict each other.

    Example:
        >>> from hypothesis import find
        >>> pact = find(agreements(gaps=True), lambda pact: True)
        >>> pact.signed, pact.term, pact.renewals
        (PartialDate('2000-01-01'), Term('P1D'), (<Renewal: signed 2000-01-03>,))
    """
    entry = draw(wanted.entries)
    fields: dict[str, Any] = {
        "id": draw_id(draw, wanted),
        "title": draw(NAMES[wanted.details]),
        "kind": draw(st.sampled_from(tuple(AgreementKind))),
        "parties": draw(ids_of("parties")(wanted.references)),
    }
    known = wanted.references
    if fields["id"] in known.agreements:  # nothing is superseded by itself
        others = [id for id in known.agreements if id != fields["id"]]
        wanted = attrs.evolve(wanted, references=attrs.evolve(known, agreements=others))
    optional = _OF_AN_AGREEMENT
    if entry == "never":
        wanted = attrs.evolve(wanted, n_renewals=0, ends=wanted.end_kinds_of_never)
        optional = _OF_ONE_NEVER_IN_FORCE
    chain = draw_chain(draw, wanted, staged=entry == "staged")
    fields |= _draw_entry(draw, chain, entry, wanted)
    fields |= _draw_chain_fields(draw, chain, wanted)
    return draw_record(draw, Agreement, wanted, optional, **fields)


def _draw_entry(draw: st.DrawFn, chain: StatedChain, entry: Entry, wanted: AgreementArguments) -> dict[str, Any]:
    """Draw signature and entry into force; where none is stated, it starts with its signature."""
    start = chain.links[0].start
    if entry == "signed":
        return {"signed": start}
    if entry == "never":
        return {"signed": start, "never_in_force": True}
    signed = draw_signature_before(draw, chain.links[0], wanted)
    return {"signed": signed, "in_force_from": draw_stages(draw, chain, wanted) if entry == "staged" else start}


def _draw_chain_fields(draw: st.DrawFn, chain: StatedChain, wanted: InstrumentArguments) -> dict[str, Any]:
    """Draw the end of the first link, the renewals and the ending."""
    fields = chain.links[0].fields | draw_renewals(draw, chain, wanted)
    return fields if chain.ending is None else {**fields, "ending": draw_ending(draw, chain.ending, wanted)}


_OF_AN_EDITION = OptionalFields(
    held=st.one_of(partial_dates(), periods()),
    name=names(),
    place=texts(),
    n_participants=st.integers(0, 1000),
    qualifier=st.sampled_from(tuple(FigureQualifier)),
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
    implements=ids_of("agreements"),
    under=one_id_of("agreements"),
    areas=ids_of("areas"),
    place=texts(),
    editions=lambda known: one_or_two(editions, known),
    figures=lambda known: one_or_two(figures, known),
    open_lists=st.just(["partners"]),
    note=texts(),
    checked=partial_dates(),
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

    @property
    def _has_certain_order(self) -> bool:
        return self.gaps is not None or self.overlaps is not None

    @property
    def starts(self) -> st.SearchStrategy[bool]:
        """Whether a start is stated."""
        return _STARTED if self.started is None and not self._has_certain_order else st.just(self.started is not False)


@strategy(ProgrammeArguments)
def programmes(draw: st.DrawFn, wanted: ProgrammeArguments) -> Programme:
    """Programmes of every shape that the file form allows. An argument left at None allows all variants.

    Args:
        details: False for programmes without kinds, organisers, citations and the like, True for programmes with some.

    Raises:
        KnobError: If the arguments contradict each other.
    """
    has_start = draw(wanted.starts)
    chain = draw_chain(draw, wanted)
    fields: dict[str, Any] = {"id": draw_id(draw, wanted), "name": draw(NAMES[wanted.details])}
    if has_start:
        fields["started"] = chain.links[0].start
    fields |= _draw_chain_fields(draw, chain, wanted)
    return draw_record(draw, Programme, wanted, _OF_A_PROGRAMME, **fields)


_STARTED = st.sampled_from((True, True, True, False))
