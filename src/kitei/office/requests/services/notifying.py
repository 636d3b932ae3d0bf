"""Telling whoever asked, by e-mail, that something waits for him; what it is stands only behind number and secret."""

from __future__ import annotations

from django.db import transaction

from kitei.office.cases.models import Case, Document, Message
from kitei.office.cases.models.papers import Direction
from kitei.office.record.services.subscribing import Recorded
from kitei.office.requests.acting import receipts
from kitei.office.requests.books import current_book
from kitei.office.requests.queries.status import papers_for_requester
from kitei.procedures.procedure import REQUESTER
from kitei.regulations.schema.words import Language


def tell_of_news(*, recorded: Recorded, status_page: str) -> bool:
    """Write to whoever asked if an act has made a paper or a message for him; whether a letter was queued.

    Args:
        recorded: an act, committed. status_page: the address at which the portal tells how a case stands.
    """
    if recorded.case is None or recorded.actor.pseudonym.startswith(f"{REQUESTER}:"):
        return False
    made = {table: row for table, row in recorded.rows if table in _TABLES}
    if not made:
        return False
    case = Case.objects.filter(number=recorded.case, erased_on__isnull=True).first()
    to = str(case.contact.get("email") or "") if case is not None else ""
    if case is None or not to or not case.secret_digest or not _for_him(case, made):
        return False
    language: Language = "en" if case.contact.get("language") == "en" else "ja"
    with transaction.atomic():
        receipts.tell_of_news(current_book(), case, to, language, status_page, recorded.at)
    return True


_TABLES = (Document._meta.db_table, Message._meta.db_table)


def _for_him(case: Case, made: dict[str, str]) -> bool:
    document, message = (made.get(table) for table in _TABLES)
    if message is not None and Message.objects.filter(id=message, direction=Direction.OUT, channel="portal").exists():
        return True
    return document is not None and any(
        str(each.document.id) == document and not each.came and each.document.delivered_on is None
        for each in papers_for_requester(case)
    )
