"""The model field that seals a column: plaintext in memory, ciphertext in the table.

What was destroyed with its key reads as `DESTROYED`, which prints 消去済み.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal
from uuid import UUID

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from kitei.office.ground.errors import OfficeError
from kitei.office.ground.rows import ActedRow, StoredForm
from kitei.office.vault import keys
from kitei.office.vault.sealing import seal, unseal

Kind = Literal["text", "json", "bytes"]


class Destroyed:
    """What is left of something whose key was destroyed."""

    def __str__(self) -> str:
        return "消去済み"

    def __repr__(self) -> str:
        return "DESTROYED"

    def __bool__(self) -> bool:
        return False


DESTROYED: Final = Destroyed()


class KeyMissing(OfficeError):
    """A row that would be sealed without an id or a key."""

    def __init__(self, table: str) -> None:
        super().__init__(
            ja=f"`{table}` の行に id または key がないため、暗号化できません。`vault.keys.create` で鍵を作ってください",
            en=f"a row of `{table}` has no id or no key to be sealed with; make one with `vault.keys.create`",
        )


class WrongPlaintext(OfficeError):
    """A value of another type than its sealed column holds."""

    def __init__(self, column: str, kind: str, value: object) -> None:
        super().__init__(
            ja=f"列 `{column}` は {kind} です。`{type(value).__name__}` は入れられません",
            en=f"column `{column}` holds {kind}, not `{type(value).__name__}`",
        )


class Ciphertext(bytes):
    """What stands in a sealed column, as a query without rows (`values`) returns it."""

    __slots__ = ()


class _Held:
    """One sealed value of one row: ciphertext, plaintext, or both."""

    __slots__ = ("blob", "key", "opened", "plain", "value")

    def __init__(self, *, blob: bytes | None = None, key: UUID | None = None, value: Any = None) -> None:
        self.blob = blob
        self.key = key  # the one that sealed the blob
        self.plain = b""  # what the blob holds, once it was opened
        self.value = value
        self.opened = blob is None


class _Opening(DeferredAttribute):
    """Opens the column when it is read."""

    field: Sealed

    def __get__(self, row: Any, cls: Any = None) -> Any:
        if row is None:
            return self
        return self.field.value_of(row)

    def __set__(self, row: models.Model, value: Any) -> None:
        held = _Held(blob=value, key=row.__dict__.get("key")) if isinstance(value, Ciphertext) else _Held(value=value)
        row.__dict__[self.field.attname] = held


class Sealed(StoredForm):
    """A column of ciphertext, AES-256-GCM under the row's key, bound to table, column, row and key.

    Args:
        kind: what the plaintext is: text, anything that JSON can say, or bytes.
    """

    descriptor_class = _Opening
    empty_strings_allowed = False

    def __init__(self, kind: Kind = "text", **options: Any) -> None:
        self.kind = kind
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, options = super().deconstruct()
        return name, path, [self.kind, *args], options

    def get_internal_type(self) -> str:
        """For migrations and the database: bytea."""
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: ciphertext cannot be compared; a blind index can (`vault.index`)."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def from_db_value(self, value: Any, *_: Any) -> Ciphertext | None:
        """Ciphertext, not opened before it is read."""
        return None if value is None else Ciphertext(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:  # noqa: FBT001, ARG002 - Django's
        """What goes into the column."""
        return self.stored(model_instance)

    def to_python(self, value: Any) -> Any:
        """Plaintext stays as it is."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """For serialisers: ciphertext only."""
        return (self.stored(obj) or b"").hex()

    def value_of(self, row: models.Model) -> Any:
        """The plaintext; `DESTROYED` if the key is no more."""
        held = self._held(row)
        if held.opened or held.blob is None:
            return held.value
        plain = self._open(row, held)
        if plain is None:
            return DESTROYED
        held.plain, held.value, held.opened = plain, self._decode(plain), True
        return held.value

    def stored(self, row: models.Model) -> bytes | None:
        """The ciphertext; sealed anew only if the plaintext or the key changed."""
        held = self._held(row)
        row_id, key = row.pk, row.__dict__.get("key")
        if held.blob is not None:
            if held.key is None:
                held.key = key
            changed = held.key != key or (held.opened and self._encode(held.value) != held.plain)
            if not changed:
                return held.blob
            value = self.value_of(row)
        else:
            value = held.value
        if value is None:
            return None
        if row_id is None or key is None:
            raise KeyMissing(row._meta.db_table)
        held.plain = self._encode(value)
        held.blob = seal(keys.live(key), held.plain, place=self._place(row, key))
        held.key, held.value, held.opened = key, value, True
        return held.blob

    def _held(self, row: models.Model) -> _Held:
        held = row.__dict__.get(self.attname)
        if held is None:  # deferred
            found = type(row)._base_manager.filter(pk=row.pk).values_list(self.attname, flat=True).get()
            setattr(row, self.attname, found)
            held = row.__dict__[self.attname]
        return held if isinstance(held, _Held) else _Held(value=held)

    def _open(self, row: models.Model, held: _Held) -> bytes | None:
        held.key = held.key or row.__dict__.get("key") or getattr(row, "key", None)
        if held.key is None or held.blob is None:
            raise KeyMissing(row._meta.db_table)
        key = keys.opened(held.key, row.__dict__.get("_peers", ()))
        return None if key is None else unseal(key, held.blob, place=self._place(row, held.key))

    def _place(self, row: models.Model, key: UUID) -> str:
        return f"{row._meta.db_table}|{self.column}|{row.pk}|{key}"

    def _encode(self, value: Any) -> bytes:
        match self.kind, value:
            case "text", str():
                return value.encode()
            case "bytes", bytes() | bytearray() | memoryview():
                return bytes(value)
            case "json", _:
                return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
            case _:
                raise WrongPlaintext(self.name, self.kind, value)

    def _decode(self, plain: bytes) -> Any:
        match self.kind:
            case "text":
                return plain.decode()
            case "json":
                return json.loads(plain)
            case _:
                return plain


class SealedQuerySet(models.QuerySet[Any]):
    """Rows that are fetched together have their keys fetched together."""

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh:
            join_peers(self._result_cache or ())


def join_peers(rows: Iterable[Any]) -> None:
    """Let these rows, and those they were fetched with, fetch their keys together when the first of them is opened.

    For rows that come by another way than a query of their own model: `join_peers(tasks)` for the cases of tasks.
    """
    joined = [each for row in rows for each in _with_related(row) if isinstance(each, SealedColumns)]
    peers = frozenset(row.__dict__["key"] for row in joined if "key" in row.__dict__)
    for row in joined:
        row.__dict__["_peers"] = peers


def _with_related(row: Any) -> Iterator[Any]:
    if isinstance(row, models.Model):
        yield row
        yield from row._state.fields_cache.values()


class SealedColumns(models.Model):
    """A row with sealed columns and the key that seals them; without acts, for what is not yet of the office."""

    key = models.UUIDField(editable=False)

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        """As Django does, but the sealed columns as ciphertext."""
        asked = None if fields is None else set(fields)
        sealed = [field.attname for field in _sealed(type(self)) if asked is None or field.attname in asked]
        plain = [field.attname for field in self._meta.concrete_fields if field.attname not in sealed]
        rest: Sequence[str] = [
            name for name in plain if asked is None or name in asked or name.removesuffix("_id") in asked
        ]
        if rest or not sealed:
            super().refresh_from_db(using=using, fields=rest or fields, from_queryset=from_queryset)
        for name in sealed:
            self.__dict__.pop(name, None)


class SealedRow(SealedColumns, ActedRow):
    """A row of the office with sealed columns."""

    class Meta:
        abstract = True


def _sealed(model: type[models.Model]) -> list[Sealed]:
    return [field for field in model._meta.concrete_fields if isinstance(field, Sealed)]
