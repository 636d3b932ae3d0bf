"""Sealed columns: plaintext in memory, ciphertext in the table, nothing once the key is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from kitei.office.ground.identifiers import new_id
from kitei.office.ground.rows import keep, row_digest
from kitei.office.vault import keys
from kitei.office.vault.fields import DESTROYED, Ciphertext, KeyMissing, Sealed, WrongPlaintext
from kitei.office.vault.sealing import Forged
from tests.office.tables import AT, Letter, table

pytestmark = pytest.mark.django_db
NAME = "髙橋 一郎"


@pytest.fixture
def letters() -> Iterator[Any]:
    with table(Letter) as found:
        yield found


def letter(**values: Any) -> Letter:
    key = keys.create("case", AT)
    row = Letter(id=new_id(AT), key=key.id, act=1, **{"body": NAME, **values})
    keep(row)
    return row


def column(row: Letter, name: str) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM tests_letter WHERE id = %s", [row.pk])  # noqa: S608 - names of ours
        found = cursor.fetchone()[0]
        return None if found is None else bytes(found)


def test_what_was_put_in_comes_out(letters: Any) -> None:
    facts = {"age": 20, "名": [NAME, None, 1.5, True]}
    row = letter(facts=facts, scan=b"\x00\xff")
    again = letters.get(pk=row.pk)
    assert (again.body, again.facts, again.scan) == (NAME, facts, b"\x00\xff")
    assert NAME.encode() not in (column(row, "body") or b"")


def test_null_stays_null(letters: Any) -> None:
    row = letter()
    assert column(row, "facts") is None
    assert letters.get(pk=row.pk).facts is None
    assert letters.filter(facts__isnull=True).count() == 1


def test_the_digest_is_that_of_the_ciphertext_and_survives_the_database(letters: Any) -> None:
    row = letter(facts={"a": 1})
    known = row_digest(row)
    again = letters.get(pk=row.pk)
    assert row_digest(again) == known
    assert again.facts == {"a": 1}
    assert row_digest(again) == known
    keys.end(row.key, AT)
    keys.forget()
    assert row_digest(letters.get(pk=row.pk)) == known


def test_only_what_changed_is_sealed_anew(letters: Any) -> None:
    row = letter(facts={"a": 1})
    before = column(row, "body"), column(row, "facts")
    again = letters.get(pk=row.pk)
    again.body = "別"
    keep(again)
    assert column(row, "facts") == before[1]
    assert column(row, "body") != before[0]
    assert letters.get(pk=row.pk).body == "別"


def test_a_change_within_what_was_read_is_kept(letters: Any) -> None:
    row = letter(facts={"a": [1]})
    again = letters.get(pk=row.pk)
    again.facts["a"].append(2)
    keep(again)
    assert letters.get(pk=row.pk).facts == {"a": [1, 2]}


def test_ciphertext_moved_to_another_row_or_column_does_not_open(letters: Any) -> None:
    row = letter(facts={"a": 1})
    other = Letter(id=new_id(AT), key=row.key, act=1, body="other")
    keep(other)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tests_letter SET body = %s WHERE id = %s", [column(row, "body"), other.pk])
        cursor.execute("UPDATE tests_letter SET scan = facts WHERE id = %s", [row.pk])
    with pytest.raises(Forged, match=f"tests_letter.body.{other.pk}"):
        _ = letters.get(pk=other.pk).body
    with pytest.raises(Forged, match=r"tests_letter\|scan"):
        _ = letters.get(pk=row.pk).scan


def test_what_was_destroyed_reads_as_erased_and_stays_as_it_is(letters: Any) -> None:
    row = letter(facts={"a": 1})
    before = column(row, "body")
    keys.end(row.key, AT)
    again = letters.get(pk=row.pk)
    assert again.body is DESTROYED
    assert (str(again.body), repr(again.body), bool(again.body)) == ("消去済み", "DESTROYED", False)
    again.subject = "x"
    keep(again)
    assert column(row, "body") == before
    again.body = "new"
    with pytest.raises(keys.KeyDestroyed):
        keep(again)


def test_a_row_that_changes_its_key_is_sealed_anew(letters: Any) -> None:
    row = letter(facts={"a": 1})
    again = letters.get(pk=row.pk)
    again.key = keys.create("case", AT).id
    keep(again)
    keys.end(row.key, AT)
    found = letters.get(pk=row.pk)
    assert (found.body, found.facts) == (NAME, {"a": 1})


def test_deferred_and_refreshed_columns_open_as_well(letters: Any) -> None:
    row = letter(facts={"a": 1})
    assert letters.only("subject").get(pk=row.pk).body == NAME
    assert letters.defer("key").get(pk=row.pk).body == NAME
    assert letters.only("body").get(pk=row.pk).facts == {"a": 1}
    stale = letters.get(pk=row.pk)
    row.body, row.subject = "新しい", "s"
    keep(row)
    known = row_digest(row)
    stale.refresh_from_db(fields=["body"])
    assert (stale.body, stale.subject) == ("新しい", "")
    stale.refresh_from_db()
    assert (stale.subject, row_digest(stale)) == ("s", known)


def test_rows_fetched_together_ask_for_their_keys_together(letters: Any, django_assert_num_queries: Any) -> None:
    for _ in range(20):
        letter()
    keys.forget()
    with django_assert_num_queries(2):
        assert {row.body for row in letters.all()} == {NAME}


def test_queries_without_rows_see_ciphertext_and_compare_nothing(letters: Any) -> None:
    row = letter()
    found = letters.values_list("body", flat=True).get()
    assert isinstance(found, Ciphertext)
    assert found == column(row, "body")
    with pytest.raises(FieldError):
        letters.filter(body=NAME).count()


def test_a_row_without_a_key_is_not_sealed() -> None:
    with pytest.raises(KeyMissing, match="tests_letter"):
        row_digest(Letter(id=new_id(AT), body=NAME))


@pytest.mark.parametrize(("name", "value"), [("body", 3), ("scan", "text"), ("body", b"bytes")])
def test_a_value_of_another_type_is_refused(name: str, value: object) -> None:
    row = Letter(id=new_id(AT), key=keys.create("case", AT).id, **{"body": "", name: value})
    with pytest.raises(WrongPlaintext, match=f"`{name}`"):
        row_digest(row)


def test_the_field_tells_migrations_its_kind() -> None:
    _, path, args, options = Sealed("json", null=True).deconstruct()
    assert (path, args, options) == ("kitei.office.vault.fields.Sealed", ["json"], {"null": True})
    field = Letter._meta.get_field("body")
    row = Letter(id=uuid4(), key=keys.create("case", AT).id, body=NAME)
    assert field.value_to_string(row) == (row_digest(row) and field.stored(row).hex())  # type: ignore[union-attr]
    assert field.to_python(NAME) == NAME
