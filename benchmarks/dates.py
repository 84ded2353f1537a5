"""Reading partial dates, against the EDTF readers and against pendulum: `python benchmarks/dates.py`.

Every text is read afresh: `PartialDate.parse` keeps nothing. pendulum reads exact days only, as that row has.
"""

from __future__ import annotations

import datetime
import sys

import edtf
import pendulum
import undate
from measuring import Row, compile_bytecode, in_turn, show, versions

import mainland_coop as mc

_FIRST = datetime.date(1980, 1, 1).toordinal()
DAYS = [datetime.date.fromordinal(_FIRST + 37 * number).isoformat() for number in range(300)]
MIXED = [text[: (10, 7, 4, 10)[place % 4]] + ("~" if place % 8 == 7 else "") for place, text in enumerate(DAYS)]
FEW = MIXED[:32]


def main(rounds: int = 9) -> int:
    """Print the table; 1 if a target is missed."""
    compile_bytecode()
    parse = mc.PartialDate.parse
    undate_parse = undate.Undate.parse
    rows = []
    # Ours reads the texts many times over, so that the clock can tell; the times are of one text.
    again = 200
    ours, theirs, others = in_turn(
        lambda: [parse(text) for _ in range(again) for text in FEW],
        lambda: [undate_parse(text, "EDTF") for text in FEW],
        lambda: [edtf.parse_edtf(text) for text in FEW],
        rounds=rounds,
    )
    each = len(FEW)
    rows.append(
        Row("read a day, month or year, qualified or not", "undate EDTF", ours / each / again, theirs / each, 1 / 500)
    )
    rows.append(Row("the same", "edtf", ours / each / again, others / each, 1 / 500))
    ours, theirs = in_turn(
        lambda: [parse(text) for text in DAYS], lambda: [pendulum.parse(text) for text in DAYS], rounds=rounds, inner=10
    )
    rows.append(Row("read a day", "pendulum.parse", ours / len(DAYS), theirs / len(DAYS), 1 / 2))
    return 0 if show(rows, versions("undate", "edtf", "pendulum")) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
