"""Truth in three values, after Kleene: unknown where the given facts do not settle it, and only there."""

from __future__ import annotations

import pytest

from kitei.predicates.expression import FALSE, TRUE, All, AnyOf, Expression, Not, Truth, truth
from tests.predicates.facts import atoms, case, read

YES, NO = {"consent": True}, {"consent": False}
UNKNOWN = {"relation": "none"}  # never given below
KNOWN = case(consent=True)


def of(value: Truth) -> Expression:
    """A predicate with this truth in the case `KNOWN`."""
    return read({True: YES, False: NO, None: UNKNOWN}[value])


BOTH = [
    # one, other, and, or
    (True, True, True, True),
    (True, False, False, True),
    (True, None, None, True),
    (False, True, False, True),
    (False, False, False, False),
    (False, None, False, None),
    (None, True, None, True),
    (None, False, False, None),
    (None, None, None, None),
]


@pytest.mark.parametrize(("one", "other", "both", "either"), BOTH)
def test_and_and_or_of_two(one: Truth, other: Truth, both: Truth, either: Truth) -> None:
    assert truth(All((of(one), of(other))), KNOWN) is both
    assert truth(AnyOf((of(one), of(other))), KNOWN) is either


@pytest.mark.parametrize(("value", "negated"), [(True, False), (False, True), (None, None)])
def test_not(value: Truth, negated: Truth) -> None:
    assert truth(Not(of(value)), KNOWN) is negated


@pytest.mark.parametrize(
    ("values", "every", "some"),
    [
        ((None, None, False), False, None),
        ((None, None, True), None, True),
        ((True, None, True), None, True),
        ((False, None, False), False, None),
        ((), True, False),
    ],
)
def test_a_later_part_settles_what_an_earlier_one_left_open(
    values: tuple[Truth, ...], every: Truth, some: Truth
) -> None:
    parts = tuple(of(value) for value in values)

    assert truth(All(parts), KNOWN) is every
    assert truth(AnyOf(parts), KNOWN) is some


def test_constants() -> None:
    assert truth(TRUE, case()) is True
    assert truth(FALSE, case()) is False


def test_the_laws_of_de_morgan_hold_in_three_values() -> None:
    for one, other, *_ in BOTH:
        inner = (of(one), of(other))
        outer = tuple(Not(part) for part in inner)

        assert truth(Not(All(inner)), KNOWN) is truth(AnyOf(outer), KNOWN)
        assert truth(Not(AnyOf(inner)), KNOWN) is truth(All(outer), KNOWN)


def test_the_tests_of_a_predicate_are_walked_from_left_to_right() -> None:
    first = {"consent": True, "not": {"relation": "none"}}
    second = {"all": [{"members": {"above": 3}}, {"consent": False}]}

    assert [test.fact.id for test in atoms({"any": [first, second]})] == ["consent", "relation", "members", "consent"]
    assert atoms({}) == []
