"""`/file/<procedure>/check/` and `/file/done/`: everything once more, sending it, and the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from kitei import clock
from kitei.office.ground.errors import OfficeError
from kitei.office.requests.queries.status import case_of
from kitei.office.requests.queries.visitors import sent_before
from kitei.office.requests.services import appealing, drafts, links
from kitei.office.requests.services.filing import Claim, Filed, file_request
from kitei.portal.filing.fields import written
from kitei.portal.filing.papering import attached
from kitei.portal.filing.reading import Fault
from kitei.portal.filing.sheets import CHECK, PAPERS, PERSON, WHO, WISH
from kitei.portal.filing.taking import kind_faults
from kitei.portal.filing.views import frame, known
from kitei.portal.filing.writing import Writing, taken_up
from kitei.portal.shared.answering import language, page, t
from kitei.portal.shared.limits import FILINGS_OF_ADDRESS, address_of, spend
from kitei.portal.shared.naming import say
from kitei.portal.shared.visits import Visit, draft_of, end_draft, keep_visit
from kitei.regulations.schema.filings import Claimant


@dataclass(frozen=True, slots=True)
class Part:
    """One page once more, with the way back to it."""

    title: str
    url: str
    rows: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, procedure: str) -> HttpResponse:
    """Everything once more; then it is sent."""
    plan = known(procedure)
    at = clock.now()
    writing = taken_up(request, plan, at, clock.day_of(at))
    if request.method == "POST" and request.POST.get("go") == "send":
        return _send(request, writing)
    if writing.token is None:
        return redirect("portal:sheet", procedure, plan.sheets()[0])
    if request.method == "POST":
        return redirect("portal:draft_saved")
    return _show(request, writing)


def _send(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Send it; the same request sent once more gets the same receipt."""
    if writing.draft is None:
        return _sent_before(request, writing)
    faults = _faults(writing)
    if faults or request.POST.get("website"):
        return _show(request, writing)
    at = clock.now()
    try:
        spend(FILINGS_OF_ADDRESS, address_of(request))
        filed = _file(request, writing)
        if writing.email:
            address = request.build_absolute_uri(reverse("portal:confirm", args=["TOKEN"])).replace("TOKEN", "{token}")
            links.send_link(about=filed.case, to=writing.email, address=address, at=at, language=language())
    except OfficeError as error:  # perhaps the same request was sent a moment ago
        return _sent_before(request, writing, error)
    return _received(Visit(filed.number, filed.secret, fresh=True))


def _file(request: HttpRequest, writing: Writing) -> Filed:
    assert writing.draft is not None  # noqa: S101 - for the type checker
    whole: dict[str, Any] = {
        "values": writing.values(),
        "at": clock.now(),
        "claim": Claim(
            claimant=cast("Claimant", writing.claimant) if writing.filed.claimants else None,
            kind=writing.kind or None,
            email=writing.email,
            language=language(),
        ),
        "files": drafts.files_of(writing.draft),
        "draft": writing.draft,
        "status_page": request.build_absolute_uri(reverse("portal:status")),
        "idempotency_key": _once(writing.token or ""),
    }
    if writing.against is not None:
        number, secret = writing.against
        return appealing.appeal(of=case_of(number, secret), **whole)
    return file_request(procedure=writing.filed.procedure.id, **whole)


def _sent_before(request: HttpRequest, writing: Writing, error: OfficeError | None = None) -> HttpResponse:
    """The receipt of the same request sent before; if there was none, what is wrong with this one."""
    token = draft_of(request)
    key = _once(token) if token else request.POST.get("once", "")
    before = sent_before(key=key, at=clock.now()) if key else None
    if before is not None:
        return _received(Visit(before.cases[0].number, before.secret, fresh=True))
    if error is not None and not isinstance(error, drafts.NoSuchDraft):
        return _show(request, writing, error.of(language()))
    return redirect("portal:sheet", writing.filed.procedure.id, writing.filed.sheets()[0])


def _received(visit: Visit) -> HttpResponse:
    answer = redirect("portal:receipt")
    keep_visit(answer, visit)
    end_draft(answer)
    return answer


def _once(token: str) -> str:
    """The key under which a draft is sent: whoever has the draft's secret, and nobody else, can make it."""
    return sha256(salted_hmac("once", token, algorithm="sha256").digest()).hexdigest()


def _faults(writing: Writing) -> list[tuple[str, Fault]]:
    """What is still wrong, with the page on which it can be put right."""
    found = [(sheet, fault) for sheet in writing.filed.sheets() for fault in writing.faults(sheet, language())]
    return found + [(WISH, fault) for fault in kind_faults(writing, language())]


def _show(request: HttpRequest, writing: Writing, trouble: str = "") -> HttpResponse:
    plan = writing.filed
    errors = [(_place(writing, sheet, fault.field), fault.message) for sheet, fault in _faults(writing)]
    if trouble:
        errors.insert(0, ("", trouble))
    values = frame(plan, CHECK) | {
        "parts": [_part(writing, name) for name in plan.sheets() if name != CHECK],
        "errors": errors,
        "once": _once(writing.token or ""),
    }
    return page(request, "check.jinja", status=422 if errors and request.method == "POST" else 200, **values)


def _place(writing: Writing, sheet: str, field: str) -> str:
    return f"{_url(writing, sheet)}#f-{field}"


def _url(writing: Writing, sheet: str) -> str:
    procedure = writing.filed.procedure.id
    if sheet == PAPERS:
        return reverse("portal:papers", args=[procedure])
    return reverse("portal:sheet", args=[procedure, sheet])


def _part(writing: Writing, name: str) -> Part:
    tongue, form = language(), writing.filed.form
    rows = [(form.field(each).of(tongue), written(form, each, writing.known, tongue)) for each in writing.shown(name)]
    if name == WHO:
        named = {value.id: say(value, tongue) for value in writing.filed.law.vocabulary.enums["claimant"].values}
        rows.append((t("請求する人", "Who asks"), named.get(writing.claimant, "")))
    if name == PERSON:
        rows.append((t("メールアドレス", "E-mail address"), writing.email))
    if name == WISH and writing.kind:
        kinds = {value.id: say(value, tongue) for value in writing.filed.law.vocabulary.enums["request_kind"].values}
        rows.append((t("求めること", "What is asked for"), kinds.get(writing.kind, "")))
    if name == PAPERS:
        files = t("、", ", ").join(each.name for each in attached(writing.draft))
        rows.append((t("添付したファイル", "Files attached"), files))
    return Part(str(frame(writing.filed, name)["heading"]), _url(writing, name), tuple(rows))
