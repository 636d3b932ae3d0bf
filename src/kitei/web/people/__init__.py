"""Pages about people: units, persons, appointments, invitations, and the table of access."""
