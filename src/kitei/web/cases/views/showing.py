"""The page of one case, and the facts known of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from kitei.office.cases import queries
from kitei.office.cases.running import FactsNotRead
from kitei.office.cases.services import facts as known
from kitei.web.cases.finding import case_for, seen
from kitei.web.cases.presenting import asking, sheet
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.filling.facts import answered
from kitei.web.look.rendering import page
from kitei.web.look.words import language, t


@at_the_desk("case.read")
def case(request: DeskRequest, number: str) -> HttpResponse:
    """Everything about a case: where it stands, what to do, what the engine says, papers, what happened."""
    try:
        found = case_for(request.desk, number)
    except Http404:
        kept = queries.last_handed_on(request.desk.powers, number)
        if kept is None:
            raise
        return redirect("cases:passed", key=kept.pk)
    if found.erased_on is not None:
        return page(request, "cases/erased.jinja", case=found)
    return page(request, "cases/case.jinja", case=found, sheet=sheet.sheet(found, request.desk, language()))


@at_the_desk("case.facts_set")
def facts(request: DeskRequest, number: str) -> HttpResponse:
    """Answer the questions that matter, or correct what is known."""
    found = case_for(request.desk, number)
    asked = request.POST.getlist("asked") if request.method == "POST" else None
    faults: dict[str, str] = {}
    if asked is not None:
        values = answered(asking.vocabulary(), asked, request.POST)
        try:
            known.set_facts(
                case=found,
                facts=values,
                seen=seen(request),
                actor=request.desk.actor("case.facts_set", found),
                powers=request.desk.powers,
                at=request.desk.at,
            )
        except FactsNotRead as error:
            faults = asking.told(error, language())
        else:
            messages.success(request, t("回答を記録しました", "Answers recorded"))
            return redirect("cases:case", number=number)
    every = asking.every(found, language(), faults)
    summary = [(f"f-fact-{name}" if name else "", said) for name, said in faults.items()]
    return page(request, "cases/facts.jinja", status=422 if faults else 200, case=found, facts=every, summary=summary)
