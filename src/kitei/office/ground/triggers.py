"""The database's own refusal to change what is append-only, whoever asks: the ORM, a bulk write, a person."""

from __future__ import annotations

import pgtrigger

_REFUSAL = """
RAISE EXCEPTION '{table} は追記のみの表です。% は拒否されました（記録された行は変更・削除できません）。 / \
{table} is append-only: % was refused; what was recorded is neither changed nor removed.', TG_OP, TG_OP
USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME,
HINT = '訂正は新しい行為として記録してください。 / \
Record a correction as a new act.';
"""


def append_only() -> list[pgtrigger.Trigger]:
    """Triggers for `Meta.triggers` that refuse UPDATE, DELETE and TRUNCATE, and say so."""
    return [
        pgtrigger.Trigger(
            name="append_only_rows",
            level=pgtrigger.Row,
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=_refusal(),
        ),
        pgtrigger.Trigger(
            name="append_only_table",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=_refusal(),
        ),
    ]


def _refusal() -> pgtrigger.Func:
    return pgtrigger.Func(  # type: ignore[no-untyped-call] # the package types nothing here
        _REFUSAL.replace("{table}", "{meta.db_table}")
    )
