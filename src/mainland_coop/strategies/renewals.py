"""Strategies for renewals, endings and stages: the dates of a world, widened around its days."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import attrs

from mainland_coop.dates.edtf import FIRST_DAY, LAST_DAY, Precision, unit_of
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.foundation.vocabularies import EndingReason
from mainland_coop.records.agreements import PartialSupersession, Stage
from mainland_coop.records.instruments import Ending, Renewal
from mainland_coop.strategies.arguments import KnobError, OptionalFields, PartArguments, check_three_valued, strategy
from mainland_coop.strategies.chain_arguments import DatedChainArguments, EndKind, InstrumentArguments
from mainland_coop.strategies.dates import DATE, QUALIFIERS, draw_partial_date, unit_around
from mainland_coop.strategies.drawn_worlds import LinkInWorld, StatedDay, WorldsLeft, draw_term, draw_world
from mainland_coop.strategies.draws import Draws
from mainland_coop.strategies.names import NAME, TEXT, draw_id_of, ids_of
from mainland_coop.strategies.parties import SIGNATORIES
from mainland_coop.strategies.provenance import draw_record

Fields = dict[str, Any]
Days: TypeAlias = tuple[int, int]
"""The first and the last day, as ordinals."""

_ALL_DAYS = (FIRST_DAY, LAST_DAY)


@attrs.define
class StatedLink:
    """What a record states of one link.

    Attributes:
        draw: Draws what else is said of it.
        start: When it starts, or None where it follows on; of a period, its first day.
        fields: Its term, tacit renewal, last day or period, as keyword arguments.
        first: Its first day in the world that was drawn.
    """

    draw: Draws
    start: PartialDate | None
    fields: Fields
    first: int

    @property
    def is_period(self) -> bool:
        """Whether a period states when it starts."""
        return "period" in self.fields


@attrs.define
class StatedChain:
    """What a record states of its links and its ending.

    Attributes:
        links: The links in order.
        ending: The last day that an ending states, if any.
        stages: Further days of a staged entry into force; none of them is earlier than the start.
    """

    links: list[StatedLink]
    ending: PartialDate | None
    stages: list[PartialDate]


def draw_chain(
    draw: Draws, wanted: DatedChainArguments, *, staged: bool = False, without: Collection[str] = ()
) -> StatedChain:
    """Draw the dates of a chain; without `period`, or `expires` too, in its first link."""
    world = draw_world(draw, wanted, without)
    day = world.links[0].first
    # The start is the earliest stage; the others keep to its first day or later, so as to change nothing.
    n_stages = draw.one_of(_N_STAGES) if staged else 0
    stages = [StatedDay(day + draw.span(min(4000, LAST_DAY - day))) for _ in range(n_stages)]
    last = max(world.last, *(stage.day for stage in stages), day)
    unstated = any(link.kind in ("not stated", "tacit") for link in world.links)
    left = WorldsLeft(wanted.most_worlds(last - day, unstated))
    links = [_draw_link(wanted, world.links[0], left, wanted.first_days)]
    links += [_draw_link(wanted, link, left) for link in world.links[1:]]
    start = links[0].start
    earliest = FIRST_DAY if start is None else start.first_ordinal
    told = [draw_date(draw, stage, wanted, left, (earliest, LAST_DAY)) for stage in stages]
    ending = None if world.ending is None else draw_date(draw, world.ending, wanted, left)
    return StatedChain(links, ending, told)


def _draw_link(
    wanted: DatedChainArguments, link: LinkInWorld, left: WorldsLeft, within: Days = _ALL_DAYS
) -> StatedLink:
    draw = link.draw
    if link.is_period:
        period = _draw_period(draw, link.first, None if link.kind == "open" else link.last)
        return StatedLink(draw, PartialDate(link.first, link.first), {"period": period}, link.first)
    start = None if link.start is None else draw_date(draw, link.start, wanted, left, within)
    fields: Fields = {"expires": ".."} if link.kind == "open" else {}
    if link.end is not None:
        fields["expires"] = draw_date(draw, link.end, wanted, left)
    if link.term is not None:
        fields["term"] = link.term
    if link.kind == "tacit":
        fields["tacit_renewal"] = draw_term(draw, wanted) if draw.one_of(_STATED) else True
    return StatedLink(draw, start, fields, link.first)


def _draw_period(draw: Draws, first: int, last: int | None) -> Period:
    """Draw a period of these days, in units as large as they fit, or in days."""
    until = LAST_DAY if last is None else last
    units = draw.one_of(_UNITS)
    begins = (unit_around(unit, first) for unit in units)
    start = next(PartialDate(*days) for days in begins if days[0] == first and days[1] <= until)
    if last is None:
        return Period(start, None)
    ends = (unit_around(unit, last) for unit in units)
    return Period(start, next(PartialDate(*days) for days in ends if days[1] == last and days[0] >= first))


_LARGE = (Precision.YEAR, Precision.MONTH, Precision.DAY)
_UNITS = (_LARGE, _LARGE, _LARGE[1:], _LARGE[2:])


_N_STAGES = (1, 2)
_STATED = (True, True, False)


@lru_cache(maxsize=256)
def _weighted(allowed: Collection[Precision]) -> tuple[Precision, ...]:
    """Precisions, exact days being the plainest and the most frequent."""
    return tuple(one for one in (Precision.DAY, Precision.DAY, *Precision) if one in allowed)


def draw_date(
    draw: Draws,
    stated: StatedDay,
    wanted: DatedChainArguments,
    left: WorldsLeft,
    within: Days = _ALL_DAYS,
) -> PartialDate:
    """Draw a partial date around a day, no wider than the bounds, the worlds left and what must be kept allow."""
    low, high = within
    precision, mark = draw.one_of(_weighted(wanted.precisions)), draw.one_of(QUALIFIERS[wanted.qualifiers])
    if precision is Precision.RUN:
        first = stated.day - draw.span(stated.day - low)
        last = stated.day + draw.span(high - stated.day)
    else:
        first, last = unit_around(precision, stated.day)
    first = stated.earliest_from(max(low, first))
    last = stated.latest_until(min(high, last))
    first, last = left.narrowed(first, stated.day, last)
    found = unit_of(first, last)
    if found not in wanted.precisions or (wanted.qualifiers and found is Precision.RUN):
        first = last = stated.day
    left.take(last - first + 1)
    return PartialDate(first, last, None if unit_of(first, last) is Precision.RUN else mark)


_OF_A_STAGE = OptionalFields(provisions=TEXT)


@strategy(PartArguments)
def stages(draw: Draws, wanted: PartArguments) -> Stage:
    """Stages of an entry into force.

    Args:
        references: The sources that they may cite; None for `References()`.
        details: False for a date alone, True for more.
    """
    return draw_record(draw, Stage, wanted, _OF_A_STAGE, on=draw_partial_date(draw))


_OF_A_PARTIAL_SUPERSESSION = OptionalFields(from_=DATE, scope=TEXT, note=TEXT)


@strategy(PartArguments)
def partial_supersessions(draw: Draws, wanted: PartArguments) -> PartialSupersession:
    """Supersessions in part.

    Args:
        references: The agreements and sources that they may name; None for `References()`.
        details: False for an id alone, True for more.
    """
    return draw_partial_supersession(draw, wanted)


def draw_partial_supersession(draw: Draws, wanted: PartArguments) -> PartialSupersession:
    """Draw one of `partial_supersessions`."""
    by = draw_id_of(draw, "agreements", wanted.references, "x")
    return draw_record(draw, PartialSupersession, wanted, _OF_A_PARTIAL_SUPERSESSION, by=by)


_OF_AN_ENDING = OptionalFields(note=TEXT)


@strategy(PartArguments)
def endings(draw: Draws, wanted: PartArguments) -> Ending:
    """Endings: terminations, supersessions as a whole, mergers and withdrawals.

    Args:
        references: The agreements and sources that they may name; None for `References()`.
        details: False for a last day and a reason alone, True for more.
    """
    return draw_ending(draw, draw_partial_date(draw), wanted)


_REASONS = tuple(EndingReason)


def draw_ending(draw: Draws, last_day: PartialDate, wanted: PartArguments) -> Ending:
    """Draw an ending on a last day."""
    fields: Fields = {"last_day": last_day, "reason": draw.one_of(_REASONS)}
    by = None if wanted.details is False else draw.one_of(_none_or(wanted.references.agreements))
    if by is not None:
        fields["by"] = by
        # What brought the end is a detail, so no other is needed.
        wanted = PartArguments(references=wanted.references)
    return draw_record(draw, Ending, wanted, _OF_AN_ENDING, **fields)


def _none_or(ids: tuple[str, ...]) -> tuple[str | None, ...]:
    return (None,) * max(1, len(ids)) + ids


_OF_A_RENEWAL = OptionalFields(
    title=NAME,
    place=TEXT,
    areas=ids_of("areas"),
    signatories=SIGNATORIES,
    note=TEXT,
)


@attrs.frozen(kw_only=True, slots=False)
class RenewalArguments(PartArguments):
    """The arguments of `renewals`.

    Attributes:
        follows_on: True for renewals that take effect from the expiry before, False for others.
        ends: How they may end; as for `agreements`.
    """

    follows_on: bool | None = attrs.field(default=None, validator=check_three_valued)
    ends: EndKind | Collection[EndKind] | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what a link can not be."""
        if self.follows_on and self.of_one_link.end_kinds == ("period",):
            raise KnobError("a period has a start of its own: drop follows_on=True, or ends='period'")

    @cached_property
    def of_one_link(self) -> InstrumentArguments:
        """The arguments for what has one link alone."""
        return InstrumentArguments(
            n_renewals=0, ends=self.ends, ending=False, references=self.references, details=self.details
        )


