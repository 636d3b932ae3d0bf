"""The regulation that an office runs, with everything that interprets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kitei.decisions.deciding import Engine
from kitei.forms.catalogue import Catalogue, FormFolder
from kitei.office.lawbook.office_roles import OFFICE_ROLES
from kitei.procedures.naming import actor_names, paper_names
from kitei.procedures.procedure import REQUESTER, SYSTEM, Procedure
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.clauses import Clause
from kitei.regulations.schema.identity import Body, Edition, Role
from kitei.regulations.schema.words import Language, Words
from kitei.regulations.vocabulary import Vocabulary
from kitei.text import nearest


class NoSuchClause(LookupError):
    """Neither the regulation nor its statutes have that clause.

    Attributes:
        nearest: the clause id most like it.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name, self.nearest = name, nearest(name, known)
        super().__init__(f"unknown clause `{name}`")


@dataclass(frozen=True, eq=False)
class Law:
    """What an office runs: one regulation and the statutes it stands on.

    Attributes:
        procedures: the regulation's procedures by id.
        vocabulary: with the values that the regulation adds.
        forms: finds the forms of regulation, statutes and office.
    """

    regulation: Regulation = field(repr=False)
    statutes: tuple[Regulation, ...] = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    engine: Engine = field(repr=False)
    procedures: Mapping[str, Procedure] = field(repr=False)
    forms: Catalogue = field(repr=False)

    @property
    def key(self) -> str:
        """The regulation's key."""
        return self.regulation.id

    @property
    def digest(self) -> str:
        """Names the content of the regulation; a case freezes it at opening."""
        return self.regulation.digest

    @property
    def institution(self) -> Words:
        """What the institution is called."""
        return self.regulation.identity.institution

    @cached_property
    def texts(self) -> tuple[Regulation, ...]:
        """The regulation and its statutes, in this order."""
        return (self.regulation, *self.statutes)

    @cached_property
    def people(self) -> Mapping[str, Role | Body]:
        """Roles and bodies by id: the regulation's own before the statute's."""
        found: dict[str, Role | Body] = {}
        for text in reversed(self.texts):
            found |= text.people
        return found

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Roles and bodies that act in some procedure, in the order in which they come up; without the requester."""
        named = (step.actor for each in self.procedures.values() for step in each.steps.values())
        return tuple(dict.fromkeys(name for name in named if name not in {REQUESTER, SYSTEM}))

    @cached_property
    def offices(self) -> tuple[str, ...]:
        """Roles and bodies of this institution: the regulation's own, and those of the statute that act under it."""
        own = self.regulation.identity
        ids = [*(role.id for role in own.roles), *(body.id for body in own.bodies), *self.actors]
        return tuple(dict.fromkeys(ids))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The ids of its committees and other bodies."""
        return frozenset(name for name in self.offices if isinstance(self.people.get(name), Body))

    def role_title(self, role: str, lang: Language) -> str:
        """What a role, a body, a role of the office or the requester is called; its id if nothing else is known."""
        own = OFFICE_ROLES.get(role)
        return own.title.of(lang) if own else self._names[lang].get(role, role)

    def clause(self, name: str) -> Clause:
        """A clause of the regulation or its statutes.

        Raises:
            NoSuchClause: there is none of that id.
        """
        for text in self.texts:
            if name in text.clauses:
                return text.clauses[name]
        raise NoSuchClause(name, tuple(known for text in self.texts for known in text.clauses))

    def edition(self, day: date) -> Edition:
        """The edition of the regulation that governs a day.

        Raises:
            NotInForce: the first edition came later.
        """
        return self.regulation.edition_on(day)

    def form(self, name: str) -> FormFolder:
        """A form by name: `form3`, `<key>:form3`, `appi:…`, `office:…`, `letter-…`.

        Raises:
            UnknownForm: there is none.
        """
        return self.forms.get(self.key, name)

    def papers(self, procedure: Procedure, lang: Language) -> Mapping[str, str]:
        """What each form and letter of a procedure is called."""
        return paper_names(procedure, self.regulation, self.statutes, lang)

    @cached_property
    def _names(self) -> Mapping[Language, Mapping[str, str]]:
        return {
            "ja": actor_names(self.regulation, self.statutes, "ja"),
            "en": actor_names(self.regulation, self.statutes, "en"),
        }
