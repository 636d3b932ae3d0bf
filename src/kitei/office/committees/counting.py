"""The arithmetic of a vote (議決): quorum, majority, tie. Pure; who sat and what they said is given.

The rules come from the regulation, or from the body's own rules where it is silent (`rules`). Nothing here has a
default: a body without a rule cannot count.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, Literal, TypeVar

Member = TypeVar("Member", bound=Hashable)


class Choice(StrEnum):
    """What a member says: for (賛成), against (反対), or neither (棄権)."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Result(StrEnum):
    """How a vote ended.

    Attributes:
        NO_QUORUM: too few were present (定足数不足); nothing was decided.
        TIE: votes are equal (可否同数) and the chair has yet to decide.
    """

    NO_QUORUM = "no_quorum"
    CARRIED = "carried"
    LOST = "lost"
    TIE = "tie"


ShareName = Literal["more_than_half", "half_or_more", "two_thirds", "all"]
Whole = Literal["members", "present", "cast"]
Recused = Literal["apart", "absent", "counted"]
"""How a recused member (除斥・回避) counts: as no member (`apart`), as one not there (`absent`), or still for the
quorum (`counted`). A recused member never votes and is never in the whole of which a share is taken."""
TieRule = Literal["chair", "lost"]


@dataclass(frozen=True, slots=True)
class Majority:
    """A share of a whole: more than half of the members, two thirds of those present."""

    share: ShareName
    of: Whole

    def needed(self, whole: int) -> int:
        """The smallest number that reaches the share; at least 1, so that nobody decides nothing."""
        match self.share:
            case "more_than_half":
                return whole // 2 + 1
            case "half_or_more":
                return max(1, (whole + 1) // 2)
            case "two_thirds":
                return max(1, -(-2 * whole // 3))
            case "all":
                return max(1, whole)

    @property
    def simple(self) -> bool:
        """Whether it is about half, so that equal votes are a tie and not merely too few."""
        return self.share in ("more_than_half", "half_or_more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The rules by which a body counts.

    Attributes:
        chair_votes: whether the chair votes with the members; otherwise the chair only decides ties.
        recused: `None` where no rule says how a recused member counts.
    """

    quorum: Majority
    decision: Majority
    tie: TieRule
    chair_votes: bool = True
    recused: Recused | None = None


class NoRuleForRecusal(ValueError):
    """A member is recused, and neither the regulation nor the body says how that counts."""


class VoteOfNoVoter(ValueError):
    """Somebody voted who is not a member, not present, recused, or a chair who only decides ties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(Generic[Member]):
    """Who belongs to the body and who sits, for one item.

    Attributes:
        presiding: the chair, or who acts for the chair; decides ties if present and not recused.
    """

    members: AbstractSet[Member]
    present: AbstractSet[Member]
    recused: AbstractSet[Member]
    presiding: Member | None

    def seats(self, rules: Counting) -> tuple[AbstractSet[Member], AbstractSet[Member]]:
        """The members and those present as they count for the quorum.

        Raises:
            NoRuleForRecusal: a member is recused and no rule says how that counts.
        """
        present = self.present & self.members
        recused = self.recused & self.members
        if not recused or rules.recused == "counted":
            return self.members, present
        if rules.recused == "apart":
            return self.members - recused, present - recused
        if rules.recused == "absent":
            return self.members, present - recused
        raise NoRuleForRecusal

    def voters(self, rules: Counting) -> AbstractSet[Member]:
        """Who may vote on the item."""
        silent = {self.presiding} if self.presiding is not None and not rules.chair_votes else set()
        return (self.present & self.members) - self.recused - silent

    @property
    def can_decide_ties(self) -> bool:
        """Whether somebody presides who may decide a tie."""
        return self.presiding in self.present and self.presiding not in self.recused


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A vote, counted.

    Attributes:
        members: as they count for the quorum; so `present`.
        needed_present: how many had to be present.
        whole: of how many the share is taken. needed_for: how many had to be for it.
        casting: how the chair decided a tie, once decided.
    """

    members: int
    present: int
    needed_present: int
    votes_for: int
    votes_against: int
    abstained: int
    whole: int
    needed_for: int
    result: Result
    casting: bool | None = None

    @property
    def quorate(self) -> bool:
        """Whether enough members were present."""
        return self.present >= self.needed_present


class NotTied(ValueError):
    """Only a tie is decided by the chair."""


def quorum(rules: Counting, room: Room[Member]) -> tuple[int, int, int]:
    """Members, present and needed, as they count for the quorum.

    Raises:
        NoRuleForRecusal: a member is recused and no rule says how that counts.
    """
    members, present = room.seats(rules)
    whole = len(present) if rules.quorum.of == "present" else len(members)
    return len(members), len(present), rules.quorum.needed(whole)


def count(rules: Counting, room: Room[Member], votes: Mapping[Member, Choice]) -> Count:
    """Count a vote. Whoever may vote and said nothing abstained.

    Raises:
        VoteOfNoVoter: somebody voted who may not.
        NoRuleForRecusal: a member is recused and no rule says how that counts.
    """
    voters = room.voters(rules)
    if votes.keys() - voters:
        raise VoteOfNoVoter
    members, present, needed_present = quorum(rules, room)
    votes_for = sum(choice is Choice.FOR for choice in votes.values())
    votes_against = sum(choice is Choice.AGAINST for choice in votes.values())
    whole = _whole(rules, room, voters, votes_for + votes_against)
    needed_for = rules.decision.needed(whole)
    tied = votes_for == votes_against and rules.decision.simple and rules.tie == "chair" and room.can_decide_ties
    if present < needed_present:
        result = Result.NO_QUORUM
    elif votes_for >= needed_for:
        result = Result.CARRIED
    else:
        result = Result.TIE if tied else Result.LOST
    return Count(
        members=members,
        present=present,
        needed_present=needed_present,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=len(voters) - votes_for - votes_against,
        whole=whole,
        needed_for=needed_for,
        result=result,
    )


def decide_tie(counted: Count, *, carried: bool) -> Count:
    """The same count after the chair decided.

    Raises:
        NotTied: there was no tie.
    """
    if counted.result is not Result.TIE:
        raise NotTied
    return replace(counted, result=Result.CARRIED if carried else Result.LOST, casting=carried)


def _whole(rules: Counting, room: Room[Member], voters: AbstractSet[Member], cast: int) -> int:
    match rules.decision.of:
        case "cast":
            return cast
        case "present":
            return len(voters)
        case "members":
            silent = {room.presiding} if not rules.chair_votes else set()
            return len(room.members - room.recused - silent)
