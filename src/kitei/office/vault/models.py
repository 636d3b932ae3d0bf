"""The keys of the vault, as they lie in the database: wrapped."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

_REFUSAL = """
IF TG_OP = 'UPDATE' THEN
    IF NEW.id = OLD.id AND NEW.purpose = OLD.purpose AND OLD.destroyed_at IS NULL THEN
        RETURN NEW;
    END IF;
END IF;
RAISE EXCEPTION '鍵の行は消せず、破棄した鍵は元に戻せません（%）。 / \
The row of a key is not removed, and a destroyed key does not come back (%).', TG_OP, TG_OP
USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
"""


class Key(models.Model):
    """The key of a case (鍵), of the office, or of a draft; wrapped by a master key, or destroyed.

    Attributes:
        wrapped: the key under the master key; null once it is destroyed.
        master_id: which master key wraps it; empty once it is destroyed.
    """

    class Purpose(models.TextChoices):
        """What a key seals."""

        CASE = "case"
        OFFICE = "office"
        DRAFT = "draft"

    id = models.UUIDField(primary_key=True, editable=False)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    wrapped = models.BinaryField(null=True)
    master_id = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="vault_key_destroyed_or_wrapped",
                condition=Q(wrapped__isnull=True, destroyed_at__isnull=False)
                | Q(wrapped__isnull=False, destroyed_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["purpose"],
                condition=Q(purpose="office", destroyed_at__isnull=True),
                name="vault_key_one_of_the_office",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["master_id"], condition=Q(wrapped__isnull=False), name="vault_key_master")
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="keys_end_once",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_REFUSAL,
            ),
            pgtrigger.Trigger(
                name="keys_stay",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func=_REFUSAL,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
