"""What is sent, and what is answered, about requests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from kitei.api.cases.forms import Facts, FileIn, Line, Name, Text, Words
from kitei.api.ground.days import Day

Claimant = Literal["principal", "legal_representative", "parent", "appointed_agent"]


class ClaimIn(Schema):
    """Who asks, beside what the form says."""

    claimant: Claimant | None = None
    kind: Line | None = None
    kana: Line = ""
    email: Line = ""
    language: Literal["ja", "en"] = "ja"


class FilingIn(Schema):
    """A form that was filled in, and what came with it."""

    procedure: Name
    values: dict[str, Any]
    unit: Name | None = None
    claim: ClaimIn = ClaimIn()
    channel: Literal["api", "counter", "post", "e_mail"] = Field("api", description="How it came in.")
    received_on: Day | None = None
    files: list[FileIn] = []
    message: Text = ""


class AppealIn(Schema):
    """The form of an appeal, filled in."""

    values: dict[str, Any]
    claim: ClaimIn = ClaimIn()
    received_on: Day | None = None
    files: list[FileIn] = []


class FiledOut(Schema):
    """The cases that a form opened, and the secret by which the portal tells how they stand; shown once."""

    numbers: list[str]
    secret: str


class AnswerIn(Schema):
    """How a step ends; the paper that goes with it is filled in from the case, but for what is typed."""

    step: Name
    outcome: Name
    ground: Name | None = None
    reason: Text | None = None
    typed: dict[str, Any] = {}
    language: Literal["ja", "en"] = "ja"
    facts: Facts = {}
    seen: int | None = None


class ProofIn(Schema):
    """A document that was shown or sent.

    Attributes:
        proof: which proof it is: `identity`, `authority` … paper: which of the documents listed.
        named: which, where the list says other. accepted: whether it proves it; if not, `remark` says why.
    """

    proof: Name
    paper: Name
    named: Line = ""
    accepted: bool = True
    remark: Text = ""
    made_on: Day | None = None
    copy_kept: bool = False
    channel: Literal["portal", "counter", "post", "e_mail", "api"] = "counter"
    seen: int | None = None


class KindOut(Schema):
    """Something that can be asked here: its procedure, the form to fill in, and who may ask."""

    procedure: str
    title: Words
    form: str
    clauses: list[str]
    claimants: list[str]


class PaperChoice(Schema):
    """A document that proves something."""

    id: str
    title: Words


class ProofAsked(Schema):
    """A proof that is asked for: of identity or authority, by one of some documents."""

    id: str
    of: str
    missing: bool
    papers: list[PaperChoice]
    within_days: int | None
    clauses: list[str]


class ProofOut(Schema):
    """A document that was looked at."""

    proof: str
    paper: str
    accepted: bool
    remark: str
    at: datetime


class PartyOut(Schema):
    """A third party that is heard."""

    id: str
    name: str
    information: str
    duty: str
    asked_on: date
    reply_by: date
    opinion: str
    received_on: date | None
    told_on: date | None
    disclosed_from: date | None
    reason: str


class FeeOut(Schema):
    """What a request costs, and whether it was paid or remitted."""

    id: str
    amount: int
    state: str
    clause: str
    set_on: date
    settled_on: date | None
    reason: str


class HandedOut(Schema):
    """What was handed over: how, when, to whom, and what proves it."""

    id: str
    method: str
    proof: str
    on: date
    receiver: str
    place: str
    items: list[dict[str, Any]]


class BesideOut(Schema):
    """What a request has beside its case."""

    asked: list[ProofAsked]
    proofs: list[ProofOut]
    third_parties: list[PartyOut]
    fees: list[FeeOut]
    handed_over: list[HandedOut]


class FeeIn(Schema):
    """What a request costs, in yen."""

    amount: int = Field(ge=0, le=2**31 - 1)
    reason: Text = ""


class SettleIn(Schema):
    """That the fee was paid or remitted."""

    how: Literal["paid", "remitted"]
    on: Day | None = None
    reason: Text = ""


class PartyIn(Schema):
    """A further third party that is asked; the first one is asked with the step of the procedure."""

    name: Name
    contact: Line = ""
    information: Text
    reply_by: Day
    duty: Literal["may", "must"] = "may"
    why: Text = ""


class OpinionIn(Schema):
    """What a third party said, or that it said nothing in time."""

    opinion: Literal["agree", "oppose", "none"]
    reason: Text = ""
    received_on: Day | None = None


class DeathIn(Schema):
    """That whoever asked has died; `goes_on` where an heir takes the case up."""

    died_on: Day
    told_by: Text
    goes_on: bool = False
    seen: int | None = None
