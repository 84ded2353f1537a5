"""Finding by name: examples on the bundled data, and random registers against a scan written without the index."""

from __future__ import annotations

import copy
import difflib
import pickle
import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.collections.matches import Match, Matches, MatchKind
from mainland_coop.collections.search import NameIndex, TokenIndex, find, names_of
from mainland_coop.collections.spelling import SIMPLIFIED, fold, key, words

KINDS = ("parties", "agreements", "conferences", "programmes", "areas", "sources", "sessions")


@pytest.fixture(scope="module")
def indexes():
    registry = mc.load()
    return {kind: NameIndex(getattr(registry, kind)) for kind in KINDS}


def ids(matches) -> list[str]:
    return [match.record.id for match in matches]


# --- Folding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "co-operation",
            "Cooperation",
            "CO OPERATION",
            "co\u2011operation",
            "co–operation",
            "coöperation",
            "co\u00adoperation",
        ),
        ("Co-ordination", "coordination"),
        (
            "Trade & Investment",
            "trade and investment",
            "Ｔｒａｄｅ　＆　Ｉｎｖｅｓｔｍｅｎｔ",
            "TRADE, AND (INVESTMENT)",
        ),
        ("People's", "Peoples", "people’s", "PEOPLE‘S", "people´s", "People＇s"),
        ("粵港合作聯席會議", "粤港合作联席会议"),
        ("衞生署", "衛生署", "卫生署"),
        ("Região de Macau", "regiao  de\tmacau"),
        ("Supplement Ⅱ", "supplement ii"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_that_fold_alike(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_what_must_not_fold_alike():
    assert fold("company") != fold("co mpany")
    assert fold("Shaanxi") != fold("Shanxi")
    assert fold("陝西") != fold("山西")
    assert fold("Co Op") == "co op"


@given(st.text(max_size=40) | st.text("coCO-operatin& 'ʼ’´ŉßİΐǰ㌀🅐 \u00ad\u0301\u1100\u1161聯联", max_size=30))
def test_folding_twice_is_folding_once(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert fold(f"  {text}!") == folded
    assert all(char == " " or char.isalnum() for char in folded)
    assert "".join(words(folded)) == folded.replace(" ", "")
    assert " " not in key(folded)
    assert bool(key(folded)) == bool(folded)


@given(st.text(max_size=40))
def test_folding_ignores_compatibility_forms(text):
    assert fold(text) == fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_simplified_characters_stay_as_they_are():
    assert len(SIMPLIFIED) > 2500
    assert not {ord(char) for char in SIMPLIFIED.values()} & set(SIMPLIFIED)
    assert all(len(char) == 1 for char in SIMPLIFIED.values())


# --- The bundled data --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "id", "why"),
    [
        ("parties", "Shenzhen government", "shenzhen-municipal-peoples-government", MatchKind.WORDS),
        ("parties", "深圳市人民政府", "shenzhen-municipal-peoples-government", MatchKind.NAME),
        ("parties", "深圳 人民政府", "shenzhen-municipal-peoples-government", MatchKind.WORDS),
        ("parties", "DoJ", "hksar-department-of-justice", MatchKind.ABBREVIATION),
        ("parties", "doj", "hksar-department-of-justice", MatchKind.ABBREVIATION),
        ("parties", "律政司", "hksar-department-of-justice", MatchKind.ABBREVIATION),
        ("parties", "HKMAO", "hong-kong-and-macao-affairs-office", MatchKind.ABBREVIATION),
        ("parties", " HKMAO ", "hong-kong-and-macao-affairs-office", MatchKind.ABBREVIATION),
        ("parties", "ＨＫＭＡＯ", "hong-kong-and-macao-affairs-office", MatchKind.ABBREVIATION),
        ("parties", "港澳办", "hong-kong-and-macao-affairs-office", MatchKind.ABBREVIATION),
        ("parties", "Department of Justice", "hksar-department-of-justice", MatchKind.ALTERNATIVE),
        ("parties", "Law Society of Hong Kong", "law-society-of-hong-kong", MatchKind.NAME),
        ("parties", "香港律師會", "law-society-of-hong-kong", MatchKind.NAME),  # the record has it in Simplified only
        ("parties", "Xinhua News Agency Hong Kong Branch", "liaison-office-hksar", MatchKind.FORMER_NAME),
        ("parties", "shenzhen-justice-bureau", "shenzhen-justice-bureau", MatchKind.ID),
        ("parties", " ndrc ", "ndrc", MatchKind.ID),
        ("parties", "Hong Kong government", "hksar-government", MatchKind.WORDS),
        ("parties", "Hangzhou", "hangzhou-municipal-peoples-government", MatchKind.WORDS),
        ("parties", "Guangxi", "guangxi-regional-peoples-government", MatchKind.ALTERNATIVE),
        ("parties", "Shenzen goverment", "shenzhen-municipal-peoples-government", MatchKind.NEAR),
        ("parties", "深圳司法局", "shenzhen-justice-bureau", MatchKind.NEAR),
        ("agreements", "CEPA", "cepa-2003", MatchKind.ABBREVIATION),
        ("agreements", "closer economic partnership", "cepa-2003", MatchKind.WORDS),
        ("agreements", "closer economc partnership", "cepa-2003", MatchKind.NEAR),
        ("agreements", "one zone two parks", "hk-shenzhen-2021-one-zone-two-parks", MatchKind.WORDS),
        ("conferences", "粤港合作联席会议", "hk-guangdong-joint-conference", MatchKind.NAME),
        ("conferences", "粵港合作聯席會議", "hk-guangdong-joint-conference", MatchKind.NAME),
        ("conferences", "HK-Guangdong joint conference", "hk-guangdong-joint-conference", MatchKind.NEAR),
        ("conferences", "Hong Kong-Guangdong cooperation", "hk-guangdong-joint-conference", MatchKind.WORDS),
        ("conferences", "滬港經貿合作會議", "hk-shanghai-conference", MatchKind.FORMER_NAME),
        ("programmes", "GBA exam", "gba-legal-professional-examination", MatchKind.ALTERNATIVE),
    ],
)
def test_well_known_names(indexes, kind, text, id, why):
    best = indexes[kind].find(text).best
    assert best is not None
    assert (best.record.id, best.why) == (id, why)


def test_a_place_is_ambiguous_and_its_government_comes_first(indexes):
    matches = indexes["parties"].find("Shenzhen")
    assert matches.ambiguous
    assert ids(matches)[0] == "shenzhen-municipal-peoples-government"
    assert "shenzhen-justice-bureau" in ids(indexes["parties"].find("Shenzhen", limit=50))
    assert indexes["parties"].find("Shenzhen", limit=1).ambiguous  # also where the others are cut off
    assert not indexes["parties"].find("Shenzhen government").ambiguous
    assert not indexes["parties"].find("DoJ").ambiguous


def test_a_party_that_is_not_named_after_its_city_is_found_by_it():
    parties = [
        mc.Party(id="a", name="Notary Office", city="Shenzhen"),
        mc.Party(id="b", name="Port of Shenzhen", city="Shenzhen", kind="commercial body"),
        mc.Party(id="c", name="Municipal Government", city="Shenzhen", kind="government"),
        mc.Party(id="d", name="Museum", city="Shenzhen"),
        mc.Party(id="e", name="Shen Zhenhua", city="Guangzhou"),
    ]
    matches = find(parties, "SHENZHEN")
    assert [(match.record.id, match.matched) for match in matches] == [
        ("c", "Shenzhen"),  # a government first
        ("b", "Port of Shenzhen"),  # then by the words besides: one, one, two
        ("d", "Shenzhen"),
        ("a", "Shenzhen"),
    ]
    assert {(match.why, match.score) for match in matches} == {(MatchKind.WORDS, 0.9)}
    assert ids(find(parties, "shen zhen")) == ["c", "d", "a", "b", "e"]  # spaces do not matter to the city's name


def test_identifiers_are_found_whole_and_as_they_are_written():
    parties = [
        mc.Party(id="q1", name="Q9", identifiers={"wikidata": "Q42", "lei": "5493-X 1"}),
        mc.Party(id="b", name="Q42", identifiers={"wikidata": "Q9"}),
    ]
    index = NameIndex(parties)
    assert [(match.record.id, str(match.why)) for match in index.find("Q42")] == [("q1", "identifier"), ("b", "name")]
    assert index.find(" 5493-X 1 ").best == Match(parties[0], "5493-X 1", MatchKind.IDENTIFIER, 1.0)
    assert not index.find("5493")
    assert not index.find("5493-x 1")
    assert [name for name in names_of(parties[0]) if name[0] is MatchKind.IDENTIFIER] == [
        (MatchKind.IDENTIFIER, "Q42"),
        (MatchKind.IDENTIFIER, "5493-X 1"),
    ]
    assert NameIndex([parties[0], mc.Party(id="c", name="C", identifiers={"x": "Q42"})]).find("Q42").ambiguous
    assert pickle.loads(pickle.dumps(index)).find("Q9").best.record.id == "b"


@pytest.mark.parametrize("kind", KINDS)
def test_records_of_every_kind_are_found_by_their_identifiers(kind):
    registry = mc.Registry(
        parties=[mc.Party(id="p", name="P", identifiers={"wikidata": "Q1"})],
        agreements=[
            mc.Agreement(id="p", title="P", kind="treaty", parties=["p"], signed="2011", identifiers={"wikidata": "Q1"})
        ],
        conferences=[
            mc.Conference(
                id="p",
                name="P",
                identifiers={"wikidata": "Q1"},
                sessions=[mc.Session(id="p", identifiers={"wikidata": "Q1"})],
            )
        ],
        programmes=[mc.Programme(id="p", name="P", identifiers={"wikidata": "Q1"})],
        areas=[mc.Area(id="p", name="P", identifiers={"wikidata": "Q1"})],
        sources=[mc.Source(id="p", title="P", identifiers={"wikidata": "Q1"})],
    )
    assert getattr(registry, kind).find("Q1").best.why is MatchKind.IDENTIFIER


def test_a_renewal_s_title_finds_its_agreement(indexes):
    pact = mc.load().agreements["doj-shenzhen-legal-matters-2011"]
    title = next(renewal.title.text for renewal in pact.renewals if renewal.title)
    best = indexes["agreements"].find(title).best
    assert best is not None
    assert (best.record.id, best.why) == (pact.id, MatchKind.ALTERNATIVE)


@pytest.mark.parametrize("kind", KINDS)
def test_every_bundled_record_is_found_by_its_id_and_by_each_of_its_names(indexes, kind):
    for record in getattr(mc.load(), kind):
        best = indexes[kind].find(record.id).best
        assert best is not None
        assert (best.record.id, best.why) == (record.id, MatchKind.ID)
        for why, name in names_of(record):
            spellings = (name, name.upper(), f" {name.replace('-', ' ')}. ", unicodedata.normalize("NFD", name))
            if why is MatchKind.IDENTIFIER:  # it is found whole, as it is written, and in no other spelling
                spellings = (name, f" {name} ")
            for text in spellings:
                found = [match for match in indexes[kind].find(text, limit=1000) if match.record.id == record.id]
                assert len(found) == 1
                assert found[0].score == 1.0
                assert list(MatchKind).index(found[0].why) <= list(MatchKind).index(why)


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(max_size=60) | st.text("shenz gov-justice 深圳司法局", max_size=30), limit=st.integers(1, 20))
def test_any_text_gets_an_answer(indexes, kind, text, limit):
    matches = indexes[kind].find(text, limit=limit)
    assert len(matches) == min(limit, matches.total)
    assert bool(matches) == (matches.best is not None) == bool(matches.records)
    assert all(0 < match.score <= 1 for match in matches)
    assert len(set(ids(matches))) == len(matches)
    assert isinstance(str(matches), str)
    assert indexes[kind].find(text, limit=limit) == matches


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "shenzhen " * 2_000,
        "深" * 10_000,
        "co-operation & " * 700,
        "'" * 10_000,
        " ".join(map(str, range(9_000))),
    ],
)
def test_very_long_texts_are_answered_soon(indexes, text):
    start = time.perf_counter()
    for index in indexes.values():
        assert len(repr(index.find(text))) < 300
    assert time.perf_counter() - start < 5


