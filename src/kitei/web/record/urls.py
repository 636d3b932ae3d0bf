"""Addresses of the record."""

from __future__ import annotations

from django.urls import path

from kitei.web.record import views

app_name = "record"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("acts/<int:number>", views.act, name="act"),
    path("acts/<int:number>.tlog-proof", views.receipt, name="receipt"),
    path("acts/<int:number>.json", views.entry, name="entry"),
    path("checkpoint.txt", views.checkpoint, name="checkpoint"),
    path("compare", views.compare, name="compare"),
    path("verify", views.verify, name="verify"),
    path("verifications/<int:number>", views.verification, name="verification"),
]