@strategy(RenewalArguments)
def renewals(draw: Draws, wanted: RenewalArguments) -> Renewal:
    """Renewals, each for itself; `agreements` draws those that fit together.

    Args:
        details: False for dates and terms alone, True for more.
    """
    follows_on = draw.one_of(_MAY_FOLLOW[wanted.ends == "period"]) if wanted.follows_on is None else wanted.follows_on
    link = draw_chain(draw, wanted.of_one_link, without={"period"} if follows_on else ()).links[0]
    if follows_on:
        link.start = None
    return _draw_renewal(link, wanted.of_one_link)


_MAY_FOLLOW = {False: (False, True), True: (False,)}


def _draw_renewal(link: StatedLink, wanted: InstrumentArguments) -> Renewal:
    draw = link.draw
    fields: Fields = {}
    if link.is_period:
        pass
    elif link.start is None:
        fields["follows_on"] = True
    elif draw.one_of(_HALF):
        fields["in_force_from"] = link.start
    else:
        fields["signed"] = link.start
    if "signed" not in fields and draw.one_of(_HALF):
        fields["signed"] = draw_signature_before(link, wanted)
    fields |= link.fields | draw_notice(draw, wanted)
    return draw_record(draw, Renewal, wanted, _OF_A_RENEWAL, **fields)


