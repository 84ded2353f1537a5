"""Whether this version answers as an earlier one: random records that use nothing new, asked in both.

The earlier version is a checkout in a folder of its own, whose `src` is put on the path of a second Python:

    git worktree add ../earlier f8ddddc
    python -m benchmarks.unchanged ../earlier/src --records 100000

Truth, status, periods, expiry, gaps, continuity, timelines, and which records `as_published` keeps are compared, record
by record. Exit code 0 means that no answer differs.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
BATCH = 500


def date_text(rng: random.Random, around: datetime.date) -> str:
    """A date in one of the forms of EDTF, near a day."""
    day = around + datetime.timedelta(days=rng.randint(-40, 40))
    later = day + datetime.timedelta(days=rng.randint(0, 90))
    forms = (
        *([day.isoformat()] * 5),
        *([f"{day:%Y-%m}"] * 3),
        *([f"{day:%Y}"] * 2),
        f"[{day.isoformat()}..{later.isoformat()}]",
        f"{day:%Y-%m}~",
        f"[..{day.isoformat()}]",
    )
    return rng.choice(forms)


def life(rng: random.Random, around: datetime.date) -> dict[str, Any]:
    """How a link ends."""
    years = rng.randint(1, 4)
    end = around + datetime.timedelta(days=365 * years)
    terms = (f"P{years}Y", f"P{rng.randint(1, 18)}M", f"P{rng.randint(1, 400)}D", f"P{rng.randint(1, 9)}W", "P1Y6M")
    return rng.choice(
        (
            {},
            {"term": rng.choice(terms)},
            {"term": rng.choice(terms)},
            {"term": rng.choice(terms), "tacit_renewal": "P1Y"},
            {"expires": date_text(rng, end)},
            {"expires": ".."} if rng.random() < 0.3 else {},
        )
    )


def record(rng: random.Random, id: str) -> dict[str, Any]:
    """One agreement with renewals and an ending, in file form; it may contradict itself."""
    at = datetime.date(2000, 1, 1) + datetime.timedelta(days=rng.randint(0, 4000))
    made: dict[str, Any] = {
        "id": id,
        "title": id,
        "kind": "arrangement",
        "parties": ["a"],
        "signed": date_text(rng, at),
    }
    if rng.random() < 0.3:
        made["in_force_from"] = date_text(rng, at + datetime.timedelta(days=60))
    made |= life(rng, at)
    renewals = []
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
        at += datetime.timedelta(days=rng.randint(100, 900))
        start = {"follows_on": True} if rng.random() < 0.3 else {"signed": date_text(rng, at)}
        renewals.append(start | life(rng, at) | {"citations": [{"source": f"s{rng.randint(0, 9)}"}]})
    if renewals:
        made["renewals"] = renewals
    if rng.random() < 0.25:
        last = date_text(rng, at + datetime.timedelta(days=rng.randint(100, 900)))
        made["ending"] = {"last_day": last, "reason": rng.choice(("terminated", "superseded"))}
    made["citations"] = [{"source": f"s{rng.randint(0, 9)}", "supports": ["signed"]}]
    return made


def answers(n_records: int, seed: int) -> Iterator[str]:
    """What the version on the path answers: a line for each record, and one for each batch as it was published."""
    import mainland_coop as mc

    rng = random.Random(seed)
    sources = [{"id": f"s{i}", "title": "S", "published": str(2000 + 2 * i)} for i in range(10)]
    for first in range(0, n_records, BATCH):
        sound = []
        for number in range(first, min(first + BATCH, n_records)):
            made = record(rng, f"r{number}")
            head = {"schema": 1, "parties": [{"id": "a", "name": "A"}], "sources": sources}
            try:
                pact = mc.loads(json.dumps(head | {"agreements": [made]})).agreements[made["id"]]
            except mc.InvalidFileError:
                yield f"r{number} refused"
                continue
            sound.append(made)
            yield f"r{number} {said(pact, rng.random())}"
        registry = mc.loads(json.dumps(head | {"agreements": sound}))
        kept = {
            str(on): sorted(pact.id for pact in registry.as_published(str(on)).agreements) for on in range(2000, 2020)
        }
        yield f"published {first} {json.dumps(kept)}"


def said(pact: Any, chosen: float) -> str:
    """Everything that is compared of one record."""
    rng = random.Random(chosen)
    chain = pact.chain
    told: list[object] = [str(chain.expires), chain.is_continuous.name]
    for presume in (True, False):
        told.append([(run.first, run.last, run.truth.name) for run in chain.timeline(presume_continuity=presume).runs])
        told.append(
            [
                (g.before, g.certain, g.shortest, g.longest, str(g.last_day_before), str(g.next_start))
                for g in chain.gaps(presume_continuity=presume)
            ]
        )
        for _ in range(6):
            day = date_text(rng, datetime.date(2000, 1, 1) + datetime.timedelta(days=rng.randint(-200, 6500)))
            told.append(
                (
                    pact.active_on(day, presume_continuity=presume).name,
                    pact.status_on(day, presume_continuity=presume).name,
                )
            )
            plain = day.rstrip("~")
            told += [
                pact.active_during(plain, throughout=throughout, presume_continuity=presume).name
                for throughout in (True, False)
            ]
    return repr(told)


def main() -> int:
    """Compare two versions, or write the answers of one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("earlier", nargs="?", help="the folder src of the earlier version")
    parser.add_argument("--records", type=int, default=2_000, help="how many records (default 2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        for line in answers(asked.records, asked.seed):
            print(line)
        return 0
    command = [sys.executable, __file__, "--write", "--records", str(asked.records), "--seed", str(asked.seed)]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(path)})
        for path in (Path(asked.earlier).resolve(), HERE / "src")
    ]
    streams = [run.stdout for run in runs if run.stdout is not None]
    compared = differing = refused = 0
    for old, new in zip_longest(*streams):
        compared += 1
        refused += old == new and old.rstrip().endswith("refused")
        if old != new:
            differing += 1
            if differing <= 5:
                print(f"earlier: {old}now:     {new}")
    failed = [run.wait() for run in runs]
    print(f"{compared} lines compared ({refused} records refused by both), {differing} differ")
    return int(bool(differing) or any(failed))


if __name__ == "__main__":
    sys.exit(main())
