"""The record in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kitei.office.cases.queries import terms
from kitei.office.lawbook import current
from kitei.office.record import queries, signing
from kitei.office.record.comparing import Comparison
from kitei.office.record.models import Act, Head, Verification
from kitei.web.look.days import moment
from kitei.web.look.words import language, say, t

_OF_NO_CASE = {
    "record.checkpoint": ("チェックポイントを証人に渡した", "Checkpoint given to a witness"),
    "vault.keys_rewrapped": ("鍵を新しいマスター鍵で包み直した", "Keys wrapped by a new master key"),
    "person.added": ("人を登録した", "Person added"),
    "person.changed": ("人の登録を改めた", "Person changed"),
    "unit.added": ("部署を登録した", "Unit added"),
    "unit.changed": ("部署の登録を改めた", "Unit changed"),
    "appointment.made": ("任命した", "Appointed"),
    "appointment.ended": ("任命を終えた", "Appointment ended"),
    "account.invited": ("アカウントに招待した", "Invited to an account"),
    "account.invitation_withdrawn": ("招待を取り消した", "Invitation withdrawn"),
    "account.locked": ("アカウントを止めた", "Account locked"),
    "account.closed": ("アカウントを閉じた", "Account closed"),
    "account.opened": ("アカウントを開いた", "Account opened"),
    "account.reopened": ("アカウントを再び開いた", "Account reopened"),
    "token.issued": ("APIの鍵を発行した", "API token issued"),
    "token.revoked": ("APIの鍵を取り消した", "API token revoked"),
    "webhook.added": ("外部通知を登録した", "Webhook added"),
    "webhook.removed": ("外部通知を取り消した", "Webhook removed"),
    "body.rules_set": ("会議体の定めを登録した", "A body’s own rules entered"),
    "meeting.planned": ("会議を計画した", "Meeting planned"),
    "meeting.convened": ("会議を招集した", "Meeting convened"),
    "meeting.opened": ("会議を開いた", "Meeting opened"),
    "meeting.attendance_set": ("出欠を記した", "Attendance taken"),
    "meeting.adjourned": ("会議を延会とした", "Meeting adjourned"),
    "meeting.cancelled": ("会議を取りやめた", "Meeting called off"),
    "meeting.closed": ("会議を閉じた", "Meeting closed"),
    "meeting.minutes_issued": ("議事録を発行した", "Minutes issued"),
    "request.draft_ended": ("下書きを消した", "Draft ended"),
    "request.draft_saved": ("下書きを保存した", "Draft saved"),
}
"""What acts are called that stand in no case's history; the others are in `terms.ACTS`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One act: who did what, when, under which clauses."""

    id: int
    title: str
    name: str
    at: Markup
    case: str | None
    actor: str
    role: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """Where the record stands.

    Attributes:
        late: whether acts wait although nothing takes them in.
    """

    size: int
    waiting: int
    head: Head | None
    key: str
    last: Verification | None
    witnessed: Any


def state() -> State:
    """Where the record stands now."""
    head = queries.head()
    return State(
        size=0 if head is None else head.size,
        waiting=queries.waiting(),
        head=head,
        key=signing.verifier().text,
        last=next(iter(queries.verifications(1)), None),
        witnessed=queries.witnessings().first(),
    )


def acts(found: Iterable[Act]) -> list[Shown]:
    """Acts as rows of a table."""
    law, tongue = current(), language()
    return [
        Shown(
            each.id,
            title_of(each.name),
            each.name,
            moment(each.at),
            each.case,
            each.actor,
            law.role_title(each.role, tongue),
            tuple(each.clauses),
        )
        for each in found
    ]


def title_of(name: str) -> str:
    """What an act is called."""
    if name in terms.ACTS:
        return say(terms.ACTS[name])
    return t(*_OF_NO_CASE.get(name, (name, name)))


def findings(kept: Verification) -> list[dict[str, Any]]:
    """What a verification found, each with its sentence in the language of the page."""
    tongue = language()
    return [{**one, "says": one["ja"] if tongue == "ja" else one["en"]} for one in kept.report["findings"]]


def compared(found: Comparison) -> str:
    """What a checkpoint from elsewhere says of the record."""
    if found.agrees:
        more = found.have - found.size
        return t(
            f"{found.size}件の時点のチェックポイントと一致しました。その後 {more} 件が書き足されています。",
            f"The record agrees with the checkpoint of {found.size}; {more} acts followed.",
        )
    return t(
        f"{found.size}件の時点のチェックポイントと一致しません（現在 {found.have} 件）。"
        "記録が書き換えられたか、切り取られています。",
        f"The record does not agree with the checkpoint of {found.size} (it has {found.have}): "
        "it was rewritten, or cut off.",
    )
