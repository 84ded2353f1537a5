"""The fast reader and the one that explains accept the same values, and give equal records for them."""

from __future__ import annotations

import copy
import json
import pickle
import random

import pytest
from hypothesis import given, settings, strategies as st

import mainland_coop as mc
from helpers.json_values import CLASSES, KEYS, json_values, places
from helpers.samples import RECORDS
from mainland_coop.form.codec import from_json, to_json
from mainland_coop.form.fast_reader import accept
from mainland_coop.form.shapes import KINDS

N = settings().max_examples
BUNDLED = {kind: json.loads(mc.dumps(mc.load()))[kind] for kind in KINDS}
EXAMPLES: list[tuple[str, object]] = [
    *((KINDS[kind].__name__, value) for kind, values in BUNDLED.items() for value in values),
    *((name, to_json(record)) for name, record in RECORDS.items() if name in CLASSES),
]


def both(cls: type, value: object) -> object:
    """What both readers make of a value; they must agree. None if it is refused."""
    given_value = copy.deepcopy(value)
    fast = accept(cls, value)
    slow, problems = from_json(cls, value, "it")
    assert value == given_value, "a reader changed what it read"
    assert (fast is None) == (slow is None), (fast, slow, problems)
    assert fast == slow
    assert (slow is None) == bool(problems)
    for problem in problems:
        assert problem.path.startswith("it")
        assert problem.expected
    return fast


@pytest.mark.parametrize("name", [name for name in RECORDS if name in CLASSES])
def test_the_sample_of_each_class_is_accepted_by_both(name: str) -> None:
    assert both(CLASSES[name], to_json(RECORDS[name])) == RECORDS[name]


WITH_KEYS = {
    name: value for name, record in RECORDS.items() if name in CLASSES and isinstance(value := to_json(record), dict)
}


@pytest.mark.parametrize("name", WITH_KEYS)
def test_null_under_an_unknown_key_states_nothing_and_anything_else_is_refused(name: str) -> None:
    value = WITH_KEYS[name]
    assert both(CLASSES[name], {**value, "nobody knows": None}) == both(CLASSES[name], value) is not None
    assert both(CLASSES[name], {**value, "nobody knows": 0}) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_the_bundled_data_is_accepted_by_both(kind: str) -> None:
    for value in BUNDLED[kind]:
        record = both(KINDS[kind], value)
        assert record == getattr(mc.load(), kind)[value["id"]]
        assert to_json(record) == value


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, object]:
    """A sound value with one to three changes: a key removed, renamed or repeated elsewhere, or a value replaced."""
    name, value = draw(st.sampled_from(EXAMPLES))
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 3))):
        spots = places(value)
        if not spots:
            break
        container, key = spots[draw(st.integers(0, len(spots) - 1))]
        match draw(st.sampled_from(["remove", "rename", "replace", "null", "add", "swap"])):
            case "remove":
                del container[key]
            case "rename" if isinstance(container, dict):
                container[draw(st.sampled_from(KEYS) | st.text(max_size=5))] = container.pop(key)
            case "null":
                container[key] = None
            case "add" if isinstance(container, dict):
                container[draw(st.sampled_from(KEYS))] = draw(json_values)
            case "swap":
                other, its_key = spots[draw(st.integers(0, len(spots) - 1))]
                known = its_key in other if isinstance(other, dict) else its_key < len(other)
                container[key] = copy.deepcopy(other[its_key]) if known else None
            case _:
                container[key] = draw(json_values)
    return name, value


@settings(max_examples=2 * N)
@given(mutated())
def test_mutations_of_sound_records(case: tuple[str, object]) -> None:
    name, value = case
    both(CLASSES[name], value)


@settings(max_examples=2 * N)
@given(st.sampled_from(sorted(CLASSES)), json_values)
def test_arbitrary_json(name: str, value: object) -> None:
    both(CLASSES[name], value)


@settings(max_examples=2 * N)
@given(st.sampled_from(sorted(CLASSES)), st.data())
def test_arbitrary_values_under_known_keys(name: str, data: st.DataObject) -> None:
    cls = CLASSES[name]
    keys = [field.rstrip("_") for field in cls.__annotations__]
    value = data.draw(st.dictionaries(st.sampled_from(keys), json_values, max_size=6))
    both(cls, value)


def test_every_key_of_every_example_matters_to_both() -> None:
    """Each key removed, and each value replaced by a few others: no choice is left to chance."""
    for name, value in ((name, to_json(record)) for name, record in RECORDS.items() if name in CLASSES):
        for index in range(len(places(value))):
            for change in (None, 5, "", [], {}, True, "2011", -1, 1.5, ["x"], {"en": "X"}, "\ud800", float("inf")):
                changed = copy.deepcopy(value)
                container, key = places(changed)[index]
                container[key] = change
                both(CLASSES[name], changed)
            removed = copy.deepcopy(value)
            container, key = places(removed)[index]
            del container[key]
            both(CLASSES[name], removed)


# --- Whole files ---------------------------------------------------------------------------------------------------


def loaded(text: str | bytes) -> mc.Registry | None:
    """The registry in a text, or None if it is refused in our words."""
    try:
        return mc.loads(text)
    except mc.InvalidFileError as error:
        refusal = error
    assert refusal.problems
    assert str(refusal).encode()
    return None


