"""What is sent, and what is answered, about bodies and meetings. A person is named by the end of the pseudonym."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from kitei.api.cases.forms import Facts, FileIn, Name, Text, Words
from kitei.api.ground.days import Day, Hour
from kitei.office.committees.services.planning import Plan

Sign = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w-]*$", description="A person.")]
Choice = Literal["for", "against", "abstain"]
Position = Annotated[int, Field(ge=1, le=30_000)]


class SeatOut(Schema):
    """A member of a body."""

    person: str
    name: str
    capacity: str
    from_on: date
    to_on: date | None


class RuleOut(Schema):
    """One rule by which a body meets.

    Attributes:
        says: empty where nobody ruled. own: the body's own rule, not prescribed by the regulation.
        needed: without it the body cannot vote.
    """

    name: str
    title: Words
    says: Words
    clause: str
    own: bool
    needed: bool


class BodyLine(Schema):
    """A body whose meetings the caller may see, with how many steps of cases wait for it."""

    id: str
    title: Words
    unit: str | None
    leads: bool
    waiting: int
    coming: list[str]


class MeetingLine(Schema):
    """A meeting in a list."""

    id: str
    year: int
    number: int
    mode: str
    state: str
    held_on: date
    place: str


class WaitingOut(Schema):
    """A step of a case that waits for a body and is on no agenda."""

    case: str
    step: str
    due_on: date | None


class BodyOut(Schema):
    """A body: who sits in it, by which rules it meets, its meetings, and what waits for it."""

    id: str
    title: Words
    unit: str | None
    leads: bool
    members: list[SeatOut]
    rules: list[RuleOut]
    meetings: list[MeetingLine]
    waiting: list[WaitingOut]


class RulesIn(Schema):
    """A body's own rules from a day on, as far as the regulation is silent.

    Attributes:
        rules: by name: `{"quorum": {"share": "more_than_half", "of": "members"}, "tie": "chair", "notice_days": 7}`.
    """

    from_on: Day
    document: Annotated[str, Field(max_length=200)] = ""
    rules: dict[str, Any]


class PlanIn(Schema):
    """When and where a body meets; of a circulation, the last day for answers."""

    held_on: Day
    begins: Hour | None = None
    ends: Hour | None = None
    place: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    mode: Literal["sitting", "circulation"] = "sitting"

    def value(self) -> Plan:
        """As services take it."""
        return Plan(held_on=self.held_on, begins=self.begins, ends=self.ends, place=self.place, mode=self.mode)


class AdjournIn(PlanIn):
    """The day on which a meeting goes on, and why."""

    reason: Text = ""


class ConveneIn(Schema):
    """Calling the members together; at short notice, why."""

    haste: Text = ""


class CancelIn(Schema):
    """Calling a meeting off."""

    reason: Text


class PresenceIn(Schema):
    """A member who is there, and from and until which item."""

    person: Sign
    how: Literal["present", "remote"] = "present"
    from_item: Position | None = None
    until_item: Position | None = None


class AttendanceIn(Schema):
    """Who is there; whoever is left out is absent."""

    present: list[PresenceIn]


class OpenIn(AttendanceIn):
    """Opening a meeting; `presiding` where neither chair nor vice-chair is there."""

    presiding: Sign | None = None


class GuestIn(Schema):
    """Somebody let in who is no member."""

    name: Name


class ItemIn(Schema):
    """A step of a case, or another matter, for the agenda."""

    case: Name | None = None
    step: Name | None = None
    title: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    presenter: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""


class RecordIn(Schema):
    """What was said on an item; `state` ends it where nothing is voted on."""

    record: Text
    state: Literal["reported", "deferred"] | None = None


class RecuseIn(Schema):
    """Somebody who keeps out of an item: the caller, or a member that is named."""

    person: Sign | None = None
    reason: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]
    by_body: bool = False


class HearIn(Schema):
    """Somebody who is no member, heard."""

    name: Name
    standing: Literal["principal", "manager", "staff", "expert", "other"]
    statement: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]


class LaidIn(Schema):
    """A paper to lay before the members: one of the case, or a file."""

    document: Name | None = None
    attachment: Name | None = None
    title: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    file: FileIn | None = None


class ConditionIn(Schema):
    """Something attached to a decision."""

    text: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]
    actor: Name
    due_on: Day | None = None


class ProposalIn(Schema):
    """What is put to the vote: how the step of the case would end, or a proposal in words.

    Attributes:
        typed: entries of the paper that goes with the outcome, beside what the case fills in.
    """

    outcome: Annotated[str, Field(max_length=64)] = ""
    ground: Annotated[str, Field(max_length=64)] = ""
    reason: Text = ""
    text: Text = ""
    typed: Facts = {}
    language: Literal["ja", "en"] = "ja"
    conditions: Annotated[list[ConditionIn], Field(max_length=20)] = []


class BallotIn(Schema):
    """How one member voted, and an opinion to be kept beside it."""

    person: Sign
    choice: Choice
    opinion: Text = ""


class VoteIn(ProposalIn):
    """A vote; `casting` is how the chair decided at once, if votes were equal."""

    ballots: list[BallotIn]
    casting: bool | None = None


class CastIn(ProposalIn):
    """How the chair decides a tie."""

    carried: bool


class ReplyIn(Schema):
    """A member's answer to a circulation."""

    choice: Choice
    opinion: Text = ""


