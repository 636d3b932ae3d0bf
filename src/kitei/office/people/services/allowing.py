"""Who may change people: whoever the table allows, and the machine itself when an office is set up."""

from __future__ import annotations

from uuid import UUID

from kitei.office.ground.actors import SYSTEM, Actor
from kitei.office.people.access import NotPermitted, Powers, require


def allowed(
    actor: Actor, powers: Powers | None, act: str, *, role: str | None = None, unit: UUID | None = None
) -> None:
    """Whether an actor may do an act.

    Args:
        powers: of the person who acts; `None` only where the machine does.

    Raises:
        NotPermitted: the person may not, or a person acts without powers.
    """
    if actor.role == SYSTEM and powers is None:
        return
    if powers is None:
        raise NotPermitted(act, None)
    if powers.person != actor.person:
        raise NotPermitted(act, powers)
    require(powers, act, role=role, unit=unit)
