"""The command line: `python -m mainland_coop`, a thin layer over the same calls as in Python.

Each command asks the registry, and gives an answer for people and for programs. Exit codes: 0 for an answer, 1 if
nothing was found or a checked register is invalid, 2 for wrong usage and for every error, which goes to standard error.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, TextIO

import attrs

import mainland_coop
from mainland_coop.cli import table_commands
from mainland_coop.collections.collection import counted
from mainland_coop.collections.kinds import namer_for
from mainland_coop.collections.matches import Matches, MatchKind
from mainland_coop.dates.partial_dates import PartialDate
from mainland_coop.dates.truth import Truth
from mainland_coop.display.blocks import clean, width
from mainland_coop.display.chain_stories import chain_story, finding_story
from mainland_coop.display.story import Story, table_lines
from mainland_coop.files.register_files import load
from mainland_coop.foundation.errors import InvalidFileError, MainlandCoopError, UnknownIdError
from mainland_coop.foundation.strict_json import Json
from mainland_coop.questions.changes import Change
from mainland_coop.questions.review import to_review
from mainland_coop.records.agreements import Agreement
from mainland_coop.records.programmes import Programme
from mainland_coop.records.provenance import Source
from mainland_coop.records.wording import when
from mainland_coop.registry.registry import Registry
from mainland_coop.validity.links import End
from mainland_coop.validity.possible_worlds import Status

ANSWERED = 0
NOT_FOUND = 1
FAILED = 2

_EPILOG = """\
days are EDTF texts, which may be partial: 2016-06-30, 2016-06, 2016, 201X, 2016~, [2016-02..2017-10].

exit codes:
  0  there is an answer; for validate: the register is sound
  1  nothing was found; for validate: the register is invalid
  2  wrong usage, or an error (a malformed day, an unknown id, a file that cannot be read), told on standard error
"""

_KINDS = ("parties", "agreements", "conferences", "programmes", "areas", "sources")
"""The kinds of record that can be found by name, those that people mean first going first."""
_TITLE_COLUMNS = 80
_LISTS = ("began", "ended", "became_uncertain", "settled", "renewed")


@attrs.frozen
class Answer:
    """The answer of a command.

    Attributes:
        data: The answer for programs, as a JSON value.
        text: The answer for people.
        found: Whether there is anything in it, or for a check, whether all is well.
        story: The answer in other forms, where it has any.
    """

    data: Json
    text: str
    found: bool = True
    story: Story | None = None


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: The arguments without the program's name; those of the process if not given.

    Raises:
        SystemExit: With code 2 for wrong usage, with code 0 after `--help` and `--version`; as argparse does.

    Example:
        >>> main(["find", "HKMAO", "--kind", "parties", "--limit", "1"])
        kind     id                                  why           matched
        parties  hong-kong-and-macao-affairs-office  abbreviation  HKMAO
        0
    """
    options = _parser().parse_args(argv)
    try:
        answer = _answer(options)
    except MainlandCoopError as error:
        _print("\n".join(clean(line) for line in f"mainland_coop: {error}".splitlines()), sys.stderr)
        return FAILED
    form = getattr(options, "form", None)
    if form == "json":
        escape = not _encoding(sys.stdout).lower().replace("-", "").startswith("utf")
        _print(json.dumps(answer.data, ensure_ascii=escape, indent=2), sys.stdout)
    elif form is not None and answer.story is not None:
        _print(getattr(answer.story, form).rstrip("\n"), sys.stdout)
    else:
        _print(answer.text, sys.stdout)
    return ANSWERED if answer.found else NOT_FOUND


