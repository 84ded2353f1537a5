"""What rows of pictures are called: whole words, few lines, never two alike."""

from __future__ import annotations

from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop.display.pictures.labels import row_labels, script_of, text_of, wrapped
from mainland_coop.display.plain_text import width

REGISTRY = mc.load()
WORDS = st.text(alphabet="ab -()（）,，。法律安排 協議…1\U0001f600", max_size=60)


@given(WORDS, st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)
    assert all(line.strip() for line in lines)


@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=8), st.integers(8, 40), st.integers(1, 3))
def test_no_two_rows_are_called_alike(texts: list[str], columns: int, lines: int) -> None:
    ids = [f"record-{place}" for place in range(len(texts))]
    labels = row_labels(texts, ids, columns, lines)
    assert len(set(labels)) == len(texts)
    assert all(label.strip() for label in labels)


def test_all_records_are_told_apart_in_one_and_in_two_lines() -> None:
    for records in (REGISTRY.agreements, REGISTRY.programmes, REGISTRY.parties):
        names = [record.title if isinstance(record, mc.Agreement) else record.name for record in records]
        for language in ("en", "zh_hant"):
            texts = [text_of(name, record.id, language) for name, record in zip(names, records, strict=True)]
            for columns, lines in ((20, 2), (64, 1)):
                labels = row_labels(texts, [record.id for record in records], columns, lines)
                assert len(set(labels)) == len(records)
                assert max(label.count("\n") for label in labels) < lines + 2


def test_labels_are_cut_after_whole_words() -> None:
    titles = {pact.id: pact.title.text for pact in REGISTRY.agreements}
    for label, title in zip(row_labels(list(titles.values()), list(titles), 30, 2), titles.values(), strict=True):
        begin = label.replace("\n", " ").split("…")[0].rstrip()
        if not title.startswith(begin):
            continue  # broken at a hyphen, or with its id
        rest = title[len(begin) :]
        assert not rest or not rest[0].isalnum() or not begin[-1].isalnum(), (label, title)


def test_a_chinese_name_that_is_missing_is_shown_in_the_other_script_before_english() -> None:
    both = mc.Name(en="Arrangement", zh_hant="安排", zh_hans="安排甲")
    simplified = mc.Name(en="Agreement", zh_hans="协议")
    english = mc.Name(en="Minutes")
    asked = [
        [text_of(name, "x", language) for name in (both, simplified, english)]
        for language in ("en", "zh_hant", "zh_hans")
    ]
    assert asked[0] == ["Arrangement", "Agreement", "Minutes"]
    assert asked[1:] == [["安排", "协议", "Minutes"], ["安排甲", "协议", "Minutes"]]
    assert text_of(simplified, "x", "zh_hant", has_chinese=False) == "Agreement"
    assert text_of(mc.Name(zh_hans="协议"), "x", "en", has_chinese=False) == "x"


def test_zh_is_the_script_that_most_names_have() -> None:
    simplified, traditional = mc.Name(zh_hans="协议"), mc.Name(zh_hant="協議")
    assert script_of([simplified, simplified, traditional], "zh") == "zh_hans"
    assert script_of([simplified, traditional], "zh") == "zh_hant"
    assert script_of([], "zh") == "zh_hant"
    assert script_of([simplified], "en") == "en"


def test_short_names_are_of_the_language() -> None:
    name = mc.Name(
        en="Closer Economic Partnership Arrangement", zh_hant="更緊密經貿關係安排", short=["CEPA", "緊密安排"]
    )
    assert text_of(name, "x", "en", labels="short") == "CEPA"
    assert text_of(name, "x", "zh_hant", labels="short") == "緊密安排"
    assert text_of(mc.Name(en="Minutes"), "x", "en", labels="short") == "Minutes"
    assert text_of(name, "x", "en", labels="id") == "x"
