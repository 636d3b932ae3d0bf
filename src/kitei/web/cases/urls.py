"""Addresses of the cases."""

from __future__ import annotations

from django.urls import path

from kitei.web.cases.views import acting, letters, listing, opening, papers, passed, recording, showing, stepping

app_name = "cases"
urlpatterns = [
    path("", listing.overview, name="list"),
    path("export.<str:ending>", listing.export, name="export"),
    path("retention", listing.retention, name="retention"),
    path("open", opening.kinds, name="kinds"),
    path("open/<slug:procedure>", opening.begin, name="begin"),
    path("handed-on", passed.overview, name="passed_list"),
    path("handed-on/<uuid:key>", passed.passed, name="passed"),
    path("handed-on/<uuid:key>/documents/<uuid:paper>.pdf", passed.paper, name="passed_paper"),
    path("handed-on/<uuid:key>/attachments/<uuid:file_key>", passed.attachment, name="passed_attachment"),
    path("<str:number>", showing.case, name="case"),
    path("<str:number>/facts", showing.facts, name="facts"),
    path("<str:number>/steps/<slug:step>", stepping.choose, name="step"),
    path("<str:number>/steps/<slug:step>/<slug:outcome>", stepping.take, name="take"),
    path("<str:number>/steps/<slug:step>/<slug:outcome>/preview", stepping.preview, name="preview"),
    path("<str:number>/do/<slug:name>", acting.act, name="act"),
    path("<str:number>/documents/<uuid:key>.pdf", papers.document, name="document"),
    path("<str:number>/documents/<uuid:key>/values", papers.values, name="values"),
    path("<str:number>/documents/<uuid:key>/handed-over", papers.handed_over, name="handed_over"),
    path("<str:number>/documents/<uuid:key>/correct", letters.correct, name="correct"),
    path("<str:number>/letters", letters.choose, name="letters"),
    path("<str:number>/letters/<str:form>", letters.write, name="letter"),
    path("<str:number>/attachments/<uuid:key>", papers.attachment, name="attachment"),
    path("<str:number>/decisions/<uuid:key>", recording.decision, name="decision"),
    path("<str:number>/record", recording.acts, name="record"),
    path("<str:number>/record/<int:act>.txt", recording.receipt, name="receipt"),
]
