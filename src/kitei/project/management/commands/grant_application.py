"""Lets the role that serves use the tables, and no more: it owns none, and cannot change what is append-only."""

from __future__ import annotations

import os
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection
from psycopg import sql

from kitei.premises.postgres import APPLICATION

_NEVER_CHANGED = "append_only_rows"


class Command(BaseCommand):
    """Run after `migrate`, as the owner; `KITEI_APPLICATION_ROLE` names another role."""

    help = "Grants the application's role what it needs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant and revoke, in one transaction."""
        del args, options
        role = sql.Identifier(os.environ.get("KITEI_APPLICATION_ROLE", APPLICATION))
        statements = [
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        ]
        with connection.cursor() as cursor:
            if not _exists(cursor, os.environ.get("KITEI_APPLICATION_ROLE", APPLICATION)):
                return  # an institution's own server with one role for everything
            for statement in statements:
                cursor.execute(sql.SQL(statement).format(role=role))
            for table in append_only_tables():
                revoke = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
                cursor.execute(revoke.format(table=sql.Identifier(table), role=role))


def append_only_tables() -> list[str]:
    """Tables whose rows never change, told by their triggers."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(trigger.name == _NEVER_CHANGED for trigger in getattr(model._meta, "triggers", ()))
    )


def _exists(cursor: Any, role: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None
