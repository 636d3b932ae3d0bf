"""`filings.yaml`: how a request comes in, what the office takes from it, and how the papers that go out are filled."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from kitei.regulations.schema.words import ClauseId, ClauseIds, Model, Predicate, Slug, Slugs, Words

Claimant = Literal["principal", "legal_representative", "parent", "appointed_agent"]
"""Who may file: the values of the fact `claimant`."""

Channel = Literal["portal", "counter", "post", "e_mail", "api"]
"""By which way a paper comes in."""

Entry = Literal[
    "filed_on", "name", "kana", "principal", "unit", "address", "tel", "email", "subject", "reason", "method",
    "authority", "matter", "decided_on",
]  # fmt: skip
"""What the office takes from a filed paper for itself.

`name` is who asks, `principal` whose information it is, `subject` the information asked about, `matter` what is
appealed.
"""

Source = Literal[
    "issued_on", "received_on", "number", "recipient", "claimant", "principal", "unit", "address", "tel", "subject",
    "wish", "officer", "officer_name", "officer_seal", "desk", "institution", "basis", "stated", "stated_on_grounds",
    "ground", "ground_named", "effect", "outcome", "outcome_title", "decided_on", "due_on", "extended_to",
    "request_title", "paper_title", "matter", "method",
]  # fmt: skip
"""What is known when a paper goes out.

