"""Records, sources and answers as they are cited: in one line for a footnote."""

from __future__ import annotations

import pickle

import pytest

import mainland_coop as mc
from helpers.samples import small_agreement


def test_a_citation_of_a_register_as_published_says_so() -> None:
    source = mc.Source(id="s", title="A page", published="2010")
    registry = mc.Registry(
        agreements=[small_agreement(signed="2009", citations=[mc.Citation(source="s")])],
        parties=[mc.Party(id="a", name="A")],
        sources=[source],
        version="7",
        verified_through="2020",
    )
    then = registry.as_published("2012")
    assert "register version 7, as published by 2012, checked through 2020, read with" in then.cite("x")
    assert ", by register version 7, as published by 2012, checked through 2020." in then.explain("x", "2013").cite()


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2014", "X: in force by stated dates, on 2014, by register version 7, checked through 2020."),
        ("2017", "X: not in force (lapsed), on 2017, by register version 7, checked through 2020."),
        ("2018-06", "X: may have been in force, on 2018-06, by register version 7, checked through 2020."),
        ("2020-01-01", "X: in force, end not stated, on 2020-01-01, by register version 7, checked through 2020."),
        ("2021", "X: in force, end not stated, on 2021, by register version 7, checked only through 2020."),
    ],
)
def test_a_citation_of_an_answer_tells_its_day_and_standing(day: str, told: str) -> None:
    pact = small_agreement(
        signed="2011-01-01",
        term="P5Y",
        renewals=[mc.Renewal(signed="2018")],
        citations=[
            mc.Citation(source="s", supports=["signed", "term"]),
            mc.Citation(source="t", supports=["renewals"]),
        ],
    )
    sources = [
        mc.Source(id="s", title="First page", published="2011", url="https://a.example/1"),
        mc.Source(id="t", title="Second page"),
    ]
    registry = mc.Registry(
        agreements=[pact], parties=[mc.Party(id="a", name="A")], sources=sources, version="7", verified_through="2020"
    )
    finding = registry.explain("x", day)
    cited = finding.cite()
    assert cited.startswith(f"{told} Record x, read with mainland_coop. ")
    assert finding.sources == tuple(registry.sources[id] for id in dict.fromkeys(c.source for c in finding.citations))
    assert all(f'"{source.title}"' in cited for source in finding.sources)
    assert ("<https://a.example/1>" in cited) is (registry.sources["s"] in finding.sources)
    assert pickle.loads(pickle.dumps(finding)).cite() == cited
    assert pact.explain(day) == finding or finding.beyond_verified
    assert f"on {day}, by its record alone. Record x" in pact.explain(day).cite()


def test_a_citation_says_what_the_answer_is_without_the_presumption_where_it_is_another() -> None:
    pact = small_agreement(signed="2011-01-01", renewals=[mc.Renewal(signed="2018-01-01", term="P1Y")])
    for day, words in (("2017", "in force, end not stated"), ("2020", "not in force")):
        presumed, stated = pact.explain(day), pact.explain(day, presume_continuity=False)
        assert f"X: {words}{' (lapsed)' if day == '2020' else ''}, on {day}," in presumed.cite()
        assert f"X: {words} (UNKNOWN without the presumption of continuity), on {day}," in stated.cite()
        assert "Presumed: continuity" in presumed.cite()
        assert "Presumed: continuity" not in stated.cite()
