"""What a token can be for and what a webhook can be told of, in words; and what was chosen, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from kitei.jobs.programs.tasks import TRIES
from kitei.office.ground.errors import OfficeError
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.people.access.titles import ACT_TITLES
from kitei.office.programs.models import Delivery, Token
from kitei.office.programs.services import covers
from kitei.office.programs.services.webhooks import DUE, LATE
from kitei.web.look.words import t

Choices = list[tuple[str, str, str]]

_READING = "case.read case.search"
_SCOPES: tuple[tuple[str, str, str], ...] = (
    (_READING, "案件を読む・探す", "Read and search cases"),
    ("case.", "案件を読み、扱う", "Read and act on cases"),
    ("request.", "請求を受け、本人確認・手数料・第三者を扱う", "Take requests in: identity, fees, third parties"),
    ("meeting. body.", "会議を読み、扱う", "Read and conduct meetings"),
    ("statistics.", "統計を読む", "Read the figures"),
    ("record.", "記録を読む", "Read the record"),
    (
        "person. unit. appointment. account.",
        "人・部署・任命・アカウントを扱う",
        "Persons, units, appointments, accounts",
    ),
    ("webhook.", "通知先を扱う", "Webhooks"),
)
_EVENTS: tuple[tuple[str, str, str], ...] = (
    ("case.", "案件の操作", "Acts on cases"),
    ("request.", "請求の操作", "Acts on requests"),
    ("meeting.", "会議の操作", "Acts on meetings"),
    (DUE, "期限の3日前と当日", "Three days before a last day, and on it"),
    (LATE, "期限を過ぎたとき", "When something has become late"),
)


class NoNumber(OfficeError):
    """A number of days that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(
            ja=f"`{text[:20]}` は日数ではありません。数字で書いてください", en=f"`{text[:20]}` is no number"
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a token or a call stands: in words, with the tone of its badge."""

    says: str
    tone: str


def scopes(powers: Powers) -> Choices:
    """What a token of this person can be for: never more than the person may do."""
    acts = [act for act in powers.table.by_act if access.may(powers, act)]
    return [
        (value, t(ja, en), value.replace(" ", ", "))
        for value, ja, en in _SCOPES
        if any(covers(value.split(), act) for act in acts)
    ]


def events() -> Choices:
    """What a webhook can be told of."""
    return [(value, t(ja, en), value) for value, ja, en in _EVENTS]


def chosen(data: QueryDict, name: str) -> list[str]:
    """The scopes or events that were ticked; a tick may stand for several."""
    return [each for ticked in data.getlist(name) for each in ticked.split()]


def number(data: QueryDict, name: str) -> int:
    """A number of days.

    Raises:
        NoNumber: it is none.
    """
    text = data.get(name, "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise NoNumber(text)
    return int(text)


def events_sent(data: QueryDict) -> list[str]:
    """The events that were ticked, and the days before a last day that were asked for besides.

    Raises:
        NoNumber: the days are no number.
    """
    more = [f"{DUE}:{number(data, 'days')}"] if data.get("days", "").strip() else []
    return chosen(data, "acts") + more


def covering(scopes: list[str]) -> list[str]:
    """Scopes in words, as far as there are words for them."""
    return _said(scopes, _SCOPES)


def told_of(acts: list[str]) -> list[str]:
    """What a webhook is told of, in words, as far as there are words for it."""
    return _said(acts, _EVENTS)


def of_token(token: Token, at: datetime) -> Standing:
    """Whether a token can be used."""
    if token.revoked_at is not None:
        return Standing(t("取消し済み", "revoked"), "bad")
    return Standing(t("使えます", "in use"), "good") if token.usable_at(at) else Standing(t("期限切れ", "expired"), "")


def of_delivery(delivery: Delivery) -> Standing:
    """Whether a call was taken."""
    if delivery.done_at is not None:
        return Standing(t("届きました", "taken"), "good")
    if delivery.tries >= TRIES:
        return Standing(t("断念しました", "given up"), "bad")
    return (
        Standing(t("再送待ち", "to be tried again"), "care")
        if delivery.tries
        else Standing(t("送信待ち", "queued"), "")
    )


def _said(names: list[str], known: tuple[tuple[str, str, str], ...]) -> list[str]:
    left, found = list(names), []
    for value, ja, en in known:
        parts = value.split()
        if all(each in left for each in parts):
            found.append(t(ja, en))
            left = [each for each in left if each not in parts]
    return found + [_alone(each) for each in left]


def _alone(name: str) -> str:
    days, title = name.removeprefix(f"{DUE}:"), ACT_TITLES.get(name)
    if days != name:
        return t(f"期限の{days}日前", f"{days} days before a last day")
    return t(title.ja, title.en) if title else name
