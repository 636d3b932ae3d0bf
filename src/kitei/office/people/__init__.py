"""Units, persons, accounts, appointments and deputies, and what each of them may see and do."""
