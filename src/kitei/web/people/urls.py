"""Addresses of the pages about people."""

from __future__ import annotations

from django.urls import path

from kitei.web.people.views import access, persons, units

app_name = "people"
urlpatterns = [
    path("", persons.listing, name="list"),
    path("new", persons.add, name="add"),
    path("units", units.listing, name="units"),
    path("units/<slug:code>", units.change, name="unit"),
    path("access", access.table, name="access"),
    path("<slug:sign>", persons.one, name="person"),
    path("<slug:sign>/change", persons.change, name="change"),
    path("<slug:sign>/leave", persons.leave, name="leave"),
    path("<slug:sign>/invite", persons.invite, name="invite"),
    path("<slug:sign>/withdraw", persons.withdraw, name="withdraw"),
    path("<slug:sign>/account", persons.switch, name="switch"),
    path("<slug:sign>/appoint", persons.appoint, name="appoint"),
    path("<slug:sign>/appointments/<uuid:id>/end", persons.end, name="end"),
]
