"""Procedures, forms and what they ask for, and the engine's answers."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema

from kitei.api.cases.forms import Facts, Name, Words
from kitei.api.ground.caller import caller_of
from kitei.api.ground.problems import Missing, answers
from kitei.api.lawbook.routing import router
from kitei.decisions.building.programs import UnknownQuestion
from kitei.forms.catalogue import UnknownForm
from kitei.forms.fieldsets import field_set, value_schema
from kitei.office.cases.running import FactsNotRead
from kitei.office.lawbook import current
from kitei.predicates.facts import BadFacts
from kitei.regulations.regulation import NotInForce


class ProcedureOut(Schema):
    """A procedure: what it is about, and the questions that its guards read."""

    id: str
    matter: str
    title: Words
    clauses: list[str]
    question: str
    serves: list[str]
    appeal: str | None


class FormOut(Schema):
    """A form: the fields of a page, and the JSON Schema of its values."""

    name: str
    title: Words
    fields: list[dict[str, Any]]
    values: dict[str, Any]


class AskIn(Schema):
    """A question, and what is known."""

    question: Name
    facts: Facts = {}
    on: date | None = None


@router.get("/procedures", response=answers(list[ProcedureOut]), operation_id="list_procedures")
def procedures(request: HttpRequest) -> list[ProcedureOut]:
    """The procedures of the institution's regulation."""
    caller_of(request)
    return [
        ProcedureOut(
            id=each.id,
            matter=each.matter,
            title=Words(ja=each.title.ja, en=each.title.en),
            clauses=list(each.clauses),
            question=each.question,
            serves=list(each.serves),
            appeal=each.appeal,
        )
        for each in current().procedures.values()
    ]


@router.get("/forms", response=answers(list[str]), operation_id="list_forms")
def forms(request: HttpRequest) -> list[str]:
    """The names of the forms that the institution can use."""
    caller_of(request)
    law = current()
    return list(law.forms.names(law.key))


@router.get("/forms/{name}", response=answers(FormOut), operation_id="get_form")
def form(request: HttpRequest, name: str, lang: Literal["ja", "en"] = "ja") -> FormOut:
    """A form: its fields, and the schema of its values."""
    caller_of(request)
    try:
        found = current().form(name).form
    except UnknownForm as error:
        raise Missing("form", name[:80]) from error
    fields = field_set(found, lang, office=True)
    title = Words(ja=found.title.ja, en=found.title.en)
    return FormOut(name=name, title=title, fields=fields, values=value_schema(found))


@router.post("/ask", response=answers(dict[str, Any]), operation_id="ask")
def ask(request: HttpRequest, body: AskIn) -> dict[str, Any]:
    """Ask the engine a question of the regulation; nothing is kept."""
    caller, law = caller_of(request), current()
    try:
        decision = law.engine.decide(law.regulation.folder, body.question, body.facts, body.on or caller.today)
    except UnknownQuestion as error:
        raise Missing("question", body.question) from error
    except BadFacts as error:
        raise FactsNotRead(error) from error
    except NotInForce as error:
        raise Missing("edition", str(body.on)) from error
    return decision.answer.to_json()
