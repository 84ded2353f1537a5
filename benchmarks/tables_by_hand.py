"""What `tables.compile` is held against: the same table of plain rows, by hand in SQL and in expressions of polars.

The peers know that the rows are plain, and would be wrong for any other; save for what is said to be checked, they know
that the rows are sound too. They use the dates of their engine.
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

__all__ = [
    "BOTH",
    "DUCKDB",
    "SPARK",
    "TOTALS",
    "YEARS",
    "Answer",
    "Dialect",
    "Work",
    "bounds_by_hand",
    "in_duckdb",
    "mixed_rows",
    "plain_rows",
    "polars_by_hand",
    "runs_by_hand",
    "totals_of_polars",
    "write_rows",
]

Answer = tuple[Any, ...]
Work = Callable[[], Answer]
BOTH = ("true", "false")

TOTALS = {
    "runs": "count(*)",
    "firsts": "sum(first_day)",
    "lasts": "sum(last_day)",
    "before": "sum(previous_last_day)",
    "ids": "count(id)",
    "unknown": "count(CASE WHEN truth = 'UNKNOWN' THEN 1 END)",
    "presumed": "count(CASE WHEN presume_continuity THEN 1 END)",
    "open": "count(CASE WHEN open_start OR open_end THEN 1 END)",
    "kinds": "count(record_kind)",
}
"""What is asked of a table, so that every column of it is made."""


YEARS = "count(*), sum(year(first_day)), sum(year(last_day)), count(id), count(truth)"
"""What is asked of a table of runs whose days are dates."""


class Dialect(NamedTuple):
    """How an engine writes what differs: months after a date, and days after a date."""

    months: str
    days: str


DUCKDB = Dialect("CAST({0} + to_months({1}) AS DATE)", "CAST({0} + ({1}) AS DATE)")
SPARK = Dialect("add_months({0}, {1})", "date_add({0}, {1})")


def plain_rows(count: int) -> str:
    """The query that makes up plain rows, the same ones each time."""
    return f"""
