"""What is in force on a day, of very many agreements, against a numpy mask: `python benchmarks/active.py [how many]`.

The mask answers yes or no for exact days from two columns that are already there; ours is three-valued, and takes
partial days. Both return the same records, which is checked. The mask's result is made a list, since ours is one.
Building the index is a row of its own, against sorting the same numbers in numpy and nothing else.
"""

from __future__ import annotations

import datetime
import random
import sys
import time
from functools import partial

import numpy as np
from measuring import Row, compile_bytecode, in_turn, no_collection, show, versions

import mainland_coop as mc

_FIRST = datetime.date(1980, 1, 1).toordinal()
_SPREAD = 40 * 365
DAYS = ("1995-06-01", "2000-06-01", "2010-06-01", "2016-06-30")


def registry(count: int, least: int, most: int) -> mc.Registry:
    """Return a registry of agreements that each run for some days, the least and the most given."""
    chance = random.Random(6)
    name = mc.Name(en="An agreement")
    agreements = []
    for number in range(count):
        first = _FIRST + chance.randrange(_SPREAD)
        last = first + chance.randint(least, most) - 1
        agreements.append(
            mc.Agreement(
                id=f"agreement-{number}",
                title=name,
                kind="agreement",
                parties=("p",),
                signed=mc.PartialDate(first, first),
                expires=mc.PartialDate(last, last),
            )
        )
    return mc.Registry(agreements=agreements, parties=[mc.Party(id="p", name="P")])


def rows_for(count: int, what: str, least: int, most: int, shares: tuple[float, float], rounds: int) -> list[Row]:
    """Return the rows for agreements of one range of lengths."""
    with no_collection():
        register = registry(count, least, most)
        records = list(register.agreements)
    firsts = np.array([pact.signed.first_ordinal for pact in records], dtype=np.int32)
    lasts = np.array([pact.expires.last_ordinal for pact in records], dtype=np.int32)
    objects = np.array(records, dtype=object)
    begun = time.perf_counter()
    register.count_active("2000-01-01")
    built = time.perf_counter() - begun
    print(f"# {count:,} agreements of {what}: index built in {built / count * 1e6:.1f} µs for each", file=sys.stderr)

    def masked(day: int) -> list[mc.Agreement]:
        return objects[(firsts <= day) & (lasts >= day)].tolist()

    def counted(day: int) -> int:
        return int(np.count_nonzero((firsts <= day) & (lasts >= day)))

    rows = []
    for text in DAYS:
        day = datetime.date.fromisoformat(text)
        ordinal = day.toordinal()
        known = masked(ordinal)
        assert list(register.active_on(text)) == known
        assert register.count_active(text) == len(known) == counted(ordinal)
        some = known[len(known) // 2].id

        def asked(day: datetime.date = day, some: str = some) -> tuple[int, bool]:
            found = register.active_on(day)
            return len(found), some in found

        work = in_turn(
            partial(masked, ordinal),
            asked,
            lambda day=day: list(register.active_on(day).by_id.values()),
            lambda day=day: list(register.active_on(day)),
            rounds=rounds,
        )
        tally = in_turn(partial(counted, ordinal), partial(register.count_active, day), rounds=rounds, inner=20)
        rows += [
            Row(f"active_on({text}), len and in, {what}", "numpy mask, objects", work[1], work[0], shares[0]),
            Row("the same, all records in any order", "numpy mask, objects", work[2], work[0], shares[0]),
            Row("the same, list(...) in order", "numpy mask, objects", work[3], work[0], shares[1]),
            Row("count_active, the same day", "numpy count", tally[1], tally[0], max(0.05, 5e-6 / tally[0])),
        ]
    return rows


def main(count: int = 1_000_000, rounds: int = 11) -> int:
    """Print the table; 1 if a target is missed."""
    compile_bytecode()
    rows = rows_for(count, "1 to 20 years", 365, 20 * 365, (0.6, 5.0), rounds)
    rows += rows_for(count, "1 to 30 days", 1, 30, (0.25, 0.4), rounds)
    return 0 if show(rows, versions("numpy")) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
