"""Rows as text on a screen, and as a page of Markdown that keeps the last table of each group."""

from __future__ import annotations

import importlib.metadata
import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import mainland_coop
from benchmarks.harness import Row

__all__ = ["HEADINGS", "line", "save", "section", "versions"]

HEADINGS = f"{'work':58} {'peer':46} {'ours':>10} {'peer':>10} {'ratio':>9} {'±':>7} {'target':>8}"

_UNITS = {
    "s": (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)),
    "B": (("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1.0)),
}


def versions(distributions: Iterable[str]) -> str:
    """Return the versions of Python, of the library and of those peers that are installed."""
    told = [f"Python {platform.python_version()}", f"mainland_coop {mainland_coop.__version__}"]
    for name in distributions:
        try:
            told.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            told.append(f"{name} not installed")
    return ", ".join(told)


def line(row: Row) -> str:
    """Return a row for the screen."""
    ours, theirs, ratio, spread, target = _cells(row)
    told = f"{row.work:58} {row.peer:46} {ours:>10} {theirs:>10} {ratio:>9} {spread:>7} {target:>8}"
    return f"{told}  {_remark(row)}".rstrip()


def section(group: str, title: str, told: str, rows: Sequence[Row]) -> str:
    """Return the Markdown of one group: its title, its table and the versions."""
    lines = [f"### {title}", "", f"`python -m benchmarks --only {group}`: {told}.", ""]
    lines += ["| work | peer | ratio | ± | target | |", "|---|---|---:|---:|---:|---|"]
    for row in rows:
        _, _, ratio, spread, target = _cells(row)
        lines.append(f"| {_code(row.work)} | {_code(row.peer)} | {ratio} | {spread} | {target} | {_remark(row)} |")
    return "\n".join([*lines, ""])


def save(path: Path, order: Iterable[str], fresh: str) -> None:
    """Put the section of a group into a page, in the order of their titles, in place of what it had for that group."""
    parts = re.split(r"(?m)^(?=### )", path.read_text("utf-8")) if path.exists() else []
    sections = {part.partition("\n")[0]: part for part in parts if part.startswith("### ")}
    sections[fresh.partition("\n")[0]] = fresh + "\n"
    kept = (sections[f"### {title}"].rstrip("\n") for title in order if f"### {title}" in sections)
    path.write_text("\n\n".join(kept) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    spread = "" if row.spread is None else _number(row.spread / 2)
    return (
        _amount(row.ours, row.unit),
        _amount(row.theirs, row.unit),
        "" if row.ratio is None else _number(row.ratio),
        spread,
        "" if row.target is None else _number(row.target),
    )


def _remark(row: Row) -> str:
    return "; ".join(part for part in (row.verdict, row.note) if part)


def _number(value: float) -> str:
    """Return three digits that count, without an exponent."""
    return f"{value:.{2 if value >= 1 else 3 if value >= 0.1 else 4 if value >= 0.01 else 5}f}"


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    name, size = next((pair for pair in _UNITS[unit] if value >= pair[1]), _UNITS[unit][-1])
    return f"{value / size:.3g} {name}" if value < 1000 * size else f"{value / size:.0f} {name}"


def _code(text: str) -> str:
    """Return a text with what looks like Python set as code."""
    return f"`{text}`" if text.startswith(("import ", "from ")) else text.replace("|", "\\|")
