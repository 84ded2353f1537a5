"""How an answer is explained: a finding, with reasons in plain English, presumptions and citations."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import brief
from mainland_coop.foundation.importing import Displayed, shown_by
from mainland_coop.records.claims import Claim, Presumption
from mainland_coop.records.explaining import Explainer, Told, differs_within
from mainland_coop.records.instruments import InForce, link_prefix, start_field
from mainland_coop.records.provenance import Citation, Origin, Source
from mainland_coop.records.wording import NameOf, conclusion_text
from mainland_coop.validity.deciding import deciding
from mainland_coop.validity.possible_worlds import Status
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
    explainer = Explainer(record, name_of, source_name_of)
    (decided,) = explainer.decisions([day], presume_continuity=presume_continuity)
    citations = explainer.bearing.on(decided.links)
    answer = Told(decided.answer, conclusion_text(decided.answer, str(day)))
    told = [
        *explainer.lives(decided.links),
        *explainer.always(presume_continuity=presume_continuity),
        answer,
        *map(explainer.told, decided.presumed),
        *explainer.otherwise(citations, decided.links),
    ]
    return Finding(
        id=record.id,
        on=day,
        truth=decided.truth,
        status=decided.status,
        standing=decided.standing,
        conclusion=answer.text,
        reasons=tuple(each.text for each in told),
        claims=tuple(each.claim for each in told),
        presumptions=decided.presumptions,
        to_settle=_to_settle(record, day, decided.standing),
        citations=citations,
        title=str(getattr(record, "title", None) or getattr(record, "name", "")),  # programmes have a name
    )


def _to_settle(record: InForce, day: PartialDate, standing: Standing) -> tuple[str, ...]:
    """The paths of what can decide whether it is in force on the day."""
    if standing in (Standing.STATED, Standing.NOT_IN_FORCE):
        return ()
    chain = record.chain
    if differs_within(chain, day, presume_continuity=False):
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
    latest = min(stage.on.last_ordinal for stage in stages)  # no stage can start the instrument after it
    for place, stage in enumerate(stages):
        if any(stage.on.first_ordinal < day <= latest for day in days):
            yield f"in_force_from[{place}].on"
