"""The arithmetic of a vote, against a second count written as one would count hands."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitei.office.committees.counting import (
    Choice,
    Count,
    Counting,
    Majority,
    NoRuleForRecusal,
    NotTied,
    Recused,
    Result,
    Room,
    ShareName,
    TieRule,
    VoteOfNoVoter,
    Whole,
    count,
    decide_tie,
)

MORE_THAN_HALF = Majority("more_than_half", "members")
LITERAL = Counting(quorum=MORE_THAN_HALF, decision=Majority("more_than_half", "present"), tie="chair")


def room(members: int, present: int, *, recused: set[int] | None = None) -> Room[int]:
    return Room(
        members=set(range(members)),
        present=set(range(present)),
        recused=recused or set(),
        presiding=0 if present else None,
    )


def votes(votes_for: int, votes_against: int) -> dict[int, Choice]:
    said = [Choice.FOR] * votes_for + [Choice.AGAINST] * votes_against
    return dict(enumerate(said))


@pytest.mark.parametrize(
    ("members", "present", "said", "result"),
    [
        (12, 6, votes(6, 0), Result.NO_QUORUM),
        (12, 7, votes(4, 3), Result.CARRIED),
        (10, 6, votes(3, 2), Result.LOST),
        (10, 6, votes(3, 3), Result.TIE),
        (12, 7, votes(3, 3), Result.TIE),
        (11, 6, votes(4, 0), Result.CARRIED),
        (11, 5, votes(5, 0), Result.NO_QUORUM),
        (5, 5, votes(0, 0), Result.TIE),
        (0, 0, {}, Result.NO_QUORUM),
    ],
)
def test_a_majority_of_members_present_and_a_majority_of_those_present(
    members: int, present: int, said: dict[int, Choice], result: Result
) -> None:
    assert count(LITERAL, room(members, present), said).result is result


def test_a_tie_is_decided_by_the_chair_and_only_a_tie() -> None:
    tied = count(LITERAL, room(10, 6), votes(3, 3))

    assert decide_tie(tied, carried=True).result is Result.CARRIED
    assert decide_tie(tied, carried=False).result is Result.LOST
    with pytest.raises(NotTied):
        decide_tie(decide_tie(tied, carried=True), carried=False)


def test_without_a_chair_in_the_room_equal_votes_carry_nothing() -> None:
    seats = Room(members=set(range(6)), present=set(range(1, 5)), recused=set(), presiding=0)

    assert count(LITERAL, seats, {1: Choice.FOR, 2: Choice.AGAINST}).result is Result.LOST


@pytest.mark.parametrize(
    ("rule", "members", "present", "result"),
    [("apart", 8, 5, Result.CARRIED), ("absent", 10, 5, Result.NO_QUORUM), ("counted", 10, 7, Result.CARRIED)],
)
def test_recused_members_count_as_the_rules_say_and_never_vote(
    rule: Recused, members: int, present: int, result: Result
) -> None:
    rules = Counting(quorum=MORE_THAN_HALF, decision=Majority("more_than_half", "present"), tie="chair", recused=rule)
    seats = room(10, 7, recused={5, 6})

    counted = count(rules, seats, votes(3, 2))

    assert (counted.members, counted.present, counted.result) == (members, present, result)
    assert counted.whole == 5
    with pytest.raises(VoteOfNoVoter):
        count(rules, seats, {5: Choice.FOR})


def test_a_recusal_that_no_rule_knows_is_not_counted_by_guess() -> None:
    with pytest.raises(NoRuleForRecusal):
        count(LITERAL, room(10, 7, recused={6}), votes(3, 2))


def test_a_recusal_of_somebody_who_is_no_member_changes_nothing() -> None:
    assert count(LITERAL, room(10, 7, recused={99}), votes(4, 2)).result is Result.CARRIED


def test_guests_neither_vote_nor_count() -> None:
    with_guests = Room(members=set(range(12)), present=set(range(6)) | {100, 101}, recused=set(), presiding=0)

    assert count(LITERAL, with_guests, votes(6, 0)).result is Result.NO_QUORUM
    with pytest.raises(VoteOfNoVoter):
        count(LITERAL, with_guests, {100: Choice.FOR})


def test_a_chair_who_only_decides_ties_is_outside_the_whole() -> None:
    rules = Counting(
        quorum=MORE_THAN_HALF, decision=Majority("more_than_half", "present"), tie="chair", chair_votes=False
    )

    tied = count(rules, room(7, 7), {1: Choice.FOR, 2: Choice.FOR, 3: Choice.AGAINST, 4: Choice.AGAINST})

    assert (tied.whole, tied.result) == (6, Result.TIE)
    with pytest.raises(VoteOfNoVoter):
        count(rules, room(7, 7), {0: Choice.FOR})


def naive(rules: Counting, seats: Room[int], said: dict[int, Choice]) -> str:
    """Counts person by person and compares fractions."""
    at_table = members = present = 0
    whole = yes = no = 0
    for person in range(20):
        if person not in seats.members:
            continue
        members += 1
        here = person in seats.present
        present += here
        if person in seats.recused:
            members -= rules.recused == "apart"
            present -= here and rules.recused in ("apart", "absent")
            continue
        at_table += 1
        if person == seats.presiding and not rules.chair_votes:
            at_table -= 1
            continue
        whole += here
        yes += said.get(person) is Choice.FOR
        no += said.get(person) is Choice.AGAINST
    if not _reached(rules.quorum.share, present, members):
        return "no_quorum"
    base = {"members": at_table, "present": whole, "cast": yes + no}[rules.decision.of]
    if _reached(rules.decision.share, yes, base):
        return "carried"
    chair_here = seats.presiding in seats.present and seats.presiding not in seats.recused
    half = rules.decision.share in ("more_than_half", "half_or_more")
    return "tie" if yes == no and half and rules.tie == "chair" and chair_here else "lost"


def _reached(share: str, part: int, whole: int) -> bool:
    if part == 0:
        return False
    ratio = Fraction(part, whole) if whole else Fraction(0)
    if share == "more_than_half":
        return ratio > Fraction(1, 2)
    return ratio >= {"half_or_more": Fraction(1, 2), "two_thirds": Fraction(2, 3), "all": Fraction(1)}[share]


PEOPLE = st.sets(st.integers(0, 12), max_size=13)


@st.composite
def sittings(draw: Any) -> tuple[Counting, Room[int], dict[int, Choice]]:
    rules = Counting(
        quorum=Majority(draw(st.sampled_from(get_args(ShareName))), "members"),
        decision=Majority(draw(st.sampled_from(get_args(ShareName))), draw(st.sampled_from(get_args(Whole)))),
        tie=draw(st.sampled_from(get_args(TieRule))),
        chair_votes=draw(st.booleans()),
        recused=draw(st.sampled_from(get_args(Recused))),
    )
    members = draw(PEOPLE)
    presiding = draw(st.sampled_from(sorted(members))) if members and draw(st.booleans()) else None
    seats = Room(members=members, present=draw(PEOPLE), recused=draw(PEOPLE), presiding=presiding)
    voters = sorted(seats.voters(rules))
    said = draw(st.dictionaries(st.sampled_from(voters), st.sampled_from(Choice))) if voters else {}
    return rules, seats, said


@given(sittings())
def test_the_count_is_what_counting_hands_gives(sitting: tuple[Counting, Room[int], dict[int, Choice]]) -> None:
    rules, seats, said = sitting

    assert count(rules, seats, said).result == naive(rules, seats, said)


@given(sittings())
def test_one_more_vote_in_favour_never_undoes_a_decision(
    sitting: tuple[Counting, Room[int], dict[int, Choice]],
) -> None:
    rules, seats, said = sitting
    before = count(rules, seats, said)

    for person in seats.voters(rules):
        after = count(rules, seats, {**said, person: Choice.FOR})
        assert _rank(after) >= _rank(before)


@given(sittings())
def test_every_voter_is_for_against_or_abstaining(sitting: tuple[Counting, Room[int], dict[int, Choice]]) -> None:
    rules, seats, said = sitting
    counted = count(rules, seats, said)

    assert counted.votes_for + counted.votes_against + counted.abstained == len(seats.voters(rules))
    assert counted.quorate == (counted.result is not Result.NO_QUORUM)


def _rank(counted: Count) -> int:
    return [Result.NO_QUORUM, Result.LOST, Result.TIE, Result.CARRIED].index(counted.result)
