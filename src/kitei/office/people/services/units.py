"""Units: the tree of the institution."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from kitei.office.ground.actors import Actor
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.identifiers import new_id
from kitei.office.people.access import Powers
from kitei.office.people.models import Unit, UnitKind
from kitei.office.people.services.allowing import allowed
from kitei.office.record import services as record

_CODE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


class BadUnit(OfficeError):
    """A unit's code or titles cannot be used.

    Attributes:
        field: `code`, `title_ja`, `title_en`, `parent` or `kind`.
    """

    def __init__(self, field: str, *, ja: str, en: str) -> None:
        self.field = field
        super().__init__(ja=ja, en=en)


@transaction.atomic
def add_unit(
    *,
    code: str,
    title_ja: str,
    title_en: str,
    parent: Unit | None = None,
    kind: str = UnitKind.OTHER,
    actor: Actor,
    powers: Powers | None = None,
    at: datetime,
) -> Unit:
    """Add a unit.

    Raises:
        NotPermitted: the actor may not.
        BadUnit: the code is taken or malformed, or a title is missing.
    """
    allowed(actor, powers, "unit.added")
    unit = Unit(id=new_id(at), code=code.strip(), title_ja=title_ja.strip(), title_en=title_en.strip(), kind=kind)
    unit.parent = parent
    _check(unit)
    record.write(act="unit.added", actor=actor, at=at, payload={"unit": unit.code}, case=None, rows=[unit])
    return unit


@transaction.atomic
def change_unit(
    *,
    unit: Unit,
    title_ja: str,
    title_en: str,
    parent: Unit | None,
    kind: str,
    actor: Actor,
    powers: Powers | None = None,
    at: datetime,
) -> Unit:
    """Change a unit's titles, place or kind; its code stays.

    Raises:
        NotPermitted: the actor may not.
        BadUnit: a title is missing, or the unit would lie below itself.
    """
    allowed(actor, powers, "unit.changed")
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    unit.title_ja, unit.title_en, unit.parent, unit.kind = title_ja.strip(), title_en.strip(), parent, kind
    _check(unit)
    record.write(act="unit.changed", actor=actor, at=at, payload={"unit": unit.code}, case=None, rows=[unit])
    return unit


def _check(unit: Unit) -> None:
    if not _CODE.match(unit.code) or len(unit.code) > 40:
        raise BadUnit(
            "code",
            ja=f"部署コード「{unit.code}」は使えません。英小文字、数字とハイフンで40字以内にしてください。",
            en=f"`{unit.code}` is no unit code; use lower-case letters, digits and hyphens, at most 40",
        )
    if Unit.objects.filter(code=unit.code).exclude(pk=unit.pk).exists():
        raise BadUnit(
            "code",
            ja=f"部署コード「{unit.code}」は既に使われています。",
            en=f"the unit code `{unit.code}` is taken",
        )
    for field, title in (("title_ja", unit.title_ja), ("title_en", unit.title_en)):
        if not title:
            raise BadUnit(field, ja="部署名を両方の言語で入力してください。", en="name the unit in both languages")
    if unit.kind not in UnitKind.values:
        raise BadUnit("kind", ja=f"種別「{unit.kind}」はありません。", en=f"there is no kind `{unit.kind}`")
    above, steps = unit.parent, 0
    while above is not None:
        if above.pk == unit.pk or steps > 50:
            raise BadUnit(
                "parent",
                ja="部署を自身の下に置くことはできません。上位の部署を選び直してください。",
                en="a unit cannot lie below itself; choose another parent",
            )
        above, steps = above.parent, steps + 1