@settings(max_examples=2 * N)
@given(json_values)
def test_arbitrary_json_is_a_register_or_refused_in_our_words(value: object) -> None:
    loaded(json.dumps(value))


@settings(max_examples=2 * N)
@given(st.dictionaries(st.sampled_from(["schema", "version", "verified_through", *KINDS]), json_values, min_size=1))
def test_arbitrary_values_under_the_keys_of_the_file_form(value: object) -> None:
    registry = loaded(json.dumps(value))
    if registry is not None:
        assert mc.loads(mc.dumps(registry)) == registry


@settings(max_examples=2 * N)
@given(st.text(max_size=30) | st.binary(max_size=30) | st.text('{}[]",:0123456789.eE+-ntfu \\x', max_size=30))
def test_arbitrary_text_is_a_register_or_refused_in_our_words(text: str | bytes) -> None:
    loaded(text)


SAMPLE = json.loads(mc.dumps(RECORDS["Registry"]))


@settings(max_examples=2 * N)
@given(st.randoms(use_true_random=False), st.integers(1, 4), st.data())
def test_mutations_of_a_whole_file(chance: random.Random, n_changes: int, data: st.DataObject) -> None:
    value = copy.deepcopy(SAMPLE)
    for _ in range(n_changes):
        spots = places(value)
        container, key = chance.choice(spots)
        match chance.choice(["remove", "replace", "twice", "swap"]):
            case "remove":
                del container[key]
            case "twice" if isinstance(container, list):
                container.append(copy.deepcopy(container[key]))
            case "swap":
                other, its_key = chance.choice(spots)
                container[key] = copy.deepcopy(other[its_key])
                other[its_key] = copy.deepcopy(container[key])
            case _:
                container[key] = data.draw(json_values)
    registry = loaded(json.dumps(value))
    if registry is not None:
        assert mc.loads(mc.dumps(registry)) == registry


@settings(max_examples=2 * N)
@given(st.integers(0, 100_000), st.integers(0, 255), st.sampled_from(["flip", "cut", "drop"]))
def test_a_file_with_a_byte_changed_or_cut_short(at: int, byte: int, how: str) -> None:
    data = bytearray(json.dumps(SAMPLE, ensure_ascii=False).encode())
    at %= len(data)
    match how:
        case "flip":
            data[at] = byte
        case "cut":
            del data[at:]
        case "drop":
            del data[at]
    loaded(bytes(data))


def test_a_fault_that_is_not_the_record_s_own_is_not_told_as_one_of_the_file() -> None:
    class Odd(dict[str, object]):
        def items(self) -> object:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        from_json(mc.Area, {"id": "x", "name": Odd()}, "areas[0]")


def test_what_equals_a_text_and_is_more_is_not_kept_in_its_place() -> None:
    class Word(str):
        __slots__ = ()

    party, field = Word("a-party-of-a-class"), Word("renewals")
    value = {"id": "x", "title": "X", "kind": "agreement", "parties": [party], "signed": "2011", "open_lists": [field]}
    value["citations"] = [{"source": Word("a-source-of-a-class"), "supports": ["signed"]}]
    assert accept(mc.Agreement, value) is not None
    plain = json.loads(json.dumps(value))
    record = accept(mc.Agreement, plain)
    assert record is not None
    kept = (record.parties[0], record.open_lists[0], record.citations[0].source)
    assert [type(text) for text in kept] == [str, str, str]


def test_what_was_met_before_is_the_same_object() -> None:
    value = {
        "title": "X",
        "kind": "agreement",
        "parties": ["a", "b"],
        "signed": "2011-03",
        "term": "P7Y",
        "citations": [{"source": "s", "supports": ["signed", "term"]}],
    }
    one, other = (accept(mc.Agreement, json.loads(json.dumps(value | {"id": id}))) for id in ("x", "y"))
    for name in ("parties", "signed", "term", "citations"):
        assert getattr(one, name) is getattr(other, name)


def test_a_text_is_no_list_though_its_letters_would_be_one() -> None:
    value = {"source": "s", "supports": ["a", "b"]}
    agreement = {"id": "x", "title": "X", "kind": "agreement", "parties": ["a"], "signed": "2011"}
    assert both(mc.Agreement, agreement | {"citations": [value]}) is not None
    assert both(mc.Agreement, agreement | {"citations": [value | {"supports": "ab"}]}) is None
    assert both(mc.Agreement, agreement | {"citations": {"source": "s"}}) is None
    assert both(mc.Agreement, agreement | {"parties": "a"}) is None


@pytest.mark.parametrize("cls", CLASSES.values())
def test_a_record_that_was_read_is_as_one_that_was_made(cls: type) -> None:
    value = to_json(next(record for name, record in RECORDS.items() if name in CLASSES and type(record) is cls))
    read, (made, _) = accept(cls, value), from_json(cls, value, "it")
    assert type(read) is type(made) is cls
    assert pickle.loads(pickle.dumps(read)) == read == made
    with pytest.raises(AttributeError):
        read.note = "another"  # type: ignore[attr-defined]