def test_only_words_that_no_name_has_are_compared_with_others():
    index = TokenIndex.of([["justice"], ["justise"], ["abcdefg"]])
    assert index.resembling("justice") == {0: 1.0}
    assert set(index.resembling("justife")) == {0, 1}
    assert set(index.resembling("abcdexy")) == {2}  # 5 of 7 letters
    assert not index.resembling("abcdxyz")


def test_near_matches_need_most_of_the_words():
    parties = [mc.Party(id="a", name="abc defghi"), mc.Party(id="b", name="abc")]
    assert ids(find(parties, "defghi qqqq")) == ["a"]  # 6 of 10 letters
    assert not find(parties, "defghi qqqqq")


def test_very_long_names_are_compared_soon():
    parties = [mc.Party(id=f"p{n}", name=mc.Name(en="y" * 10_000 + str(n), zh_hans="深圳" * 5_000)) for n in range(5)]
    index = NameIndex(parties)
    assert not index.find("z" * 90)
    assert ids(index.find("深圳" * 40)) == ["p0", "p1", "p2", "p3", "p4"]
    assert ids(index.find("y" * 10_000 + "3")) == ["p3"]
    assert len(str(index.find("深圳"))) < 1000


def test_an_exact_look_up_takes_well_under_a_millisecond(indexes):
    index = indexes["parties"]
    best = min(_seconds(index, "HKMAO") for _ in range(200))
    assert best < 0.0005


