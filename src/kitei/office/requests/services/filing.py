"""Filing a request, an appeal or a complaint: from the portal, at the desk, or by a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import connection, transaction

from kitei.filings.filing import Appealed, Asked
from kitei.forms.values import Values
from kitei.office.cases.models import Case
from kitei.office.cases.services.opening import open_case
from kitei.office.cases.values import FileDraft, PaperDraft, Who
from kitei.office.ground.actors import Actor
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from kitei.office.people.models import Unit
from kitei.office.requests.acting import receipts, tokens
from kitei.office.requests.acting.intake import intake
from kitei.office.requests.acting.taking_in import NotFiled, NotFilledIn, read_paper
from kitei.office.requests.books import current_book
from kitei.office.requests.models import Draft
from kitei.office.requests.queries.status import FILED
from kitei.office.requests.services import drafts
from kitei.regulations.schema.filings import Channel, Claimant
from kitei.regulations.schema.words import Language

Origin = Literal["portal", "desk", "api"]
ACT = FILED
__all__ = ["ACT", "Claim", "ComesFromTheFuture", "Filed", "NotFiled", "NotFilledIn", "Origin", "file_request"]


class ComesFromTheFuture(OfficeError):
    """A paper that would have come in on a later day than today."""

    def __init__(self, day: date) -> None:
        super().__init__(
            ja=f"受付日 {day.isoformat()} は今日より後です。今日までの日を入れてください",
            en=f"{day.isoformat()} is after today; enter the day on which the paper came in",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who asks, beside what the form says.

    Attributes:
        claimant: who asks, where the form does not ask or leaves it open. kind: the kind of request meant, likewise.
        kana: the reading of the name. email: where to write to.
    """

    claimant: Claimant | None = None
    kind: str | None = None
    kana: str = ""
    email: str = ""
    language: Language = "ja"


@dataclass(frozen=True, slots=True)
class Filed:
    """A request that was filed.

    Attributes:
        number: of the case. secret: by which the portal tells how it stands; shown once and kept nowhere.
        others: further cases, where one paper asked for several things; the secret is the same for all.
    """

    number: str
    secret: str
    case: Case
    others: tuple[Case, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case that the paper opened."""
        return (self.case, *self.others)


def file_request(
    *,
    procedure: str,
    values: Mapping[str, Any],
    at: datetime,
    claim: Claim | None = None,
    origin: Origin = "portal",
    actor: Actor | None = None,
    powers: Powers | None = None,
    unit: Unit | None = None,
    channel: Channel | None = None,
    received_on: date | None = None,
    files: Sequence[FileDraft] = (),
    message: str = "",
    appeal_of: Case | None = None,
    appealed: Appealed | None = None,
    draft: Draft | None = None,
    status_page: str = "",
    idempotency_key: str | None = None,
) -> Filed:
    """File a request: a case is opened, the filled form becomes its first document, and its first step is taken.

    A paper that ticks several kinds of request opens a case for each.

    Args:
        values: the form filled in. At the desk a paper may come in with entries missing; they are asked for later.
        actor, powers: whoever enters it at the desk; left out for the portal, where whoever asks acts.
        unit: the unit in charge; if left out, the one unit whose people receive such cases, else the institution.
        received_on: the day on which the paper came in, if not today.
        appeal_of, appealed: the case that is challenged, and what of it counts: for `appealing.appeal`.
        draft: the draft that is filed; it ends with that. status_page: where the portal tells how a case stands.

    Raises:
        NotFiled, NotFilledIn, NoUnit, ComesFromTheFuture, ForbiddenFile, NotPermitted, WithoutPowers: see there.
    """
    claim, book, came_on = claim or Claim(), current_book(), _came_on(received_on, at)
    asked, read = read_paper(
        book, procedure, values, came_on,
        claimant=claim.claimant, kind=claim.kind, appealed=appealed, partial=origin == "desk",
    )  # fmt: skip
    secret = tokens.new_secret(at, idempotency_key)
    digest = tokens.secret_digest(secret)
    shared = {
        "unit": unit, "origin": origin, "actor": actor or tokens.requester(digest), "powers": powers, "at": at,
        "files": files, "message": message, "appeal_of": appeal_of, "secret_digest": digest,
    }  # fmt: skip
    with transaction.atomic():
        repeated = idempotency_key is not None and _sent_before(digest)
        way: Channel = channel or ("portal" if origin == "portal" else "counter")
        cases = [_open(each, read, claim, way, shared, _own(idempotency_key, n)) for n, each in enumerate(asked)]
        if draft is not None and not repeated:
            drafts.end(draft=draft, why="filed", at=at)
        if not repeated:
            receipts.acknowledge(book, cases, claim.email, claim.language, status_page, at)
    return Filed(cases[0].number, secret, cases[0], tuple(cases[1:]))


def _open(
    asked: Asked, read: Values, claim: Claim, way: Channel, shared: Mapping[str, Any], idempotency_key: str | None
) -> Case:
    """The case of one kind of request on a paper."""
    law, filing = current(), current_book().filing(asked.procedure)
    unit = shared["unit"] or intake(law, law.procedures[asked.procedure], day_of(shared["at"]))
    return open_case(
        **{
            **shared,
            "procedure": asked.procedure,
            "title": asked.title,
            "who": _who(asked, claim, way),
            "facts": asked.facts,
            "unit": unit,
            "outcome": asked.outcome,
            "papers": [PaperDraft(form=filing.form, values=read, language="ja")],
            "clauses": filing.clause,
            "act": ACT,
            "idempotency_key": idempotency_key,
        }
    )


def _came_on(received_on: date | None, at: datetime) -> date:
    if received_on is not None and received_on > day_of(at):
        raise ComesFromTheFuture(received_on)
    return received_on or day_of(at)


def _sent_before(digest: str) -> bool:
    """Whether a request was filed under the same key; another sent at the same moment waits here until it is known."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 8))", [digest])
    return Case.objects.filter(secret_digest=digest).exists()


def _own(key: str | None, number: int) -> str | None:
    """A key for each case of one paper."""
    return f"{key}:{number}" if key else None


def _who(asked: Asked, claim: Claim, way: Channel) -> Who:
    entries = asked.entries
    name = str(entries.get("name", ""))
    contact = {
        "name": name,
        "claimant": asked.claimant,
        "channel": way,
        "language": claim.language,
        **{key: str(entries[key]) for key in ("unit", "address", "tel") if entries.get(key)},
        **({"email": claim.email or str(entries.get("email", ""))} if claim.email or entries.get("email") else {}),
    }
    others = (name,) if name != asked.principal else ()
    kana = claim.kana or str(entries.get("kana", ""))
    return Who(name=asked.principal, kana=kana if not others else "", contact=contact, others=others)
