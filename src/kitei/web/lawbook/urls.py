"""Addresses of the regulation to read."""

from __future__ import annotations

from django.urls import path

from kitei.web.lawbook import views

app_name = "lawbook"
urlpatterns = [
    path("", views.contents, name="contents"),
    path("clauses/<path:name>", views.clause, name="clause"),
    path("comparison", views.comparison, name="comparison"),
    path("procedures/", views.procedures, name="procedures"),
    path("procedures/<slug:name>", views.procedure, name="procedure"),
    path("procedures/<slug:name>.svg", views.drawing, name="drawing"),
    path("forms/", views.forms, name="forms"),
    path("forms/<path:name>.pdf", views.blank, name="blank"),
]
