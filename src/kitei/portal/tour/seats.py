"""Who can sign in to an office for practice, and in which way each of them serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from kitei.office.cases import queries
from kitei.office.lawbook import OFFICE_ROLES, current
from kitei.office.people import access
from kitei.office.people.access import Holding, Powers
from kitei.office.people.models import Account, Person, Unit
from kitei.portal.tour.plan import TourPlan, tour_for
from kitei.regulations.schema.words import Language


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who can sign in.

    Attributes:
        sign: names the seat in an address: what stands before the @ of the account.
        powers: what the person may do today.
    """

    sign: str
    email: str
    person: Person
    powers: Powers
    tour: TourPlan

    def role(self, language: Language) -> str:
        """The roles held, each with the unit it is held for."""
        units = {each.id: each for each in Unit.objects.filter(id__in=[held.at for held in self.powers.grants])}
        names = dict.fromkeys(
            _named(each, units.get(each.at) if each.at else None, language) for each in self.powers.grants
        )
        return ("・" if language == "ja" else ", ").join(names)


def seats(on: date) -> tuple[Seat, ...]:
    """Everybody who can sign in, in the order in which they came."""
    rows = Account.objects.filter(is_active=True, person__isnull=False).select_related("person")
    return tuple(_seat(account, on) for account in rows.order_by("person__act", "id"))


def seat_named(sign: str, on: date) -> Seat | None:
    """The seat of that name; nothing if nobody sits in it."""
    rows = Account.objects.filter(is_active=True, person__isnull=False, email__startswith=f"{sign}@")
    account = rows.select_related("person").order_by("person__act", "id").first()
    return _seat(account, on) if account else None


def _seat(account: Account, on: date) -> Seat:
    person = cast("Person", account.person)
    powers = access.powers(person, on)
    return Seat(account.email.partition("@")[0], account.email, person, powers, tour_for(_way(powers)))


def _named(held: Holding, unit: Unit | None, language: Language) -> str:
    title = current().role_title(held.role, language)
    if unit is None:
        return title
    return f"{title}（{unit.title_ja}）" if language == "ja" else f"{title} ({unit.title_en})"


def _way(powers: Powers) -> str:
    """An office role; or chair or member of a body; or whether any case may be seen."""
    bodies = current().bodies
    own = next((each.role for each in powers.grants if each.role in OFFICE_ROLES), None)
    if own:
        return own
    capacities = {each.capacity for each in powers.grants if each.role in bodies}
    if capacities:
        return "chair" if "chair" in capacities else "member"
    return "handles" if queries.visible_to(powers).exists() else "serves"
