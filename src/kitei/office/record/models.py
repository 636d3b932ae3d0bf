"""Acts, their places in the tree, the tree's hashes and what was signed and witnessed. All of it only grows."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from kitei.office.ground.rows import ActedRow
from kitei.office.ground.triggers import append_only

_GROWS = """
IF TG_OP = 'UPDATE' THEN
    IF {grown} THEN
        RETURN NEW;
    END IF;
END IF;
RAISE EXCEPTION '記録の木は伸びるだけです。% は拒否されました。 / \
The record''s tree only grows: % was refused.', TG_OP, TG_OP
USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
"""


def _only_grows(grown: str) -> list[pgtrigger.Trigger]:
    """Triggers that refuse DELETE, TRUNCATE, and every UPDATE by which a row does not grow."""
    func = _GROWS.replace("{grown}", grown)
    return [
        pgtrigger.Trigger(
            name="only_grows_rows",
            level=pgtrigger.Row,
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=func,
        ),
        pgtrigger.Trigger(
            name="only_grows_table",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=func,
        ),
    ]


class Act(models.Model):
    """One act (行為), as it happened; append-only.

    Attributes:
        entry: the leaf, canonical JSON: what the tree holds for ever.
        payload_digest: the salted digest of what was done. The leaf's own digest is SHA-256 of the canonical JSON of
            `{"payload": payload_digest, "rows": rows}`, so rows can be compared when the payload is long erased.
        rows: the rows it changed: `[table, id, digest]`, the digest null where the row was removed.
        sealed: payload and salt, under `key`.
        case: the case's number; null for acts of no case.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.BinaryField()
    payload_digest = models.CharField(max_length=64)
    rows = models.JSONField()
    case = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null says: of no case
    sealed = models.BinaryField()
    key = models.UUIDField()
    at = models.DateTimeField()
    name = models.CharField(max_length=80)
    actor = models.CharField(max_length=100)
    role = models.CharField(max_length=64)
    clauses = models.JSONField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "id"], condition=Q(case__isnull=False), name="record_act_case")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.id} {self.name}"


class Pending(models.Model):
    """An act that is not yet in the tree. Written with it, removed by the sequencer."""

    act = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.act)


class Leaf(models.Model):
    """The place of an act in the tree, from 0; append-only."""

    index = models.BigIntegerField(primary_key=True)
    act = models.BigIntegerField(unique=True)

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.index}: {self.act}"


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree, as C2SP tlog-tiles cuts it; it grows to 256 and never changes."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="record_tile_of_256",
                condition=LessThanOrEqual(Length("hashes"), 256 * 32),
            )
        ]
        triggers = _only_grows(
            "NEW.level = OLD.level AND NEW.index = OLD.index"
            " AND substring(NEW.hashes FOR length(OLD.hashes)) = OLD.hashes"
        )

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Head(models.Model):
    """The newest tree head: one row.

    Attributes:
        frontier: the hashes of the tree's right edge, 32 bytes each.
        note: the signed checkpoint.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    note = models.BinaryField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="record_head_one", condition=Q(id=1))]
        triggers = _only_grows("NEW.id = OLD.id AND NEW.size >= OLD.size")

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(models.Model):
    """A signed checkpoint that is kept: one for every minute in which something happened, and each that went out."""

    size = models.BigIntegerField(primary_key=True)
    note = models.BinaryField()
    signed_at = models.DateTimeField()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.size)


class Verification(models.Model):
    """What a verification of the whole record found (検証結果); append-only, and no act: it changes nothing.

    Attributes:
        took: seconds.
        report: `verifying.Report.as_json()`: numbers, and of every finding table, row and act.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    took = models.FloatField()
    is_clean = models.BooleanField()
    report = models.JSONField()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.at} {'clean' if self.is_clean else 'altered'}"


class Witnessing(ActedRow):
    """A checkpoint that went out to a witness (証人), and what came back; append-only.

    Attributes:
        witness: `file`, `mail` or `rfc3161`.
        where: the file, the address, the authority.
        answer: the authority's time stamp; empty for the others.
    """

    witness = models.CharField(max_length=16)
    where = models.CharField(max_length=500)
    size = models.BigIntegerField()
    note = models.BinaryField()
    answer = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.witness} {self.size}"
