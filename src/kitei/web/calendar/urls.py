"""Addresses of the calendar; the feed is for programs and knows no session."""

from __future__ import annotations

from django.urls import path

from kitei.web.calendar import views

app_name = "calendar"
urlpatterns = [
    path("", views.month, name="month"),
    path("<int:year>-<int:number>", views.month, name="of"),
    path("feed", views.address, name="address"),
    path("feed/<str:token>.ics", views.feed, name="feed"),
]
