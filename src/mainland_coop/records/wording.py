"""Claims in plain English: one sentence each, with names instead of ids and no paths of fields."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import TypeAlias

import attrs

from mainland_coop.dates.edtf import Precision
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.periods import Period
from mainland_coop.dates.terms import Term
from mainland_coop.dates.truth import Truth
from mainland_coop.foundation.errors import DateError, TermError
from mainland_coop.foundation.vocabularies import EndBasis, StartBasis
from mainland_coop.records import claims
from mainland_coop.records.provenance import steps
from mainland_coop.validity.links import TacitRenewal
from mainland_coop.validity.standing import Standing

NameOf: TypeAlias = Callable[[str], str]
"""Turns the id of a record into what people are to read."""


def when(date: PartialDate) -> str:
    """Return a partial date as people read it, with its preposition.

    Example:
        >>> when(PartialDate.parse("2011~")), when(PartialDate.parse("[2016-02..2017-10]"))
        ('about in 2011', 'between 2016-02-01 and 2017-10-31')
    """
    if date.first_ordinal == date.last_ordinal and date.qualifier is None:  # as most are
        return f"on {date}"
    text = str(date).rstrip("?~%")
    if date.precision is not Precision.RUN:
        text = f"{'on' if date.precision is Precision.DAY else 'in'} {text}"
    elif text.startswith("[.."):
        text = f"on {_iso(date.last_ordinal)} or before"
    elif text.endswith("..]"):
        text = f"on {_iso(date.first_ordinal)} or after"
    else:
        text = f"between {_iso(date.first_ordinal)} and {_iso(date.last_ordinal)}"
    marks = {None: "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
    return marks[date.qualifier] + text


def _iso(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


def in_full(period: Period) -> str:
    """Return a calendar period in the words of its source.

    Example:
        >>> [in_full(Period.parse(text)) for text in ("2012/2014", "2014", "2012/..")]
        ['2012 to 2014, in full', '2014, in full', '2012 on, open-ended']
    """
    if period.end is None:
        return f"{period.start} on, open-ended"
    units = str(period.end) if period.start == period.end else f"{period.start} to {period.end}"
    return f"{units}, in full"


def called(index: int) -> str:
    """Return what a link is called: the instrument itself, or which renewal."""
    return "the instrument" if index == 0 else f"renewal {index}"


_WORDS = {
    "alternatives": "other forms",
    "amends": "what it amends",
    "announced_for": "announced date",
    "as_of": "date",
    "authorised_by": "who authorised it",
    "broader": "broader area",
    "by": "successor",
    "checked": "day of the last check",
    "established": "date of establishment",
    "expires": "last day in force",
    "extra": "additional values",
    "follows_on": "start",
    "former": "earlier forms",
    "from": "date",
    "held": "dates",
    "held_with": "joint sessions",
    "how": "way in which it came about",
    "id": "id",
    "implemented_from": "start of implementation",
    "implements": "what it implements",
    "in_force_from": "date of entry into force",
    "last_day": "last day",
    "n_areas": "number of areas",
    "n_documents": "number of documents",
    "n_items": "number of items agreed",
    "n_participants": "number of participants",
    "never_in_force": "that it was never in force",
    "notice": "period of notice",
    "on": "date",
    "open_lists": "lists that may not be complete",
    "ordinal": "number",
    "parent": "body that it is part of",
    "short": "short forms",
    "signed": "date of signature",
    "signed_at": "session of signature",
    "started": "date of the start",
    "superseded_in_part": "partial supersession",
    "supplements": "what it supplements",
    "tacit_renewal": "renewal by itself",
    "translated": "which forms are translations",
    "under": "what it comes under",
    "video": "holding by video",
    "what": "what it counts",
}
"""What fields are called whose names do not say it."""

_CLAUSES = ("that ", "what ", "which ", "who ")
"""How words begin that take no article."""

_ONE_OF = {
    "alternatives": "other form",
    "former": "earlier form",
    "held_with": "joint session",
    "in_force_from": "stage",
    "languages": "language",
    "parties": "party",
    "short": "short form",
    "signatories": "signatory",
}
"""What one item of a list is called, before its number; else the name of the list without its last letter."""

_SCRIPTS = {"en": "English", "zh_hant": "Traditional Chinese", "zh_hans": "Simplified Chinese"}


def field_words(path: str) -> str:
    """Return the path of a field as people say it.

    Example:
        >>> field_words("renewals[1].signed"), field_words("title.zh_hans"), field_words("parties")
        ('the date of signature of renewal 2', 'the title in Simplified Chinese', 'the parties')
    """
    told: list[str] = []
    name = ""
    for step in steps(path):
        if isinstance(step, int):
            noun = _ONE_OF.get(name, name.removesuffix("s").replace("_", " "))
            told[-1] = f"{noun} {step + 1}"
            continue
        name = step.removesuffix("_")
        if name in _SCRIPTS:
            told.append(f"{told.pop() if told else 'the name'} in {_SCRIPTS[name]}")
            continue
        words = _WORDS.get(name, name.replace("_", " "))
        told.append(words if words.startswith(_CLAUSES) else f"the {words}")
    return " of ".join(reversed(told))


def sentence(claim: claims.Claim, name_of: NameOf = str, source_name_of: NameOf = str) -> str:
    """Return a claim as a sentence.

    Args:
        claim: The claim.
        name_of: Turns ids of agreements and programmes into what people are to read.
        source_name_of: The same of sources.
    """
    match claim:
        case claims.LinkClaim():
            return _link(claim)
        case claims.EndingClaim():
            return _ending(claim, name_of)
        case claims.StagesClaim():
            return _stages(claim)
        case claims.PartialSupersessionClaim():
            return _partial(claim, name_of)
        case claims.NoteClaim(text=text):
            return f"Note: {text}"
        case claims.PresumedClaim():
            return _presumed(claim)
        case claims.DisagreementClaim():
            return _disagreement(claim, source_name_of)
        case claims.LaterSourceClaim():
            return _later(claim, source_name_of)
        case claims.CheckedClaim(through=day):
            return f"The register was checked through {day}; what came after that day is not in it."
        case _:
            return conclusion_text(claim, str(claim.day))


def conclusion_text(claim: claims.Conclusion, day: str) -> str:
    """Return the claim that gives the answer as a sentence, in which the day is called so."""
    match claim:
        case claims.WithinClaim(standing=Standing.STATED):
            return f"{day} lies within it in every case that the record allows."
        case claims.WithinClaim():
            return f"{day} lies within it, unless an end came that the record does not state."
        case claims.NeverBeganClaim():
            return f"It never entered into force, so it was not in force {_on(claim.day, day)}."
        case claims.BeforeClaim():
            return f"{day} lies before its start in every case that the record allows."
        case claims.GapClaim():
            return f"{day} {_gap(claim)}"
        case claims.LapsedClaim(renewed=renewed):
            known = "no further renewal" if renewed else "no renewal"
            by_what = _by_what(claim.link, claim.basis)
            return f"{day} lies after its last day: lapsed{by_what}; {known} is known."
        case claims.EndedClaim(reason=reason):
            return f"{day} lies after the ending: it was {reason}."
        case claims.OverClaim(reason=reason):
            return f"{day} lies after its last day in every case; whether it had run out or been {reason} is open."
        case claims.SomeDaysClaim():
            days = _between(claim.day) if claim.day.precision is Precision.RUN else f"of {day}"
            return f"It was in force on some days {days} and not on others; ask about one day, or about the period."
        case claims.OpenQuestionClaim():
            return _open_question(claim, day)


def _and(parts: Sequence[str]) -> str:
    return " and ".join(([", ".join(parts[:-1])] if len(parts) > 1 else []) + [*parts[-1:]])


def _sentence_case(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _bare(date: PartialDate) -> str:
    return when(date).removeprefix("on ")


# --- Of the instrument -------------------------------------------------------------------------------------------


def _link(claim: claims.LinkClaim) -> str:
    subject = _sentence_case(called(claim.index))
    unless = ", unless it is ended before" if claim.may_be_cut else ""
    if claim.period is not None:
        return f"{subject} is for {in_full(claim.period)}{unless}."
    return f"{subject} {_start(claim)} and {_end(claim)}{unless}."


def _start(claim: claims.LinkClaim) -> str:
    match claim.start_basis:
        case StartBasis.NOT_STATED:
            return "has no stated start"
        case StartBasis.ENTRY_INTO_FORCE:
            return f"enters into force {when(claim.start)}"
        case StartBasis.SIGNATURE:
            return f"starts with its signature {when(claim.start)} (no entry into force is stated)"
        case StartBasis.EXPIRY_BEFORE:
            return f"follows on from the expiry before, {when(claim.start)}"
        case _:
            return f"starts {when(claim.start)}"


def _end(claim: claims.LinkClaim) -> str:
    if isinstance(claim.end, PartialDate):
        if claim.end_basis is EndBasis.TERM and claim.term is not None:
            return f"ends {when(claim.end)}, by its term of {claim.term.words}"
        beside = f" (it has a term of {claim.term.words})" if claim.term else ""
        return f"ends {when(claim.end)}, as stated{beside}"
    if claim.end_basis is EndBasis.OPEN:
        return "is stated to be open-ended"
    if claim.tacit_renewal is None or claim.first_end is None:
        return "has no stated end"
    what = "its stated end" if claim.term is None else f"its term of {claim.term.words}"
    return f"renews itself {_tacitly(claim.tacit_renewal)} after {what}, which runs out {when(claim.first_end)}"


def _tacitly(period: TacitRenewal) -> str:
    return "(for how long is not stated)" if period is True else f"for {period.words} at a time"


def _ending(claim: claims.EndingClaim, name_of: NameOf) -> str:
    by = f" by {name_of(claim.by)}" if claim.by else ""
    if not claim.began:
        return f"It was {claim.reason}{by} {when(claim.last_day)} without having been in force."
    if claim.cut is Truth.TRUE:
        return f"It was {claim.reason}{by}; its last day in force was {_bare(claim.last_day)}."
    stated = f"It was {claim.reason}{by}; the last day stated for that is {_bare(claim.last_day)}"
    return f"{stated}, {'and it had' if claim.cut is Truth.FALSE else 'and it may have'} run out by then."


def _stages(claim: claims.StagesClaim) -> str:
    began, never = [], []
    for stage in claim.stages:
        what = stage.provisions or "some provisions"
        if stage.began is Truth.FALSE:
            never.append(f"{what}, due {when(stage.on)}, did not: it was not in force then")
        else:
            unless = "" if stage.began is Truth.TRUE else ", if it was in force then"
            began.append(f"{what} {when(stage.on)}{unless}")
    return f"It entered into force in stages: {'; '.join([*began, *never])}."


def _partial(claim: claims.PartialSupersessionClaim, name_of: NameOf) -> str:
    since = f" {when(claim.since)}" if claim.since else ""
    scope = f": {claim.scope.rstrip('.')}" if claim.scope else ""
    effect = " This does not end it." if claim.ends_nothing else ""
    return f"Superseded in part{since} by {name_of(claim.by)}{scope}.{effect}"


# --- Of the answer -----------------------------------------------------------------------------------------------


def _presumed(claim: claims.PresumedClaim) -> str:
    if claim.presumption is claims.Presumption.COMPLETENESS:
        return "No further renewal is known to the record; it is presumed that there is none."
    subject = "it" if claim.link is None else called(claim.link)
    until = "the record shows one" if claim.until is None else f"{called(claim.until)} starts"
    if claim.renews_itself:
        return f"{_sentence_case(subject)} renews itself; it is presumed to continue until {until}."
    return f"No end of {subject} is stated; it is presumed to continue until {until}."


def _disagreement(claim: claims.DisagreementClaim, name_of: NameOf) -> str:
    values = [f"{value_words(path, value)} for {field_words(path)}" for path, value in claim.values]
    note = f" ({claim.note.rstrip('.')})" if claim.note else ""
    return f"“{name_of(claim.source)}” has {_and(values)}{note}."


def value_words(path: str, value: str | int | float) -> str:
    """Return what a source has for a field as people say it: terms and runs of days in words, else the value."""
    if not isinstance(value, str):
        return str(value)
    if path.rpartition(".")[2] in ("term", "tacit_renewal", "notice"):
        try:
            return Term.parse(value).words
        except TermError:
            return value
    if value.startswith("["):
        try:
            return _bare(PartialDate.parse(value))
        except DateError:
            return value
    return value


def _later(claim: claims.LaterSourceClaim, name_of: NameOf) -> str:
    what = _and([field_words(path) for path in claim.paths]) or "the record"
    late = f"was not certainly published by {claim.by}; its values are shown all the same"
    return f"“{name_of(claim.source)}”, which bears on {what}, {late}."


# --- Of the day --------------------------------------------------------------------------------------------------


def _gap(claim: claims.GapClaim) -> str:
    length = str(claim.longest) if claim.shortest == claim.longest else f"{claim.shortest} to {claim.longest}"
    days = f"{length} day{'' if claim.longest == 1 else 's'}"
    return f"lies in a gap of {days} before {called(claim.before)}: lapsed{_by_what(claim.link, claim.basis)}."


def _by_what(link: int | None, basis: EndBasis | None) -> str:
    what = {EndBasis.TERM: "term", EndBasis.STATED: "last day", EndBasis.PERIOD: "period"}.get(basis) if basis else None
    if link is None or what is None:
        return ""
    return f", by its stated {what}" if link == 0 else f", by the stated {what} of {called(link)}"


def _open_question(claim: claims.OpenQuestionClaim, day: str) -> str:
    if claim.known_apart:
        return (
            f"No link that the record knows covers {day}, but there may be renewals that it does not know: "
            f"the record allows both answers for {day}."
        )
    doubts = [_doubt(doubt) for doubt in claim.doubts]
    return f"{_sentence_case('; '.join(doubts) or 'it is open')}: the record allows both answers for {day}."


def _doubt(doubt: claims.DoubtClaim) -> str:
    subject = "" if doubt.link is None else called(doubt.link)
    if doubt.what is claims.Doubt.START:
        what = "it may have started at any time" if doubt.date is None else f"it starts {when(doubt.date)}"
        return f"whether {subject} had started by then is open ({what})"
    if doubt.what is claims.Doubt.END:
        what = "it renews itself" if doubt.basis is EndBasis.TACIT_RENEWAL else "no end is stated"
        what = what if doubt.date is None else f"it ends {when(doubt.date)}"
        return f"whether {subject} still ran then is open ({what})"
    if doubt.what is claims.Doubt.RENEWALS:
        return "there may be renewals that the record does not know"
    last = "" if doubt.date is None else f" (its last day: {_bare(doubt.date)})"
    return f"whether the ending had come by then is open{last}"


def _on(date: PartialDate, day: str) -> str:
    return when(date) if str(date) == day else f"on {day}"


def _between(date: PartialDate) -> str:
    return when(attrs.evolve(date, qualifier=None))
