"""Instruments: agreements, arrangements, memoranda and their like, and what the record says of their life."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate, as_partial_date
from mainland_coop.dates.terms import Term
from mainland_coop.foundation.errors import brief, shorten
from mainland_coop.foundation.public_names import Public
from mainland_coop.foundation.vocabularies import AgreementKind
from mainland_coop.records.explanation import Finding, explain, when
from mainland_coop.records.fields import (
    as_day,
    as_flag,
    as_id,
    as_ids,
    as_optional_term,
    as_reference,
    as_text,
    as_texts,
    check_id,
    invalid,
    located,
    parts_of,
    word_of,
)
from mainland_coop.records.figures import Figure, as_figures
from mainland_coop.records.instruments import (
    Ending,
    InForce,
    NameOf,
    Renewal,
    as_ending,
    as_expiry,
    as_renewals,
    chain_terms,
    check_end,
    check_worlds,
)
from mainland_coop.records.names import Name, Signatory, as_name, as_signatories
from mainland_coop.records.provenance import Citation, as_citations, as_languages
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import ChainTerms, End, LinkTerms, StartBasis, earliest_of


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


def as_partial_supersessions(value: Iterable[PartialSupersession]) -> tuple[PartialSupersession, ...]:
    """Return a tuple of partial supersessions."""
    return parts_of(PartialSupersession, value)


def as_parties(value: Iterable[str]) -> tuple[str, ...]:
    """Return one or more ids of parties."""
    ids = as_ids(value)
    if not ids:
        raise invalid("Agreement.parties", "an agreement has one party or more; none is given")
    return ids


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
        term: How long it runs.
        tacit_renewal: The period by which its text renews itself; it stands beside a term.
        expires: Its last day in force, or `End.OPEN` (in files: `..`).
        renewals: Its renewals, in order.
        ending: Its termination, or its supersession as a whole.
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
        open_lists: Names of fields whose list the source itself leaves open ("etc.").
        note: Anything a reader must know.
        checked: When the record was last checked.
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
    term: Term | None = attrs.field(default=None, converter=as_optional_term)
    tacit_renewal: Term | None = attrs.field(default=None, converter=as_optional_term)
    expires: PartialDate | End | None = attrs.field(default=None, converter=as_expiry)
    renewals: tuple[Renewal, ...] = attrs.field(default=(), converter=as_renewals)
    ending: Ending | None = attrs.field(default=None, converter=as_ending)
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
    open_lists: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    note: str | None = attrs.field(default=None, converter=as_text)
    checked: PartialDate | None = attrs.field(default=None, converter=as_day)
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=as_citations)

    def __attrs_post_init__(self) -> None:
        check_end("Agreement", self.term, self.tacit_renewal, self.expires)
        if self.never_in_force:
            self._check_never_in_force()
        for index, part in enumerate(self.superseded_in_part):
            if part.by == self.id:
                place = f"Agreement.superseded_in_part[{index}].by"
                raise invalid(place, f"{shorten(part.by)} is the agreement itself; name the one that supersedes it")
        if not self._plainly_sound:
            check_worlds(self)

    @property
    def _plainly_sound(self) -> bool:
        """Whether it is a lone link that need not end before it starts, which always makes sense; most are that."""
        start = self.in_force_from or self.signed
        if self.renewals or self.ending or not isinstance(start, PartialDate):
            return False
        return not isinstance(self.expires, PartialDate) or start.first_ordinal <= self.expires.last_ordinal

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
            return chain_terms(None, (), self.ending)
        if self.in_force_from is None:
            start, basis = self.signed, StartBasis.SIGNATURE
        else:
            basis = StartBasis.ENTRY_INTO_FORCE
            stages = self.in_force_from
            start = earliest_of(tuple(stage.on for stage in stages)) if isinstance(stages, tuple) else stages
        first = LinkTerms.of(start, basis, term=self.term, tacit_renewal=self.tacit_renewal, expires=self.expires)
        return chain_terms(first, self.renewals, self.ending)

    @cached_property
    def _chain(self) -> RenewalChain:
        return RenewalChain(self.terms)

    @property
    def chain(self) -> RenewalChain:
        """The agreement and its renewals as one chain."""
        return self._chain

    @property
    def start_path(self) -> str:
        """The field that the first link takes its start from."""
        return "signed" if self.in_force_from is None else "in_force_from"

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of its entry into force; empty if it entered into force as a whole or nothing is stated."""
        return self.in_force_from if isinstance(self.in_force_from, tuple) else ()

    def remarks(self, name_of: NameOf) -> list[str]:
        """Return sentences on staged entry into force and on what superseded it in part."""
        told = []
        if self.stages:
            stages = (f"{stage.provisions or 'some provisions'} {when(stage.on)}" for stage in self.stages)
            told.append(f"It entered into force in stages: {'; '.join(stages)}.")
        for partial in self.superseded_in_part:
            since = f" {when(partial.from_)}" if partial.from_ else ""
            scope = f": {partial.scope.rstrip('.')}" if partial.scope else ""
            # Beside an ending as a whole it tells what is left; alone it ends nothing.
            effect = "" if self.ending else " This does not end it."
            told.append(f"Superseded in part{since} by {name_of(partial.by)}{scope}.{effect}")
        return told

    def explain(self, day: Day, *, presume_continuity: bool = True) -> Finding:
        """Return the answer for a day with its reasons, what it presumes, and the citations that bear on it.

        Args:
            day: The day; of a partial date each day that it may be is asked.
            presume_continuity: As for `active_on`.

        Raises:
            WrongTypeError: If `day` is no day.
            DateError: If `day` is a text that is no partial date.

        Example:
            >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y")
            >>> pact.explain("2017-01-01").reasons[-1]
            '2017-01-01 lies after its last day: it had lapsed.'
        """
        return explain(self, PartialDate.of(day), presume_continuity=presume_continuity)

    def __repr__(self) -> str:
        return f"<Agreement {brief(self.id)}: {brief(self.title.text)!r}, signed {self.signed}>"
