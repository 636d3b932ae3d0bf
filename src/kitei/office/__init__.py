"""The office (floor 3): people, cases and their record in one database. No page, no clock, no rendering."""