_HALF = (False, True)


def draw_notice(draw: Draws, wanted: InstrumentArguments) -> Fields:
    """Draw a period of notice, as the keyword argument of a record; nothing where there is none."""
    return {"notice": draw_term(draw, wanted)} if wanted.details is not False and draw.one_of(_SELDOM) else {}


_SELDOM = (False, False, False, False, True)


def draw_signature_before(link: StatedLink, wanted: DatedChainArguments) -> PartialDate:
    """Draw a signature that starts nothing. It may be of any day; most are of some day before the link."""
    day = max(FIRST_DAY, link.first - link.draw.span(400))
    return draw_date(link.draw, StatedDay(day), wanted, WorldsLeft(None))


def draw_renewals(chain: StatedChain, wanted: InstrumentArguments) -> Fields:
    """Draw the renewals of a chain, as the keyword argument of a record; nothing where there are none."""
    drawn = [_draw_renewal(link, wanted) for link in chain.links[1:]]
    return {"renewals": drawn} if drawn else {}


def draw_stages(draw: Draws, chain: StatedChain, wanted: PartArguments) -> list[Stage]:
    """Draw the stages of a chain: its start, which is the earliest of them, and the others."""
    dates = [chain.links[0].start, *chain.stages]
    return [Stage(on=on, **_OF_A_STAGE.draw(draw, wanted.details, wanted.references)) for on in dates if on is not None]
