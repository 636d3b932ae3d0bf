"""Links that open once, sent to the address a visitor gave: whoever opens one has that address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kitei.office.cases.models import Case
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.record.services import CaseRef, write
from kitei.office.requests.acting import receipts, tokens
from kitei.office.requests.books import current_book
from kitei.office.requests.models import Draft, Link
from kitei.regulations.schema.words import Language

GOOD_FOR = timedelta(hours=24)
MOST_AN_HOUR = 3
"""Links sent about one case or draft within an hour."""


class LinkSpent(OfficeError):
    """A link that was used, is too old, or never was one."""

    def __init__(self) -> None:
        super().__init__(
            ja="このリンクは使えません。使用済みか、24時間を過ぎています。もう一度送ってもらってください",
            en="this link does not open: it was used, or is older than 24 hours; ask for a new one",
        )


class TooManyLinks(OfficeError):
    """Links asked for again and again."""

    def __init__(self) -> None:
        super().__init__(
            ja="リンクは1時間に3回まで送れます。届いたメールを確かめ、時間をおいてやり直してください",
            en="a link is sent at most three times an hour; look for the message, and try again later",
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that was opened: to a case or a draft, by whoever has the address."""

    case: Case | None
    draft: Draft | None
    sent_to: str


def send_link(
    *,
    about: Case | Draft,
    to: str,
    address: str,
    at: datetime,
    language: Language = "ja",
) -> Link:
    """Send a link about a case or a draft to an address.

    Args:
        address: where the link leads, with `{token}` in the place of its token.

    Raises:
        TooManyLinks: it was asked for again and again.
    """
    case = about if isinstance(about, Case) else None
    draft = about if isinstance(about, Draft) else None
    token = tokens.new_token()
    with transaction.atomic():
        if Link.objects.filter(case=case, draft=draft, made_at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR:
            raise TooManyLinks
        link = Link(
            id=new_id(at),
            key=about.key,
            case=case,
            draft=draft,
            token_digest=tokens.token_digest(token),
            made_at=at,
            expires_at=at + GOOD_FOR,
            sent_to=to,
        )
        hours = int(GOOD_FOR.total_seconds() // 3600)
        receipts.send_link(current_book(), to, language, address.replace("{token}", token), hours, at)
        write(
            act="request.link_sent",
            actor=tokens.requester(about.secret_digest),
            at=at,
            payload={"link": link.id, "until": link.expires_at},
            case=_ref(case),
            rows=[link],
        )
    return link


def open_link(*, token: str, at: datetime) -> Opened:
    """Open a link; it opens once.

    Raises:
        LinkSpent: it was used, is too old, or never was one.
    """
    with transaction.atomic():
        link = Link.objects.select_for_update(of=("self",)).filter(token_digest=tokens.token_digest(token)).first()
        if link is None or link.used_at is not None or link.expires_at <= at:
            raise LinkSpent
        link.used_at = at
        about = link.case or link.draft
        write(
            act="request.link_opened",
            actor=tokens.requester(about.secret_digest if about else ""),
            at=at,
            payload={"link": link.id},
            case=_ref(link.case),
            rows=[link],
        )
    return Opened(link.case, link.draft, str(link.sent_to))


def _ref(case: Case | None) -> CaseRef | None:
    return CaseRef(case.number, case.key) if case is not None else None
