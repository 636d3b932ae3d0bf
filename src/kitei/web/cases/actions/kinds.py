"""What an action is: its form, its permission, its call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from kitei.office.cases.models import Case
from kitei.office.ground.errors import OfficeError
from kitei.office.requests.queries.answers import Beside
from kitei.web.look.desk import Desk
from kitei.web.look.words import t

Options = tuple[tuple[str, str], ...]


class NothingChosen(OfficeError):
    """A form that names nobody and nothing to act upon."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(ja=f"{ja}を選んでください", en=f"choose {en}")


class NotConfirmed(OfficeError):
    """Something that cannot be undone, without the number typed by hand."""

    def __init__(self, number: str) -> None:
        super().__init__(
            ja=f"元に戻せない操作です。確かめるため、番号 {number} をそのまま入力してください",
            en=f"this cannot be undone; to confirm, type the number {number} as it stands",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One input of an action's form.

    Attributes:
        kind: text, area, select, radio, date or file.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    options: Options = ()
    required: bool = True
    none: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came back."""

    case: Case
    desk: Desk
    data: QueryDict
    files: Mapping[str, Any]
    act: str

    def text(self, name: str) -> str:
        """One entry."""
        return self.data.get(name, "").strip()

    @property
    def common(self) -> dict[str, Any]:
        """Who acts, by which powers, when: what every service asks."""
        desk = self.desk
        return {"actor": desk.actor(self.act, self.case), "powers": desk.powers, "at": desk.at}

    @property
    def seen(self) -> int | None:
        """The turn of the case that the page showed."""
        turn = self.data.get("turn", "")
        return int(turn) if turn.isascii() and turn.isdigit() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be done.

    Attributes:
        act: the permission.
        fits: whether it makes sense on a case as it stands, with what it has beside it.
        entries: the form. do: the one call.
        danger: it cannot be undone.
    """

    name: str
    act: str
    ja: str
    en: str
    done_ja: str
    done_en: str
    entries: Callable[[Case, Desk], tuple[Entry, ...]]
    do: Callable[[Sent], object]
    fits: Callable[[Case, Beside], bool] = field(default=lambda case, _: case.running)
    lead_ja: str = ""
    lead_en: str = ""
    danger: bool = False

    @property
    def title(self) -> str:
        """What it is called."""
        return t(self.ja, self.en)

    @property
    def lead(self) -> str:
        """What it does, in a sentence."""
        return t(self.lead_ja, self.lead_en)

    @property
    def done(self) -> str:
        """What the next page says once it was done."""
        return t(self.done_ja, self.done_en)
