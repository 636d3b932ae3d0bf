"""What every row of the office has: an id, the last act that changed it, and a digest by which the record knows it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import UUID

from django.db import models

from kitei.office.ground.errors import OfficeError

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    AnyField = models.Field

_EXACT = 2**53  # from here on a JSON number no longer tells one integer from the next


class WithoutAct(OfficeError):
    """A row would be saved or deleted outside the record."""

    def __init__(self, table: str) -> None:
        super().__init__(
            ja=f"`{table}` の行は、記録なしに保存・削除できません。`record.services.write` を通してください",
            en=f"a row of `{table}` is not saved or deleted without an act; go through `record.services.write`",
        )


class NoDigest(OfficeError):
    """A value for which the digest of a row has no form."""

    def __init__(self, column: str, value: object) -> None:
        super().__init__(
            ja=f"列 `{column}` の値の型 `{type(value).__name__}` には、行の要約に使う書き方がありません",
            en=f"column `{column}` holds a `{type(value).__name__}`, for which a row's digest has no form",
        )


class StoredForm(AnyField):
    """A field whose value in memory is another than the one in its column."""

    def stored(self, row: models.Model) -> bytes | None:
        """What stands, or will stand, in the column."""
        raise NotImplementedError


class ActedRow(models.Model):
    """A row that changes only by acts. `record.services.write` saves it, in the transaction of its act."""

    id = models.UUIDField(primary_key=True, editable=False)
    act = models.BigIntegerField(editable=False)

    class Meta:
        abstract = True

    def save(self, *_args: Any, **_options: Any) -> NoReturn:
        """Not this way.

        Raises:
            WithoutAct: always.
        """
        raise WithoutAct(self._meta.db_table)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        """Not this way.

        Raises:
            WithoutAct: always.
        """
        raise WithoutAct(self._meta.db_table)


def keep(row: ActedRow) -> None:
    """Insert or update a row; for the record alone, which has set its act."""
    adding = row._state.adding
    models.Model.save(row, force_insert=adding, force_update=not adding)


def acted_models(among: Iterable[type[models.Model]]) -> list[type[ActedRow]]:
    """Those that change only by acts, in the order of their tables."""
    found = [model for model in among if issubclass(model, ActedRow) and not model._meta.abstract]
    return sorted(found, key=lambda model: model._meta.db_table)


def row_digest(row: models.Model) -> str:
    """The digest, 64 hexadecimal digits, of a row as it stands in its table, without the number of its act.

    SHA-256 of JSON in UTF-8, keys sorted, no spaces: the table and every other column. Days and times as ISO 8601 (in
    UTC), bytes as base64, integers beyond 2**53 as text.

    Raises:
        NoDigest: a column holds something that has no such form.
    """
    columns = {name: _plain(name, value(row)) for name, value in _columns(type(row))}
    text = json.dumps([row._meta.db_table, columns], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _columns(model: type[models.Model]) -> tuple[tuple[str, Callable[[models.Model], Any]], ...]:
    return tuple((str(field.column), _reader(field)) for field in model._meta.concrete_fields if field.column != "act")


def _reader(field: AnyField) -> Callable[[models.Model], Any]:
    if isinstance(field, StoredForm):
        return field.stored
    name, to_python = field.attname, field.to_python
    return lambda row: to_python(getattr(row, name))


def _plain(column: str, value: Any) -> Any:
    """A value as JSON has it: the same whether it comes from a form or from the database."""
    form = _FORMS.get(type(value)) or next((form for kind, form in _FORMS.items() if isinstance(value, kind)), None)
    if form is None:
        raise NoDigest(column, value)
    return form(column, value)


def _plain_number(_: str, value: float) -> Any:
    """An integer is one, however it is written: JSON in the database keeps no difference."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    whole = int(Decimal(repr(value))) if isinstance(value, float) else int(value)
    return whole if abs(whole) < _EXACT else str(whole)


def _plain_moment(_: str, value: datetime) -> str:
    return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _plain_list(column: str, value: list[Any]) -> list[Any]:
    return [_plain(column, item) for item in value]


def _plain_object(column: str, value: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): _plain(column, item) for key, item in value.items()}


# In this order where a value is of several kinds: a truth value is a number, a moment is a day.
_FORMS: dict[type, Callable[[str, Any], Any]] = {
    type(None): lambda _, value: value,
    bool: lambda _, value: value,
    str: lambda _, value: str(value),  # of a choice its value, not its name
    int: _plain_number,
    float: _plain_number,
    UUID: lambda _, value: str(value),
    datetime: _plain_moment,
    date: lambda _, value: value.isoformat(),
    time: lambda _, value: value.isoformat(),
    timedelta: lambda _, value: str(value // timedelta(microseconds=1)),
    Decimal: lambda _, value: format(value.normalize(), "f"),
    bytes: lambda _, value: b64encode(value).decode(),
    memoryview: lambda _, value: b64encode(value).decode(),
    list: _plain_list,
    tuple: _plain_list,
    dict: _plain_object,
}
