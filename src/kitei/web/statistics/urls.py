"""Addresses of the figures."""

from __future__ import annotations

from django.urls import path

from kitei.web.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("cases.<str:kind>", views.cases, name="cases"),
    path("<slug:name>.<str:kind>", views.export, name="export"),
]
