"""The address of the desk's first page."""

from __future__ import annotations

from django.urls import path

from kitei.web.home import views

app_name = "home"
urlpatterns = [path("", views.home, name="home")]
