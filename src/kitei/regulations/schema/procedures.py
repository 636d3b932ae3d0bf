"""`procedures.yaml`: how a case runs, step by step, as the regulation says it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, RootModel

from kitei.regulations.schema.norms import Due
from kitei.regulations.schema.words import ClauseIds, DueWord, Model, Predicate, Slug, Slugs, TrapId, Words

Matter = Literal[
    "disclosure",
    "correction",
    "cessation",
    "purpose_notice",
    "provision_records",
    "appeal",
    "complaint",
    "incident",
    "provision",
    "receipt",
    "collection",
    "use",
    "take_out",
    "entrustment",
    "disposal",
    "committee",
]
"""What sort of case a procedure is about."""


class Clock(Model):
    """When a step must be done.

    Attributes:
        word: the time word of the text.
        due: a counted day, where text or statute gives one.
        stops: the clock stands still while the case waits for the requester (補正).
        extends_to: the counted day after a written notice of extension.
        since: the period runs from the day on which the last of these steps was taken, such as a notice of a decision.
    """

    word: DueWord = "none"
    due: Due | None = None
    stops: bool = False
    extends_to: Due | None = None
    since: Slugs | None = None
    clause: ClauseIds = ()


class OutcomeModel(Model):
    """One way a step can end.

    Attributes:
        effect: what it means for the person: granted, in part, refused, or nothing yet.
        grounds: legal grounds of which one must be named (values of `refusal_grounds`, `stop_grounds` …).
        notice: the document that must be issued; `letter` where the text prescribes none.
        reason: whether the document must state the reason.
        extends: the outcome is the written notice that prolongs the step's clock; it can be chosen once.
        then: the steps that follow; `end` closes the case.
    """

    id: Slug
    title: Words
    clause: ClauseIds = ()
    effect: Literal["granted", "partly", "refused", "none"] = "none"
    when: Predicate | None = None
    grounds: tuple[Slug, ...] = ()
    notice: str | None = None
    reason: bool = False
    extends: bool = False
    then: Slugs


class StepModel(Model):
    """One step.

    Attributes:
        actor: a role or body of the regulation, `requester`, or `system` for what the office does by itself.
        when: a guard over the facts of the procedure's question; where it is false the step gives way to `otherwise`.
        question: the question that the engine answers for whoever takes the step.
        receives, form: documents handed in, and the form on which the step is done.
        meeting: whether a body takes the step in a meeting, by vote; false where it only receives, tells or reports,
            or where the regulation lets its chair do it. It says nothing about steps of roles.
        follows: the step by which it was decided; this one ends as that one did.
    """

    id: Slug
    title: Words
    actor: Slug
    clause: ClauseIds = ()
    when: Predicate | None = None
    otherwise: Slug | None = None
    question: str | None = None
    receives: tuple[str, ...] = ()
    form: str | None = None
    meeting: bool = True
    follows: Slug | None = None
    clock: Clock | None = None
    outcomes: tuple[OutcomeModel, ...] = Field(min_length=1)
    warnings: tuple[TrapId, ...] = ()


class ProcedureModel(Model):
    """One procedure.

    Attributes:
        question: the question whose facts the guards read.
        serves: the request kinds or other values that lead here, for choosing among procedures.
        appeal: the procedure by which its outcome can be challenged; left out where none lies.
        keeps: the register of `registers.yaml` whose period of retention holds for the files of its cases.
        basis: `text`, or `referred_law`, `floor` where the text is silent and the statute's procedure is followed.
    """

    id: Slug
    matter: Matter
    title: Words
    clause: ClauseIds
    question: str
    serves: tuple[Slug, ...] = ()
    basis: Literal["text", "referred_law", "floor", "parent_document", "gap"] = "text"
    appeal: Slug | None = None
    keeps: Slug | None = None
    warnings: tuple[TrapId, ...] = ()
    start: Slug
    steps: tuple[StepModel, ...] = Field(min_length=1)


class Procedures(RootModel[tuple[ProcedureModel, ...]]):
    """The whole of `procedures.yaml`."""
