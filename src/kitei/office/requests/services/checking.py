"""Checking who asks and for whom: which document was shown, how old it is, and whether a copy is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kitei.filings.proving import Needed, NoSuchPaper, TooOld, check_paper
from kitei.office.cases.acting.act import Made, act_on
from kitei.office.cases.acting.once import Request
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.acting.tasks import renew, steps_of
from kitei.office.cases.models import Attachment, Case
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import current
from kitei.office.people.access import Powers
from kitei.office.requests.acting.filling import received_on
from kitei.office.requests.acting.proofs import asked_of
from kitei.office.requests.models import ProofSeen
from kitei.regulations.schema.filings import Channel

ACT = "request.identity_checked"
VERIFIED = {"identity": "identity_verified", "authority": "authority_verified"}
"""The facts that say that it was proved."""


class NotAsked(OfficeError):
    """A proof that is not asked for in this case."""

    def __init__(self, proof: str, known: tuple[str, ...]) -> None:
        listed = ", ".join(known) or "–"
        super().__init__(
            ja=f"この申出に `{proof}` の証明は要りません。要るのは {listed} です",
            en=f"`{proof}` is not asked for here; what is: {listed}",
        )


class NotListed(OfficeError):
    """A document that the text does not list."""

    def __init__(self, error: NoSuchPaper) -> None:
        listed = ", ".join(error.known)
        super().__init__(
            ja=f"`{error.name}` は掲げられた書類にありません。使えるのは {listed} です",
            en=f"`{error.name}` is not among the documents listed: {listed}",
        )


class PaperTooOld(OfficeError):
    """A document made longer ago than the text allows.

    Attributes:
        earliest: the first day on which it may have been made.
    """

    def __init__(self, error: TooOld) -> None:
        self.earliest = error.earliest
        span_ja = f"{error.earliest.isoformat()} から {error.latest.isoformat()} まで"
        super().__init__(
            ja=f"この書類は作成日が {span_ja}のものに限ります。作成日を確かめ、古ければ新しいものを求めてください",
            en=f"{error}; check its day, and ask for a new one if it is older",
        )


class MustBeHandedIn(OfficeError):
    """A document that the text asks to be handed in, and was only shown."""

    def __init__(self, proof: str) -> None:
        super().__init__(
            ja=f"`{proof}` の書類は、提示だけでは足りません。提出を受け、保管することを記録してください",
            en=f"a document for `{proof}` must be handed in, not only shown; note that it is kept",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document that was shown or sent.

    Attributes:
        proof: the proof it is for. paper: the document, by its id in the list. named: which, where the list says other.
        made_on: the day on which it was made, where the text says how old it may be.
        accepted: whether it proves it; if not, `remark` says why.
        copy_kept: whether a copy is kept; `copy` is the file, where it is one.
    """

    proof: str
    paper: str
    accepted: bool = True
    made_on: date | None = None
    named: str = ""
    remark: str = ""
    copy_kept: bool = False
    copy: Attachment | None = None
    channel: Channel = "counter"


def check_identity(
    *,
    case: Case,
    shown: Shown,
    actor: Actor,
    powers: Powers | None,
    at: datetime,
    seen: int | None = None,
    idempotency_key: str | None = None,
) -> ProofSeen:
    """Note a document that proves, or does not prove, who asks or for whom.

    Once every proof of identity (or of authority) asked for was given, the case knows it as proved.

    Raises:
        NotAsked: no such proof is asked for. NotListed, PaperTooOld, MustBeHandedIn: the document will not do.
        SomebodyWasFaster, NotRunning, Erased, NotPermitted, WithoutPowers: see `act_on`.
    """
    deed = Deed(act=ACT, actor=actor, powers=powers, at=at)
    request = Request(actor, idempotency_key, ACT, case=case, shown=shown)

    def make(now: Case) -> Made:
        asked = asked_of(now)
        one = next((each for each in asked if each.proof.id == shown.proof), None)
        if one is None:
            raise NotAsked(shown.proof, tuple(each.proof.id for each in asked))
        if shown.accepted:
            _check(one, shown, now)
        row = _row(now, one, shown, deed)
        now.facts = {**now.facts, **_facts(now, asked, row)}
        renewed = renew(current(), now, steps_of(now), deed)
        said = {
            "proof": shown.proof,
            "paper": shown.paper,
            "accepted": shown.accepted,
            "copy_kept": row.copy_kept,
            **({"made_on": shown.made_on} if shown.made_on else {}),
        }
        return Made(row, [row, *renewed.rows], said, one.proof.clause)

    return act_on(case, deed, request, ProofSeen, make, seen=seen)


def _check(one: Needed, shown: Shown, case: Case) -> None:
    if one.proof.submitted and not shown.copy_kept and shown.copy is None:
        raise MustBeHandedIn(shown.proof)
    try:
        check_paper(one, shown.paper, made_on=shown.made_on, received_on=received_on(case))
    except NoSuchPaper as error:
        raise NotListed(error) from error
    except TooOld as error:
        raise PaperTooOld(error) from error


def _row(case: Case, one: Needed, shown: Shown, deed: Deed) -> ProofSeen:
    return ProofSeen(
        id=deed.new_id(),
        key=case.key,
        case=case,
        proof=shown.proof,
        of=one.proof.of,
        paper=shown.paper,
        channel=shown.channel,
        made_on=shown.made_on,
        accepted=shown.accepted,
        copy_kept=shown.copy_kept or shown.copy is not None,
        copy=shown.copy,
        by_id=deed.actor.person,
        role=deed.actor.role,
        at=deed.at,
        named=shown.named.strip() or None,
        remark=shown.remark.strip() or None,
    )


def _facts(case: Case, asked: tuple[Needed, ...], row: ProofSeen) -> dict[str, bool]:
    """What is known of identity or authority after this document."""
    given = set(ProofSeen.objects.filter(case=case, accepted=True).values_list("proof", flat=True))
    if row.accepted:
        given.add(row.proof)
    proofs = {each.proof.id for each in asked if each.proof.of == row.of}
    return {VERIFIED[row.of]: proofs <= given}
