"""Questions whose work grows with the register and no faster.

Work is counted in lines that run and not in seconds: those for a register of twice the size are about twice as many.
Where the work is done by one step of C code, its input is so large here that the square of it would not end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

import mainland_coop as mc
from helpers.counted_work import work

Ask = Callable[[], object]
A = mc.Party(id="a", name="A")


def pact(**fields: Any) -> mc.Agreement:
    plain: dict[str, Any] = {"id": "x", "title": "X", "kind": "treaty", "parties": ["a"], "signed": "2011"}
    return mc.Agreement(**plain | fields)


def included(what: str, n: int, parties: Iterable[mc.Party], of: str) -> Ask:
    """What finds the agreement of a party by another one, n steps away."""
    agreement = pact(parties=["a" if of != "a" else f"p{n - 1}"])
    registry = mc.Registry(parties=[A, *parties], agreements=[agreement])

    def ask() -> None:
        assert "x" in registry.agreements.where(party=of, include=[what])

    return ask


def parts(n: int) -> list[mc.Party]:
    """A part of a part of a part of A."""
    return [mc.Party(id=f"p{i}", name="P", parent=f"p{i - 1}" if i else "a") for i in range(n)]


def followers(n: int) -> list[mc.Party]:
    """A body that came out of one that came out of one that came out of A."""
    return [
        mc.Party(id=f"p{i}", name="P", predecessors=[mc.Predecessor(party=f"p{i - 1}" if i else "a")]) for i in range(n)
    ]


def wholly_merged(n: int) -> list[mc.Party]:
    """A body for each of many that came out of A, and the last that came out of all of these."""
    many = [mc.Party(id=f"p{i}", name="P", predecessors=[mc.Predecessor(party="a")]) for i in range(n - 1)]
    return [*many, mc.Party(id=f"p{n - 1}", name="P", predecessors=[mc.Predecessor(party=p.id) for p in many])]


def parts_of_a_party(n: int) -> Ask:
    parties = mc.Registry(parties=[A, *parts(n)]).parties

    def ask() -> None:
        assert len(parties.where(parent="a")) == n

    return ask


def narrower_areas(n: int) -> Ask:
    areas = [mc.Area(id=f"r{i}", name="R", broader=f"r{i - 1}" if i else None) for i in range(n)]
    registry = mc.Registry(parties=[A], areas=areas, agreements=[pact(areas=[f"r{n - 1}"])])

    def ask() -> None:
        assert "x" in registry.agreements.where(area="r0")

    return ask


def cited_by_path(n: int, published: str = "2012") -> mc.Registry:
    """An agreement with many renewals, each with a citation of its own among those of the record."""
    citations = [mc.Citation(source="first", supports=["signed"])]
    citations += [mc.Citation(source="s", supports=[f"renewals[{i}].signed"]) for i in range(n)]
    renewals = [mc.Renewal(signed="2011", term="P1D") for _ in range(n)]
    return mc.Registry(
        parties=[A],
        sources=[mc.Source(id="first", title="F", published="2011"), mc.Source(id="s", title="S", published=published)],
        agreements=[pact(renewals=renewals, citations=citations)],
    )


def as_published(n: int, on: str, kept: int) -> Ask:
    registry = cited_by_path(n)

    def ask() -> None:
        assert len(registry.as_published(on).agreements["x"].renewals) == kept

    return ask


def explained(n: int) -> Ask:
    registry = cited_by_path(n)

    def ask() -> None:
        assert len(registry.explain("x", "2011-06-01").citations) == n + 1

    return ask


def explained_from_later_sources(n: int) -> Ask:
    """Of each renewal another source tells early enough, so that it stays; the citation by path came later."""
    registry = cited_by_path(n, published="2030")
    record = registry.agreements["x"]
    own = [mc.Renewal(signed="2011", term="P1D", citations=[mc.Citation(source="first")]) for _ in record.renewals]
    registry = registry.replace(agreements=[pact(renewals=own, citations=record.citations)]).as_published("2013")

    def ask() -> None:
        told = [reason for reason in registry.explain("x", "2011-06-01").reasons if "2013" in reason]
        assert len(told) >= n

    return ask


def settled_among_stages(n: int) -> Ask:
    stages = [mc.Stage(on="2011", provisions=str(i)) for i in range(n)]
    record = pact(in_force_from=stages)

    def ask() -> None:
        assert len(record.explain("2011-06-01").to_settle) == n + 1  # and that no end is stated

    return ask


def happened_in_stages(n: int) -> Ask:
    stages = [mc.Stage(on="2011", provisions=str(i)) for i in range(n)]
    record = pact(in_force_from=stages, ending=mc.Ending(last_day="2020", reason="terminated"))

    def ask() -> None:
        assert len(mc.Registry(parties=[A], agreements=[record]).events("2011")) == n + 1

    return ask


ASKED: dict[str, Callable[[int], Ask]] = {
    "parents of parents": lambda n: included("parents", n, parts(n), f"p{n - 1}"),
    "parts of parts": lambda n: included("parts", n, parts(n), "a"),
    "predecessors of predecessors": lambda n: included("predecessors", n, followers(n), f"p{n - 1}"),
    "successors of successors": lambda n: included("successors", n, followers(n), "a"),
    "successors of many": lambda n: included("successors", n, wholly_merged(n), "a"),
    "parts of a party": parts_of_a_party,
    "narrower areas of narrower areas": narrower_areas,
    "published, each renewal cited by its path": lambda n: as_published(n, "2013", n),
    "not yet published, each renewal cited by its path": lambda n: as_published(n, "2011-12-31", 0),
    "explained, each renewal cited by its path": explained,
    "explained, each renewal cited from a later source": explained_from_later_sources,
    "which of many stages could settle it": settled_among_stages,
    "what happened in many stages": happened_in_stages,
}


@pytest.mark.parametrize("name", ASKED)
def test_work_grows_with_the_register_and_not_with_its_square(name: str) -> None:
    make = ASKED[name]
    make(2)()  # what is made once is made
    small, large = (work(make(n))[0] for n in (150, 300))
    assert large <= 2.2 * small + 200, (small, large)


MARKS = ["\u0301\u0316", "\u0316\u20d2", "\u20d2\u05b0", "\u3099\u0316"]


@pytest.mark.parametrize("marks", MARKS, ids=ascii)
def test_names_and_texts_with_very_many_marks_are_found(marks: str) -> None:
    """To put n marks on one letter into order is work of n times n: a million would take a quarter of an hour."""
    name = "Ae" + marks * 400_000
    parties = mc.Registry(parties=[mc.Party(id="p", name=name), A]).parties
    assert parties.find(name).best.record.id == "p"  # type: ignore[union-attr]


def test_marks_fall_away_however_many_and_whatever_stands_between_them() -> None:
    many = "\u0301\u0316" * 40
    joined = "\u034f".join([many] * 50)  # a mark that keeps others from being put into order, and is gone later
    parties = mc.Registry(parties=[mc.Party(id="p", name="Café Society")]).parties
    for text in (f"Cafe{many} Society", f"Cafe{joined} Society", f"C{many}afé Society", f"Cafe Society {many}"):
        assert parties.find(text).best is not None, ascii(text)
