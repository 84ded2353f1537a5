"""How an answer is explained: a finding, with reasons in plain English, presumptions and citations."""

from __future__ import annotations

import enum
from collections.abc import Iterator

import attrs

from mainland_coop.dates.edtf import Precision
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import brief
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.records.instruments import InForce, NameOf
from mainland_coop.records.provenance import Citation
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.links import EndBasis, StartBasis
from mainland_coop.validity.possible_worlds import Status


class Presumption(Public, enum.StrEnum):
    """Something that an answer takes for granted because the record does not say otherwise."""

    CONTINUITY = "continuity"
    """An end that is not stated is presumed not to have come."""

    START_FROM_SIGNATURE = "start from signature"
    """Where no entry into force is stated, the link is presumed to start on the day of its signature."""


@attrs.frozen(kw_only=True, repr=False)
class Finding(Displayed):
    """What the record says about one instrument on one day.

    Attributes:
        id: Id of the agreement or programme.
        on: The day that was asked about.
        truth: Whether it is in force on that day.
        status: Where it stands on that day.
        conclusion: The one of the reasons that gives the answer.
        reasons: Why, in order, in plain English, one sentence each.
        presumptions: The presumptions that the answer rests on.
        citations: The citations that bear on the answer, in the order of the record.
        beyond_verified: Whether the day lies beyond the last day to which the register was checked while the answer
            rests on the presumption of continuity; only a registry can tell.
    """

    id: str
    on: PartialDate
    truth: Truth
    status: Status
    conclusion: str
    reasons: tuple[str, ...]
    presumptions: tuple[Presumption, ...] = ()
    citations: tuple[Citation, ...] = ()
    beyond_verified: bool = False

    def __str__(self) -> str:
        lines = [f"{self.id} on {self.on}: {self.truth.name} ({self.status.value})"]
        lines += [f"  - {reason}" for reason in self.reasons]
        if self.presumptions:
            lines.append(f"  presumed: {', '.join(self.presumptions)}")
        for citation in self.citations:
            place = f", {citation.locator}" if citation.locator else ""
            lines.append(f"  source: {citation.source}{place}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Finding {brief(self.id)} on {self.on}: {self.truth.name}, {self.status.value}>"


def explain(record: InForce, day: PartialDate, *, presume_continuity: bool = True, name_of: NameOf = str) -> Finding:
    """Return the finding for an agreement or programme on a day.

    Args:
        record: The agreement or programme.
        day: The day; of a partial date each day that it may be is asked.
        presume_continuity: Whether an end that is not stated is presumed not to have come.
        name_of: Turns ids of other records into what people are to read.
    """
    chain = record.chain
    truth = chain.active_on(day, presume_continuity=presume_continuity)
    status = chain.status_on(day, presume_continuity=presume_continuity)
    before, covering, after = _deciding(chain, day, presume_continuity)
    links = covering if truth is Truth.TRUE else before + covering + after
    presumptions = []
    if presume_continuity and (truth, status) != (
        chain.active_on(day, presume_continuity=False),
        chain.status_on(day, presume_continuity=False),
    ):
        presumptions.append(Presumption.CONTINUITY)
    resting_on = links if truth is Truth.FALSE else covering
    if any(link.start_basis is StartBasis.SIGNATURE for link in resting_on):
        presumptions.append(Presumption.START_FROM_SIGNATURE)
    citations = tuple(_bearing(record, links))
    reasons = [_life(link) for link in links]
    reasons += _ending(record, name_of)
    reasons += record.remarks(name_of)
    answer = _conclusion(chain, day, truth, status, presume_continuity, str(day), when(day))
    reasons.append(answer)
    if Presumption.CONTINUITY in presumptions:
        unended = [link.index for link in links if not chain.terms.links[link.index].has_end]
        subject = " and ".join(_called(index) for index in unended) or "an earlier link"
        reasons.append(f"No end of {subject} is stated; it is presumed to continue until the record shows one.")
    reasons += _disagreements(citations, links, record, name_of)
    if record.note:
        reasons.append(f"Note: {record.note}")
    return Finding(
        id=record.id,
        on=day,
        truth=truth,
        status=status,
        conclusion=answer,
        reasons=tuple(reasons),
        presumptions=tuple(presumptions),
        citations=citations,
    )


def conclusion(record: InForce, day: PartialDate, called: str, *, presume_continuity: bool = True) -> str:
    """Return the conclusion about an exact day, with the day called something else, such as a mark to be filled in.

    Args:
        record: The agreement or programme.
        day: The exact day.
        called: What to call it instead of its EDTF text.
        presume_continuity: As for `explain`.
    """
    chain = record.chain
    truth = chain.active_on(day, presume_continuity=presume_continuity)
    status = chain.status_on(day, presume_continuity=presume_continuity)
    return _conclusion(chain, day, truth, status, presume_continuity, called, f"on {called}")


def when(date: PartialDate) -> str:
    """Return a partial date as people read it, with its preposition.

    Example:
        >>> when(PartialDate.parse("2011~")), when(PartialDate.parse("[2016-02..2017-10]"))
        ('about in 2011', 'between 2016-02-01 and 2017-10-31')
    """
    text = str(date).rstrip("?~%")
    if date.precision is not Precision.RUN:
        text = f"{'on' if date.precision is Precision.DAY else 'in'} {text}"
    elif text.startswith("[.."):
        text = f"on {date.latest.isoformat()} or before"
    elif text.endswith("..]"):
        text = f"on {date.earliest.isoformat()} or after"
    else:
        text = f"between {date.earliest.isoformat()} and {date.latest.isoformat()}"
    marks = {None: "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
    return marks[date.qualifier] + text


def _called(index: int) -> str:
    return "the instrument" if index == 0 else f"renewal {index}"


def _deciding(
    chain: RenewalChain, day: PartialDate, presume_continuity: bool
) -> tuple[list[Link], list[Link], list[Link]]:
    """The last link that is over before the day in every world, those that may cover it, and the first after it."""
    bounds = chain.bounds(presume_continuity=presume_continuity)
    before, covering, after = [], [], []
    for link in chain.links:
        last = bounds.ends_hi[link.index]
        if presume_continuity and not chain.terms.links[link.index].has_end and link.index + 1 < len(chain.links):
            # It lasts until the next link starts.
            last = max(last, bounds.starts_hi[link.index + 1] - 1)
        if bounds.starts_lo[link.index] > day.last_ordinal:
            after.append(link)
        elif last < day.first_ordinal:
            before.append(link)
        else:
            covering.append(link)
    return before[-1:], covering, after[:1]


def _life(link: Link) -> str:
    start = {
        StartBasis.ENTRY_INTO_FORCE: f"enters into force {when(link.start)}",
        StartBasis.SIGNATURE: f"starts with its signature {when(link.start)} (no entry into force is stated)",
        StartBasis.EXPIRY_BEFORE: f"follows on from the expiry before, {when(link.start)}",
        StartBasis.START: f"starts {when(link.start)}",
        StartBasis.PERIOD: f"starts {when(link.start)}",
        StartBasis.NOT_STATED: "has no stated start",
    }[link.start_basis]
    if isinstance(link.end, PartialDate):
        end = f"ends {when(link.end)}, {f'by its term {link.term}' if link.term else 'as stated'}"
    else:
        end = {
            EndBasis.OPEN: "is stated to be open-ended",
            EndBasis.TACIT_RENEWAL: f"after its term {link.term} renews itself for {link.tacit_renewal}",
        }.get(link.end_basis, "has no stated end")
    subject = _called(link.index)
    return f"{subject[0].upper()}{subject[1:]} {start} and {end}."


def _ending(record: InForce, name_of: NameOf) -> list[str]:
    ending = record.ending
    if ending is None:
        return []
    by = f" by {name_of(ending.by)}" if ending.by else ""
    if not record.chain.links:
        return [f"It was {ending.reason}{by} {when(ending.last_day)} without having been in force."]
    return [f"It was {ending.reason}{by}; its last day in force was {_bare(ending.last_day)}."]


def _bare(date: PartialDate) -> str:
    return when(date).removeprefix("on ")


def _conclusion(
    chain: RenewalChain,
    day: PartialDate,
    truth: Truth,
    status: Status,
    presume_continuity: bool,
    called: str,
    on_the_day: str,
) -> str:
    """The answer in a sentence, in which the day is called so."""
    if truth is Truth.TRUE:
        return f"{called} lies within it in every case that the record allows."
    if not chain.links:
        return f"It never entered into force, so it was not in force {on_the_day}."
    if truth is Truth.UNKNOWN:
        return _open_question(chain, day, presume_continuity, called)
    if status is Status.NOT_YET_IN_FORCE:
        return f"{called} lies before its start in every case that the record allows."
    if status is Status.LAPSED:
        gaps = chain.gaps(presume_continuity=presume_continuity)
        gap = next(
            (
                g
                for g in gaps
                if g.last_day_before.first_ordinal < day.first_ordinal and day.last_ordinal < g.next_start.last_ordinal
            ),
            None,
        )
        if gap is None:
            return f"{called} lies after its last day: it had lapsed."
        length = f"{gap.shortest}" if gap.shortest == gap.longest else f"{gap.shortest} to {gap.longest}"
        return f"{called} lies in a gap of {length} days before {_called(gap.before)}: it had lapsed."
    if status is Status.UNKNOWN:
        return f"{called} lies outside it in every case, but whether before, between or after its links is open."
    return f"{called} lies after the ending: it was {status.value}."


def _open_question(chain: RenewalChain, day: PartialDate, presume_continuity: bool, called: str) -> str:
    bounds = chain.bounds(presume_continuity=presume_continuity)
    doubts = []
    for link in chain.links:
        i = link.index
        if bounds.starts_lo[i] <= day.last_ordinal and day.first_ordinal < bounds.starts_hi[i]:
            what = (
                "it may have started at any time"
                if link.start_basis is StartBasis.NOT_STATED
                else f"it starts {when(link.start)}"
            )
            doubts.append(f"whether {_called(i)} had started by then is open ({what})")
        # Under the presumption a link without an end of its own lasts until the next one: its end is no question.
        joined = presume_continuity and not chain.terms.links[i].has_end and i + 1 < len(chain.links)
        if (
            not joined
            and bounds.ends_lo[i] < day.last_ordinal
            and day.first_ordinal <= bounds.ends_hi[i]
            and bounds.ends_lo[i] < bounds.ends_hi[i]
        ):
            what = f"it ends {when(link.end)}" if isinstance(link.end, PartialDate) else "no end is stated"
            doubts.append(f"whether {_called(i)} still ran then is open ({what})")
    if bounds.cut_lo < day.last_ordinal and day.first_ordinal <= bounds.cut_hi and chain.ending is not None:
        doubts.append(f"whether the ending had come by then is open (its last day: {_bare(chain.ending.last_day)})")
    if not doubts:
        doubts = [f"some of the days of {called} lie within it and some do not"]
    text = "; ".join(doubts)
    return f"{text[0].upper()}{text[1:]}: the record allows both answers for {called}."


# --- Citations ---------------------------------------------------------------------------------------------------


def _prefix(index: int) -> str:
    return "" if index == 0 else f"renewals[{index - 1}]."


_OF_THE_FIRST = frozenset({"signed", "in_force_from", "started", "term", "tacit_renewal", "expires", "never_in_force"})


def _concerns(path: str, links: list[Link]) -> bool:
    """Whether a path names a date or term of one of the links, or an ending."""
    head = path.partition("[")[0].partition(".")[0]
    if head in ("ending", "superseded_in_part"):
        return True
    if head == "renewals":
        return path == "renewals" or any(
            path == _prefix(i.index)[:-1] or path.startswith(_prefix(i.index)) for i in links if i.index
        )
    return head in _OF_THE_FIRST and any(link.index == 0 for link in links)


def _bearing(record: InForce, links: list[Link]) -> Iterator[Citation]:
    """The citations that speak of the links or of an ending; those for the record as a whole always do."""
    for citation in record.citations:
        paths = tuple(citation.paths)
        if not paths or any(_concerns(path, links) for path in paths):
            yield citation
    for link in links:
        if link.index:
            yield from record.renewals[link.index - 1].citations
    if record.ending is not None:
        yield from record.ending.citations
    for name in ("stages", "superseded_in_part"):
        for part in getattr(record, name, ()):
            yield from part.citations


def _disagreements(
    citations: tuple[Citation, ...], links: list[Link], record: InForce, name_of: NameOf
) -> Iterator[str]:
    own = {citation for link in links if link.index for citation in record.renewals[link.index - 1].citations}
    if record.ending is not None:
        own.update(record.ending.citations)
    for citation in citations:
        for path, claim in citation.says:
            if citation in own or _concerns(path, links):
                note = f" ({citation.note.rstrip('.')})" if citation.note else ""
                yield f"{name_of(citation.source)} has {claim} for {path}{note}."
