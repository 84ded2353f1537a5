"""What is asked of a register as a whole: whether it is sound, what to review, what differs, and other forms of it."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mainland_coop.cli.answer import Answer
from mainland_coop.cli.layout import Page, table, wrapped
from mainland_coop.cli.listing import title_of
from mainland_coop.cli.options import (
    Command,
    add_data,
    add_data_and_forms,
    add_forms,
    read_day,
    read_period,
    registry_of,
)
from mainland_coop.cli.table_commands import refuse_tables
from mainland_coop.foundation.errors import InvalidArgumentError, InvalidFileError

_BUNDLED = "bundled"


def _add_validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a register in a file or folder")
    add_forms(parser, "json")


def _validate(options: argparse.Namespace) -> Answer:
    from mainland_coop.files.register_files import load
    from mainland_coop.form.plain import to_dict

    refuse_tables(options.file)
    try:
        registry = load(options.file)
    except InvalidFileError as error:
        told = str(error).splitlines()
        problems = {"file": options.file, "valid": False, "problems": to_dict(error.problems), "notices": []}
        return Answer(lambda: problems, lambda page: _wrapped(told, page), found=False)
    sound = {"file": options.file, "valid": True, "problems": [], "notices": to_dict(registry.notices)}
    lines = [
        f"{options.file}: a sound register",
        f"  {repr(registry)[1:-1]}",
        *(f"  notice: {x}" for x in registry.notices),
    ]
    return Answer(lambda: sound, lambda page: _wrapped(lines, page))


def _wrapped(lines: list[str], page: Page) -> Iterator[str]:
    for line in lines:
        inset = "  " if line.startswith("  ") else ""
        yield from wrapped(line, page.columns, inset, f"{inset}  ")


def _add_review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DAY", help="the day of the review (default: today)")
    add_data_and_forms(parser, "json")


def _review(options: argparse.Namespace) -> Answer:
    from mainland_coop.questions import to_review

    registry = registry_of(options)
    day = read_day(options.on or datetime.date.today().isoformat())
    of_kinds = (registry.agreements, registry.programmes, registry.conferences, registry.parties)
    items = to_review(*of_kinds, registry.sources.by_id, on=day, verified_through=registry.verified_through)

    def data() -> dict[str, Any]:
        from mainland_coop.form.plain import to_dict

        return {"on": str(day), "items": to_dict(items)}

    def lines(page: Page) -> Iterator[str]:
        yield f"{len(items)} record{'' if len(items) == 1 else 's'} to look at, as of {day}"
        if page.columns is None:
            rows = [(each.kind, each.id, each.standing or "", "; ".join(each.reasons)) for each in items]
            yield from table(["kind", "id", "standing", "why"], rows, page) if rows else []
            return
        for each in items:
            yield from page.strong(wrapped(title_of(getattr(registry, each.kind)[each.id]), page.columns, "", "  "))
            standing = "" if each.standing is None else f"{each.standing.words}; "
            yield from wrapped(f"{standing}{'; '.join(each.reasons)}", page.columns, "  ", "    ")
            yield from page.faint(wrapped(each.id, page.columns, "  "))

    return Answer(data, lines, bool(items))


def _add_diff(parser: argparse.ArgumentParser) -> None:
    told = f"a register in a file or folder, or {_BUNDLED!r}"
    parser.add_argument("before", metavar="A", help=told)
    parser.add_argument("after", metavar="B", help=told)
    parser.add_argument("--on", metavar="DAY", help="also tell which standings on a day differ")
    add_forms(parser, "json", "markdown", "html")


def _diff(options: argparse.Namespace) -> Answer:
    from mainland_coop.files.register_files import load

    before, after = (load(None if path == _BUNDLED else path) for path in (options.before, options.after))
    difference = before.diff(after, on=None if options.on is None else read_day(options.on))

    def data() -> Any:
        from mainland_coop.form.plain import to_dict

        return to_dict(difference)

    return Answer.told(difference.story, data)._replace(found=bool(difference))


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("export_form", metavar="FORM", choices=tuple(_EXPORTS), help=f"one of {', '.join(_EXPORTS)}")
    parser.add_argument("path", metavar="PATH", help="the file to write; for csv, jsonl and parquet the folder")
    parser.add_argument("--during", metavar="PERIOD", help="for ical, which needs it: the days of the calendar")
    add_data_and_forms(parser, "json")


def _exporter(name: str) -> Callable[..., Any]:
    def write(registry: Any, path: str, *period: Any) -> Any:
        from mainland_coop import exports

        return getattr(exports, name)(registry, path, *period)

    return write


def _dump(registry: Any, path: str) -> str:
    from mainland_coop.files.register_files import dump

    dump(registry, path)
    return path


def _dump_lines(registry: Any, path: str) -> tuple[Path, ...]:
    from mainland_coop.files.register_files import dump

    dump(registry, path, form="json lines")
    return tuple(sorted(Path(path).glob("*.json*")))


_EXPORTS: dict[str, Callable[..., Any]] = {
    "json": _dump,
    "jsonl": _dump_lines,
    "csv": _exporter("write_csv"),
    "parquet": _exporter("write_parquet"),
    "sqlite": _exporter("write_sqlite"),
    "xlsx": _exporter("write_xlsx"),
    "ical": _exporter("write_ical"),
    "json-ld": _exporter("write_json_ld"),
    "turtle": _exporter("write_turtle"),
    "bibtex": _exporter("write_bibtex"),
    "csl-json": _exporter("write_csl_json"),
    "ris": _exporter("write_ris"),
}
"""What writes a register in each form to a path, and returns what was written."""


def _export(options: argparse.Namespace) -> Answer:
    form = options.export_form
    if (form == "ical") is (options.during is None):
        options.wrong("give --during PERIOD with ical, and with no other form")
    period = () if options.during is None else (read_period(options.during),)
    written = _EXPORTS[form](registry_of(options), options.path, *period)
    files = [str(file) for file in (written if isinstance(written, tuple) else (written,))]
    return Answer(lambda: {"form": form, "files": files}, lambda _: files)


def _add_explore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="FOLDER", help="where to keep the page; without it, it goes at Enter")
    parser.add_argument("--on", metavar="DAY", help="the day that it shows at first")
    parser.add_argument("--record", metavar="ID", help="the agreement or programme that is open at first")
    parser.add_argument("--title", metavar="TEXT", help="what the register is called on the page")
    parser.add_argument("--no-open", action="store_true", help="write it, and do not open a browser; with --to")
    add_data_and_forms(parser, "json")


def _explore(options: argparse.Namespace) -> Answer:
    import tempfile  # it brings what packs files

    from mainland_coop.explorer.notebook import view_of
    from mainland_coop.explorer.page import write_explorer

    registry = registry_of(options)
    view = view_of(registry, None if options.on is None else read_day(options.on), options.record)

    def opened_in(folder: str) -> tuple[str, bool]:
        page = Path(write_explorer(registry, folder, title=options.title)[-1]).resolve()
        if options.no_open:
            return str(page), False
        import webbrowser  # it looks for browsers when it is imported

        return str(page), webbrowser.open(f"{page.as_uri()}{f'#{view}' if view else ''}")

    if options.to:
        page, opened = opened_in(options.to)
    elif options.no_open or not sys.stdin.isatty():
        why = "a page that is not opened" if options.no_open else "a page that no Enter from a terminal can end"
        raise InvalidArgumentError(f"explore: {why} has to be kept: add --to FOLDER")
    else:
        with tempfile.TemporaryDirectory(prefix="mainland-coop-") as folder:
            page, opened = opened_in(folder)
            if not opened:
                sys.stderr.write(f"No browser was found; open {page} in one.\n")
            sys.stderr.write("The page stays until you press Enter; --to FOLDER keeps it. ")
            sys.stderr.flush()
            with contextlib.suppress(KeyboardInterrupt):
                sys.stdin.readline()
    told = [str(page)] if options.to else []
    told += ["No browser was found; open the page in one."] if options.to and not (opened or options.no_open) else []
    return Answer(lambda: {"page": page, "opened": opened}, lambda _: told)


def _add_mcp(parser: argparse.ArgumentParser) -> None:
    add_data(parser)


def _mcp(options: argparse.Namespace) -> Answer:
    from mainland_coop.server.assistants import serve

    gc.enable()  # it is off for what answers once
    serve(registry_of(options))
    return Answer(dict, lambda _: [])


COMMANDS = (
    Command("validate", "check a register in a file or folder, and tell all its problems", _add_validate, _validate),
    Command("review", "list what a curator should look at again, in the order in which to look", _add_review, _review),
    Command("diff", "tell what leads from one register to another", _add_diff, _diff),
    Command("export", "write the register in the form of another program", _add_export, _export),
    Command("explore", "write the page on which to drag a date, and open it", _add_explore, _explore),
    Command("mcp", "serve the register to assistants, over standard input and output", _add_mcp, _mcp),
)
