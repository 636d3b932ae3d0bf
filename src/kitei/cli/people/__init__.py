"""`kitei person …`: units, persons, appointments and invitations. Needs the office's folder and its database."""
