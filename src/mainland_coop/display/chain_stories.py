"""What is told of a chain and of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from mainland_coop.dates.edtf import LAST_DAY
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.display.blocks import Block, Bullets, Heading, Line, Paragraph, Strong, Table
from mainland_coop.display.citations import Sources, people_named, placed_citations, source_blocks, standing_told
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.story import Story
from mainland_coop.foundation.vocabularies import EndBasis, StartBasis
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.claims import Presumption
from mainland_coop.records.explanation import Finding
from mainland_coop.records.memberships import Membership
from mainland_coop.records.programmes import Programme
from mainland_coop.records.wording import NameOf, called, in_full, when
from mainland_coop.validity.chain import Link, RenewalChain
from mainland_coop.validity.links import End
from mainland_coop.validity.possible_worlds import Gap, Status

PRESUMED = {
    Presumption.CONTINUITY: "Continuity: an end that is not stated is presumed not to have come.",
    Presumption.START_FROM_SIGNATURE: (
        "Start from signature: where no entry into force is stated, it is presumed to start on the day of signature."
    ),
    Presumption.COMPLETENESS: "Completeness: a renewal that the record does not know is presumed not to exist.",
}
"""What each presumption means, in a sentence."""


def finding_story(finding: Finding, sources: Sources, *, title: str | None = None) -> Story:
    """Return a finding as a story.

    Args:
        finding: The finding.
        sources: The sources that its citations name; one that is not there is named by its id.
        title: What to call the instrument; its id if not given.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> finding = registry.explain("doj-shenzhen-legal-matters-2011", "2017-01-01")
        >>> print(finding_story(finding, registry.sources).text.splitlines()[1])
        Not in force (lapsed).
    """
    words, aside = standing_told(finding)
    blocks: list[Block] = [
        Heading(f"{title or finding.id}, {when(finding.on)}", level=1),
        Paragraph((Strong(f"{words[0].upper()}{words[1:]}"), f"{aside}.")),
    ]
    if finding.beyond_verified:
        blocks.append(
            Paragraph(
                (Strong("Beyond the check:"), " the day lies after the last one to which the register was checked.")
            )
        )
    blocks += [Heading("Why"), Bullets(tuple((reason,) for reason in finding.reasons))]
    if finding.presumptions:
        blocks += [Heading("Presumed"), Bullets(tuple((PRESUMED[each],) for each in finding.presumptions))]
    blocks += [Heading("Sources"), *source_blocks(finding.citations, sources)]
    return Story(tuple(blocks))


def finding_markdown(finding: Finding, sources: Sources, *, title: str | None = None) -> str:
    """Return a finding as Markdown; see `finding_story`."""
    return finding_story(finding, sources, title=title).markdown


def finding_html(finding: Finding, sources: Sources, *, title: str | None = None) -> str:
    """Return a finding as an HTML `article`; see `finding_story`."""
    return finding_story(finding, sources, title=title).html


HEAD = ("link", "starts", "taken from", "ends", "taken from", "term")


def chain_story(record: Agreement | Programme, sources: Sources, *, name_of: NameOf = str) -> Story:
    """Return the story of an agreement's or programme's chain of renewals.

    Args:
        record: The agreement or programme.
        sources: The sources that it cites; one that is not there is named by its id.
        name_of: Turns ids of other records into what people are to read.

    Example:
        >>> import mainland_coop as mc
        >>> registry = mc.load()
        >>> pact = registry.agreements["doj-shenzhen-legal-matters-2011"]
        >>> for line in chain_story(pact, registry.sources).text.splitlines()[9:11]:
        ...     print(line.strip())
        - A certain gap of 321 days before renewal 1, from 2016-11-25 through 2017-10-11.
        - A certain gap of 171 to 200 days before renewal 2; last day before: 2022-10-11, next start: 2023-04.
    """
    chain = record.chain
    title = record.title if isinstance(record, Agreement) else record.name
    blocks: list[Block] = [Heading(str(title), level=1)]
    if not chain.links:
        blocks.append(Paragraph(("It was signed and never entered into force.",)))
    else:
        periods = (record.period, *(renewal.period for renewal in record.renewals))
        cells = (link_cells(chain, link, period) for link, period in zip(chain.links, periods, strict=True))
        blocks += [Heading("Links"), Table(HEAD, tuple(cells))]
        gaps = chain.gaps()
        if gaps:
            blocks += [Heading("Gaps"), Bullets(tuple((gap_text(gap),) for gap in gaps))]
        elif len(chain.links) > 1:
            blocks.append(Paragraph(("There is no gap between its links.",)))
    blocks += [Heading("End"), Paragraph((" ".join(end_sentences(record, name_of)),))]
    presumed = tuple(_presumed(chain))
    if presumed:
        blocks += [Heading("Presumed"), Bullets(tuple((text,) for text in presumed))]
    signed = tuple(_signed_by(record, name_of))
    if signed:
        blocks += [Heading("Signed by"), Bullets(signed)]
    members = record.memberships if isinstance(record, Agreement) else ()
    if members:
        told = tuple((f"{name_of(one.party)}: {membership_text(one)}",) for one in members)
        blocks += [Heading("Memberships"), Bullets(told)]
    remarks = tuple((text,) for text in remark_sentences(record, name_of))
    if remarks:
        blocks += [Heading("Remarks"), Bullets(remarks)]
    blocks += [Heading("Sources"), *source_blocks(placed_citations(record), sources)]
    return Story(tuple(blocks))


def _signed_by(record: Agreement | Programme, name_of: NameOf) -> Iterator[Line]:
    """Who signed each link of which the record says it."""
    first = record.signatories if isinstance(record, Agreement) else ()
    for index, people in enumerate((first, *(renewal.signatories for renewal in record.renewals))):
        if people:
            yield (f"{called(index)}: ", *people_named(people, name_of, len(people)))


def membership_text(membership: Membership) -> str:
    """Return since when a party is a member, and until when, in a few words.

    Example:
        >>> from mainland_coop import Ending
        >>> left = Ending(last_day="2015", reason="withdrawn")
        >>> membership_text(Membership(party="a", signed="2012", ending=left))
        'signed 2012, withdrawn, last day 2015'
    """
    told = []
    if membership.signed is not None:
        told.append(f"signed {day_text(membership.signed)}")
    if membership.in_force_from is not None:
        told.append(f"bound from {day_text(membership.in_force_from)}")
    if membership.ending is not None:
        told.append(f"{membership.ending.reason}, last day {day_text(membership.ending.last_day)}")
    return ", ".join(told) or "since the start"


def link_cells(chain: RenewalChain, link: Link, period: Period | None = None) -> tuple[str, ...]:
    """Return the cells of one link in the table of a chain.

    A date that the other links narrow shows the days that are left, and what the record states. A calendar period,
    if the record states one, is shown in its words.
    """
    stated = chain.terms.links[link.index]
    if isinstance(link.end, PartialDate):
        end = _narrowed(link.end, stated.end)
    else:
        end = "open-ended" if link.end is End.OPEN else "not stated"
    terms = [in_full(period)] if period is not None else [] if link.term is None else [link.term.words]
    if link.tacit_renewal is True:
        terms.append("then renewed by itself, for how long is not stated")
    elif link.tacit_renewal is not None:
        terms.append(f"then {link.tacit_renewal.words} at a time")
    if link.notice is not None:
        terms.append(f"notice {link.notice.words}")
    term = ", ".join(terms)
    return (
        called(link.index),
        "not stated" if link.start_basis is StartBasis.NOT_STATED else _narrowed(link.start, stated.start),
        "" if link.start_basis is StartBasis.NOT_STATED else str(link.start_basis),
        end,
        "" if link.end_basis in (EndBasis.NOT_STATED, EndBasis.OPEN) else str(link.end_basis),
        term,
    )


def gap_text(gap: Gap) -> str:
    """Return a gap as a sentence: certain or possible, how long, and between which days."""
    if gap.certain:
        days = str(gap.longest) if gap.shortest == gap.longest else f"{gap.shortest} to {gap.longest}"
        sentence = f"A certain gap of {days} day{'' if gap.longest == 1 else 's'}"
    else:
        sentence = f"A possible gap of up to {gap.longest} day{'' if gap.longest == 1 else 's'}"
    sentence += f" before {called(gap.before)}"
    before, after = gap.last_day_before, gap.next_start
    if before.n_days == after.n_days == 1:
        first = PartialDate(before.last_ordinal + 1, before.last_ordinal + 1)
        last = PartialDate(after.first_ordinal - 1, after.first_ordinal - 1)
        return f"{sentence}, {f'on {first}' if first == last else f'from {first} through {last}'}."
    return f"{sentence}; last day before: {day_text(before)}, next start: {day_text(after)}."


def _narrowed(date: PartialDate, stated: PartialDate | None) -> str:
    if stated is None or (stated.first_ordinal, stated.last_ordinal) == (date.first_ordinal, date.last_ordinal):
        return day_text(stated or date)
    return f"{day_text(date)} (stated: {day_text(stated)})"


def end_sentences(record: Agreement | Programme, name_of: NameOf) -> Iterator[str]:
    """Yield sentences that tell how a record ends, or that no end is stated."""
    expires = record.chain.expires
    if isinstance(expires, PartialDate):
        yield f"Its last day in force: {day_text(expires)}."
    elif expires is End.OPEN:
        yield "It is stated to be open-ended."
    elif expires is End.NOT_STATED:
        yield "No end is stated."
    ending = record.ending
    if ending is None:
        if expires is End.NEVER_BEGAN:
            yield "No ending is recorded."
        return
    by = f" by {name_of(ending.by)}" if ending.by else ""
    yield f"It was {ending.reason}{by}; the last day stated for that: {day_text(ending.last_day)}."
    # Long after everything, LAPSED means that it had run out before the ending could cut it.
    outcome = record.chain.status_on(PartialDate(LAST_DAY, LAST_DAY))
    if outcome is Status.LAPSED:
        yield "It had run out by then."
    elif outcome is Status.UNKNOWN:
        yield "Whether it had run out by then is open."
    if ending.note:
        yield f"Note: {ending.note}"


def remark_sentences(record: Agreement | Programme, name_of: NameOf) -> list[str]:
    """Return what is remarked of a record: what its chain does not tell, and its note."""
    return [*record.remarks(name_of), *([f"Note: {record.note}"] if record.note else [])]


def _presumed(chain: RenewalChain) -> Iterator[str]:
    if chain.timeline() != chain.timeline(presume_continuity=False):
        yield PRESUMED[Presumption.CONTINUITY]
    if any(link.start_basis is StartBasis.SIGNATURE for link in chain.links):
        yield PRESUMED[Presumption.START_FROM_SIGNATURE]
