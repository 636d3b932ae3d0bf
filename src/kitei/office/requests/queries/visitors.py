"""What a visitor of the portal sees again: the files of a draft, and what he sent if he sends it once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kitei.office.cases.models import Case
from kitei.office.requests.acting import tokens
from kitei.office.requests.models import Draft, DraftFile
from kitei.office.requests.queries.status import case_of


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A request that was filed under an idempotency key: its cases, and the secret, which is the same again."""

    secret: str
    cases: tuple[Case, ...]


def files_in(draft: Draft) -> tuple[DraftFile, ...]:
    """The files of a draft without their contents, in the order in which they came."""
    return tuple(DraftFile.objects.filter(draft=draft).defer("content").order_by("id"))


def sent_before(*, key: str, at: datetime) -> SentBefore | None:
    """What was filed under an idempotency key; `None` where nothing was.

    Args:
        key: known to whoever filed and to nobody else, for it opens the case as the secret does.
    """
    secret = tokens.new_secret(at, key)
    cases = tuple(Case.objects.filter(secret_digest=tokens.secret_digest(secret)).order_by("id"))
    return SentBefore(secret, cases) if cases else None


def cases_of(*, number: str, secret: str) -> tuple[Case, ...]:
    """All cases that one paper opened, given the number of one of them and the secret.

    Raises:
        NoSuchRequest: they do not belong together.
    """
    found = case_of(number, secret)
    return tuple(Case.objects.filter(secret_digest=found.secret_digest).order_by("id"))
