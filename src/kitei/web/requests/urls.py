"""Addresses of requests at the desk."""

from __future__ import annotations

from django.urls import path

from kitei.web.requests import views

app_name = "requests"
urlpatterns = [
    path("", views.kinds, name="kinds"),
    path("filed", views.filed, name="filed"),
    path("picture/<int:number>.png", views.picture, name="picture"),
    path("cases/<str:number>/identity", views.identity, name="identity"),
    path("<slug:procedure>", views.begin, name="begin"),
    path("<slug:procedure>/enter", views.enter, name="enter"),
]