`stated` is the reason given by whoever decides, `stated_on_grounds` the same after the ground for refusing, `wish` the
reason the person gave, `basis` the clauses relied on.
"""


class PaperKind(Words):
    """A document that proves something."""

    id: Slug
    clause: ClauseId | None = None


class Proof(Model):
    """What proves identity or the power to act for somebody, as the text lists it.

    Attributes:
        claimants: of whom it is asked. channels: by which ways of filing; all if left out.
        checklist: a checklist of `registers.yaml` whose rows are the documents.
        field: the field of the filed form whose choices are the documents.
        within_days: the document may be no older than this on the day the request arrives.
        submitted: it must be handed in, and is kept; else showing it is enough.
    """

    id: Slug
    of: Literal["identity", "authority"]
    clause: ClauseIds
    claimants: tuple[Claimant, ...] = ()
    channels: tuple[Channel, ...] = ()
    checklist: Slug | None = None
    field: Slug | None = None
    papers: tuple[PaperKind, ...] = ()
    within_days: int | None = None
    submitted: bool = False
    note: Words | None = None

    @model_validator(mode="after")
    def _one_list(self) -> Proof:
        if sum((self.checklist is not None, self.field is not None, bool(self.papers))) != 1:
            raise ValueError("a proof names its documents by one of `checklist`, `field` and `papers`")
        return self


class ClaimantRule(Model):
    """Somebody who may file.

    Attributes:
        choice: what the form's own field says for such a person; left out where the form does not ask.
    """

    claimant: Claimant
    clause: ClauseIds
    choice: Slug | None = None
    note: Words | None = None


class FactRule(Model):
    """Where a fact of the case comes from: a field of the form, a constant, the day of receipt, or the case appealed.

    Attributes:
        values: what each choice of the field says about the fact; several where the paper leaves it open.
        appealed: a fact of the case that is appealed, or `decision`, `decided_on` for how and when it was decided.
    """

    fact: Slug
    field: Slug | None = None
    values: dict[Slug, Slugs] = Field(default_factory=dict)
    value: bool | str | int | None = None
    day: Literal["received"] | None = None
    appealed: Slug | None = None

    @model_validator(mode="after")
    def _one_source(self) -> FactRule:
        given = (self.field is not None, self.value is not None, self.day is not None, self.appealed is not None)
        if sum(given) != 1:
            raise ValueError("a fact comes from one of `field`, `value`, `day` and `appealed`")
        return self


class Fee(Model):
    """What asking costs.

    Attributes:
        kinds: the request kinds for which a fee may be asked.
        amount: yen, where the text sets it; left out where the institution sets it elsewhere.
        guide: yen that the law names for guidance. free: why nothing is asked.
    """

    kinds: Slugs
    clause: ClauseIds
    amount: int | None = None
    guide: int | None = None
    guide_online: int | None = None
    note: Words


class Turn(Model):
    """Another way in which the first step ends, where the filled form says so.

    Attributes:
        when: a predicate over the form's own fields.
    """

    when: Predicate
    outcome: Slug


class Filing(Model):
    """How the procedures named are started.

    Attributes:
        form: the form filed, as the catalogue calls it: `form3`, `appi:disclosure-request`, `office:complaint`.
        outcome: how the first step ends when the paper has come in. turns: unless one of these holds.
        claimant_field: the field of the form that says who asks.
        entries: what the office takes for itself, each from the first of the fields that is filled in.
        kind: the field whose choices are kinds of request; ticking several makes several cases.
    """

    procedures: Slugs = Field(min_length=1)
    form: str
    clause: ClauseIds
    outcome: Slug = "submitted"
    turns: tuple[Turn, ...] = ()
    channels: tuple[Channel, ...] = ("portal", "counter", "post")
    claimants: tuple[ClaimantRule, ...] = ()
    claimant_field: Slug | None = None
    entries: dict[Entry, Slugs]
    kind: Slug | None = None
    facts: tuple[FactRule, ...] = ()
    proofs: Slugs = ()
    note: Words | None = None


EndingName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*\.[a-z][a-z0-9_-]*$")]
"""A step and how it ends: `fee.paid`."""


class Reply(Model):
    """A paper that the person sends in later, and what it says about the case.

    Attributes:
        paper: its name among the papers that a step receives.
    """

    paper: str
    facts: tuple[FactRule, ...] = ()


class ValueRule(Model):
    """What stands in one field of a paper.

    Attributes:
        source: what is known when the paper goes out; with `values`, from each value to the choice on the paper.
        fact: a fact of the case, likewise. text: one of the folder's texts.
        otherwise: the choice where no value fits. days: counted on from a day.
    """

    source: Source | None = None
    fact: Slug | None = None
    text: Slug | None = None
    days: int = 0
    values: dict[str, Slugs] = Field(default_factory=dict)
    otherwise: Slug | None = None

    @model_validator(mode="after")
    def _one_source(self) -> ValueRule:
        if sum((self.source is not None, self.fact is not None, self.text is not None)) != 1:
            raise ValueError("a value comes from one of `source`, `fact` and `text`")
        return self


def _short(value: Any) -> Any:
    return {"source": value} if isinstance(value, str) else value


Rule = Annotated[ValueRule, BeforeValidator(_short, json_schema_input_type=Source | ValueRule)]
"""A rule, or for short the source alone."""


class Notice(Model):
    """How a paper that goes out is filled.

    Attributes:
        paper: its name in `procedures.yaml`. form: its name in the catalogue, if that is another.
        procedures: the procedures in which it is filled so; all if left out.
        to: whether whoever asked may read it, or it goes to somebody else.
        frame: values that several papers share; those of the paper itself go before them.
        typed: the fields that whoever issues it writes.
    """

    paper: str
    form: str | None = None
    procedures: Slugs = ()
    to: Literal["requester", "other"] = "requester"
    frame: Slug | None = None
    values: dict[Slug, Rule] = Field(default_factory=dict)
    typed: Slugs = ()


class Text(Words):
    """A text that papers carry: how to appeal, where to ask."""

    id: Slug
    clause: ClauseIds = ()


class Desk(Words):
    """Where requests are handed in and asked about.

    Attributes:
        note: what the text says of it, where it is not named as the desk for requests.
    """

    clause: ClauseIds
    role: Slug
    note: Words | None = None


class Filings(Model):
    """The whole of `filings.yaml`.

    Attributes:
        signs: how the holder of a role signs, where that is not the role's own title.
        office_notes: endings of steps of whoever asked that only the office can note: that a fee came in, that a period
            went by.
    """

    desk: Desk | None = None
    signs: dict[Slug, Words] = Field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()
    fees: tuple[Fee, ...] = ()
    filings: tuple[Filing, ...] = ()
    replies: tuple[Reply, ...] = ()
    office_notes: tuple[EndingName, ...] = ()
    frames: dict[Slug, dict[Slug, Rule]] = Field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    texts: tuple[Text, ...] = ()
