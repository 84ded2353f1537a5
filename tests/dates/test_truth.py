"""Kleene's logic: the tables in full, the laws, and no silent reading of UNKNOWN as no."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given, strategies as st

import mainland_coop as mc
from mainland_coop import Truth
from mainland_coop.foundation.errors import shorten

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
truths = st.sampled_from(Truth)

AND = {
    (T, T): T,
    (T, F): F,
    (T, U): U,
    (F, T): F,
    (F, F): F,
    (F, U): F,
    (U, T): U,
    (U, F): F,
    (U, U): U,
}
OR = {
    (T, T): T,
    (T, F): T,
    (T, U): T,
    (F, T): T,
    (F, F): F,
    (F, U): U,
    (U, T): T,
    (U, F): U,
    (U, U): U,
}
NOT = {T: F, F: T, U: U}
REACHES = {
    (T, T): True,
    (T, U): True,
    (T, F): True,
    (U, T): False,
    (U, U): True,
    (U, F): True,
    (F, T): False,
    (F, U): False,
    (F, F): True,
}


@pytest.mark.parametrize(("pair", "expected"), AND.items())
def test_and(pair: tuple[Truth, Truth], expected: Truth) -> None:
    assert pair[0] & pair[1] is expected


@pytest.mark.parametrize(("pair", "expected"), OR.items())
def test_or(pair: tuple[Truth, Truth], expected: Truth) -> None:
    assert pair[0] | pair[1] is expected


@pytest.mark.parametrize(("value", "expected"), NOT.items())
def test_not(value: Truth, expected: Truth) -> None:
    assert ~value is expected


@pytest.mark.parametrize(("pair", "expected"), REACHES.items())
def test_reaches(pair: tuple[Truth, Truth], expected: bool) -> None:
    assert pair[0].reaches(pair[1]) is expected


def test_the_tables_are_complete() -> None:
    pairs = {(a, b) for a in Truth for b in Truth}
    assert set(AND) == set(OR) == set(REACHES) == pairs
    assert set(NOT) == {T, F, U} == set(Truth)


@given(truths, truths)
def test_de_morgan(a: Truth, b: Truth) -> None:
    assert ~(a & b) is ~a | ~b
    assert ~(a | b) is ~a & ~b


@given(truths, truths)
def test_both_operations_commute(a: Truth, b: Truth) -> None:
    assert a & b is b & a
    assert a | b is b | a


@given(truths, truths, truths)
def test_both_operations_associate(a: Truth, b: Truth, c: Truth) -> None:
    assert (a & b) & c is a & (b & c)
    assert (a | b) | c is a | (b | c)


@given(truths, truths, truths)
def test_each_operation_distributes_over_the_other(a: Truth, b: Truth, c: Truth) -> None:
    assert a & (b | c) is (a & b) | (a & c)
    assert a | (b & c) is (a | b) & (a | c)


@given(truths, truths)
def test_absorption(a: Truth, b: Truth) -> None:
    assert a & (a | b) is a
    assert a | (a & b) is a


@given(truths)
def test_idempotence_identity_and_double_negation(a: Truth) -> None:
    assert a & a is a | a is a
    assert a & T is a | F is a
    assert a & F is F
    assert a | T is T
    assert ~~a is a


def test_the_excluded_middle_does_not_hold() -> None:
    assert U | ~U is U
    assert U & ~U is U


@given(truths, truths, truths)
def test_what_is_more_certain_stays_so_under_and_and_or(a: Truth, b: Truth, c: Truth) -> None:
    if a.reaches(b):
        assert (a & c).reaches(b & c)
        assert (a | c).reaches(b | c)
        assert (~b).reaches(~a)


@given(st.booleans(), st.booleans())
def test_on_known_values_it_is_ordinary_logic(a: bool, b: bool) -> None:
    assert bool(Truth.of(a) & Truth.of(b)) is (a and b)
    assert bool(Truth.of(a) | Truth.of(b)) is (a or b)
    assert bool(~Truth.of(a)) is (not a)


def test_bool_of_the_known_values() -> None:
    assert bool(T) is True
    assert bool(F) is False


@pytest.mark.parametrize(
    "use",
    [
        bool,
        lambda u: 1 if u else 0,
        lambda u: not u,
        lambda u: u and T,
        lambda u: u or T,
        lambda u: any([u]),
        lambda u: list(filter(None, [u])),
    ],
    ids=["bool", "if", "not", "and", "or", "any", "filter"],
)
def test_bool_of_unknown_raises_and_names_what_to_ask(use: object) -> None:
    with pytest.raises(mc.UncertainTruthError) as caught:
        use(U)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, mc.MainlandCoopError)
    assert str(caught.value) == (
        "the truth value UNKNOWN is neither true nor false: "
        "ask .certain (true in every case) or .possible (true in some case)"
    )


@pytest.mark.parametrize(("value", "certain", "possible"), [(T, True, True), (U, False, True), (F, False, False)])
def test_certain_and_possible(value: Truth, certain: bool, possible: bool) -> None:
    assert value.certain is certain
    assert value.possible is possible


@pytest.mark.parametrize(("plain", "truth"), [(True, T), (False, F), (None, U)])
def test_to_and_from_bool_or_none(plain: bool | None, truth: Truth) -> None:
    assert Truth.of(plain) is truth
    assert truth.to_bool() is plain


@pytest.mark.parametrize("value", [0, 1, "", "TRUE", "yes", 1.0, [], T, U], ids=repr)
def test_of_refuses_what_is_no_truth_value(value: object) -> None:
    with pytest.raises(ValueError, match="is no truth value: give True, False or None") as caught:
        Truth.of(value)
    assert str(caught.value).startswith(shorten(value)), "it names the value"


def test_the_refusal_of_of_is_an_error_of_ours() -> None:
    with pytest.raises(mc.MainlandCoopError):
        Truth.of("yes")


@pytest.mark.parametrize("value", [True, None, "TRUE", 1], ids=repr)
def test_operations_take_truth_values_only(value: object) -> None:
    for operate in (lambda: T & value, lambda: T | value, lambda: value & T, lambda: value | T):
        with pytest.raises(TypeError):
            operate()


@pytest.mark.parametrize("value", [True, False, None, "UNKNOWN", 0], ids=repr)
@pytest.mark.parametrize("truth", Truth)
def test_reaches_takes_truth_values_only(truth: Truth, value: object) -> None:
    with pytest.raises(mc.WrongTypeError, match=r"is no truth value: give Truth\.TRUE or Truth\.UNKNOWN") as caught:
        truth.reaches(value)
    assert str(caught.value).startswith(shorten(value)), "it names the value"


def test_there_is_no_order() -> None:
    with pytest.raises(TypeError):
        T < U  # noqa: B015  # the comparison itself must raise


@pytest.mark.parametrize("truth", Truth)
def test_a_truth_value_is_one_object(truth: Truth) -> None:
    assert copy.copy(truth) is copy.deepcopy(truth) is pickle.loads(pickle.dumps(truth)) is truth
    assert repr(truth) == f"<Truth.{truth.name}>"
    assert truth != truth.to_bool()