def run() -> int:
    """Run the command line for a process; a reader that goes away (`| head`) is no error."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more when it exits; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    return code


def _answer(options: argparse.Namespace) -> Answer:
    if options.command == "validate":
        table_commands.refuse_tables(options.file)
        return _validate(options.file)
    if (asked := table_commands.named(options.command)) is not None:
        return Answer(*asked.answer(options))
    registry: Registry = load(options.data)
    match options.command:
        case "active":
            return _active(
                registry, options.day, possible=options.possible, presume_continuity=options.presume_continuity
            )
        case "chain":
            return _chain(registry, options.id)
        case "explain":
            return _explain(registry, options.id, options.day, presume_continuity=options.presume_continuity)
        case "find":
            return _find(registry, " ".join(options.text), kind=options.kind, limit=options.limit)
        case "review":
            return _review(registry, options.on)
        case _:
            return _changes(registry, options.before, options.after, presume_continuity=options.presume_continuity)


def _parser() -> argparse.ArgumentParser:
    how: dict[str, Any] = {
        "epilog": _EPILOG,
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,
    }
    about = "Ask a register of Hong Kong – Mainland co-operation."
    parser = argparse.ArgumentParser(prog="python -m mainland_coop", description=about, **how)
    parser.add_argument("--version", action="version", version=f"mainland_coop {mainland_coop.__version__}")
    of_commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        return of_commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.", **how)

    active = command("active", "list the agreements in force on a day")
    active.add_argument("day", metavar="DAY")
    active.add_argument("--possible", action="store_true", help="also those that may have been in force")
    _add_presumption(active)
    _add_data(active)
    _add_forms(active, "json")

    chain = command("chain", "tell how an agreement or programme was renewed, with gaps and end")
    chain.add_argument("id", metavar="ID")
    _add_data(chain)
    _add_forms(chain, "json", "markdown", "html")

    explain = command("explain", "tell whether an agreement or programme is in force on a day, and why")
    explain.add_argument("id", metavar="ID")
    explain.add_argument("day", metavar="DAY")
    _add_presumption(explain)
    _add_data(explain)
    _add_forms(explain, "json", "markdown", "html")

    finding = command("find", "find records by id, name, abbreviation, former name or words of a name")
    finding.add_argument("text", metavar="TEXT", nargs="+")
    finding.add_argument("--kind", choices=_KINDS, help="only records of this kind (default: of all kinds)")
    finding.add_argument("--limit", type=int, default=10, metavar="N", help="at most N matches (default: 10)")
    _add_data(finding)
    _add_forms(finding, "json")

    changes = command("changes", "tell what began, ended, was renewed or became uncertain between two days")
    changes.add_argument("before", metavar="FROM")
    changes.add_argument("after", metavar="TO")
    _add_presumption(changes)
    _add_data(changes)
    _add_forms(changes, "json")

    review = command("review", "list what a curator should look at again, in the order in which to look")
    review.add_argument("--on", metavar="DAY", help="the day of the review (default: today)")
    _add_data(review)
    _add_forms(review, "json")

    validate = command("validate", "check a register in a file or folder, and tell all its problems")
    validate.add_argument("file", metavar="FILE")
    _add_forms(validate, "json")

    for each in table_commands.COMMANDS:
        added = command(each.name, each.help)
        each.add(added)
        _add_forms(added, *each.forms)
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="PATH", help="a register in a file or folder (default: the bundled one)")


def _add_presumption(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-presumption",
        dest="presume_continuity",
        action="store_false",
        help="do not presume that what has no stated end continues",
    )


def _add_forms(parser: argparse.ArgumentParser, *forms: str) -> None:
    group = parser.add_mutually_exclusive_group()
    for form in forms:
        name = {"json": "JSON, for programs", "markdown": "Markdown", "html": "HTML"}[form]
        group.add_argument(f"--{form}", dest="form", action="store_const", const=form, help=f"answer as {name}")


def _encoding(stream: TextIO) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _print(text: str, stream: TextIO) -> None:
    """Write a text with a line end; what the stream's encoding lacks is shown escaped."""
    encoding = _encoding(stream)
    stream.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))


# --- Answers -------------------------------------------------------------------------------------------------------


