"""How an answer is explained: a finding, with reasons in plain English, presumptions and citations."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import brief
from mainland_coop.foundation.importing import Displayed, shown_by
from mainland_coop.records.bearing import bearing, disagreements
from mainland_coop.records.claims import (
    BeforeClaim,
    Claim,
    Conclusion,
    Doubt,
    DoubtClaim,
    EndedClaim,
    EndingClaim,
    GapClaim,
    LapsedClaim,
    LinkClaim,
    NeverBeganClaim,
    OpenQuestionClaim,
    OverClaim,
    PresumedClaim,
    Presumption,
    SomeDaysClaim,
    WithinClaim,
)
from mainland_coop.records.instruments import InForce, link_prefix, start_field
from mainland_coop.records.provenance import Citation, Origin, Source
from mainland_coop.records.wording import NameOf, conclusion_text, sentence
from mainland_coop.validity.bounds import Bounds
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.deciding import deciding
from mainland_coop.validity.links import EndBasis, StartBasis
from mainland_coop.validity.possible_worlds import Status, cut_short
from mainland_coop.validity.standing import Standing


@attrs.frozen(kw_only=True, repr=False)
class Finding(Displayed):
    """What the record says about one instrument on one day.

    Attributes:
        id: Id of the agreement or programme.
        on: The day that was asked about.
        truth: Whether it is in force on that day.
        status: Where it stands on that day.
        standing: How firmly it is in force on that day, whatever is presumed for the answer.
        conclusion: The one of the reasons that gives the answer.
        reasons: Why, in order, in plain English, one sentence each.
        claims: What the reasons say, as values: one claim for each of them, in their order. Their classes are those of
            `mainland_coop.records.claims`, and may grow.
        presumptions: The presumptions that the answer rests on.
        to_settle: The paths of the fields each of which, the others sharpened too, could make the day stated or not in
            force: a date, an end that is not stated (`expires`), or a list that may lack items (`open_lists`). Empty
            where the day is that already; of a partial day those for its first day and for its last, none if it is
            certainly in force on some of its days and certainly not on others.
        citations: The citations that bear on the answer, in the order of the record.
        beyond_verified: Whether the day lies beyond the last day to which the register was checked while the answer
            rests on the presumption of continuity; only a registry can tell.
        title: What people call the instrument.
        sources: The sources of the citations, each once, if a registry gave the finding; without it there are none.
        origin: The state of that registry: `version`, `verified_through` and `published_on`; None without a registry.
            Neither the sources nor the origin take part in equality.

    Example:
        >>> import mainland_coop as mc
        >>> pact = mc.Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011", term="P5Y")
        >>> finding = pact.explain("2016-06-30")
        >>> finding.standing, finding.to_settle
        (<Standing.POSSIBLE>, ('signed',))
        >>> print(finding.conclusion)
        Whether the instrument still ran then is open (it ends between 2015-12-31 and 2016-12-30): the record allows \
