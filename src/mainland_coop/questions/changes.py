"""What changed between two days: which instruments and programmes began, ended, or became a matter of doubt."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from mainland_coop.dates.partial_dates import Day, PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import DateError
from mainland_coop.foundation.importing import Displayed
from mainland_coop.foundation.public_names import Public
from mainland_coop.questions.events import of_both_kinds
from mainland_coop.questions.occurrences import RecordKind
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.validity.chain import RenewalChain
from mainland_coop.validity.renewing import renewed_between


@attrs.frozen
class Change(Public):
    """What two days have to say of one agreement or programme.

    Attributes:
        id: Id of the record.
        record_kind: Its kind, as in files.
        before: Whether it is in force on the earlier day.
        after: Whether it is in force on the later day.
        certainty: For a renewal, whether in every world one started between the days; otherwise TRUE.
    """

    id: str
    record_kind: RecordKind
    before: Truth
    after: Truth
    certainty: Truth = Truth.TRUE


@attrs.frozen(kw_only=True, repr=False)
class Changes(Displayed):
    """How the answers for two days differ. A record whose answer differs stands in one of the first four lists.

    Each list has the agreements first, then the programmes, in the order of their collections (by date, then id).

    Attributes:
        before: The earlier day.
        after: The later day.
        began: Not in force on the earlier day, in force on the later one.
        ended: In force on the earlier day, not in force on the later one.
        became_uncertain: Settled for the earlier day, UNKNOWN for the later one.
        settled: UNKNOWN for the earlier day, settled for the later one.
        renewed: Those of which a renewal starts, certainly or possibly, after the earlier day and not after the later;
            they may stand in another list too.
    """

    before: PartialDate
    after: PartialDate
    began: tuple[Change, ...] = ()
    ended: tuple[Change, ...] = ()
    became_uncertain: tuple[Change, ...] = ()
    settled: tuple[Change, ...] = ()
    renewed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return any((self.began, self.ended, self.became_uncertain, self.settled, self.renewed))

    def __str__(self) -> str:
        lines = [f"Changes from {self.before} to {self.after}{'' if self else ': none'}"]
        for name in ("began", "ended", "became_uncertain", "settled", "renewed"):
            for change in getattr(self, name):
                doubt = "" if change.certainty.certain else ", possibly"
                answers = f"{change.before.name} -> {change.after.name}{doubt}"
                lines.append(f"  {name.replace('_', ' ')}: {change.id} ({answers})")
        return "\n".join(lines)

    def __repr__(self) -> str:
        names = ("began", "ended", "became_uncertain", "settled", "renewed")
        counts = ", ".join(f"{len(getattr(self, name))} {name.replace('_', ' ')}" for name in names)
        return f"<Changes from {self.before} to {self.after}: {counts}>"


def changes_between(
    agreements: Iterable[Agreement],
    programmes: Iterable[Programme],
    before: Day,
    after: Day,
    *,
    presume_continuity: bool = True,
) -> Changes:
    """Return how the answers for two days differ.

    What began and ended again between the days does not show: `events_in` tells what happened in between.

    Args:
        agreements: Agreements.
        programmes: Programmes.
        before: The earlier day; of a partial date each day that it may be is asked.
        after: The later day; it may be the same.
        presume_continuity: Whether an end that is not stated is presumed not to have come.

    Raises:
        WrongTypeError: If one of them is no day.
        DateError: If one is a text that is no partial date, or `after` certainly lies before `before`.

    Example:
        >>> pact = Agreement(id="x", title="X", kind="arrangement", parties=["a"], signed="2011-11-25", term="P5Y")
        >>> print(changes_between([pact], [], "2014-01-01", "2017-01-01"))
        Changes from 2014-01-01 to 2017-01-01
          ended: x (TRUE -> FALSE)
    """
    start, end = PartialDate.of(before), PartialDate.of(after)
    if end.before(start).certain:
        text = f"{start}/{end}"
        raise DateError(text, len(str(start)) + 1, "the days are reversed: give the earlier one first")
    lists: dict[str, list[Change]] = {}
    for kind, record, chain in of_both_kinds(agreements, programmes):
        timeline = chain.timeline(presume_continuity=presume_continuity)
        then = timeline.on(start.first_ordinal, start.last_ordinal)
        now = timeline.on(end.first_ordinal, end.last_ordinal)
        if then is not now:
            lists.setdefault(_list_for(then, now), []).append(Change(record.id, kind, then, now))
        renewed = _renewed(chain, start, end)
        if renewed.possible:
            lists.setdefault("renewed", []).append(Change(record.id, kind, then, now, renewed))
    return Changes(before=start, after=end, **{name: tuple(found) for name, found in lists.items()})


def _list_for(then: Truth, now: Truth) -> str:
    if now is Truth.UNKNOWN:
        return "became_uncertain"
    if then is Truth.UNKNOWN:
        return "settled"
    return "began" if now is Truth.TRUE else "ended"


def _renewed(chain: RenewalChain, start: PartialDate, end: PartialDate) -> Truth:
    """Whether a renewal starts after the one day, and on or before the other."""
    if len(chain.terms.links) < 2:
        return Truth.FALSE
    widest, narrowest = (start.first_ordinal, end.last_ordinal), (start.last_ordinal, end.first_ordinal)
    return renewed_between(chain.bounds(), widest, narrowest)