SELECT 'contract-' || lpad(CAST(number AS VARCHAR), 8, '0') AS id,
    CASE WHEN h // 7 % 10 < 7 THEN printf('%04d-%02d-%02d', year, month, day)
        WHEN h // 7 % 10 < 9 THEN printf('%04d-%02d', year, month) ELSE printf('%04d', year) END AS signed,
    CASE WHEN g % 10 < 5 THEN 'P' || (1 + g // 10 % 20) || 'Y'
        WHEN g % 10 < 7 THEN 'P' || (1 + g // 10 % 60) || 'M' END AS term,
    CASE WHEN g % 10 = 7 THEN printf('%04d-%02d-%02d', year + 1 + g // 10 % 20, month, day)
        WHEN g % 40 = 8 THEN '..' WHEN g % 10 = 8 THEN printf('%04d', year + 1 + g // 10 % 20) END AS expires
FROM (SELECT range AS number,
        CAST(hash(range) % 1000003 AS BIGINT) AS h, CAST(hash(range + 1) % 1000003 AS BIGINT) AS g,
        1950 + h % 100 AS year, 1 + h // 100 % 12 AS month, 1 + h // 1200 % 28 AS day FROM range({count}))"""


def mixed_rows(count: int) -> str:
    """The same rows, one tenth of them with renewals, an ending or stages, each of days of its own."""

    def day(years: int) -> str:
        return f"printf('%04d-%02d-%02d', year + {years}, 1 + k // 30 % 12, 1 + k // 360 % 28)"

    first = f"""'{{"signed": "' || {day(30)} || '", "term": "P' || (1 + k // 12000 % 9) || 'Y"}}'"""
    second = f"""', {{"follows_on": true, "expires": "' || {day(50)} || '"}}'"""
    return f"""
SELECT * EXCLUDE (k, year),
    CASE k % 30 WHEN 0 THEN '[' || {first} || CASE WHEN k % 4 = 0 THEN {second} ELSE '' END || ']' END AS renewals,
    CASE k % 30 WHEN 1 THEN '{{"last_day": "' || {day(1)} || '", "reason": "terminated"}}' END AS ending,
    CASE k % 30 WHEN 2 THEN '[{{"on": "' || {day(0)} || '"}}, {{"on": "' || {day(1)} || '"}}]' END AS in_force_from
FROM (SELECT *, CAST(hash(id) % 1000003 AS BIGINT) AS k, CAST(substr(signed, 1, 4) AS INT) AS year
    FROM ({plain_rows(count)}))"""


def write_rows(path: Path, query: str) -> Path:
    """Write the rows of a query into a file of Parquet."""
    importlib.import_module("duckdb").sql(f"COPY ({query}) TO '{path}'")
    return path


def bounds_by_hand(source: str, of: Dialect, checked: bool = False) -> str:
    """The query for the bounds of each plain row: when it starts, and how far it reaches, as dates.

    Checked, it leaves out rows whose dates and terms are none, or end before they start.
    """

    def first(text: str) -> str:
        whole = f"WHEN 10 THEN {text} WHEN 7 THEN {text} || '-01' ELSE {text} || '-01-01'"
        return f"{'TRY_CAST' if checked else 'CAST'}(CASE length({text}) {whole} END AS DATE)"

    def last(text: str) -> str:
        month = f"last_day({first(text)})"
        end_of_year = f"CAST({text} || '-12-31' AS DATE)"
        return f"CASE length({text}) WHEN 10 THEN {first(text)} WHEN 7 THEN {month} ELSE {end_of_year} END"

    def ran_out(start: str) -> str:
        end = of.months.format(start, "months")
        return of.days.format(end, f"CASE WHEN day({end}) < day({start}) THEN 0 ELSE -1 END")

    def sound(text: str) -> str:
        return f"regexp_full_match({text}, '[0-9]{{4}}(-[0-9]{{2}}){{0,2}}') AND {first(text)} IS NOT NULL"

    never = "DATE '9999-12-31'"
    cells = f"""SELECT id, {first("signed")} AS lo, {last("signed")} AS hi,
    CAST(substr(term, 2, length(term) - 2) AS INT) * CASE WHEN term LIKE '%Y' THEN 12 ELSE 1 END AS months,
    CASE WHEN expires IS NULL OR expires = '..' THEN {never} ELSE {first("expires")} END AS end_lo,
    CASE WHEN expires IS NULL OR expires = '..' THEN {never} ELSE {last("expires")} END AS end_hi,
    term IS NOT NULL OR expires IS NOT NULL AS stated
FROM {source}"""
    if checked:
        cells += f""" WHERE {sound("signed")} AND (expires IS NULL OR expires = '..' OR {sound("expires")})
    AND (term IS NULL OR (expires IS NULL AND regexp_full_match(term, 'P[1-9][0-9]{{0,3}}[YM]')))"""
    return f"""SELECT id, lo, least(hi, end_hi) AS hi, stated,
    CASE WHEN months IS NOT NULL THEN {ran_out("lo")} ELSE greatest(end_lo, lo) END AS reach_lo,
    CASE WHEN months IS NOT NULL THEN {ran_out("hi")} ELSE end_hi END AS reach_hi
FROM ({cells}){" WHERE lo <= end_hi" if checked else ""}"""


def runs_by_hand(of: Dialect, presumptions: tuple[str, ...], every: bool) -> str:
    """The query for the runs of `bounds` under some presumptions, with every column or the four that tell the run."""

    def number(day: str) -> str:
        return f"CAST(year({day}) * 10000 + month({day}) * 100 + day({day}) AS INT)" if every else day

    def run(presumed: str, truth: str, first: str, last: str, before: str, where: str) -> str:
        more = (
            f", {presumed} AS presume_continuity, 'agreements' AS record_kind, {before} AS previous_last_day, "
            f"{first} = DATE '0001-01-01' AS open_start, {last} = DATE '9999-12-31' AS open_end"
        )
        told = f"id, '{truth}' AS truth, {number(first)} AS first_day, {number(last)} AS last_day"
        return f"SELECT {told}{more if every else ''} FROM bounds WHERE {where}"

    runs = []
    for presumed in presumptions:
        other = "DATE '9999-12-31'" if presumed == "true" else "lo"
        reach = f"CASE WHEN stated THEN reach_lo ELSE {other} END"
        early, later = of.days.format("hi", -1), of.days.format(reach, 1)
        early_last = f"CASE WHEN hi > {reach} THEN reach_hi ELSE {early} END"
        before = f"CASE WHEN lo < hi THEN {number(early)} ELSE 0 END"
        runs += [
            run(presumed, "UNKNOWN", "lo", early_last, "0", "lo < hi"),
            run(presumed, "TRUE", "hi", reach, before, f"hi <= {reach}"),
            run(presumed, "UNKNOWN", later, "reach_hi", number(reach), f"hi <= {reach} AND {reach} < reach_hi"),
        ]
    return " UNION ALL ".join(runs)


def in_duckdb(source: str, presumptions: tuple[str, ...], *, every: bool, checked: bool = False) -> str:
    """The query for all in DuckDB, which is told to work the bounds out once."""
    bounds = bounds_by_hand(source, DUCKDB, checked)
    return f"WITH bounds AS MATERIALIZED ({bounds}) {runs_by_hand(DUCKDB, presumptions, every)}"


def totals_of_polars(pl: Any, table: Any) -> Answer:
    """Return the same totals of a lazy frame of polars."""
    day = [pl.col(name).cast(pl.Int64).sum() for name in ("first_day", "last_day", "previous_last_day")]
    asked = {
        "runs": pl.len(),
        **dict(zip(("firsts", "lasts", "before"), day, strict=True)),
        "ids": pl.col("id").count(),
        "unknown": (pl.col("truth") == "UNKNOWN").sum(),
        "presumed": pl.col("presume_continuity").sum(),
        "open": (pl.col("open_start") | pl.col("open_end")).sum(),
        "kinds": pl.col("record_kind").count(),
    }
    found: Answer = table.select(**asked).collect(engine="streaming").row(0)
    return found


def polars_by_hand(path: Path) -> Work:
    """The work of whoever writes the same in expressions of polars, with its dates, and checks nothing."""
    pl = importlib.import_module("polars")
    never = pl.lit(datetime.date(9999, 12, 31))

    def first(text: Any) -> Any:
        length = text.str.len_bytes()
        rest = pl.when(length == 10).then(pl.lit("")).when(length == 7).then(pl.lit("-01")).otherwise(pl.lit("-01-01"))
        return (text + rest).str.to_date("%Y-%m-%d")

    def last(text: Any) -> Any:
        day, length = first(text), text.str.len_bytes()
        return (
            pl.when(length == 10)
            .then(day)
            .when(length == 7)
            .then(day.dt.month_end())
            .otherwise(pl.date(day.dt.year(), 12, 31))
        )

    def ran_out(start: Any) -> Any:
        end = start.dt.offset_by(pl.col("span"))
        return pl.when(end.dt.day() < start.dt.day()).then(end).otherwise(end.dt.offset_by("-1d"))

    def number(day: Any) -> Any:
        return day.dt.year().cast(pl.Int32) * 10_000 + day.dt.month().cast(pl.Int32) * 100 + day.dt.day().cast(pl.Int32)

    def work() -> Answer:
        signed, expires, term = pl.col("signed"), pl.col("expires"), pl.col("term")
        is_open = expires.is_null() | (expires == "..")
        end = pl.when(~is_open).then(expires)
        lo, hi, reach_lo, reach_hi = (pl.col(name) for name in ("lo", "hi", "reach_lo", "reach_hi"))
        counted = pl.col("span").is_not_null()
        bounds = (
            pl.scan_parquet(path)
            .select(
                "id",
                lo=first(signed),
                hi=last(signed),
                span=term.str.slice(1).str.replace("Y", "y", literal=True).str.replace("M", "mo", literal=True),
                end_lo=pl.when(is_open).then(never).otherwise(first(end)),
                end_hi=pl.when(is_open).then(never).otherwise(last(end)),
                stated=term.is_not_null() | expires.is_not_null(),
            )
            .with_columns(hi=pl.min_horizontal("hi", "end_hi"))
            .select(
                *("id", "lo", "hi", "stated"),
                reach_lo=pl.when(counted).then(ran_out(lo)).otherwise(pl.max_horizontal("end_lo", "lo")),
                reach_hi=pl.when(counted).then(ran_out(hi)).otherwise("end_hi"),
            )
            .collect(engine="streaming")
            .lazy()
        )
        runs = []
        for presumed in (True, False):
            reach = pl.when("stated").then(reach_lo).otherwise(never if presumed else lo)
            early, sure = hi.dt.offset_by("-1d"), hi <= reach
            early_last = pl.when(sure).then(early).otherwise(reach_hi)
            before = pl.when(lo < hi).then(number(early)).otherwise(0)
            for truth, where, first_day, last_day, previous in (
                ("UNKNOWN", lo < hi, lo, early_last, pl.lit(0, pl.Int32)),
                ("TRUE", sure, hi, reach, before),
                ("UNKNOWN", sure & (reach < reach_hi), reach.dt.offset_by("1d"), reach_hi, number(reach)),
            ):
                runs.append(
                    bounds.filter(where).select(
                        "id",
                        record_kind=pl.lit("agreements"),
                        presume_continuity=pl.lit(presumed),
                        truth=pl.lit(truth),
                        first_day=number(first_day),
                        last_day=number(last_day),
                        previous_last_day=previous,
                        open_start=first_day == datetime.date(1, 1, 1),
                        open_end=last_day == datetime.date(9999, 12, 31),
                    )
                )
        return totals_of_polars(pl, pl.concat(runs))

    return work