class MinutesIn(Schema):
    """In which language the minutes are issued."""

    language: Literal["ja", "en"] = "ja"


class CorrectionIn(MinutesIn):
    """A correction to add to the minutes."""

    text: Text


class PlaceOut(Schema):
    """Somebody's place at a meeting."""

    person: str | None
    name: str
    standing: str
    presence: str
    from_item: int | None
    until_item: int | None


class ItemLine(Schema):
    """An item of the agenda; `result` is what became of it, in words."""

    position: int
    title: Words
    state: str
    result: Words
    papers: int
    recused: bool


class QuorumOut(Schema):
    """Members, those there, and how many are needed."""

    members: int
    present: int
    needed: int


class MinutesOut(Schema):
    """Minutes (position 0) or what was added to them."""

    id: str
    position: int
    issued_on: date
    digest: str


class MeetingOut(MeetingLine):
    """A meeting in full."""

    body: str
    unit: str | None
    begins: str | None
    ends: str | None
    leads: bool
    presiding: str | None
    places: list[PlaceOut]
    items: list[ItemLine]
    rules: list[RuleOut]
    quorum: QuorumOut | None
    minutes: list[MinutesOut]
    goes_on: str | None


class LaidOut(Schema):
    """A paper laid before the members."""

    id: str
    position: int
    title: str
    withdrawn: bool


class RecusalOut(Schema):
    """Somebody who keeps out of the item; the reason only for those who read the item."""

    person: str
    name: str
    by_body: bool
    reason: str


class HearingOut(Schema):
    """Somebody who was heard."""

    name: str
    standing: str
    statement: str


class BallotOut(Schema):
    """How a member voted."""

    person: str
    name: str
    choice: str
    opinion: str


class ConditionOut(Schema):
    """What was attached to a decision, and whether it is met."""

    id: str
    text: str
    actor: str
    due_on: date | None
    met: bool


class MotionOut(Schema):
    """A proposal and how it was counted."""

    id: str
    outcome: str
    title: Words
    result: str
    tally: Words
    casting: bool | None
    voted_at: datetime | None
    votes: list[BallotOut]
    conditions: list[ConditionOut]


class OutcomeLine(Schema):
    """A way in which the step of the item's case can end."""

    id: str
    title: Words


class ItemOut(Schema):
    """An item in full; what is in it only for those who read it."""

    meeting: str
    position: int
    title: Words
    state: str
    case: str | None
    step: str
    reads: bool
    record: str
    papers: list[LaidOut]
    recusals: list[RecusalOut]
    hearings: list[HearingOut]
    motions: list[MotionOut]
    outcomes: list[OutcomeLine]


class Made(Schema):
    """The row that an act made."""

    id: str
