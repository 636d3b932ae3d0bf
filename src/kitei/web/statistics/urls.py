"""Addresses of the figures."""

from __future__ import annotations

from django.urls import path

from kitei.web.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("cases.<str:ending>", views.cases, name="cases"),
    path("<slug:name>.<str:ending>", views.export, name="export"),
]
