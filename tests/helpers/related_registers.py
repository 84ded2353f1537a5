"""Random small registers whose records are related in every way that the file form allows."""

from __future__ import annotations

from hypothesis import strategies as st

import mainland_coop as mc

DATES = st.sampled_from(["2001", "2003-05", "2003-05-07", "2003", "2010~", "[2001-02..2004-03]", "201X", "2012-02-29"])
HOW = st.sampled_from([None, "renamed", "merged", "split"])


def some(ids: list[str]) -> st.SearchStrategy[list[str]]:
    """Some of the ids, drawn as one number, which is fast."""
    return st.integers(0, 2 ** len(ids) - 1).map(lambda bits: [id for i, id in enumerate(ids) if bits >> i & 1])


@st.composite
def registers(draw: st.DrawFn, n: int = 5) -> mc.Registry:
    """Registers without circles: a record refers to lower numbers only, and is superseded by higher ones only."""
    ids = draw(st.permutations(range(n)))  # so that the order of ids is not the order of references
    name = [f"a{number}" for number in ids]
    bodies = [f"p{i}" for i in range(n)]
    parties = [
        mc.Party(
            id=f"p{i}",
            name=f"Body {i}",
            kind=draw(st.sampled_from([None, "government", "court"])),
            parent=draw(st.sampled_from([None, *(f"p{j}" for j in range(i))])),
            predecessors=[
                mc.Predecessor(party=id, on=draw(st.none() | DATES), how=draw(HOW)) for id in draw(some(bodies[:i]))
            ],
        )
        for i in range(n)
    ]
    sessions = [
        mc.Session(id=f"s{i}", held="2003", held_with=draw(some([f"s{j}" for j in range(i)]))) for i in range(4)
    ]
    agreements = []
    for i in range(n):
        by = draw(st.none() | st.integers(i + 1, n - 1)) if i + 1 < n else None
        agreements.append(
            mc.Agreement(
                id=name[i],
                title=f"Pact {i}",
                kind="agreement",
                parties=draw(some(bodies)) or ["p0"],
                signed=draw(DATES),
                amends=draw(some(name[:i])),
                supplements=draw(some(name[:i])),
                implements=draw(some(name[:i])),
                under=draw(st.sampled_from([None, *name[:i]])),
                signed_at=draw(st.none() | st.sampled_from(["s0", "s1", "s2", "s3"])),
                ending=None
                if by is None
                else mc.Ending(last_day="2025", reason=draw(st.sampled_from(["superseded", "merged"])), by=name[by]),
                superseded_in_part=[mc.PartialSupersession(by=id) for id in draw(some(name[i + 1 :]))],
            )
        )
    programmes = [
        mc.Programme(
            id=f"a{i}",  # ids are unique within their kind only
            name=f"Scheme {i}",
            started=draw(st.none() | DATES),
            implements=draw(some(name)),
            under=draw(st.sampled_from([None, "a0", "a1"])),
            ending=mc.Ending(last_day="2025", reason="superseded", by="a4") if i == 0 and draw(st.booleans()) else None,
        )
        for i in range(3)
    ]
    return mc.Registry(
        parties=parties[::-1],
        agreements=agreements,
        programmes=programmes,
        conferences=[mc.Conference(id="c", name="Conference", sessions=sessions)],
    )
