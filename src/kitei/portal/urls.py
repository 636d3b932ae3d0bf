"""The addresses of the portal. None carries personal data or the secret of a request."""

from __future__ import annotations

from django.urls import path

from kitei.portal.asking import views as asking
from kitei.portal.complaint import views as complaint
from kitei.portal.downloads import views as downloads
from kitei.portal.drafts import views as drafts
from kitei.portal.filing import papering, receipts, sending
from kitei.portal.filing import views as filing
from kitei.portal.home import views as home
from kitei.portal.purposes import views as purposes
from kitei.portal.status import acting, entering
from kitei.portal.status import views as status
from kitei.portal.tour import views as tour
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
    path("file/done/", receipts.receipt, name="receipt"),
    path("file/done/receipt.pdf", receipts.receipt_pdf, name="receipt_pdf"),
    path("file/<slug:procedure>/", filing.begin, name="file"),
    path("file/<slug:procedure>/papers/", papering.papers_sheet, name="papers"),
    path("file/<slug:procedure>/check/", sending.check, name="check"),
    path("file/<slug:procedure>/<slug:name>/", filing.sheet, name="sheet"),
    path("draft/", drafts.draft, name="draft"),
    path("draft/saved/", drafts.draft_saved, name="draft_saved"),
    path("draft/mail/", drafts.draft_mail, name="draft_mail"),
    path("draft/erase/", drafts.draft_discard, name="draft_discard"),
    path("draft/go-on/<str:token>/", drafts.draft_link, name="draft_link"),
    path("draft/go-on/<str:token>/<str:once>/", drafts.draft_link, name="draft_link"),
    path("status/", entering.enter, name="status"),
    path("status/close/", entering.leave, name="leave"),
    path("status/case/", status.case, name="case"),
    path("status/case/message/", status.write, name="write"),
    path("status/case/document/<uuid:document>/", status.document, name="document"),
    path("status/case/answer/<slug:step>/", acting.supply, name="supply"),
    path("status/case/withdraw/", acting.withdraw, name="withdraw"),
    path("status/case/appeal/", acting.appeal, name="appeal"),
    path("confirm/<str:token>/", entering.confirm, name="confirm"),
    path("complaint/", complaint.complaint, name="complaint"),
    path("tour/", tour.start, name="tours"),
    path("tour/<slug:sign>/", tour.tour, name="tour"),
    path("tour/<slug:sign>/enter/", tour.enter, name="tour_enter"),
]
