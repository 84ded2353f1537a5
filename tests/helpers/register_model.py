"""A model of a register in plain dicts, in the file form: what stands in it, what is refused, what is in force.

It shares no code with the library. Truth and possible worlds come from the oracle, which shares none either.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from mainland_coop.testing import oracle

Fields: TypeAlias = dict[str, Any]
"""One record in the file form. It is never changed once it stands in a register."""
Register: TypeAlias = dict[str, dict[str, Fields]]
"""The records of each kind by id."""

KINDS = ("agreements", "parties", "conferences", "programmes", "areas", "sources")
TERMS = {"P10D": (0, 0, 0, 10), "P1M": (0, 1, 0, 0), "P1Y": (1, 0, 0, 0)}


def empty() -> Register:
    return {kind: {} for kind in KINDS}


def joined(ours: Register, theirs: Register) -> Register:
    """Two registers in one; where both have an id, theirs counts."""
    return {kind: ours[kind] | theirs[kind] for kind in KINDS}


def sessions(register: Register) -> list[tuple[str, Fields]]:
    return [(id, session) for id, held in register["conferences"].items() for session in held.get("sessions", [])]


# --- References --------------------------------------------------------------------------------------------------


def references(kind: str, fields: Fields) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each reference of a record: where it stands, what kinds it may lead to, and to which id."""
    instruments = ("programmes", "agreements") if kind == "programmes" else ("agreements",)
    for key, kinds in {
        "parent": ("parties",),
        "under": ("agreements",),
        "signed_at": ("sessions",),
    }.items():
        if key in fields:
            yield key, kinds, fields[key]
    for key in ("parties", "organisers"):
        for i, id in enumerate(fields.get(key, [])):
            yield f"{key}[{i}]", ("parties",), id
    for i, citation in enumerate(fields.get("citations", [])):
        yield f"citations[{i}].source", ("sources",), citation["source"]
    for session in fields.get("sessions", []):
        for i, id in enumerate(session.get("parties", [])):
            yield f"sessions[{session['id']!r}].parties[{i}]", ("parties",), id
    if "by" in fields.get("ending", {}):
        yield "ending.by", instruments, fields["ending"]["by"]


def missing(register: Register, extra: Register | None = None) -> set[str]:
    """The places of all references to nothing; `extra` are records that may be referred to and are not looked at."""
    known = {kind: {*register[kind], *(extra or {}).get(kind, {})} for kind in KINDS}
    known["sessions"] = {s["id"] for part in (register, extra or empty()) for _, s in sessions(part)}
    return {
        f"{kind}[{id!r}].{at}"
        for kind in KINDS
        for id, fields in register[kind].items()
        for at, kinds, target in references(kind, fields)
        if not any(target in known[k] for k in kinds)
    }


def runs_in_a_circle(register: Register) -> bool:
    steps = {
        "parent": {id: fields.get("parent") for id, fields in register["parties"].items()},
        "under": {id: fields.get("under") for id, fields in register["agreements"].items()},
        **{
            f"ended {kind}": {id: fields.get("ending", {}).get("by") for id, fields in register[kind].items()}
            for kind in ("agreements", "programmes")
        },
    }
    for step in steps.values():
        for start in step:
            at = step[start]
            for _ in step:  # after as many steps as there are records, one is out or in a circle
                at = step.get(at)
            if at is not None and at in step:
                return True
    return False


def repeats_a_session(register: Register) -> bool:
    ids = [session["id"] for _, session in sessions(register)]
    return len(set(ids)) < len(ids)


# --- Time --------------------------------------------------------------------------------------------------------


def days(text: str) -> oracle.Days:
    """The first and last day of a day, a month, or `[day..day]`."""
    if text.startswith("["):
        first, _, last = text[1:-1].partition("..")
        return days(first)[0], days(last)[1]
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return datetime.date(year, month, 1).toordinal(), after.toordinal() - 1
    day = datetime.date.fromisoformat(text).toordinal()
    return day, day


def _end(fields: Fields) -> oracle.End:
    if "term" in fields:
        return "tacit" if "tacit_renewal" in fields else "term", TERMS[fields["term"]]
    if "expires" in fields:
        return ("open",) if fields["expires"] == ".." else ("stated", days(fields["expires"]))
    return ("not stated",)


def life(fields: Fields) -> oracle.Record:
    """The links of an agreement or programme, and its ending."""
    start = fields.get("in_force_from") or fields.get("signed") or fields["started"]
    links = [oracle.Link(days(start), _end(fields))]
    for renewal in fields.get("renewals", []):
        text = None if renewal.get("follows_on") else renewal.get("in_force_from") or renewal["signed"]
        links.append(oracle.Link(None if text is None else days(text), _end(renewal)))
    ending = days(fields["ending"]["last_day"]) if "ending" in fields else None
    return oracle.Record(tuple(links), ending)


@lru_cache(maxsize=4096)
def _worlds(record: oracle.Record) -> tuple[oracle.World, ...]:
    return tuple(oracle.worlds(record))


def has_a_world(fields: Fields) -> bool:
    return bool(_worlds(life(fields)))


def truth(fields: Fields, day: str) -> oracle.Truth:
    return oracle.truth_on(life(fields), *days(day))


def _last_day(record: oracle.Record, world: oracle.World) -> int:
    last = max(world.ends)
    if last >= oracle.window(record)[1]:
        last = oracle.LAST_DAY  # the horizon stands for every later day
    return last if world.ending is None else min(last, world.ending)


def over_too_early(register: Register) -> bool:
    """Whether a successor was certainly over before the day after the last day of what it superseded."""
    for kind in ("agreements", "programmes"):
        for fields in register[kind].values():
            by = fields.get("ending", {}).get("by")
            successor = register[kind].get(by) or register["agreements"].get(by)
            if successor is not None:
                ended, following = life(fields), life(successor)
                if max(_last_day(following, world) for world in _worlds(following)) <= min(
                    world.ending or 0 for world in _worlds(ended)
                ):
                    return True
    return False


def faulty(register: Register) -> bool:
    """Whether records, each sound by itself, make no register."""
    return bool(
        missing(register) or runs_in_a_circle(register) or repeats_a_session(register) or over_too_early(register)
    )
