"""Parts of the pages of records: the answer, the strip, the chain, the dates, who signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TypeVar

import row_strips
from page_html import listed, marked, table, with_chinese
from page_places import Places

import mainland_coop as mc
from mainland_coop.display.cards import end_text
from mainland_coop.display.chain_stories import (
    HEAD,
    PRESUMED,
    end_sentences,
    gap_text,
    link_cells,
    membership_text,
    remark_sentences,
)
from mainland_coop.display.citations import standing_told
from mainland_coop.display.plain_text import day_text
from mainland_coop.display.strips import strip_of, strip_svg
from mainland_coop.records.wording import called

Record = mc.Agreement | mc.Programme | mc.Conference | mc.Session | mc.Party | mc.Area
Instrument = mc.Agreement | mc.Programme
T = TypeVar("T")

FEW = 3
"""How many of a list stand among the first facts; the others are linked."""

_LANGUAGES = {"en": "English", "zh": "Chinese", "zh-Hant": "Traditional Chinese", "zh-Hans": "Simplified Chinese"}


def verdict(finding: mc.Finding | None) -> str:
    """Return where an instrument stands on the last day checked, as one sentence."""
    if finding is None:
        return ""
    words, aside = standing_told(finding)
    told = f"<strong>{words[0].upper()}{words[1:]}</strong>{escape(aside)}"
    return f'<p class="mc-verdict">{told} on {finding.on}, the last day to which the register was checked.</p>'


def strip(record: Instrument, checked: int | None) -> str:
    """Return the timeline of an instrument, if a day of it is known."""
    drawn = strip_of(record.chain, checked)
    return "" if drawn is None else f'<div class="mainland-coop">{"".join(strip_svg(drawn))}</div>'


def why(finding: mc.Finding | None, record: Instrument, places: Places) -> str:
    """Return the reasons of an answer, and what it presumes; the note has a place of its own."""
    if finding is None:
        return ""
    reasons = (reason for reason in finding.reasons if reason != f"Note: {record.note}")
    presumed = f"<p>Presumed:</p>{listed(PRESUMED[each] for each in finding.presumptions)}"
    return listed(map(places.text, reasons)) + (presumed if finding.presumptions else "")


def chain_of(record: Instrument, registry: mc.Registry, places: Places) -> str:
    """Return the links of a chain, its gaps, its end, and what else is to be said of it."""
    chain = record.chain
    periods = (record.period, *(renewal.period for renewal in record.renewals))
    told = [
        table(
            HEAD,
            (map(marked, link_cells(chain, link, of)) for link, of in zip(chain.links, periods, strict=True)),
        )
        if chain.links
        else "<p>It was signed and never entered into force.</p>"
    ]
    gaps = chain.gaps()
    told += [listed(map(gap_text, gaps))] if gaps else []
    told.append(f"<p>{places.text(' '.join(end_sentences(record, registry.name_of)))}</p>")
    remarks = [text for text in remark_sentences(record, registry.name_of) if text != f"Note: {record.note}"]
    told += [listed(map(places.text, remarks))] if remarks else []
    return "".join(told)


def dates(record: Instrument) -> str:
    """Return the dates of an instrument in a line."""
    told = []
    if isinstance(record, mc.Agreement):
        told.append(f"signed {day_text(record.signed)}")
        if record.stages:
            told.append(f"in force in {len(record.stages)} stages")
        elif isinstance(record.in_force_from, mc.PartialDate):
            told.append(f"in force from {day_text(record.in_force_from)}")
        if record.implemented_from is not None:
            told.append(f"implemented from {day_text(record.implemented_from)}")
    elif record.started is not None:
        told.append(f"started {day_text(record.started)}")
    elif record.period is None:
        told.append("start not stated")
    if record.renewals:
        told.append(f"renewed {', '.join(day_text(link.start) for link in record.chain.links[1:])}")
    end = end_text(record.chain)
    words = {"not stated": "end not stated", "open-ended": "open-ended", "never in force": "never in force"}
    told.append(words.get(end, f"last day {end}"))
    return "; ".join(told)


def signatories(record: Instrument, *, of_renewals: bool = False) -> tuple[mc.Signatory, ...]:
    """Return who signed an instrument; where that is not recorded, or if asked for, who signed its renewals."""
    own = record.signatories if isinstance(record, mc.Agreement) else ()
    renewed = tuple(person for renewal in record.renewals for person in renewal.signatories)
    return (*own, *renewed) if of_renewals or not own else own


def signed_by(record: Instrument, places: Places) -> str:
    """Return who signed each link of a chain, in which office and for which party."""
    own = record.signatories if isinstance(record, mc.Agreement) else ()
    lines = [
        f"{f'{called(index)}: ' if record.renewals else ''}{person_told(person, places)}"
        for index, people in enumerate((own, *(renewal.signatories for renewal in record.renewals)))
        for person in people
    ]
    return listed(lines) if lines else ""


def person_told(person: mc.Signatory, places: Places) -> str:
    """Return a person with the office, the party and the note."""
    about = "".join(f", {marked(text)}" for text in (person.office, person.note) if text)
    return f"{places.person(person.name)}{about}{f' (for {places.to(person.party)})' if person.party else ''}"


def memberships(record: mc.Agreement, places: Places) -> str:
    """Return since when the parties are members, as far as that differs."""
    lines = [f"{places.to(one.party)}: {membership_text(one)}" for one in record.memberships]
    return listed(lines) if lines else ""


def shortly(items: Sequence[T], shown: Callable[[T], str], section: str) -> str:
    """Return the first few of a list, and a link to the section that has all of them."""
    few = len(items) if len(items) <= FEW else FEW - 1
    line = ", ".join(map(shown, items[:few]))
    rest = len(items) - few
    return f'{line} and <a href="#{section}">{rest} others</a>' if rest else line


def session_label(session: mc.Session, conference: mc.Conference) -> str:
    """Return what a session is called among those of its conference: by series and number, or by its name."""
    if session.ordinal is not None:
        series = session.series or "meeting"
        return f"{series[0].upper()}{series[1:]} {session.ordinal}".replace(" ", "\xa0")
    name = session.name.text if session.name else session.id
    return name.removesuffix(f": {conference.name.text}")


def counts(session: mc.Session) -> Iterable[tuple[str, str]]:
    """Yield how much was agreed and signed at a session."""
    for what, number in (
        ("areas agreed", session.n_areas),
        ("items agreed", session.n_items),
        ("documents signed", session.n_documents),
    ):
        yield what, "" if number is None else str(number)


def counted(number: int, what: str) -> str:
    """Return a number of things, or nothing if there are none."""
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""


def row(
    record: Instrument,
    places: Places,
    day: mc.PartialDate | None,
    axis: row_strips.Axis | None,
    *,
    beside: bool = False,
) -> tuple[str, ...]:
    """Return the row of an instrument in a list: its date, its name, where it stands, its strip."""
    when = record.signed if isinstance(record, mc.Agreement) else record.started
    return (
        day_text(when) if when else "",
        places.to(record.id, with_chinese(places.found[record.id][1]) if beside else ""),
        record.standing_on(day).words if day else "",
        row_strips.row_strip(record, axis, None if day is None else day.last_ordinal),
    )


def language(tag: str) -> str:
    """Return a language in words, or the tag itself."""
    return _LANGUAGES.get(tag, escape(tag))


_PLACES = {
    "HK": "Hong Kong",
    "MO": "Macao",
    "CN": "Mainland, national",
    "CN-AH": "Anhui",
    "CN-BJ": "Beijing",
    "CN-CQ": "Chongqing",
    "CN-FJ": "Fujian",
    "CN-GD": "Guangdong",
    "CN-GX": "Guangxi",
    "CN-GZ": "Guizhou",
    "CN-HA": "Henan",
    "CN-HB": "Hubei",
    "CN-HI": "Hainan",
    "CN-HN": "Hunan",
    "CN-JS": "Jiangsu",
    "CN-JX": "Jiangxi",
    "CN-SC": "Sichuan",
    "CN-SD": "Shandong",
    "CN-SH": "Shanghai",
    "CN-SN": "Shaanxi",
    "CN-SX": "Shanxi",
    "CN-XJ": "Xinjiang",
    "CN-YN": "Yunnan",
    "CN-ZJ": "Zhejiang",
}


def jurisdiction(code: str | None) -> str:
    """Return a jurisdiction by its name and its code (ISO 3166)."""
    if code is None:
        return ""
    return f"{_PLACES[code]} ({code})" if code in _PLACES else escape(code)
