"""Persons: who works here."""

from __future__ import annotations

import base64
import re
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kitei.office.ground import dice
from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people.access import Powers
from kitei.office.people.models import Appointment, Person, Unit
from kitei.office.people.queries import address
from kitei.office.people.services.allowing import allowed
from kitei.office.record import services as record

_ADDRESS = re.compile(r"^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+$")
_LONGEST_NAME = 120


class BadPerson(OfficeError):
    """A person's data cannot be used.

    Attributes:
        field: `name`, `kana`, `email`, `language` or `left_on`.
    """

    def __init__(self, field: str, *, ja: str, en: str) -> None:
        self.field = field
        super().__init__(ja=ja, en=en)


@transaction.atomic
def add_person(
    *,
    name: str,
    email: str,
    kana: str = "",
    unit: Unit | None = None,
    language: str = "ja",
    actor: Actor,
    powers: Powers | None = None,
    at: datetime,
) -> Person:
    """Add a person, without an account.

    Raises:
        NotPermitted: the actor may not.
        BadPerson: no name, or an address that is none or is taken.
    """
    allowed(actor, powers, "person.added")
    person = Person(id=new_id(at), pseudonym=_pseudonym(), name=name.strip(), kana=kana.strip(), email=address(email))
    person.unit, person.language = unit, language
    _check(person)
    payload = {"person": person.pseudonym, "unit": unit.code if unit else None}
    record.write(act="person.added", actor=actor, at=at, payload=payload, case=None, rows=[person])
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    name: str,
    kana: str,
    email: str,
    unit: Unit | None,
    language: str,
    actor: Actor,
    powers: Powers | None = None,
    at: datetime,
) -> Person:
    """Change a person's name, address, unit or language.

    The address of an account follows, so that the person goes on signing in with it.

    Raises:
        NotPermitted: the actor may not.
        BadPerson: no name, or an address that is none or is taken.
    """
    allowed(actor, powers, "person.changed")
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.name, person.kana, person.email = name.strip(), kana.strip(), address(email)
    person.unit, person.language = unit, language
    _check(person)
    account = getattr(person, "account", None)
    if account is not None and account.email != person.email:
        account.email = person.email
        account.save(update_fields=["email"])
    payload = {"person": person.pseudonym, "unit": unit.code if unit else None}
    record.write(act="person.changed", actor=actor, at=at, payload=payload, case=None, rows=[person])
    return person


@transaction.atomic
def leave(*, person: Person, on: date, actor: Actor, powers: Powers | None = None, at: datetime) -> Person:
    """A person no longer works here from a day on: appointments end with it, and the account is closed.

    Raises:
        NotPermitted: the actor may not.
        BadPerson: the person has already left.
    """
    allowed(actor, powers, "person.changed")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.left_on is not None:
        raise BadPerson("left_on", ja="この人は既に離職しています。", en="this person has already left")
    person.left_on = on
    ending = list(
        Appointment.objects.select_for_update().filter(Q(to_on__isnull=True) | Q(to_on__gt=on), person=person)
    )
    for each in ending:
        each.to_on = max(on, each.from_on)
    payload = {"person": person.pseudonym, "left_on": on.isoformat()}
    record.write(act="person.changed", actor=actor, at=at, payload=payload, case=None, rows=[person, *ending])
    return person


def _pseudonym() -> str:
    """Opaque, stable, and short enough to read out: 26 signs of base32, 130 bits."""
    return "person:" + base64.b32encode(dice.token(17)).decode().rstrip("=").lower()[:26]


def _check(person: Person) -> None:
    if not person.name or len(person.name) > _LONGEST_NAME:
        raise BadPerson(
            "name",
            ja=f"氏名を{_LONGEST_NAME}字以内で入力してください。",
            en=f"give a name of at most {_LONGEST_NAME} characters",
        )
    if len(person.kana) > _LONGEST_NAME:
        raise BadPerson(
            "kana",
            ja=f"フリガナは{_LONGEST_NAME}字以内にしてください。",
            en=f"the reading may have at most {_LONGEST_NAME} characters",
        )
    if not _ADDRESS.match(person.email) or len(person.email) > 254:
        raise BadPerson(
            "email",
            ja="メールアドレスの形が正しくありません。例：name@example.ac.jp",
            en="that is no e-mail address; expected one such as name@example.ac.jp",
        )
    if person.language not in {"ja", "en"}:
        raise BadPerson("language", ja="言語は日本語か英語です。", en="the language is Japanese or English")
    if Person.objects.filter(email=person.email, left_on__isnull=True).exclude(pk=person.pk).exists():
        raise BadPerson(
            "email",
            ja="このメールアドレスは、既に登録されている人が使っています。",
            en="somebody already registered uses this address",
        )
