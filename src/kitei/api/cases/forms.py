"""What is sent, and what is answered, about cases."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints, field_validator

from kitei.office.cases.values import FileDraft, PaperDraft, Who

Line = Annotated[str, StringConstraints(max_length=300)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=r"^[^\x00]*$")]
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Facts = dict[str, Any]
_MOST = 28_000_000  # characters of base64: 20 MB


class WhoIn(Schema):
    """Whom a case is about."""

    name: Name
    kana: Line = ""
    contact: dict[str, Line] = {}

    def value(self) -> Who:
        """As services take it."""
        return Who(name=self.name, kana=self.kana, contact=dict(self.contact))


class PaperIn(Schema):
    """A paper to issue, or one received: its form and what is filled in."""

    form: Name
    values: dict[str, Any] = {}
    language: Literal["ja", "en"] = "ja"
    printed: bool = True

    def value(self) -> PaperDraft:
        """As services take it."""
        return PaperDraft(form=self.form, values=self.values, language=self.language, printed=self.printed)


class IssueIn(PaperIn):
    """A letter that goes with no step; or a paper issued before, corrected, with the reason why."""

    corrects: UUID | None = None
    reason: Text = ""


class FileIn(Schema):
    """A file, its content in base64."""

    filename: Name
    media_type: Line
    content: Annotated[str, StringConstraints(min_length=1, max_length=_MOST)]
    purpose: Literal["identity", "authority", "scan", "other"] = "other"

    @field_validator("content")
    @classmethod
    def _decodes(cls, content: str) -> str:
        try:
            b64decode(content, validate=True)
        except (NotBase64, ValueError) as error:
            raise ValueError("not base64") from error
        return content

    def value(self) -> FileDraft:
        """As services take it."""
        return FileDraft(
            filename=self.filename,
            content=b64decode(self.content),
            media_type=self.media_type,
            purpose=self.purpose,
        )


class CaseIn(Schema):
    """A case to open."""

    procedure: Name
    title: Name
    who: WhoIn
    unit: Name = Field(description="The code of the unit in charge.")
    facts: Facts = {}
    outcome: Name | None = None
    papers: list[PaperIn] = []
    files: list[FileIn] = []
    message: Text = ""


class StepIn(Schema):
    """A step to take.

    Attributes:
        seen: the case's `turn` when it was looked at; somebody who acted since wins, and this is refused.
    """

    step: Name
    outcome: Name
    ground: Name | None = None
    reason: Text | None = None
    document: PaperIn | None = None
    facts: Facts = {}
    seen: int | None = None


class FactsIn(Schema):
    """Facts that became known; `null` takes one back."""

    facts: Facts
    seen: int | None = None


class ReasonIn(Schema):
    """An act that needs only a reason."""

    reason: Text
    seen: int | None = None


class ReopenIn(ReasonIn):
    """Taking a case up again, at the step last taken or an earlier one."""

    back_to: Name | None = None


class SeenIn(Schema):
    """An act that needs nothing but the case as it was seen."""

    seen: int | None = None


class MergeIn(ReasonIn):
    """Merging a duplicate into the case that goes on."""

    into: Name


class TransferIn(ReasonIn):
    """Handing a case on to another unit, by its code."""

    unit: Name


class AssignIn(SeenIn):
    """Giving a case to a person, by e-mail address; `null` takes it back."""

    person: Line | None = None


class QuestionIn(Schema):
    """A question to ask the engine, and whether to keep the answer with the case."""

    question: Name | None = None
    keep: bool = False


class MessageIn(Schema):
    """Something said to, or by, whoever asked."""

    body: Text
    subject: Line = ""
    channel: Literal["portal", "mail", "letter", "phone", "counter"] = "portal"
    direction: Literal["in", "out"] = "out"


class NoteIn(Schema):
    """A note of the office to itself."""

    body: Text


class HandOverIn(Schema):
    """How and when a paper reached the person."""

    how: Annotated[str, StringConstraints(min_length=1, max_length=16)]
    on: date
    proof: Line = ""


class CaseOut(Schema):
    """A case, as a list shows it."""

    number: str
    kind: str
    procedure: str
    state: str
    unit: str
    title: str
    name: str
    opened_on: date
    closed_on: date | None
    due_on: date | None
    outcome: str
    turn: int


class OutcomeOut(Schema):
    """A way in which an open step can end."""

    id: str
    ja: str
    en: str
    effect: str
    grounds: list[str]
    notice: str | None
    needs_reason: bool


class StepOut(Schema):
    """A step that can be taken now; `by_meeting` is decided by a body's vote, and not over this path."""

    id: str
    ja: str
    en: str
    actor: str
    clauses: list[str]
    due: date | None
    word: str
    uncertain: bool
    question: str | None
    by_meeting: bool
    outcomes: list[OutcomeOut]


class DoneOut(Schema):
    """A step that was taken."""

    order: int
    step: str
    outcome: str
    effect: str
    ground: str
    role: str
    against_engine: bool
    at: datetime


class PaperOut(Schema):
    """A paper of the case."""

    id: str
    form: str
    direction: str
    issued_on: date
    delivered_on: date | None
    digest: str


class Words(Schema):
    """A text in both languages."""

    ja: str
    en: str


class LineOut(Schema):
    """A case in a list.

    Attributes:
        now: the steps that can be taken.
    """

    number: str
    kind: str
    procedure: Words
    title: str
    name: str
    state: str
    outcome: str
    unit: Words
    opened_on: date
    closed_on: date | None
    due_on: date | None
    now: list[Words]


class CasePage(Schema):
    """Cases, and the mark at which the next ones begin; `null` on the last page."""

    cases: list[LineOut]
    after: str | None


class DueOut(Schema):
    """Something that is due."""

    case: str
    step: Words
    unit: Words
    due_on: date


class EntryOut(Schema):
    """An act on a case, as its timeline tells it; `number` is its number in the record."""

    number: int
    at: datetime
    act: str
    role: Words
    title: Words


class ReplayOut(Schema):
    """A kept decision, decided again: whether it came out the same, and what differs if not."""

    identical: bool
    changes: list[Words]


class CaseDetail(CaseOut):
    """A case in full: what is known, what was done, what can be done now."""

    edition: str
    facts: Facts
    steps: list[StepOut]
    done: list[DoneOut]
    papers: list[PaperOut]


class Row(Schema):
    """The row that an act made, and the case's turn after it."""

    id: str
    case: str
    turn: int


class AnswerOut(Schema):
    """The engine's answer, as `kitei decide --json` gives it."""

    answer: dict[str, Any]
    kept: str | None
