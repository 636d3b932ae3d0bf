"""The regulation to read: clauses, procedures step by step, drawings, empty forms, comparison."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema

from kitei.api.cases.forms import Words
from kitei.api.ground.caller import caller_of
from kitei.api.ground.problems import Missing, answers
from kitei.api.lawbook.routing import router
from kitei.forms.catalogue import UnknownForm
from kitei.office.lawbook import NoSuchClause, current
from kitei.procedures.drawing import draw
from kitei.procedures.naming import actor_names
from kitei.procedures.procedure import Procedure
from kitei.regulations.schema.clauses import Clause
from kitei.regulations.schema.words import Language
from kitei.web.lawbook import comparing, outline, papers

Key = Annotated[str, Query(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]


class ClauseOut(Schema):
    """A clause: its title and what it says, paraphrased."""

    id: str
    kind: str
    parent: str | None
    title: Words
    says: Words


class ReadingOut(ClauseOut):
    """A clause with those below it, and the procedures whose steps rest on it."""

    below: list[ClauseOut]
    procedures: list[str]


class ProcedureOutcome(Schema):
    """A way in which a step can end."""

    id: str
    title: Words
    effect: str
    grounds: list[str]
    notice: str | None


class ProcedureStep(Schema):
    """A step of a procedure."""

    id: str
    title: Words
    actor: str
    clauses: list[str]
    question: str | None
    outcomes: list[ProcedureOutcome]


class ProcedureDetail(Schema):
    """A procedure step by step."""

    id: str
    matter: str
    title: Words
    clauses: list[str]
    start: str
    steps: list[ProcedureStep]


class CellOut(Schema):
    """One side of a comparison; `only` are duties and grounds that the other side does not have."""

    state: Words
    clauses: list[str]
    only: list[Words]


class RowOut(Schema):
    """One question of a comparison."""

    question: str
    title: Words
    differs: bool
    one: CellOut
    other: CellOut


@router.get("/clauses", response=answers(list[ClauseOut]), operation_id="list_clauses")
def list_clauses(
    request: HttpRequest, q: Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")] = ""
) -> list[ClauseOut]:
    """Every clause of the regulation in order; or those of it and its statutes that have some words."""
    caller_of(request)
    law = current()
    found = outline.search(law, q) if q.strip() else tuple(law.regulation.clauses.values())
    parents = {name: above for text in law.texts for name, above in text.parents.items()}
    return [_clause(each, parents[each.id]) for each in found]


@router.get("/clauses/{path:name}", response=answers(ReadingOut), operation_id="get_clause")
def get_clause(request: HttpRequest, name: str) -> ReadingOut:
    """One clause with those below it."""
    caller_of(request)
    try:
        found = outline.reading(current(), name)
    except NoSuchClause as error:
        raise Missing("clause", name[:40]) from error
    parent = found.above[-1].id if found.above else None
    return ReadingOut(
        **_clause(found.node.clause, parent).dict(),
        below=[_clause(each.clause, name) for each in found.node.below],
        procedures=[each.id for each, _ in found.steps],
    )


@router.get("/comparison", response=answers(list[RowOut]), operation_id="compare")
def compare(request: HttpRequest, other: Key, every: bool = False) -> list[RowOut]:  # noqa: FBT001, FBT002 - of the address
    """This regulation beside another, question by question; only where they part, unless every question is wanted."""
    caller_of(request)
    law = current()
    if other not in dict(comparing.others(law, "ja")):
        raise Missing("regulation", other[:40])
    ja, en = (comparing.rows(law, other, lang, only_differing=not every) for lang in ("ja", "en"))
    return [
        RowOut(
            question=each.question,
            title=Words(ja=each.title, en=same.title),
            differs=each.differs,
            one=_cell(each.one, same.one),
            other=_cell(each.other, same.other),
        )
        for each, same in zip(ja, en, strict=True)
    ]


@router.get("/procedures/{name}", response=answers(ProcedureDetail), operation_id="get_procedure")
def get_procedure(request: HttpRequest, name: str) -> ProcedureDetail:
    """A procedure step by step."""
    caller_of(request)
    found = _procedure(name)
    return ProcedureDetail(
        id=found.id,
        matter=found.matter,
        title=Words(ja=found.title.ja, en=found.title.en),
        clauses=list(found.clauses),
        start=found.start,
        steps=[
            ProcedureStep(
                id=each.id,
                title=Words(ja=each.title.ja, en=each.title.en),
                actor=each.actor,
                clauses=list(each.clauses),
                question=each.question,
                outcomes=[
                    ProcedureOutcome(
                        id=way.id,
                        title=Words(ja=way.title.ja, en=way.title.en),
                        effect=way.effect,
                        grounds=list(way.grounds),
                        notice=way.notice,
                    )
                    for way in each.outcomes
                ],
            )
            for each in found.steps.values()
        ],
    )


@router.get("/procedures/{name}/drawing.svg", response=answers(None), operation_id="get_drawing")
def get_drawing(request: HttpRequest, name: str, lang: Language = "ja") -> HttpResponse:
    """A procedure, drawn."""
    caller_of(request)
    law, found = current(), _procedure(name)
    names = actor_names(law.regulation, law.statutes, lang)
    return HttpResponse(draw(found, names, lang, law.papers(found, lang)), content_type="image/svg+xml")


@router.get("/forms/{name}/blank.pdf", response=answers(None), operation_id="get_blank_form")
def get_blank(request: HttpRequest, name: str, lang: Language = "ja") -> HttpResponse:
    """An empty form, as PDF."""
    today: date = caller_of(request).today
    try:
        made = papers.empty(current(), name, lang, today)
    except UnknownForm as error:
        raise Missing("form", name[:40]) from error
    return HttpResponse(made, content_type="application/pdf")


def _procedure(name: str) -> Procedure:
    found = current().procedures.get(name)
    if found is None:
        raise Missing("procedure", name[:40])
    return found


def _clause(clause: Clause, parent: str | None) -> ClauseOut:
    return ClauseOut(
        id=clause.id,
        kind=clause.kind,
        parent=parent,
        title=Words(ja=clause.title.ja, en=clause.title.en),
        says=Words(ja=clause.says.ja, en=clause.says.en),
    )


def _cell(ja: comparing.Cell, en: comparing.Cell) -> CellOut:
    return CellOut(
        state=Words(ja=ja.state, en=en.state),
        clauses=list(ja.clauses),
        only=[Words(ja=one, en=same) for one, same in zip(ja.only, en.only, strict=True)],
    )