def _active(registry: Registry, day: str, *, possible: bool, presume_continuity: bool) -> Answer:
    """Answer which agreements are in force on a day."""
    asked = PartialDate.parse(day)
    at_least = Truth.UNKNOWN if possible else Truth.TRUE
    found = registry.active_on(asked, at_least=at_least, presume_continuity=presume_continuity)
    rows = [(pact, pact.active_on(asked, presume_continuity=presume_continuity)) for pact in found]
    how = "certainly or possibly" if possible else "certainly"
    lines = [f"{counted('agreements', len(rows))} {how} in force {when(asked)}"]
    lines += _table(
        ["id", "truth", "signed", "title"],
        [(pact.id, truth.name, str(pact.signed), pact.title.text) for pact, truth in rows],
    )
    checked = registry.verified_through
    if checked is not None and asked.last_ordinal > checked.last_ordinal:
        lines.append(f"The register was checked through {checked}; what came after that day is not in it.")
    return Answer(
        {
            "day": str(asked),
            "verified_through": None if checked is None else str(checked),
            "agreements": [
                {
                    "id": pact.id,
                    "title": pact.title.text,
                    **_attributes(pact, "kind", "signed"),
                    "truth": truth.name,
                    "expires": _json(pact.chain.expires),
                }
                for pact, truth in rows
            ],
        },
        "\n".join(lines),
        bool(rows),
    )


def _chain(registry: Registry, id: str) -> Answer:
    """Answer how an agreement or programme was renewed, where its gaps are and when it runs out."""
    record = _record(registry, id)
    chain = record.chain
    of_link = ("index", "start", "start_basis", "end", "end_basis", "term", "tacit_renewal")
    of_gap = ("before", "certain", "shortest", "longest", "last_day_before", "next_start")
    data: Json = {
        "id": id,
        "name": registry.name_of(id),
        "links": [_attributes(link, *of_link) for link in chain.links],
        "gaps": [_attributes(gap, *of_gap) for gap in chain.gaps()],
        **_attributes(chain, "is_continuous", "expires"),
        "ending": None if record.ending is None else _attributes(record.ending, "last_day", "reason", "by"),
    }
    story = chain_story(record, registry.sources, name_of=namer_for(registry, record))
    return Answer(data, story.text, story=story)


def _explain(registry: Registry, id: str, day: str, *, presume_continuity: bool) -> Answer:
    """Answer whether an agreement or programme is in force on a day, and why."""
    from mainland_coop.form.codec import to_json

    finding = registry.explain(id, day, presume_continuity=presume_continuity)
    story = finding_story(finding, registry.sources, title=registry.name_of(finding.id))
    data: Json = {
        "id": finding.id,
        "name": registry.name_of(finding.id),
        **_attributes(finding, "on", "truth", "status"),
        "reasons": list(finding.reasons),
        "presumptions": [str(each) for each in finding.presumptions],
        "beyond_verified": finding.beyond_verified,
        "citations": [to_json(citation) for citation in finding.citations],
    }
    return Answer(data, story.text, story=story)


def _find(registry: Registry, text: str, *, kind: str | None, limit: int) -> Answer:
    """Answer which records a text may mean: of one kind, or of all, best first.

    Of all kinds, those that match in the same way and as well stand in the order of the kinds. What is only near the
    text is shown if nothing of any kind has it.
    """
    kinds = _KINDS if kind is None else (kind,)
    of_kinds: dict[str, Matches[Any]] = {each: getattr(registry, each).find(text, limit=limit) for each in kinds}
    good = {each: matches for each, matches in of_kinds.items() if matches and matches[0].why is not MatchKind.NEAR}
    of_kinds = good or of_kinds
    total = sum(matches.total for matches in of_kinds.values())
    found = [(each, match) for each, matches in of_kinds.items() for match in matches]
    order = list(MatchKind)
    found.sort(key=lambda row: (order.index(row[1].why), -row[1].score))  # stable: within, by kind, then as ranked
    rows = found[:limit]
    lines = _table(
        ["kind", "id", "why", "matched"],
        [(each, match.record.id, str(match.why), match.matched) for each, match in rows],
    )
    if total > len(rows):
        lines.append(f"... and {total - len(rows)} more")
    return Answer(
        {
            "text": text,
            "total": total,
            "matches": [
                {
                    "record_kind": each,
                    "id": match.record.id,
                    "name": _name(match.record),
                    **_attributes(match, "matched", "why"),
                    "score": round(match.score, 4),
                }
                for each, match in rows
            ],
        },
        "\n".join(lines) or "nothing found",
        bool(rows),
    )


