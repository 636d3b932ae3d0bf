"""Addresses of tokens and webhooks."""

from __future__ import annotations

from django.urls import path

from kitei.web.programs import views

app_name = "programs"
urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("tokens/issue", views.issue, name="issue"),
    path("tokens/<uuid:key>/revoke", views.revoke, name="revoke"),
    path("webhooks", views.webhooks, name="webhooks"),
    path("webhooks/add", views.add, name="add"),
    path("webhooks/<uuid:key>", views.deliveries, name="deliveries"),
    path("webhooks/<uuid:key>/remove", views.remove, name="remove"),
]
