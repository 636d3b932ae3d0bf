"""The way through the desk: entries for what a person may do, and for the rooms that this office has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from kitei.office.lawbook import current
from kitei.office.people import access
from kitei.web.look.desk import desk_of
from kitei.web.look.words import language


@dataclass(frozen=True, slots=True)
class Room:
    """A place in the desk.

    Attributes:
        name: of its first page among the addresses.
        needs: acts of which a person must be allowed one; none for everybody.
        also: the first page of a room that lies behind this one.
    """

    name: str
    ja: str
    en: str
    needs: tuple[str, ...] = ()
    also: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A room as this person sees it, on this page."""

    url: str
    title: str
    here: bool


@dataclass(frozen=True, slots=True)
class Who:
    """Who is signed in: the name, and the roles held today."""

    name: str
    roles: str


HOME = "home:home"
ROOMS = (
    Room(HOME, "ホーム", "Home"),
    Room("cases:list", "案件", "Cases", ("case.read",), also="requests:kinds"),
    Room("calendar:month", "期限", "Due dates", ("case.read",)),
    Room("committees:list", "会議", "Meetings", ("meeting.read", "meeting.convened", "meeting.voted")),
    Room("lawbook:contents", "規程・様式", "Regulation"),
    Room("statistics:overview", "統計", "Figures", ("statistics.read",)),
    Room("record:overview", "記録", "Record", ("record.read",)),
    Room("people:list", "人と権限", "People", ("person.changed", "appointment.made"), also="programs:tokens"),
)


def entries(request: HttpRequest) -> tuple[Entry, ...]:
    """The rooms a person may enter, with the one the page lies in marked."""
    desk = desk_of(request)
    if desk is None:
        return ()
    found = [
        (url, room)
        for room in ROOMS
        if (url := address(room.name)) is not None
        and (not room.needs or any(access.may(desk.powers, act) for act in room.needs))
    ]
    here = max(((len(at), url) for url, room in found if (at := _inside(request.path, url, room))), default=(0, ""))[1]
    lang = language()
    return tuple(Entry(url, room.ja if lang == "ja" else room.en, url == here) for url, room in found)


def who(request: HttpRequest) -> Who | None:
    """Who is signed in at the desk."""
    desk = desk_of(request)
    if desk is None:
        return None
    law, lang = current(), language()
    held = (each for each in desk.powers.holdings if each.appointment is not None)
    roles = dict.fromkeys(law.role_title(each.role, lang) for each in held)
    return Who(desk.person.name, "・".join(roles) if lang == "ja" else ", ".join(roles))


def _inside(path: str, url: str, room: Room) -> str:
    """The address of the room, or of the one behind it, in which a page lies."""
    behind = address(room.also) if room.also else None
    if room.name == HOME:  # every page lies below its address, and only one is it
        return url if path == url else ""
    return next((at for at in (behind, url) if at and path.startswith(at)), "")


@lru_cache(maxsize=64)
def address(name: str) -> str | None:
    """Where a room is; nothing if this office has none of that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
