"""The rows of a timeline: the days of a record, a party, a chain or a link, by standing, and its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from mainland_coop.collections.collection import Collection
from mainland_coop.dates.truth import Truth
from mainland_coop.display.looks import FIRST_LINK, LOOKS, RENEWAL, WHOLE_CHAIN, Words, drawn
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.names import Name
from mainland_coop.records.parties import Party
from mainland_coop.records.programmes import Programme
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.links import End
from mainland_coop.validity.possible_worlds import Gap
from mainland_coop.validity.standing import Standing, StandingRun


@attrs.frozen
class Row:
    """One row of a timeline.

    Attributes:
        id: The id of the record, or the name of the link.
        name: What the row is called.
        runs: The runs of days of one standing, in order.
        gaps: The gaps to mark.
    """

    id: str
    name: Name
    runs: tuple[StandingRun, ...]
    gaps: tuple[Gap, ...] = ()


def row_of(
    record: Agreement | Programme | Party, agreements: Collection[Agreement], *, presume_continuity: bool
) -> Row:
    """Return the row of a record.

    Args:
        record: An agreement or programme; or a party, whose row has the days on which some agreement binds it.
        agreements: The agreements that may bind a party.
        presume_continuity: Whether an end that is not stated is presumed not to have come.
    """

    def runs_of(record: Agreement | Programme) -> tuple[StandingRun, ...]:
        if presume_continuity:
            return drawn(record.chain.standings)
        how = {Truth.TRUE: Standing.STATED, Truth.UNKNOWN: Standing.POSSIBLE}
        runs = record.chain.timeline(presume_continuity=False).runs
        return tuple(StandingRun(run.first, run.last, how[run.truth]) for run in runs)

    if isinstance(record, Party):
        return Row(record.id, record.name, firmest(runs_of(each) for each in agreements if record.id in each.parties))
    name = record.title if isinstance(record, Agreement) else record.name
    return Row(record.id, name, runs_of(record), record.chain.gaps(presume_continuity=presume_continuity))


def firmest(timelines: Iterable[tuple[StandingRun, ...]]) -> tuple[StandingRun, ...]:
    """Return how at least one of several stands on each day, the firmest of them.

    Example:
        >>> stated, possible = StandingRun(1, 5, Standing.STATED), StandingRun(4, 9, Standing.POSSIBLE)
        >>> [(run.first, run.last, run.standing.value) for run in firmest([(stated,), (possible,)])]
        [(1, 5, 'stated'), (6, 9, 'possible')]
    """
    runs = [run for timeline in timelines for run in timeline]
    found: list[StandingRun] = []
    for standing in LOOKS:
        taken = _joined(found)
        for first, last in _joined(run for run in runs if run.standing is standing):
            at = first
            for firmer_first, firmer_last in (*taken, (last + 1, last + 1)):
                if at < min(firmer_first, last + 1):
                    found.append(StandingRun(at, min(firmer_first, last + 1) - 1, standing))
                at = max(at, firmer_last + 1)
    return tuple(sorted(found))


def _joined(runs: Iterable[StandingRun]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for run in sorted(runs, key=lambda run: (run.first, run.last)):
        if joined and run.first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], run.last)
        else:
            joined.append((run.first, run.last))
    return joined


def link_rows(chain: RenewalChain) -> Iterator[Row]:
    """Yield a row for each link of a chain: in force from its latest start to its earliest end, possible around it."""
    bounds, last_link = chain.bounds(), len(chain.links) - 1
    for index, link in enumerate(chain.links):
        first, sure = bounds.starts_lo[index], bounds.starts_hi[index]
        low, high = bounds.ends_lo[index], bounds.ends_hi[index]
        presumed = link.end is End.NOT_STATED and (index < last_link or chain.ending is None)
        if link.end is End.NOT_STATED and index < last_link:
            # It is presumed to run until the next starts; a tacit renewal for its own term at least.
            low, high = max(low, bounds.starts_lo[index + 1] - 1), max(high, bounds.starts_hi[index + 1] - 1)
        low, high = min(low, bounds.cut_lo), min(high, bounds.cut_hi)
        firm = Standing.PRESUMED if presumed else Standing.STATED
        runs = [StandingRun(first, min(sure - 1, high), Standing.POSSIBLE)] if first < sure else []
        runs += [StandingRun(sure, low, firm)] if sure <= low else []
        rest = max(sure, low + 1)
        runs += [StandingRun(rest, high, Standing.POSSIBLE)] if rest <= high else []
        name = _called(FIRST_LINK if index == 0 else RENEWAL, index)
        yield Row(f"link {index}", name, firmest([tuple(runs)]))


def chain_rows(chain: RenewalChain) -> list[Row]:
    """Return the whole of a chain as a row, then each of its links, if there are several."""
    whole = Row("chain", _called(WHOLE_CHAIN), drawn(chain.standings), chain.gaps())
    return [whole, *(link_rows(chain) if len(chain.links) > 1 else ())]


def _called(words: Words, number: int = 0) -> Name:
    return Name(**{language: text.format(number=number) for language, text in words.items()})