both answers for 2016-06-30.
    """

    id: str
    on: PartialDate
    truth: Truth
    status: Status
    standing: Standing
    conclusion: str
    reasons: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    presumptions: tuple[Presumption, ...] = ()
    to_settle: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    beyond_verified: bool = False
    title: str = ""
    sources: tuple[Source, ...] = attrs.field(default=(), eq=False)
    origin: Origin | None = attrs.field(default=None, eq=False)

    def cite(self) -> str:
        """Return how to cite the answer, in one line: its day and standing, the data that it is from, its sources.

        A finding of a registry names the version of the data, and the sources with their addresses; one of a record
        alone names the ids of the sources.

        Example:
            >>> import mainland_coop as mc
            >>> pact = mc.Agreement(id="x", title="X", kind="treaty", parties=["a"], signed="2011-11-25", term="P5Y")
            >>> pact.explain("2014-06-01").cite()
            'X: in force by stated dates, on 2014-06-01, by its record alone. Record x, read with mainland_coop. \
Presumed: start from signature.'
        """
        return str(shown_by("display.citations").finding_citation(self))

    def __str__(self) -> str:
        settled = f" ({self.status.value})" if self.status is not Status.UNKNOWN else ""
        lines = [f"{self.id} on {self.on}: {self.truth.name}{settled}"]
        lines += [f"  - {reason}" for reason in self.reasons]
        if self.presumptions:
            lines.append(f"  presumed: {', '.join(self.presumptions)}")
        for citation in self.citations:
            place = f", {citation.locator}" if citation.locator else ""
            lines.append(f"  source: {citation.source}{place}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Finding {brief(self.id)} on {self.on}: {self.truth.name}, {self.status.value}>"


def explain(
    record: InForce,
    day: PartialDate,
    name_of: NameOf = str,
    source_name_of: NameOf = str,
    *,
    presume_continuity: bool = True,
) -> Finding:
    """Return the finding for an agreement or programme on a day.

    Args:
        record: The agreement or programme.
        day: The day; of a partial date each day that it may be is asked.
        name_of: Turns ids of agreements and programmes into what people are to read.
        source_name_of: The same of sources, which may have an id that an agreement has too.
        presume_continuity: Whether an end that is not stated is presumed not to have come.
    """
    asked = _Asked(record.chain, day, presume_continuity)
    before, covering, after = _deciding_links(asked)
    links = covering if asked.truth is Truth.TRUE else before + covering + after
    presumptions = tuple(_presumptions(asked, links, covering))
    citations = tuple(bearing(record, links))
    answer = _answer(asked)
    told: list[Claim] = [_life(record, link, asked.bounds) for link in links]
    told += _ending(record, asked.bounds)
    told += record.further_claims()
    told.append(answer)
    told += _presumed(asked, presumptions, links)
    told += disagreements(citations, links, record)
    reasons = tuple(sentence(claim, name_of, source_name_of) for claim in told)
    return Finding(
        id=record.id,
        on=day,
        truth=asked.truth,
        status=asked.status,
        standing=asked.standing,
        conclusion=sentence(answer),
        reasons=reasons,
        claims=tuple(told),
        presumptions=presumptions,
        to_settle=_to_settle(record, day, asked.standing),
        citations=citations,
        title=str(getattr(record, "title", None) or getattr(record, "name", "")),  # programmes have a name
    )


def conclusion(record: InForce, day: PartialDate, called: str, *, presume_continuity: bool = True) -> str:
    """Return the conclusion about an exact day, with the day called something else, such as a mark to be filled in.

    Args:
        record: The agreement or programme.
        day: The exact day.
        called: What to call it instead of its EDTF text.
        presume_continuity: As for `explain`.
    """
    return conclusion_text(_answer(_Asked(record.chain, day, presume_continuity)), called)


class _Asked:
    """A chain and a day, with the answers for it."""

    def __init__(self, chain: RenewalChain, day: PartialDate, presume_continuity: bool) -> None:
        self.chain, self.day, self.presume_continuity = chain, day, presume_continuity
        self.bounds = chain.bounds(presume_continuity=presume_continuity)
        self.truth = chain.active_on(day, presume_continuity=presume_continuity)
        self.status = chain.status_on(day, presume_continuity=presume_continuity)
        self.standing = chain.standing_on(day)


def _deciding_links(asked: _Asked) -> tuple[list[Link], list[Link], list[Link]]:
    """The link with the latest end before the day, those that may cover the day, and the first that starts after it."""
    chain, bounds, day = asked.chain, asked.bounds, asked.day
    before: tuple[tuple[int, int], Link] | None = None
    covering, after = [], []
    for link in chain.links:
        last = bounds.ends_hi[link.index]
        if _joined(asked, link.index):
            # It lasts until the next link starts.
            last = max(last, bounds.starts_hi[link.index + 1] - 1)
        in_force = min(last, bounds.cut_hi)
        if bounds.starts_lo[link.index] > day.last_ordinal:
            after.append(link)
        elif in_force >= day.first_ordinal:
            covering.append(link)
        elif before is None or (in_force, last) >= before[0]:
            before = (in_force, last), link
    return [] if before is None else [before[1]], covering, after[:1]


def _joined(asked: _Asked, index: int) -> bool:
    """Whether the presumption has a link last until the next one starts."""
    links = asked.chain.terms.links
    return asked.presume_continuity and index + 1 < len(links) and _unstated(asked.chain, index)


def _unstated(chain: RenewalChain, index: int) -> bool:
    """Whether nothing states the end of a link: no last day, no term that just ends, no open end, and no ending."""
    links = chain.terms.links
    if links[index].end_basis not in (EndBasis.NOT_STATED, EndBasis.TACIT_RENEWAL):
        return False
    return index + 1 < len(links) or chain.ending is None


# --- Presumptions, and what would settle it ----------------------------------------------------------------------


def _presumptions(asked: _Asked, links: list[Link], covering: list[Link]) -> Iterator[Presumption]:
    chain, day = asked.chain, asked.day
    answer = asked.truth, asked.status
    if asked.presume_continuity and answer != (
        chain.active_on(day, presume_continuity=False),
        chain.status_on(day, presume_continuity=False),
    ):
        yield Presumption.CONTINUITY
    resting_on = links if asked.truth is Truth.FALSE else covering
    if any(link.start_basis is StartBasis.SIGNATURE for link in resting_on):
        yield Presumption.START_FROM_SIGNATURE
    if asked.truth is Truth.FALSE and not chain.terms.open_renewals:
        # Renewals that the record does not know would only add days.
        opened = RenewalChain(attrs.evolve(chain.terms, open_renewals=True))
        presume = asked.presume_continuity
        if answer != (
            opened.active_on(day, presume_continuity=presume),
            opened.status_on(day, presume_continuity=presume),
        ):
            yield Presumption.COMPLETENESS


def _presumed(asked: _Asked, presumptions: tuple[Presumption, ...], links: list[Link]) -> Iterator[Claim]:
    if Presumption.CONTINUITY in presumptions:
        chain, bounds = asked.chain, asked.bounds
        unstated = [link for link in links if _unstated(chain, link.index)]
        if not unstated:
            begun = (link for link in reversed(chain.links) if bounds.starts_lo[link.index] <= asked.day.last_ordinal)
            unstated = [next(link for link in begun if _unstated(chain, link.index))]
        for link in unstated:
            yield PresumedClaim(
                presumption=Presumption.CONTINUITY,
                link=link.index,
                until=link.index + 1 if link.index + 1 < len(chain.links) else None,
                renews_itself=link.end_basis is EndBasis.TACIT_RENEWAL,
            )
    if Presumption.COMPLETENESS in presumptions:
        yield PresumedClaim(presumption=Presumption.COMPLETENESS)


def _to_settle(record: InForce, day: PartialDate, standing: Standing) -> tuple[str, ...]:
    """The paths of what can decide whether it is in force on the day."""
    if standing in (Standing.STATED, Standing.NOT_IN_FORCE):
        return ()
    chain = record.chain
    if day.n_days > 1 and _differs_within(chain, day, presume_continuity=False):
        return ()
    found: set[tuple[int, int, str]] = set()  # by link, start before end
    n_links = len(chain.links)
    for ordinal in {day.first_ordinal, day.last_ordinal}:
        decides = deciding(chain.bounds(presume_continuity=False), ordinal)
        for index, days in decides.starts.items():
            found.update((index, 0, path) for path in _start_paths(record, index, days))
        found.update((index, 1, f"{link_prefix(index)}expires") for index in decides.ends)
        if decides.ending:
            found.add((n_links, 0, "ending.last_day"))
        if decides.renewals:
            found.add((n_links, 1, "open_lists"))
    return tuple(path for _, _, path in sorted(found))


def _start_paths(record: InForce, index: int, days: tuple[int, ...]) -> Iterator[str]:
    """The fields that can put the start of a link on one of some days or later, and also before it."""
    stages = getattr(record, "stages", ()) if index == 0 else ()
    if not stages:
        yield start_field(record, index)
        return
    for place, stage in enumerate(stages):
        others = [other.on.last_ordinal for other in stages[:place] + stages[place + 1 :]]
        if any(stage.on.first_ordinal < day <= min([stage.on.last_ordinal, *others]) for day in days):
            yield f"in_force_from[{place}].on"


def _differs_within(chain: RenewalChain, day: PartialDate, *, presume_continuity: bool) -> bool:
    """Whether it is certainly in force on some of the days of a partial date, and certainly not on others."""
    first, last = day.first_ordinal, day.last_ordinal
    runs = [
        run
        for run in chain.timeline(presume_continuity=presume_continuity).runs
        if run.first <= last and first <= run.last
    ]
    n_possible = sum(min(run.last, last) - max(run.first, first) + 1 for run in runs)
    return n_possible < last - first + 1 and any(run.truth is Truth.TRUE for run in runs)


# --- Claims ------------------------------------------------------------------------------------------------------


def _life(record: InForce, link: Link, bounds: Bounds) -> LinkClaim:
    part = record if link.index == 0 else record.renewals[link.index - 1]
    return LinkClaim(
        index=link.index,
        start=link.start,
        start_basis=link.start_basis,
        end=link.end,
        end_basis=link.end_basis,
        term=link.term,
        tacit_renewal=link.tacit_renewal,
        first_end=link.first_end,
        period=part.period,
        may_be_cut=isinstance(link.end, PartialDate) and bounds.cut_lo < link.end.last_ordinal,
    )


def _ending(record: InForce, bounds: Bounds) -> Iterator[EndingClaim]:
    ending = record.ending
    if ending is not None:
        yield EndingClaim(
            reason=ending.reason,
            by=ending.by,
            last_day=ending.last_day,
            cut=cut_short(bounds),
            began=bool(bounds.groups),
        )


def _answer(asked: _Asked) -> Conclusion:
    """The claim that gives the answer."""
    chain, day = asked.chain, asked.day
    if asked.truth is Truth.TRUE:
        standing = asked.standing if asked.presume_continuity else Standing.STATED
        return WithinClaim(day=day, standing=standing)
    if not chain.links:
        return NeverBeganClaim(day=day)
    if asked.truth is Truth.UNKNOWN:
        if _differs_within(chain, day, presume_continuity=asked.presume_continuity):
            return SomeDaysClaim(day=day)
        return _open_question(asked)
    if asked.status is Status.NOT_YET_IN_FORCE:
        return BeforeClaim(day=day)
    if asked.status is Status.LAPSED:
        return _lapse(asked)
    assert chain.ending is not None, "nothing else makes the status another one, or open"
    if asked.status is Status.UNKNOWN:
        return OverClaim(day=day, reason=chain.ending.reason)
    return EndedClaim(day=day, reason=chain.ending.reason)


def _lapse(asked: _Asked) -> GapClaim | LapsedClaim:
    bounds, day = asked.bounds, asked.day
    n_links = len(bounds.starts_lo)
    # Days on which nothing is in force lie before all first starts of a group of links, or after all of them.
    following = next((group.first for group in bounds.groups if group.head_lo > day.last_ordinal), n_links)
    link = max(range(following), key=lambda index: (bounds.ends_hi[index], index))
    certain = all(bounds.ends_hi[index] < bounds.ends_lo[link] for index in range(following) if index != link)
    basis = asked.chain.terms.links[link].end_basis
    if following == n_links:
        renewed = n_links > 1
        return LapsedClaim(day=day, link=link if certain else None, basis=basis if certain else None, renewed=renewed)
    gap = next(gap for gap in asked.chain.gaps(presume_continuity=asked.presume_continuity) if gap.before == following)
    return GapClaim(
        day=day,
        before=following,
        shortest=gap.shortest,
        longest=gap.longest,
        link=link if certain else None,
        basis=basis if certain else None,
    )


def _open_question(asked: _Asked) -> OpenQuestionClaim:
    chain, bounds, day = asked.chain, asked.bounds, asked.day
    first, last = day.first_ordinal, day.last_ordinal
    if chain.terms.open_renewals:
        known = RenewalChain(attrs.evolve(chain.terms, open_renewals=False))
        if known.active_on(day, presume_continuity=asked.presume_continuity) is Truth.FALSE:
            return OpenQuestionClaim(day=day, doubts=(DoubtClaim(what=Doubt.RENEWALS),), known_apart=True)
    doubts = []
    for link in chain.links:
        i = link.index
        if max(bounds.starts_lo[i], first) <= min(bounds.starts_hi[i] - 1, last):
            date = None if link.start_basis is StartBasis.NOT_STATED else link.start
            doubts.append(DoubtClaim(what=Doubt.START, link=i, date=date))
        # Under the presumption a link without an end of its own lasts until the next one: its end is no question.
        if not _joined(asked, i) and max(bounds.ends_lo[i] + 1, first) <= min(bounds.ends_hi[i], last):
            date = link.end if isinstance(link.end, PartialDate) else None
            doubts.append(DoubtClaim(what=Doubt.END, link=i, date=date, basis=link.end_basis))
    if chain.ending is not None and max(bounds.cut_lo + 1, first) <= min(bounds.cut_hi, last):
        doubts.append(DoubtClaim(what=Doubt.ENDING, date=chain.ending.last_day))
    if chain.terms.open_renewals:
        doubts.append(DoubtClaim(what=Doubt.RENEWALS))
    return OpenQuestionClaim(day=day, doubts=tuple(doubts))
