"""Who signs a paper: the holder of the role whose step it is, also where somebody else prepared it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kitei.office.ground.actors import Actor
from kitei.office.lawbook import Law
from kitei.office.people.models import Person, Unit
from kitei.office.people.queries import holders
from kitei.office.requests.books import book_of
from kitei.regulations.schema.words import Language


@dataclass(frozen=True, slots=True)
class Officer:
    """Who signs: the title of the office, and the person's name, empty where nobody holds it."""

    title: str
    name: str

    @property
    def line(self) -> str:
        """Title and name, as a letter is signed."""
        return f"{self.title} {self.name}".strip()


def officer(law: Law, role: str, unit: Unit, actor: Actor | None, on: date, language: Language) -> Officer:
    """The signature for a role in a unit: the actor if he holds it, else whoever does; for a body its chair."""
    body = role in law.bodies
    found = holders(role, on, unit=unit, capacity="chair" if body else None)
    own = next((person for person in found if actor is not None and person.id == actor.person), None)
    chosen = own or next(iter(found), None)
    own_title = book_of(law).regulation.filings.signs.get(role)
    return Officer(own_title.of(language) if own_title else law.role_title(role, language), _name(chosen))


def _name(person: Person | None) -> str:
    return person.name if person is not None else ""
