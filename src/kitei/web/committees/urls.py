"""Addresses of bodies and their meetings."""

from __future__ import annotations

from django.urls import path

from kitei.web.committees.views import bodies, items, meetings, papers, voting

app_name = "committees"
_MEETING = "meetings/<uuid:key>/"
_ITEM = f"{_MEETING}items/<int:position>/"
urlpatterns = [
    path("", bodies.overview, name="list"),
    path("bodies/<slug:body>/", bodies.body, name="body"),
    path("bodies/<slug:body>/rules", bodies.rules, name="rules"),
    path("bodies/<slug:body>/plan", bodies.plan, name="plan"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}day", meetings.replan, name="replan"),
    path(f"{_MEETING}convene", meetings.convene, name="convene"),
    path(f"{_MEETING}attendance", meetings.attendance, name="attendance"),
    path(f"{_MEETING}guest", meetings.guest, name="guest"),
    path(f"{_MEETING}adjourn", meetings.adjourn, name="adjourn"),
    path(f"{_MEETING}close", meetings.close, name="close"),
    path(f"{_MEETING}cancel", meetings.cancel, name="cancel"),
    path(f"{_MEETING}agenda", items.agenda, name="agenda"),
    path(f"{_MEETING}agenda.pdf", papers.agenda, name="agenda_pdf"),
    path(f"{_MEETING}minutes", papers.issue, name="issue"),
    path(f"{_MEETING}corrections", papers.correct, name="correct"),
    path(_ITEM, items.item, name="item"),
    path(f"{_ITEM}withdraw", items.withdraw, name="withdraw"),
    path(f"{_ITEM}record", items.record, name="record"),
    path(f"{_ITEM}recusals", items.recuse, name="recuse"),
    path(f"{_ITEM}hearings", items.hear, name="hear"),
    path(f"{_ITEM}papers", papers.add, name="add_paper"),
    path(f"{_ITEM}vote", voting.matter, name="vote_matter"),
    path(f"{_ITEM}vote/<slug:outcome>", voting.outcome, name="vote"),
    path(f"{_ITEM}reply", voting.reply, name="reply"),
    path(f"{_ITEM}conditions/<uuid:condition>", voting.met, name="met"),
    path("papers/<uuid:key>", papers.paper, name="paper"),
    path("papers/<uuid:key>/withdraw", papers.withdraw, name="withdraw_paper"),
    path("minutes/<uuid:key>.pdf", papers.minutes, name="minutes"),
]
