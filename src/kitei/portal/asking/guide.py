"""How to make one kind of request at this institution: all of it read from the regulation, its procedures and forms."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.forms.catalogue import UnknownForm
from kitei.office.lawbook import Law
from kitei.portal.asking.matters import MATTERS
from kitei.portal.asking.proving import Claimant, Cost, Paper, claimants, costs, filing_of, papers
from kitei.portal.asking.refusing import Refusal, refusals, stop_grounds
from kitei.portal.asking.timing import Deadline, deadlines
from kitei.portal.shared.citing import Citation, citations
from kitei.portal.shared.naming import say, who_acts
from kitei.procedures.procedure import REQUESTER, Procedure
from kitei.regulations.schema.words import Language


@dataclass(frozen=True, slots=True)
class FormName:
    """The form a request is made on.

    Attributes:
        name: as the catalogue calls it.
        prescribed: the regulation prints it; otherwise it is a model.
    """

    name: str
    title: str
    number: str
    prescribed: bool


@dataclass(frozen=True, slots=True)
class Appeal:
    """How a decision can be challenged.

    Attributes:
        to: who looks at it again.
    """

    procedure: str
    title: str
    to: str
    deadlines: tuple[Deadline, ...]
    clauses: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the procedure that is usually passed: who does what."""

    title: str
    actor: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """All that a person needs to know before asking.

    Attributes:
        basis: `text`, or why the procedure follows a statute.
        costs: what the folder says about fees; empty where no text speaks of one.
        wishes: the legal grounds on which one may ask, where only some count.
    """

    id: str
    matter: str
    wish: str
    title: str
    means: str
    basis: str
    clauses: tuple[Citation, ...]
    claimants: tuple[Claimant, ...]
    form: FormName | None
    papers: tuple[Paper, ...]
    costs: tuple[Cost, ...]
    deadlines: tuple[Deadline, ...]
    wishes: tuple[str, ...]
    refusals: tuple[Refusal, ...]
    appeal: Appeal | None
    stages: tuple[Stage, ...]


def askable(law: Law) -> tuple[Procedure, ...]:
    """The procedures that a person outside can start, in the order in which people want them."""
    order = list(MATTERS)
    found = [each for each in law.procedures.values() if each.withdrawable and each.matter in MATTERS]
    return tuple(sorted(found, key=lambda each: order.index(each.matter)))


def guide(law: Law, procedure: Procedure, language: Language) -> Guide:
    """The guide to one procedure."""
    matter = MATTERS[procedure.matter]
    form = start_form(law, procedure)
    return Guide(
        id=procedure.id,
        matter=procedure.matter,
        wish=matter.wish.of(language),
        title=say(procedure.title, language),
        means=matter.means.of(language),
        basis=procedure.basis,
        clauses=citations(law, procedure.clauses, language),
        claimants=claimants(law, procedure, language),
        form=_form(law, form, language) if form else None,
        papers=papers(law, procedure.id, language),
        costs=costs(law, procedure, language),
        deadlines=deadlines(law, procedure, language),
        wishes=stop_grounds(law, procedure, language),
        refusals=refusals(law, procedure, language),
        appeal=_appeal(law, procedure, language),
        stages=_stages(law, procedure, language),
    )


def start_form(law: Law, procedure: Procedure) -> str | None:
    """The form on which the procedure is started, as the catalogue calls it; `None`: any writing will do."""
    filing = filing_of(law, procedure.id)
    step = procedure.steps[procedure.start]
    for name in (filing.form if filing else None, step.form, *step.receives):
        if name is None:
            continue
        try:
            return law.form(name).name
        except UnknownForm:
            continue
    return None


def _form(law: Law, name: str, language: Language) -> FormName:
    form = law.form(name).form
    number = form.number.of(language) if form.number else ""
    return FormName(name, form.title.of(language), number, form.prescribed)


def _appeal(law: Law, procedure: Procedure, language: Language) -> Appeal | None:
    if procedure.appeal is None:
        return None
    way = law.procedures[procedure.appeal]
    deciding = (step for step in way.steps.values() if any(each.effect != "none" for each in step.outcomes))
    others = (step for step in way.steps.values() if step.actor != REQUESTER)
    to = next((step.actor for step in (*deciding, *others)), REQUESTER)
    start = way.steps[way.start]
    return Appeal(
        procedure=way.id,
        title=say(way.title, language),
        to=who_acts(law, to, language),
        deadlines=tuple(each for each in deadlines(law, way, language) if each.step == start.id),
        clauses=citations(law, way.clauses, language),
    )


def _stages(law: Law, procedure: Procedure, language: Language) -> tuple[Stage, ...]:
    """The way that most requests go: the first outcome of each step that is always entered."""
    found: list[Stage] = []
    seen: set[str] = set()
    at: str | None = procedure.start
    while at is not None and at in procedure.steps and at not in seen:
        seen.add(at)
        step = procedure.steps[at]
        if step.guarded and step.otherwise:
            at = step.otherwise
            continue
        found.append(Stage(say(step.title, language), who_acts(law, step.actor, language), step.actor == REQUESTER))
        at = step.outcomes[0].then[0]
    return tuple(found)
