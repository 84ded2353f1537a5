"""Small random records of the oracle, from a seeded generator."""

from __future__ import annotations

import datetime
import random

from mainland_coop.testing.oracle import Days, End, Link, Record

OPEN: End = ("open",)
NOT_STATED: End = ("not stated",)


def random_record(rng: random.Random, most_links: int = 3) -> Record:
    """A small record near the end of a February, not always one with a world."""

    def near(at: int, width: int = 3) -> Days:
        first = at + rng.randint(-2, 3)
        return first, first + rng.randint(0, width)

    at = datetime.date(2012, 2, 20).toordinal() + rng.randint(0, 9)
    links: list[Link] = []
    for index in range(rng.randint(1, most_links)):
        follows_on = index > 0 and rng.random() < 0.35
        stages = tuple(near(at, 2) for _ in range(2)) if index == 0 and rng.random() < 0.1 else ()
        term = rng.choice([(0, 0, 0, rng.randint(1, 6)), (0, 0, 0, rng.randint(1, 6)), (0, 0, 1, 0), (0, 1, 0, 0)])
        ends: list[End] = [
            ("stated", near(at + 4)),
            ("term", term),
            ("term", term),
            ("not stated",),
            ("open",),
            ("tacit", term),
        ]
        ends.append(("tacit after", near(at + 4)))
        end = rng.choices(ends, [4, 3, 3, 4, 2, 2, 2])[0]
        links.append(Link(None if follows_on or stages else near(at), end, stages))
        at += rng.randint(0, 7)
    return Record(tuple(links), near(at + 3) if rng.random() < 0.4 else None, rng.choice(["terminated", "superseded"]))
