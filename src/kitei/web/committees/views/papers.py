"""Papers of a meeting: read, laid before the members, taken back; agenda and minutes."""

from __future__ import annotations

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from kitei.office.cases.acting.printing import pdf_of
from kitei.office.committees import wording
from kitei.office.committees.models import AgendaItem
from kitei.office.committees.queries import finding
from kitei.office.committees.services import minuting
from kitei.office.committees.services.agenda import LARGEST, NewPaper, NoPaper, add_paper, withdraw_paper
from kitei.office.lawbook import current
from kitei.web.committees.answering import attempt, back, for_meeting, item_or_404, led, meeting_or_404
from kitei.web.look.desk import DeskRequest, at_the_desk
from kitei.web.look.rendering import file
from kitei.web.look.words import language, t

_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
_SUFFIXES = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "text/plain": ".txt"}


@at_the_desk("meeting.read")
def paper(request: DeskRequest, key: UUID) -> HttpResponse:
    """A paper, for a member who reads it now."""
    found = finding.paper_for(request.desk.powers, key)
    if found is None:
        raise Http404(str(key))
    number = f"{found.item.position}-{found.position}"
    if found.document is not None:
        content, media_type, name = (
            pdf_of(current(), found.document),
            "application/pdf",
            f"{number}-{found.document.form}",
        )
    elif found.attachment is not None:
        content, media_type = found.attachment.content, found.attachment.media_type
        name = f"{number}-{found.attachment.filename}"
    else:
        content, media_type, name = found.content, found.media_type, f"{number}-{found.filename or found.title}"
    if not content:
        raise Http404(str(key))
    suffix = _SUFFIXES.get(media_type, "")
    named = name if name.lower().endswith(suffix) else f"{name}{suffix}"
    made_here = found.document is not None
    shown = made_here or media_type in _SHOWN - {"application/pdf"}
    return file(bytes(content), name=named.replace(":", "-"), media_type=media_type, shown=shown)


@require_POST
@at_the_desk("meeting.paper_added")
def add(request: DeskRequest, key: UUID, position: int) -> HttpResponse:
    """Lay papers before the members: of the case, or a file."""
    one = item_or_404(led(request.desk, key), position)
    common = for_meeting(request.desk, "meeting.paper_added", one.meeting)

    def do() -> None:
        for each in _chosen(one, request):
            add_paper(item=one, paper=each, **common)

    error = attempt(request, do, t("資料を配りました", "Papers added"))
    return back(request, error, "committees:item", key, position)


@require_POST
@at_the_desk("meeting.paper_added")
def withdraw(request: DeskRequest, key: UUID) -> HttpResponse:
    """Take a paper back."""
    found = finding.paper_for(request.desk.powers, key)
    if found is None:
        raise Http404(str(key))
    meeting = found.item.meeting

    def do() -> None:
        withdraw_paper(paper=found, **for_meeting(request.desk, "meeting.paper_added", meeting))

    error = attempt(request, do, t("資料を取り下げました", "Paper taken back"))
    return back(request, error, "committees:item", meeting.id, found.item.position)


@at_the_desk("meeting.read")
def agenda(request: DeskRequest, key: UUID) -> HttpResponse:
    """The agenda as PDF."""
    found = meeting_or_404(request.desk, key)
    pdf = minuting.agenda_pdf(found, language(), request.desk.at)
    name = f"{wording.meeting_title(found, language())} {t('議事次第', 'agenda')}.pdf"
    return file(pdf, name=name, media_type="application/pdf", shown=True)


@require_POST
@at_the_desk("meeting.minutes_issued")
def issue(request: DeskRequest, key: UUID) -> HttpResponse:
    """Issue the minutes."""
    found = led(request.desk, key)
    tongue = "en" if request.POST.get("language") == "en" else "ja"

    def do() -> None:
        common = for_meeting(request.desk, "meeting.minutes_issued", found)
        minuting.issue(meeting=found, language="en" if tongue == "en" else "ja", **common)

    error = attempt(request, do, t("議事録を作成しました", "Minutes issued"))
    return back(request, error, "committees:meeting", key)


@require_POST
@at_the_desk("meeting.minutes_issued")
def correct(request: DeskRequest, key: UUID) -> HttpResponse:
    """Add a correction to the minutes."""
    found = led(request.desk, key)

    def do() -> None:
        common = for_meeting(request.desk, "meeting.minutes_issued", found)
        minuting.correct(meeting=found, text=request.POST.get("text", ""), **common)

    error = attempt(request, do, t("議事録の補正を加えました", "Correction added"))
    return back(request, error, "committees:meeting", key)


@at_the_desk("meeting.read")
def minutes(request: DeskRequest, key: UUID) -> HttpResponse:
    """Minutes, or a correction, as issued."""
    found = finding.minutes_for(request.desk.powers, key)
    if found is None:
        raise Http404(str(key))
    ending = f"{t('補正', 'correction')}{found.position}" if found.position else t("議事録", "minutes")
    name = f"{wording.meeting_title(found.meeting, language())} {ending}.pdf"
    return file(bytes(found.pdf), name=name, media_type="application/pdf", shown=True)


def _chosen(item: AgendaItem, request: DeskRequest) -> list[NewPaper]:
    """What was ticked, and the file that was sent.

    Raises:
        NoPaper: nothing was chosen, or the file is too large.
    """
    found: list[NewPaper] = []
    if item.case is not None:
        documents = item.case.documents.filter(id__in=_ids(request, "document"))
        attachments = item.case.attachments.filter(id__in=_ids(request, "attachment"))
        found += [NewPaper(document=each) for each in documents.order_by("id")]
        found += [NewPaper(attachment=each) for each in attachments.order_by("id")]
    sent = request.FILES.get("file")
    if isinstance(sent, UploadedFile):
        if (sent.size or 0) > LARGEST:
            raise NoPaper
        found.append(
            NewPaper(
                title=request.POST.get("title", "").strip()[:200] or str(sent.name)[:200],
                filename=str(sent.name)[:200],
                media_type=sent.content_type or "",
                content=sent.read(),
            )
        )
    if not found:
        raise NoPaper
    return found


def _ids(request: DeskRequest, name: str) -> list[UUID]:
    found = []
    for text in request.POST.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
