"""HTML for the pages of records: texts of records escaped, Chinese marked as such, tables, lists, facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import chinese_text

import mainland_coop as mc
from mainland_coop.display.plain_text import clean


def marked(text: str | None) -> str:
    """Return a text with each run of Chinese in it marked by its script."""
    return chinese_text.marked(escape(clean(text))) if text else ""


def foreign(text: str, language: str) -> str:
    """Return a text in another language, which is marked."""
    return f'<span lang="{language}">{escape(clean(text))}</span>'


def in_chinese(name: mc.Name) -> str:
    """Return the Chinese forms of a name; one that is the same in both scripts once."""
    forms = {form: tag for form, tag in ((name.zh_hant, "zh-Hant"), (name.zh_hans, "zh-Hans")) if form}
    return " · ".join(foreign(form, tag) for form, tag in forms.items())


def named(name: mc.Name) -> str:
    """Return the name to show: the English one if there is one, else the Chinese."""
    return marked(name.en) if name.en else in_chinese(name).partition(" · ")[0]


def with_chinese(name: mc.Name) -> str:
    """Return the name to show, and beside an English one the first Chinese one."""
    chinese = in_chinese(name).partition(" · ")[0] if name.en else ""
    return f'{named(name)} <span class="mc-beside">{chinese}</span>' if chinese else named(name)


def link(address: str, html: str) -> str:
    """Return a link whose text is HTML already."""
    return f'<a href="{escape(address)}">{html}</a>'


def facts(*rows: tuple[str, str]) -> str:
    """Return what is known as names and values, which are HTML already; what is empty is left out."""
    told = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<dl class="mc-facts">{told}</dl>' if told else ""


def listed(lines: Iterable[str]) -> str:
    """Return a list of lines that are HTML already."""
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


_SPEAKING = {"agreement", "programme", "conference", "session", "record", "source", "name", "party", "area"}
"""Heads of columns whose cells say what they are."""


def _told_by(head: str, at: int) -> str:
    return "" if at == 0 or head in _SPEAKING or "<" in head else f' data-head="{escape(head)}"'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """Return a table of cells that are HTML already; a column in which every cell is empty is left out.

    On a narrow page each row is a block, in which each cell is named by the head of its column.
    """
    cells = [list(row) for row in rows]
    shown = [at for at in range(len(head)) if any(row[at] for row in cells)]
    names = "".join(f'<th scope="col">{head[at]}</th>' for at in shown)
    told = ("".join(f"<td{_told_by(head[at], at)}>{row[at]}</td>" for at in shown) for row in cells)
    body = "".join(f"<tr>{row}</tr>" for row in told)
    title = f"<caption>{caption}</caption>" if caption else ""
    return f'<table class="mc-table">{title}<thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>'


def raw(html: str) -> str:
    """Return HTML to stand in a page of Markdown."""
    return f"```{{raw}} html\n{html}\n```"
