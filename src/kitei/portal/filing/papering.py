"""`/file/<procedure>/papers/`: documents that prove who asks, looked at as they come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kitei import clock
from kitei.office.cases.acting.inspecting import MOST_BYTES
from kitei.office.cases.values import FileDraft
from kitei.office.ground.errors import OfficeError
from kitei.office.requests.models import Draft
from kitei.office.requests.queries.visitors import files_in
from kitei.office.requests.services import drafts
from kitei.portal.asking.proving import Paper, papers
from kitei.portal.filing.reading import Fault
from kitei.portal.filing.sheets import PAPERS, Filed
from kitei.portal.filing.taking import take
from kitei.portal.filing.views import frame, known
from kitei.portal.filing.writing import Writing, save, taken_up
from kitei.portal.shared.answering import language, page, t
from kitei.portal.shared.uploads import was_refused
from kitei.portal.shared.visits import keep_draft

Purpose = Literal["identity", "authority", "scan", "other"]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in a draft, as the page lists it."""

    id: str
    name: str
    purpose: str
    size: int


@require_http_methods(["GET", "HEAD", "POST"])
def papers_sheet(request: HttpRequest, procedure: str) -> HttpResponse:
    """Which document proves who you are, and a copy of it."""
    plan = known(procedure)
    if PAPERS not in plan.sheets():
        raise Http404
    at = clock.now()
    writing = taken_up(request, plan, at, clock.day_of(at))
    if writing.token is None:
        return redirect("portal:sheet", procedure, plan.sheets()[0])
    if request.method != "POST":
        return _show(request, writing)
    refused = was_refused(request)
    taken = take(request, writing, PAPERS, language())
    try:
        writing = save(request, taken.writing, at, language())
        if refused:
            return _show(request, writing, wrong=(Fault("file", "", too_large()),))
        _files(request, writing)
    except OfficeError as error:
        return _show(request, taken.writing, wrong=(Fault("file", "", error.of(language())),))
    return _answer(request, writing, taken.faults, more=taken.more)


def _answer(request: HttpRequest, writing: Writing, faults: tuple[Fault, ...], *, more: bool) -> HttpResponse:
    go = request.POST.get("go")
    if go == "later":
        answer: HttpResponse = redirect("portal:draft_saved")
    elif go == "attach" or "drop" in request.POST:
        answer = redirect(request.path)
    elif faults or more:
        answer = _show(request, writing, faults, more=more)
    else:
        answer = redirect("portal:check", writing.filed.procedure.id)
    keep_draft(answer, writing.token or "")
    return answer


def attached(draft: Draft | None) -> tuple[Attached, ...]:
    """The files of a draft."""
    if draft is None:
        return ()
    named = purposes()
    return tuple(
        Attached(str(each.id), str(each.filename), named.get(each.purpose, ""), each.size) for each in files_in(draft)
    )


def purposes() -> dict[str, str]:
    """What a file is attached for."""
    return {
        "identity": t("本人確認の書類", "Proof of who I am"),
        "authority": t("代理を示す書類", "Proof that I may act"),
        "other": t("そのほかの資料", "Something else"),
    }


def limits() -> str:
    """What files are taken, said beforehand."""
    most = MOST_BYTES // 1024 // 1024
    return t(
        f"写真（JPEG、PNG）かPDF。1つのファイルは{most} MBまで。スマートフォンで撮った写真でかまいません。"
        "パスワードの付いたファイルと、自動で動く内容のあるPDFは受け取れません。",
        f"A photo (JPEG, PNG) or a PDF, at most {most} MB each; one taken with a phone will do. "
        "Files with a password and PDFs with scripts are not accepted.",
    )


def too_large() -> str:
    """That an upload was thrown away for its size."""
    most = MOST_BYTES // 1024 // 1024
    return t(
        f"ファイルが大きすぎるため、受け取れませんでした。1つのファイルは{most} MBまでです。"
        "小さくするか、分けて送ってください。ほかの入力は残っています。",
        f"The file was too large and was not kept. At most {most} MB each: make it smaller or send it in parts. "
        "Everything else you entered is still here.",
    )


def sent_file(request: HttpRequest, name: str = "file") -> FileDraft | None:
    """The file that came with a form; `None` where none was chosen."""
    upload = request.FILES.get(name)
    if not isinstance(upload, UploadedFile) or not upload.name:
        return None
    purpose = request.POST.get("purpose", "")
    return FileDraft(
        filename=upload.name,
        content=_whole(upload),
        media_type=upload.content_type or "",
        purpose=cast("Purpose", purpose if purpose in purposes() else "other"),
    )


def _files(request: HttpRequest, writing: Writing) -> None:
    token, at = writing.token or "", clock.now()
    dropped = request.POST.get("drop")
    if dropped:
        drafts.remove_file(token=token, file=dropped, at=at)
        return
    file = sent_file(request)
    if file is not None:
        drafts.add_file(token=token, file=file, at=at)


def _in_form(plan: Filed, writing: Writing, paper: Paper) -> bool:
    """Whether the form on this page lists the documents itself."""
    return paper.of == "identity" and any(plan.form.field(name).choices for name in writing.shown(PAPERS))


def _show(
    request: HttpRequest,
    writing: Writing,
    faults: tuple[Fault, ...] = (),
    wrong: tuple[Fault, ...] = (),
    *,
    more: bool = False,
) -> HttpResponse:
    tongue = language()
    plan = writing.filed
    asked = [each for each in papers(plan.law, plan.procedure.id, tongue) if each.asked_of(writing.claimant)]
    wanted = {each.of for each in asked} | {"other"}
    values = frame(plan, PAPERS) | {
        "fields": writing.sheet(tongue).fields(writing.shown(PAPERS), faults),
        "errors": [(f"f-{each.field}", each.message) for each in (*wrong, *faults)],
        "wrong": {each.field: each.message for each in wrong},
        "more": more and not faults and not wrong,
        "proofs": [each for each in asked if not _in_form(plan, writing, each)],
        "attachable": bool(asked),
        "files": attached(writing.draft),
        "purposes": [(name, title) for name, title in purposes().items() if name in wanted],
        "purpose": "identity",
        "limits": limits(),
    }
    return page(request, "papers.jinja", status=422 if faults or wrong else 200, **values)


def _whole(upload: UploadedFile[Any]) -> bytes:
    """All of a file, also if it was read before."""
    upload.seek(0)
    return bytes(upload.read())
