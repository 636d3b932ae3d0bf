"""Whether the database still refuses what it must refuse."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from kitei.office.record.verifying.report import Fault, Report

_STANDING = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
"""


def check_guards(report: Report) -> None:
    """Compare the triggers that stand with those that the models ask for."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING)
        standing = {(table, trigger) for table, trigger in cursor.fetchall()}
    for model in apps.get_models():
        for trigger in getattr(model._meta, "triggers", ()):
            if (model._meta.db_table, trigger.get_pgid(model)) not in standing:
                report.add(Fault.GUARD_MISSING, table=model._meta.db_table, row=trigger.name)
