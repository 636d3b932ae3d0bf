"""Units and persons: added, changed, refused with the field that is wrong; each an act of the record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kitei.office.ground import dice
from kitei.office.people import access, queries, services
from kitei.office.people.access import NotPermitted
from kitei.office.people.models import Account, Person, Unit
from kitei.office.people.services.persons import BadPerson
from kitei.office.people.services.units import BadUnit
from kitei.office.record.models import Act
from tests.office.people.building import AT, SETTER, TODAY, account, appoint, person, powers, unit

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(Act.objects.order_by("id").values_list("name", flat=True))


def test_every_change_is_one_act() -> None:
    where = unit("law")
    who = person(at=where)
    services.change_unit(unit=where, title_ja="法", title_en="L", parent=None, kind="college", actor=SETTER, at=AT)
    made = appoint(who, "manager", where)
    services.end_appointment(appointment=made, on=TODAY, actor=SETTER, at=AT)
    assert acts() == ["unit.added", "person.added", "unit.changed", "appointment.made", "appointment.ended"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "Law"}, "code"),
        ({"code": "a" * 41}, "code"),
        ({"code": "law"}, "code"),
        ({"title_ja": " "}, "title_ja"),
        ({"title_en": ""}, "title_en"),
        ({"kind": "castle"}, "kind"),
    ],
)
def test_a_wrong_unit_is_refused(wrong: dict[str, Any], field: str) -> None:
    unit("law")
    given = {"code": "eco", "title_ja": "経済", "title_en": "Economics", "kind": "college", **wrong}
    with pytest.raises(BadUnit) as refused:
        services.add_unit(**given, actor=SETTER, at=AT)
    assert refused.value.field == field
    assert acts() == ["unit.added"]


def test_a_unit_never_lies_below_itself() -> None:
    top = unit("top")
    below = unit("below", top)
    with pytest.raises(BadUnit, match="below itself"):
        services.change_unit(unit=top, title_ja="上", title_en="Top", parent=below, kind="other", actor=SETTER, at=AT)


def test_units_are_named_in_both_languages_and_stand_in_a_tree() -> None:
    top = unit("b-top")
    unit("a-first")
    unit("below", top)
    assert [(row.unit.code, row.depth) for row in queries.units_tree()] == [("a-first", 0), ("b-top", 0), ("below", 1)]
    assert (top.title("ja"), top.title("en")) == ("b-top部", "Unit b-top")
    assert str(top) == "b-top部 (b-top)"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "長" * 10_000}, "name"),
        ({"kana": "ナ" * 121}, "kana"),
        ({"email": "nowhere"}, "email"),
        ({"email": "x@y"}, "email"),
        ({"email": "TAKEN@example.ac.jp"}, "email"),
        ({"language": "la"}, "language"),
    ],
)
def test_a_wrong_person_is_refused(wrong: dict[str, Any], field: str) -> None:
    person(email="taken@example.ac.jp")
    given = {"name": "鈴木", "email": "s@example.ac.jp", **wrong}
    with pytest.raises(BadPerson) as refused:
        services.add_person(**given, actor=SETTER, at=AT)
    assert refused.value.field == field
    assert Person.objects.count() == 1


def test_pseudonyms_say_nothing_and_follow_the_dice() -> None:
    with dice.seeded("people"):
        first = person("髙橋 花子").pseudonym
    assert first.startswith("person:")
    assert len(first) == len("person:") + 26
    assert person().pseudonym != first


def test_the_account_follows_a_persons_new_address() -> None:
    who = person(email="old@example.ac.jp")
    account(who)
    services.change_person(
        person=who, name="髙橋", kana="", email="New@example.ac.jp", unit=None, language="en", actor=SETTER, at=AT
    )
    assert Account.objects.get().email == "new@example.ac.jp"
    assert Account.objects.get_by_natural_key(" NEW@example.ac.jp ").person == Person.objects.get()


def test_who_has_left_leaves_once_and_frees_the_address() -> None:
    who = person(email="one@example.ac.jp")
    services.leave(person=who, on=TODAY, actor=SETTER, at=AT)
    with pytest.raises(BadPerson, match="already left"):
        services.leave(person=who, on=TODAY, actor=SETTER, at=AT)
    person(email="one@example.ac.jp")


def test_nobody_without_the_role_changes_people() -> None:
    who = person()
    appoint(who, "operating_chair")
    held = powers(who)
    given: dict[str, Any] = {"actor": held.actor("operating_chair"), "powers": held, "at": AT}
    with pytest.raises(NotPermitted):
        services.add_unit(code="x", title_ja="x", title_en="x", **given)
    with pytest.raises(NotPermitted):
        services.add_person(name="x", email="x@example.ac.jp", **given)
    with pytest.raises(NotPermitted):
        services.leave(person=who, on=TODAY, **given)
    with pytest.raises(NotPermitted):
        services.invite(person=who, **given)
    with pytest.raises(NotPermitted) as refused:
        services.close_account(account=account(who), **given)
    assert "Chair of the operating committee" in refused.value.of("en")
    assert "`account.closed`" in refused.value.of("en")
    assert "個人情報保護運営委員会委員長" in refused.value.of("ja")
    with pytest.raises(NotPermitted, match="none"):
        access.require(powers(None), "case.read")
    with pytest.raises(NotPermitted, match=r"castle\.built"):
        access.require(held, "castle.built")


# --- Reading ----------------------------------------------------------------------------------------------------------


def test_the_list_goes_on_where_it_stopped() -> None:
    for count in range(7):
        person(f"人{count}", kana=f"ヒト{count % 3}")
    seen: list[str] = []
    after = ""
    while True:
        rows, after = queries.persons_page(TODAY, after=after, size=3)
        seen += [row.person.name for row in rows]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 7
    assert seen == [row.person.name for row in queries.persons_page(TODAY)[0]]


def test_persons_are_found_by_part_of_a_name_and_by_unit() -> None:
    law = unit("law")
    who = person("髙橋 花子", law, kana="タカハシ ハナコ")
    person("鈴木")
    appoint(who, "manager", law)
    (row,), _ = queries.persons_page(TODAY, text="花子")
    assert [each.role for each in row.appointments] == ["manager"]
    assert [each.person for each in queries.persons_page(TODAY, unit=law)[0]] == [who]
    assert list(queries.appointments_of(who).values_list("role", flat=True)) == ["manager"]
    assert queries.person_of(who.pseudonym) == who


def test_the_holder_of_a_role_is_looked_for_upwards() -> None:
    top = unit("top")
    middle, other = unit("middle", top), unit("other")
    bottom = unit("bottom", middle)
    boss, chair = person(), person()
    appoint(boss, "manager", middle)
    appoint(chair, "operating_committee", capacity="chair")
    assert queries.holders("manager", TODAY, unit=bottom) == (boss,)
    assert queries.holders("manager", TODAY, unit=other) == ()
    assert queries.holders("manager", TODAY) == (boss,)
    assert queries.holders("operating_committee", TODAY, unit=bottom, capacity="chair") == (chair,)
    assert queries.holders("operating_committee", TODAY, capacity="member") == ()
    assert queries.holders("manager", TODAY - timedelta(days=5_000)) == ()


def test_rows_call_themselves_by_what_says_nothing() -> None:
    who = person(email="secret@example.ac.jp")
    invited = services.invite(person=who, actor=SETTER, at=AT)
    made = appoint(who, "operating_chair")
    for row in (who, invited.invitation, invited.account, made):
        assert "secret" not in str(row)
        assert "花子" not in str(row)
    assert Unit.objects.count() == 0