def _seconds(index, text) -> float:
    start = time.perf_counter()
    index.find(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("text", ["", "  ", "…", "《》", "xyzzy", "\ud800", "\x00"])
def test_nothing_to_find(indexes, text):
    matches = indexes["parties"].find(text)
    assert not matches
    assert (len(matches), matches.best, matches.records, matches.total, matches.ambiguous) == (0, None, (), 0, False)
    assert str(matches).endswith(": no match")


@pytest.mark.parametrize("text", [None, 5, b"DoJ", ["DoJ"], True])
def test_what_is_no_text_is_refused(indexes, text):
    with pytest.raises(mc.WrongTypeError, match="no text to look for; give a name"):
        indexes["parties"].find(text)


@pytest.mark.parametrize(
    ("limit", "error"),
    [
        (0, mc.InvalidArgumentError),
        (-1, mc.InvalidArgumentError),
        (True, mc.WrongTypeError),
        (2.0, mc.WrongTypeError),
        (None, mc.WrongTypeError),
    ],
)
def test_what_is_no_limit_is_refused(indexes, limit, error):
    with pytest.raises(error, match="limit="):
        indexes["parties"].find("DoJ", limit=limit)


# --- Matches and the index as objects ----------------------------------------------------------------------------


def test_matches_are_a_read_only_sequence_and_a_small_table(indexes):
    matches = indexes["parties"].find("Shenzhen", limit=2)
    assert isinstance(matches[0], Match)
    assert matches[:1] == (matches.best,)
    assert matches.records == tuple(match.record for match in matches)
    assert matches.best in matches
    assert repr(matches) == "<Matches of 'Shenzhen': 17 matches, ambiguous>"
    assert (
        repr(matches[0]) == "<Match shenzhen-municipal-peoples-government: words 'Shenzhen Municipal Government', 0.90>"
    )
    with pytest.raises(AttributeError):
        matches.total = 4
    with pytest.raises(TypeError):
        matches[0] = matches[1]
    assert pickle.loads(pickle.dumps(matches)) == matches
    assert hash(copy.deepcopy(matches)) == hash(matches)


def test_an_index_cannot_be_changed_and_can_be_pickled(indexes):
    index = indexes["areas"]
    with pytest.raises(AttributeError):
        index._names = ()
    with pytest.raises(AttributeError):
        del index._names
    assert pickle.loads(pickle.dumps(index)).find("legal") == index.find("legal")


def test_the_function_is_the_index():
    parties = mc.load().parties
    assert find(parties, "DoJ", limit=3) == NameIndex(parties).find("DoJ", limit=3)
    assert not find([], "DoJ")


# --- Random registers against a naive scan -----------------------------------------------------------------------
#
# Names are drawn as words in one canonical spelling, which is all that the scan sees; the library sees them spelt in
# other ways. So the scan needs no folding, and an error in folding shows as a difference.

SPELLINGS = {
    "shenzhen": ("Shenzhen", "SHENZHEN", "Ｓｈｅｎｚｈｅｎ"),
    "shen": ("Shen", "(shen)"),
    "justice": ("Justice", "“justice”", "JUSTICE"),
    "just": ("just", "Just."),
    "government": ("Government", "government"),
    "cooperation": ("Co-operation", "cooperation", "CO OPERATION", "co‑operation"),
    "peoples": ("People's", "People’s", "peoples"),
    "and": ("and", "&", "＆"),
    "of": ("of", "OF"),
    "the": ("The", "the"),
    "2011": ("2011", "２０１１", "[2011]"),
    "深圳市司法局": ("深圳市司法局",),
    "司法": ("司法", "「司法」"),
    "香港律师会": ("香港律師會", "香港律师会"),
    "联席会议": ("聯席會議", "联席会议", "聯席会议"),
}
MISSPELT = {
    word: (word.capitalize(),)
    for word in ("shenzen", "jstice", "goverment", "coopration", "gov", "s", "律师", "联席会仪", "xyz")
}
CLOSE = (
    ["shenzhen", "shen", "justice", "government"],
    ["just", "justice", "the"],
    ["cooperation", "and", "of", "shenzhen"],
    ["深圳市司法局", "司法", "shenzhen"],
)
FILLERS = {"a", "an", "and", "for", "in", "of", "on", "the", "to"}
PLACES = ("shenzhen", "shen", None)
WORDS, NEAR = list(MatchKind).index(MatchKind.WORDS), list(MatchKind).index(MatchKind.NEAR)
Words = tuple[str, ...]


def phrases(vocabulary, max_size=4):
    return st.lists(st.sampled_from(sorted(vocabulary)), min_size=1, max_size=max_size).map(tuple)


@st.composite
def spelt(draw, phrase: Words) -> str:
    parts = [draw(st.sampled_from({**SPELLINGS, **MISSPELT}[word])) for word in phrase]
    text = parts[0]
    for part in parts[1:]:
        text += draw(st.sampled_from((" ", "  ", ", ", " / ", "\u3000"))) + part
    return text


Record = mc.Party | mc.Agreement
Known = list[tuple[Record, list[tuple[MatchKind, Words]], str | None]]


@st.composite
def registers(draw, vocabulary) -> Known:
    known: Known = []
    for n in range(draw(st.integers(0, 5))):
        preferred = draw(phrases(vocabulary))
        others = {
            MatchKind.ABBREVIATION: draw(st.lists(phrases(vocabulary, 2), max_size=1)),
            MatchKind.ALTERNATIVE: draw(st.lists(phrases(vocabulary), max_size=2)),
            MatchKind.FORMER_NAME: draw(st.lists(phrases(vocabulary), max_size=1)),
        }
        field = draw(st.sampled_from(("en", "zh_hant", "zh_hans")))
        name = mc.Name(
            **{field: draw(spelt(preferred))},
            short=[draw(spelt(words)) for words in others[MatchKind.ABBREVIATION]],
            alternatives=[draw(spelt(words)) for words in others[MatchKind.ALTERNATIVE]],
            former=[draw(spelt(words)) for words in others[MatchKind.FORMER_NAME]],
        )
        names = [(MatchKind.NAME, preferred), *((kind, words) for kind, texts in others.items() for words in texts)]
        if draw(st.booleans()):
            city = draw(st.sampled_from(PLACES))
            kind = draw(st.sampled_from((mc.PartyKind.GOVERNMENT, mc.PartyKind.BUREAU, mc.PartyKind.COURT, None)))
            known.append((mc.Party(id=f"r{9 - n}", name=name, kind=kind, city=city), names, city))
        else:
            renewals = []
            for title in draw(st.lists(phrases(vocabulary), max_size=1)):
                renewals = [mc.Renewal(signed="2012", title=draw(spelt(title)))]
                names.append((MatchKind.ALTERNATIVE, title))
            record = mc.Agreement(
                id=f"r{9 - n}", title=name, kind="agreement", parties=["a"], signed="2011", renewals=renewals
            )
            known.append((record, names, None))
    return known


def chinese(word: str) -> bool:
    return word[0] > "\u3000"


def meets(word: str, token: str) -> bool:
    return chinese(word) == chinese(token) and (word in token if chinese(word) else token.startswith(word))


def content(phrase: Words) -> Words:
    return tuple(word for word in phrase if word not in FILLERS)


def size(phrase: Words) -> int:
    return sum(len(word) if chinese(word) else 1 for word in content(phrase))


def joined(phrase: Words) -> str:
    return "".join(word for word in phrase if word != "the") or "".join(phrase)


def naive_good(known: Known, asked: Words) -> Iterator[tuple[Record, tuple[int, float, int]]]:
    wanted = dict.fromkeys(content(asked) or asked)
    for record, names, city in known:
        for why, phrase in names:
            if joined(phrase) == joined(asked):
                yield record, (list(MatchKind).index(why), -1.0, 0)
            if all(any(meets(word, token) for token in phrase) for word in wanted):
                whole = sum(chinese(word) or word in phrase for word in wanted)
                besides = max(0, size(phrase) - size(tuple(wanted)))
                yield record, (WORDS, -0.8 - 0.1 * whole / len(wanted), besides)
        if city == joined(asked):
            yield record, (WORDS, -0.9, size(names[0][1]))


def naive_near(known: Known, asked: Words) -> Iterator[tuple[Record, tuple[int, float, int]]]:
    wanted = dict.fromkeys(content(asked) or asked)
    tokens = {token for _, names, _ in known for _, phrase in names for token in phrase}

    def likeness(word: str, phrase: Words) -> float:
        if any(meets(word, token) for token in tokens):
            return float(any(meets(word, token) for token in phrase))
        ratios = [difflib.SequenceMatcher(None, t, word).ratio() for t in phrase if chinese(t) == chinese(word)]
        return max((ratio for ratio in ratios if ratio >= 0.7), default=0.0)

    for record, names, _ in known:
        for _, phrase in names:
            sum_ = sum(likeness(word, phrase) * len(word) for word in wanted)
            length = sum(map(len, wanted))
            if sum_ >= 0.6 * length:
                yield record, (NEAR, -0.8 * min(1.0, sum_ / length), max(0, size(phrase) - size(tuple(wanted))))


def precedence(record: Record) -> int:
    if isinstance(record, mc.Agreement) or record.kind is mc.PartyKind.GOVERNMENT:
        return 0
    return 1 if record.kind is mc.PartyKind.BUREAU else 2


def naive(known: Known, asked: Words) -> list[tuple[str, MatchKind, float]]:
    found = list(naive_good(known, asked)) or list(naive_near(known, asked))
    best: dict[str, tuple[int, float, int]] = {}
    for record, rank in found:
        rank = (rank[0], round(rank[1], 9), rank[2])
        best[record.id] = min(rank, best.get(record.id, rank))
    records = {record.id: record for record, _, _ in known}
    ranked = sorted(best, key=lambda r: (*best[r][:2], precedence(records[r]), best[r][2], r))
    return [(id, list(MatchKind)[best[id][0]], -best[id][1]) for id in ranked]


@given(st.data())
def test_random_registers_against_a_naive_scan(data):
    # A few words for all names, so that records share them and rank by what differs besides.
    few = st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=4, unique=True)
    vocabulary = data.draw(few | st.sampled_from(CLOSE))
    known = data.draw(registers(vocabulary))
    asked = data.draw(
        st.one_of(
            phrases(vocabulary),
            phrases([*vocabulary, *MISSPELT]),
            phrases(MISSPELT, 2),
            st.sampled_from([("shenzhen",), ("shen",)]),
        )
    )
    text = data.draw(spelt(asked))
    records = [record for record, _, _ in known]
    matches = find(records, text, limit=100)
    expected = naive(known, asked)
    assert [(m.record.id, m.why, round(m.score, 9)) for m in matches] == expected
    near = expected[:1] and expected[0][1] is MatchKind.NEAR
    alike = [
        why is expected[0][1] and expected[0][2] - score <= (0.04 if near else 0) + 1e-9 for _, why, score in expected
    ]
    assert matches.ambiguous == (sum(alike) > 1)
    # What was found stands in the record, however the records are ordered, and a limit only cuts.
    for match in matches:
        assert match.matched in {*(name for _, name in names_of(match.record)), getattr(match.record, "city", None)}
    assert find(reversed(records), text, limit=100) == matches
    assert find(records, text, limit=2).matches == matches.matches[:2]
    assert isinstance(matches, Matches)


def test_a_name_without_a_word_in_it_is_not_found() -> None:
    registry = mc.Registry(parties=[mc.Party(id="a", name=mc.Name(en="Office", alternatives=["---"]))])
    assert not registry.parties.find("---")
    assert [match.record.id for match in registry.parties.find("office")] == ["a"]


def test_what_has_no_name_is_not_searched() -> None:
    assert list(names_of(mc.Renewal(signed="2011"))) == []
