"""Who acts, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

SYSTEM = "system"  # the role of everything that the machine does by itself


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the record names him.

    Attributes:
        pseudonym: `kind:opaque id`: `person:k3v9w2mz`, `requester:…`, `job:clock`. It stays in the record for ever.
        role: the role in which he acts, by its id in the regulation or among the office's own roles.
        person: the row of the person; ``None`` for the machine and for the public.
    """

    pseudonym: str
    role: str
    person: UUID | None = None


def system(job: str) -> Actor:
    """The machine itself, doing a job, such as `clock`."""
    return Actor(pseudonym=f"job:{job}", role=SYSTEM)
