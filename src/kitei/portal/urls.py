"""The addresses of the portal."""

from __future__ import annotations

from django.urls import path

from kitei.portal.asking import views as asking
from kitei.portal.downloads import views as downloads
from kitei.portal.home import views as home
from kitei.portal.purposes import views as purposes
from kitei.portal.words import views as words

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("desks/", home.desks, name="desks"),
    path("held/", purposes.held, name="held"),
    path("held/<slug:category>/", purposes.held_about, name="held_about"),
    path("ask/", asking.ask, name="ask"),
    path("ask/<slug:procedure>/", asking.how_to_ask, name="guide"),
    path("words/", words.words, name="words"),
    path("forms/", downloads.downloads, name="downloads"),
    path("forms/<slug:form>/<slug:version>.pdf", downloads.download, name="download"),
    path("file/<slug:procedure>/", home.home, name="file"),
    path("status/", home.home, name="status"),
    path("draft/", home.home, name="draft"),
    path("complaint/", home.home, name="complaint"),
]
