"""Questions about units, persons and appointments."""

from __future__ import annotations

from kitei.office.people.queries.reading import (
    PersonRow,
    appointments_of,
    holders,
    person_of,
    persons_page,
    units_tree,
)

__all__ = ["PersonRow", "appointments_of", "holders", "person_of", "persons_page", "units_tree"]
