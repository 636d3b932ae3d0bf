"""Whether the actor may do the act, and in which role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from kitei.office.cases.models import Case
from kitei.office.ground.actors import SYSTEM, Actor
from kitei.office.ground.days import day_of
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people import access
from kitei.office.people.access import CaseSight, Powers
from kitei.procedures.procedure import REQUESTER, Step

OF_THE_REQUESTER = frozenset(
    {
        "case.opened",
        "request.filed",
        "case.step_taken",
        "case.message_received",
        "case.attachment_added",
        "case.withdrawn",
        "case.handed_over",
    }
)
"""What whoever asked does in the case, over the portal; that it is the same person, the door has checked."""


class NotYours(OfficeError):
    """Something that whoever asks cannot do."""

    def __init__(self, act: str) -> None:
        super().__init__(
            ja=f"この操作({act})は、請求者ご自身では行えません。窓口へご連絡ください",
            en=f"this act ({act}) is not open to whoever asks; write to the office",
        )


class WithoutPowers(OfficeError):
    """A person of the institution who acts without showing what powers he holds."""

    def __init__(self) -> None:
        super().__init__(
            ja="職員の操作には、その人の権限(powers)が要ります",
            en="a person of the institution acts by powers; none were given, or another person’s",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act about to be done: which, by whom, by which powers, when.

    Attributes:
        powers: of the person; `None` for whoever asks and for the office's own jobs.
        permission: the act whose grants allow it, where it has none of its own name.
    """

    act: str
    actor: Actor
    powers: Powers | None
    at: datetime
    permission: str = ""

    @property
    def day(self) -> date:
        """The day in Japan on which it is done."""
        return day_of(self.at)

    def new_id(self) -> UUID:
        """An id for a row that the act makes."""
        return new_id(self.at)

    def require(self, case: Case | CaseSight) -> None:
        """Refuse what the actor may not do.

        Raises:
            NotPermitted, NotYours, WithoutPowers: he may not.
        """
        if self.of_office:
            return
        if self.powers is None:
            if not self.of_requester:
                raise WithoutPowers
            if (self.permission or self.act) not in OF_THE_REQUESTER:
                raise NotYours(self.act)
            return
        if self.powers.person is None or self.powers.person != self.actor.person:
            raise WithoutPowers
        access.require(self.powers, self.permission or self.act, case)

    @property
    def of_office(self) -> bool:
        """Whether it is a job of the office itself that acts."""
        job = self.actor.pseudonym.startswith("job:") and self.actor.person is None
        return job and self.actor.role == SYSTEM and self.powers is None

    @property
    def of_requester(self) -> bool:
        """Whether it is whoever asked who acts."""
        return self.actor.pseudonym.partition(":")[0] == REQUESTER


@dataclass(frozen=True, slots=True)
class Taker:
    """In whose role a step is taken.

    Attributes:
        actor: as the record names him, in his own role.
        role: the role whose step it is. acted_for: `clerk:<appointment>`; empty in one's own role.
    """

    actor: Actor
    role: str
    acted_for: str = ""


def taker(deed: Deed, case: Case | CaseSight, step: Step) -> Taker:
    """Who takes a step.

    Raises:
        NotPermitted, NotYours, WithoutPowers: he may not.
    """
    if deed.powers is None:
        if not deed.of_office and not deed.of_requester:
            raise WithoutPowers
        if deed.of_requester and step.actor != REQUESTER:
            raise NotYours("case.step_taken")
        return Taker(replace(deed.actor, role=deed.actor.role), step.actor)
    if deed.powers.person is None or deed.powers.person != deed.actor.person:
        raise WithoutPowers
    found = access.acting(deed.powers, case, step.id)
    if found is None:
        raise access.NotPermitted("case.step_taken", deed.powers)
    acted_for = "" if found.how == "self" else f"{found.how}:{found.on_behalf_of or found.appointment or ''}"
    role = REQUESTER if step.actor == REQUESTER else found.role
    return Taker(replace(deed.actor, role=found.own_role), role, acted_for)
