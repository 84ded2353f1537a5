"""Instruments: agreements, arrangements, memoranda and their like, and what the record says of their life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate, as_partial_date, day_run
from mainland_coop.dates.periods import Period, PeriodLike, as_period
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.argument_checks import flag
from mainland_coop.foundation.errors import InvalidRecordError, UnknownIdError, brief, near, shorten
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import AgreementKind, StartBasis
from mainland_coop.records.faults import telling_all
from mainland_coop.records.fields import (
    as_day,
    as_flag,
    as_id,
    as_ids,
    as_optional_term,
    as_reference,
    as_text,
    check_id,
    invalid,
    list_fields,
    located,
    parts_of,
    word_of,
)
from mainland_coop.records.figures import Figure, as_figures
from mainland_coop.records.instruments import (
    Ending,
    InForce,
    Renewal,
    as_calendar_period,
    as_ending,
    as_expiry,
    as_renewals,
    as_tacit_renewal,
    chain_terms,
    check_life,
    link_terms,
)
from mainland_coop.records.mappings import EMPTY, FrozenMapping, as_extra, as_identifiers
from mainland_coop.records.memberships import Membership, as_memberships, check_memberships, membership_chain
from mainland_coop.records.names import Name, Signatory, as_name, as_signatories
from mainland_coop.records.provenance import Citation, as_citations, as_languages
from mainland_coop.records.soundness import check_worlds, exact_runs
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.joint import joint_during, joint_timeline
from mainland_coop.validity.links import ChainTerms, End, earliest_of
from mainland_coop.validity.timeline import Timeline

if TYPE_CHECKING:
    from mainland_coop.records.claims import Claim, StageClaim


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Stage(Public):
    """One day on which some provisions enter into force.

    Attributes:
        on: The day.
        provisions: Which provisions.
        citations: Where it stands.
    """

    on: PartialDate = attrs.field(converter=as_partial_date)
    provisions: str | None = attrs.field(default=None, converter=as_text)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<Stage {self.on}{f': {brief(self.provisions)}' if self.provisions else ''}>"


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class PartialSupersession(Public):
    """Supersession for some provisions, or for cases after a day: it does not end the instrument.

    Attributes:
        by: Id of the instrument that supersedes it in part.
        from_: From when (in files: `from`).
        scope: What is superseded, or what is left.
        note: Anything else.
        citations: Where it stands.
    """

    by: str = attrs.field(converter=as_id)
    from_: PartialDate | None = attrs.field(default=None, converter=as_day)
    scope: str | None = attrs.field(default=None, converter=as_text)
    note: str | None = attrs.field(default=None, converter=as_text)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __repr__(self) -> str:
        return f"<PartialSupersession by {brief(self.by)}{f' from {self.from_}' if self.from_ else ''}>"


def as_entry(value: Day | Iterable[Stage] | None) -> PartialDate | tuple[Stage, ...] | None:
    """Return one date of entry into force, or the stages in which it happens in order of their dates, or None."""
    if value is None:
        return None
    if isinstance(value, Iterable) and not isinstance(value, str | PartialDate):
        stages = parts_of(Stage, value)
        return tuple(sorted(stages, key=lambda stage: (stage.on.sort_key, stage.provisions or ""))) or None
    return as_partial_date(value)


def as_agreement_kind(value: AgreementKind | str) -> AgreementKind:
    """Return what an instrument is called."""
    return word_of(AgreementKind, value)


def surely_first(stages: Sequence[Stage]) -> tuple[bool, ...]:
    """Return of each stage whether no other one can have begun before it.

    Example:
        >>> surely_first([Stage(on="2012"), Stage(on="2013"), Stage(on="2014")])
        (True, False, False)
    """
    earliest = sorted(stage.on.first_ordinal for stage in stages)[:2]

    def is_first(when: PartialDate) -> bool:
        others = earliest[1:] if when.first_ordinal == earliest[0] else earliest[:1]
        return when.last_ordinal <= min(others, default=when.last_ordinal)

    return tuple(is_first(stage.on) for stage in stages)


def as_partial_supersessions(value: Iterable[PartialSupersession]) -> tuple[PartialSupersession, ...]:
    """Return a tuple of partial supersessions."""
    return parts_of(PartialSupersession, value)


def as_open_lists(value: Iterable[str]) -> tuple[str, ...]:
    """Return names of list fields of an agreement."""
    return list_fields(Agreement, value)


def as_parties(value: Iterable[str]) -> tuple[str, ...]:
    """Return one or more ids of parties."""
    ids = as_ids(value)
    if not ids:
        raise InvalidRecordError("an agreement has one party or more; none is given")
    return ids


@telling_all
@attrs.frozen(kw_only=True, repr=False, field_transformer=located)
class Agreement(InForce):
    """An instrument of co-operation.

    It starts with its entry into force if that is stated, else with its signature. It ends on its last day (`expires`),
    by its term, or not, as the record says; what the record does not say is presumed to continue, and flagged.

    Attributes:
        id: Its id.
        title: Its titles.
        kind: What it is called: agreement, arrangement, memorandum of understanding, ...
        parties: Ids of its parties, one or more.
        signed: When it was signed; `[..2023]` for one that is only mentioned by then.
        in_force_from: When it entered into force, or the stages in which it did; for one that was not yet in force when
            checked on a day, the run of later days.
        implemented_from: From when its commitments are applied, where a source gives that apart from entry into force.
        never_in_force: Whether it was signed and never began; an ending may say when that was settled.
        period: The calendar period for which it runs, in full; it stands in place of the start, the term and the end.
        term: How long it runs. Beside `expires`, which then is the end, it is kept and shown.
        tacit_renewal: The period by which its text renews itself, or True where that is not stated; it stands beside a
            term or `expires`.
        expires: Its last day in force, or `End.OPEN` (in files: `..`).
        notice: The period of notice.
        renewals: Its renewals, in order.
        ending: Its termination, or its supersession as a whole.
        memberships: When its parties joined and left, where that is stated. A party without any is bound whenever the
            agreement is in force.
        superseded_in_part: Supersessions that leave something of it.
        amends: Ids of the instruments that it amends.
        supplements: Ids of the instruments that it supplements.
        implements: Ids of the instruments that it carries out.
        under: Id of the framework that it was made under.
        signed_at: Id of the session at which it was signed.
        authorised_by: Ids of bodies that authorised a party to conclude it and are not parties themselves.
        areas: Ids of the areas of co-operation.
        place: Where it was signed.
        languages: Languages of its text, as BCP 47 tags.
        signatories: Who signed it.
        figures: Numbers that sources give of it.
        open_lists: Names of list fields of which the record may not know every item. `renewals` among them says that
            further renewals may exist; the others are told, and decide nothing.
        note: Anything a reader must know.
        checked: When the record was last checked.
        identifiers: Identifiers by scheme, such as `wikidata`.
        extra: The user's own values: any JSON values by key, which the library keeps and does not read.
        citations: The sources of its fields.

    Raises:
        InvalidRecordError: If a value is out of its vocabulary, fields exclude each other, or no choice of days that
            the dates allow makes sense (an end before the start, a renewal wholly before its instrument, ...).
        DateError: If a date is malformed or impossible.
        WrongTypeError: If a value is of a type that cannot be meant, such as a datetime for a day.

    Example:
        >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a", "b"], signed="2011", term="P5Y")
        >>> pact.chain.expires
        PartialDate('[2015-12-31..2016-12-30]')
    """

    id: str = attrs.field(validator=check_id)
    title: Name = attrs.field(converter=as_name)
    kind: AgreementKind = attrs.field(converter=as_agreement_kind)
    parties: tuple[str, ...] = attrs.field(converter=as_parties)
    signed: PartialDate = attrs.field(converter=as_partial_date)
    in_force_from: PartialDate | tuple[Stage, ...] | None = attrs.field(default=None, converter=as_entry)
    implemented_from: PartialDate | None = attrs.field(default=None, converter=as_day)
    never_in_force: bool = attrs.field(default=False, converter=as_flag)
    period: Period | None = attrs.field(default=None, converter=as_calendar_period)
    term: Term | None = attrs.field(default=None, converter=as_optional_term)
    tacit_renewal: Term | Literal[True] | None = attrs.field(default=None, converter=as_tacit_renewal)
    expires: PartialDate | End | None = attrs.field(default=None, converter=as_expiry)
    notice: Term | None = attrs.field(default=None, converter=as_optional_term)
    renewals: tuple[Renewal, ...] = attrs.field(default=(), converter=as_renewals)
    ending: Ending | None = attrs.field(default=None, converter=as_ending)
    memberships: tuple[Membership, ...] = attrs.field(default=(), converter=as_memberships)
    superseded_in_part: tuple[PartialSupersession, ...] = attrs.field(default=(), converter=as_partial_supersessions)
    amends: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    supplements: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    implements: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    under: str | None = attrs.field(default=None, converter=as_reference)
    signed_at: str | None = attrs.field(default=None, converter=as_reference)
    authorised_by: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    areas: tuple[str, ...] = attrs.field(default=(), converter=as_ids)
    place: str | None = attrs.field(default=None, converter=as_text)
    languages: tuple[str, ...] = attrs.field(default=(), converter=as_languages)
    signatories: tuple[Signatory, ...] = attrs.field(default=(), converter=as_signatories)
    figures: tuple[Figure, ...] = attrs.field(default=(), converter=as_figures)
    open_lists: tuple[str, ...] = attrs.field(default=(), converter=as_open_lists)
    note: str | None = attrs.field(default=None, converter=as_text)
    checked: PartialDate | None = attrs.field(default=None, converter=as_day)
    identifiers: FrozenMapping = attrs.field(default=EMPTY, converter=as_identifiers)
    extra: FrozenMapping = attrs.field(default=EMPTY, converter=as_extra)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __attrs_post_init__(self) -> None:
        check_life(self)
        if self.never_in_force:
            self._check_never_in_force()
        if self.superseded_in_part:
            self._check_supersessions()
        check_worlds(self, self.in_force_from or self.signed)
        if self.memberships:
            check_memberships(self.id, self.parties, self.memberships)

    def _check_supersessions(self) -> None:
        for index, part in enumerate(self.superseded_in_part):
            if part.by == self.id:
                place = f"Agreement.superseded_in_part[{index}].by"
                raise invalid(place, f"{shorten(part.by)} is the agreement itself; name the one that supersedes it")

    def _check_never_in_force(self) -> None:
        for name in ("in_force_from", "expires", "renewals", "superseded_in_part"):
            if getattr(self, name):
                raise invalid(
                    f"Agreement.{name}",
                    f"of {shorten(self.id)}: an instrument that never was in force has none; drop it or never_in_force",
                )
        if self.ending is not None and self.ending.last_day.last_ordinal < self.signed.first_ordinal:
            raise invalid(
                "Agreement.ending.last_day",
                f"of {shorten(self.id)}: it is {self.ending.last_day}, before signed ({self.signed})",
            )

    @property
    def terms(self) -> ChainTerms:
        """What the record states of its chain."""
        if self.never_in_force:
            return chain_terms(self, None)
        if self.in_force_from is None:
            start, basis = self.signed, StartBasis.SIGNATURE
        else:
            basis = StartBasis.ENTRY_INTO_FORCE
            stages = self.in_force_from
            start = earliest_of(tuple(stage.on for stage in stages)) if isinstance(stages, tuple) else stages
        return chain_terms(self, link_terms(self, start, basis))

    @property
    def start_path(self) -> str:
        """The field that the first link takes its start from."""
        if self.period is not None:
            return "period"
        return "signed" if self.in_force_from is None else "in_force_from"

    @property
    def exact_runs(self) -> tuple[tuple[int, int], ...] | None:
        """The runs of days in force, as ordinals, if there is no doubt of any day."""
        return None if self.never_in_force else exact_runs(self, self.in_force_from or self.signed)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of its entry into force; empty if it entered into force as a whole or nothing is stated."""
        return self.in_force_from if isinstance(self.in_force_from, tuple) else ()

    def further_claims(self) -> list[Claim]:
        """Return what is to be told of staged entry into force and of what superseded it in part."""
        told: list[Claim] = []
        if not (self.stages or self.superseded_in_part):
            return told
        from mainland_coop.records.claims import PartialSupersessionClaim, StagesClaim  # only explanations need them

        if self.stages:
            claims = map(self._stage_claim, self.stages, surely_first(self.stages))
            told.append(StagesClaim(stages=tuple(claims)))
        for partial in self.superseded_in_part:
            # Beside an ending as a whole it tells what is left; alone it ends nothing.
            claim = PartialSupersessionClaim(
                by=partial.by, since=partial.from_, scope=partial.scope, ends_nothing=self.ending is None
            )
            told.append(claim)
        return told

    def _stage_claim(self, stage: Stage, is_first: bool) -> StageClaim:
        """Whether a stage began: what would begin when the agreement is not in force does not."""
        from mainland_coop.records.claims import StageClaim

        first, last = stage.on.first_ordinal, stage.on.last_ordinal
        chain = self.chain
        bounds = chain.bounds()
        if is_first or last <= min(bounds.groups[0].reach_lo, bounds.cut_lo):
            began = Truth.TRUE  # it is in force from its first stage through the first day that may be its last
        else:
            began = Truth.UNKNOWN if chain.timeline().on(first, last).possible else Truth.FALSE
        return StageClaim(on=stage.on, provisions=stage.provisions, began=began)

    def membership_of(self, party: str) -> RenewalChain | None:
        """Return the memberships of a party as a chain, or None if the agreement alone decides when it is bound.

        Raises:
            UnknownIdError: If it is none of the agreement's parties.
        """
        if party not in self.parties:
            raise UnknownIdError(party, f"parties of {self.id}", near(party, self.parties))
        return membership_chain(self.memberships, party)

    def active_on(self, day: Day, party: str | None = None, *, presume_continuity: bool = True) -> Truth:
        """Whether it is in force on a day; see `RenewalChain.active_on`.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            party: Id of one of its parties: whether that party is bound. It is while the agreement is in force and the
                party a member.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            UnknownIdError: If the party is none of the agreement's.

        Example:
            >>> left = Ending(last_day="2015", reason="withdrawn")
            >>> pact = Agreement(id="x", title="X", kind="agreement", parties=["a", "b"], signed="2011-06-01",
            ...                  memberships=[Membership(party="b", ending=left)])
            >>> pact.active_on("2014", "b"), pact.active_on("2015-06-30", "b"), pact.active_on("2016", "b")
            (<Truth.TRUE>, <Truth.UNKNOWN>, <Truth.FALSE>)
        """
        member = None if party is None else self.membership_of(party)
        if member is None:
            return self.chain.active_on(day, presume_continuity=presume_continuity)
        return self._bound(member, presume_continuity).on(*day_run(day))

    def active_during(
        self,
        period: PeriodLike,
        *,
        throughout: bool = False,
        party: str | None = None,
        presume_continuity: bool = True,
    ) -> Truth:
        """Whether it is in force on some day of a period, or throughout it; see `RenewalChain.active_during`.

        Args:
            period: A period; a day or partial date means all its days.
            throughout: False asks for some day, True for every day.
            party: Id of one of its parties: whether that party is bound.
            presume_continuity: Whether an end that is not stated is presumed not to have come.

        Raises:
            UnknownIdError: If the party is none of the agreement's.
        """
        member = None if party is None else self.membership_of(party)
        if member is None:
            return self.chain.active_during(period, throughout=throughout, presume_continuity=presume_continuity)
        whole = as_period(period)
        return joint_during(
            self.chain.bounds(presume_continuity=presume_continuity),
            member.bounds(presume_continuity=presume_continuity),
            self._bound(member, presume_continuity),
            whole.first_ordinal,
            whole.last_ordinal,
            whole=flag(throughout, "throughout"),
        )

    def _bound(self, member: RenewalChain, presume_continuity: bool) -> Timeline:
        """The days on which a party is bound: those on which the agreement is in force, and the party a member."""
        return joint_timeline(
            self.chain.timeline(presume_continuity=presume_continuity),
            member.timeline(presume_continuity=presume_continuity),
        )

    def __repr__(self) -> str:
        return f"<Agreement {brief(self.id)}: {brief(self.title.text)!r}, signed {self.signed}>"