def _changes(registry: Registry, before: str, after: str, *, presume_continuity: bool) -> Answer:
    """Answer what began, ended, was renewed or became uncertain between two days."""
    found = registry.changes(before, after, presume_continuity=presume_continuity)
    lists: dict[str, tuple[Change, ...]] = {name: getattr(found, name) for name in _LISTS}
    rows = [
        (
            f"{'' if change.certainty.certain else 'possibly '}{name.replace('_', ' ')}",
            change.id,
            f"{change.before.name} -> {change.after.name}",
            _name(getattr(registry, change.record_kind)[change.id]),
        )
        for name, listed in lists.items()
        for change in listed
    ]
    lines = [f"{len(rows)} change{'' if len(rows) == 1 else 's'} from {found.before} to {found.after}"]
    lines += _table(["change", "id", "truth", "name"], rows)
    of_change = ("record_kind", "id", "before", "after", "certainty")
    data = _attributes(found, "before", "after")
    data |= {name: [_attributes(change, *of_change) for change in listed] for name, listed in lists.items()}
    return Answer(data, "\n".join(lines), bool(rows))


def _review(registry: Registry, on: str | None) -> Answer:
    """Answer what to look at again: unchecked for long, run out, announced only, resting on old sources."""
    day = PartialDate.parse(on or datetime.date.today().isoformat())
    of_kinds = (registry.agreements, registry.programmes, registry.conferences, registry.parties)
    checked = registry.verified_through
    items = to_review(*of_kinds, registry.sources.by_id, on=day, verified_through=checked)
    lines = [f"{len(items)} record{'' if len(items) == 1 else 's'} to look at, as of {day}"]
    rows = [(each.kind, each.id, each.standing or "", "; ".join(each.reasons)) for each in items]
    lines += _table(["kind", "id", "standing", "why"], rows)
    data: list[Json] = [
        {**_attributes(each, "kind", "id", "standing"), "reasons": [*each.reasons], "to_settle": [*each.to_settle]}
        for each in items
    ]
    return Answer({"on": str(day), "items": data}, "\n".join(lines), bool(items))


def _validate(path: str) -> Answer:
    """Answer whether a file or folder is a sound register, with all its problems or notices."""
    try:
        registry = load(path)
    except InvalidFileError as error:
        problems: list[Json] = [_attributes(each, "path", "value", "expected") for each in error.problems]
        return Answer({"file": path, "valid": False, "problems": problems, "notices": []}, str(error), found=False)
    notices: list[Json] = [_attributes(each, "path", "message") for each in registry.notices]
    lines = [f"{path}: a sound register", f"  {registry!r}", *(f"  notice: {each}" for each in registry.notices)]
    return Answer({"file": path, "valid": True, "problems": [], "notices": notices}, "\n".join(lines))


# --- Values and texts ---------------------------------------------------------------------------------------------


def _attributes(thing: object, *names: str) -> dict[str, Json]:
    """Return attributes as JSON values: truth by its name, dates and words as their texts, numbers and None as is."""
    return {name: _json(getattr(thing, name)) for name in names}


def _json(value: object) -> Json:
    match value:
        case Truth():
            return value.name
        case End() | Status():
            return str(value.value)
        case bool() | int() | None:
            return value
        case _:
            return str(value)


def _record(registry: Registry, id: str) -> Agreement | Programme:
    record = registry.agreements.get(id) or registry.programmes.get(id)
    if record is None:
        near = (*registry.agreements.suggest(id), *registry.programmes.suggest(id))
        raise UnknownIdError(id, "agreements and programmes", near[:3])
    return record


def _name(record: object) -> str:
    if isinstance(record, Source):
        return record.title
    return str(record.title if isinstance(record, Agreement) else getattr(record, "name", ""))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table whose last column is cut to fit; none if there are no rows."""
    return table_lines(head, [[*row[:-1], _cut(row[-1])] for row in rows]) if rows else []


def _cut(text: str) -> str:
    text = clean(text)
    if width(text) <= _TITLE_COLUMNS:
        return text
    columns = accumulate(map(width, text))
    end = next(position for position, column in enumerate(columns) if column > _TITLE_COLUMNS - 3)
    return f"{text[:end].rstrip()}..."
