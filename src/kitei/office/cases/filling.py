"""Fills an office with very many cases, for benches only: real rows, sealed and recorded as any act, put in by COPY.

Nothing goes through the services, so nothing is checked; the record verifies all the same. Not for real data.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from kitei.notary import Leaf, canonical
from kitei.notary.leaves import SALT_SIZE
from kitei.office.cases.models import Case, StepDone, Task
from kitei.office.cases.numbering import number_of, year_of
from kitei.office.ground import dice
from kitei.office.ground.actors import Actor
from kitei.office.ground.identifiers import new_id
from kitei.office.ground.rows import ActedRow, StoredForm, row_digest
from kitei.office.lawbook import Law, current
from kitei.office.people.models import Unit
from kitei.office.record.models import Act, Pending
from kitei.office.record.sealed import digest_of, seal_whole
from kitei.office.record.services.writing import act_digest
from kitei.office.vault import index, keys, masters
from kitei.office.vault.models import Key
from kitei.office.vault.sealing import KEY_SIZE, seal
from kitei.procedures.procedure import REQUESTER, Procedure

CHUNK = 2_000  # cases in one transaction
REQUESTED = ("disclosure", "correction", "cessation")
ACTOR = Actor("requester:bench", REQUESTER)

_FIRST = (
    "山やま 川かわ 田た 森もり 石いし 木き 中なか 大おお 小こ 髙たか "
    "松まつ 竹たけ 村むら 西にし 北きた 南みなみ 青あお 白しろ 黒くろ 葛かつら"
)
_SECOND = "田だ 川かわ 山やま 村むら 本もと 野の 﨑さき 島しま 沢さわ 井い 原はら 口ぐち 林ばやし 尾お 谷たに 城ぎ"
_GIVEN = (
    "花はな 美み 陽はる 結ゆい 葵あおい 凛りん 真ま 彩あや 恵めぐみ "
    "翔しょう 蓮れん 大だい 健けん 直なお 拓たく 亮りょう 隆たかし 誠まこと"
)
_LAST = "子こ 咲さき 菜な 衣い 香か 輝き 太た 樹き 海み 郎ろう 也や 奈な"
"""Kanji and how each is read: invented names by their parts, family and given, some seventy thousand in all."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to fill in.

    Attributes:
        open_share: how many of a thousand cases are running, all opened lately.
        years: over how many years the others are spread, up to `until`.
        part, parts: several processes may fill at once, each one part; serial numbers are dealt out in turn.
        last: the last serial number of each year and kind before any of them began; looked up where there is none.
    """

    units: Sequence[Unit]
    until: datetime
    open_share: int = 20
    years: int = 10
    seed: int = 1
    part: int = 0
    parts: int = 1
    last: Mapping[tuple[str, str], int] | None = None


Rows = dict[type[models.Model], list[Any]]


def fill(plan: Plan, count: int) -> Iterator[int]:
    """Make so many cases; after each chunk, how many there are by now. The acts wait for the sequencer.

    Nobody else may open cases meanwhile, but other parts of the same plan.
    """
    law, random_ = current(), random.Random(plan.seed * plan.parts + plan.part)  # noqa: S311 - invented people
    serials = _Serials(last_serials() if plan.last is None else plan.last, plan.part, plan.parts)
    ready = {name: law.procedures[name] for name in REQUESTED if name in law.procedures}
    for first in range(0, count, CHUNK):
        size = min(CHUNK, count - first)
        with transaction.atomic():
            made = _keys(size, plan.until)
            numbers = _act_numbers(size)
            rows: Rows = {Case: [], StepDone: [], Task: [], Act: []}
            for key, number in zip(made, numbers, strict=True):
                _add(rows, _Where(law, ready, plan, serials, random_), key, number)
            for model, those in rows.items():
                _put(model, those)
            _put_numbers(numbers)
        yield first + size


def last_serials() -> dict[tuple[str, str], int]:
    """The last serial number of each year and kind."""
    last = Case.objects.values_list("year", "kind").annotate(last=models.Max("serial"))
    return {(year, kind): serial for year, kind, serial in last}


@dataclass(slots=True)
class _Serials:
    """Serial numbers of one part: every so-manieth behind the last."""

    last: Mapping[tuple[str, str], int]
    part: int
    parts: int
    given: Counter[tuple[str, str]] = field(default_factory=Counter)

    def take(self, year: str, kind: str) -> int:
        self.given[year, kind] += 1
        return self.last.get((year, kind), 0) + (self.given[year, kind] - 1) * self.parts + self.part + 1


def _act_numbers(size: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('record_act', 'id')) FROM generate_series(1, %s)", [size])
        return [int(number) for (number,) in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class _Where:
    """What every case is made of."""

    law: Law
    procedures: Mapping[str, Procedure]
    plan: Plan
    serials: _Serials
    dice: random.Random


def _add(rows: Rows, where: _Where, key: UUID, number: int) -> None:
    """One case with its rows and its act."""
    plan, chance = where.plan, where.dice
    procedure = where.procedures[chance.choice(tuple(where.procedures))]
    running = chance.randrange(1_000) < plan.open_share
    at = plan.until - timedelta(seconds=chance.randrange(60, (60 if running else 365 * plan.years) * 86_400))
    case = _case(where, procedure, at, key)
    day = case.opened_on
    if not running:
        case.state, case.closed_on = Case.State.CLOSED, min(day + timedelta(days=25), plan.until.date())
        case.outcome_effect = chance.choice(("granted", "granted", "partly", "refused"))
    step = StepDone(
        id=new_id(at), key=key, case=case, order=1, step=procedure.start, outcome="submitted", role=REQUESTER, at=at
    )
    after = next(each for each in procedure.steps.values() if each.actor != REQUESTER)
    case.due_on = day + timedelta(days=chance.randrange(5, 70)) if running and chance.random() < 0.5 else None
    task = Task(
        id=new_id(at), case=case, step=after.id, actor=after.actor, unit_id=case.unit_id, due_on=case.due_on,
        opened_at=at, done_at=None if running else at + timedelta(days=20),
    )  # fmt: skip
    for row in (case, step, task):
        row.act = number
        rows[type(row)].append(row)
    rows[Act].append(_act(number, case, (case, step, task), procedure, at))


def _keys(size: int, at: datetime) -> list[UUID]:
    """Keys of cases, made and opened together."""
    master_id, master = next(iter(masters.live().items()))
    made = []
    for _ in range(size):
        key = new_id(at)
        wrapped = seal(master, dice.token(KEY_SIZE), place=f"vault_key|wrapped|{key}|{master_id}")
        made.append(Key(id=key, purpose="case", wrapped=wrapped, master_id=master_id, made_at=at))
    _put(Key, made)
    keys.opened(made[0].id, [key.id for key in made])
    return [key.id for key in made]


def _case(where: _Where, procedure: Procedure, at: datetime, key: UUID) -> Case:
    random_, plan, day = where.dice, where.plan, at.date()
    name, kana = _name(random_)
    year = _year(day)
    serial = where.serials.take(year, procedure.matter)
    return Case(
        id=new_id(at),
        key=key,
        number=number_of(year, procedure.matter, serial),
        year=year,
        kind=procedure.matter,
        serial=serial,
        procedure=procedure.id,
        edition=where.law.regulation.identity.editions[-1].id,
        law_digest=where.law.digest,
        unit=plan.units[random_.randrange(len(plan.units))],
        turn=1,
        opened_on=day,
        origin=Case.Origin.PORTAL,
        tokens=list(_tokens(name, kana)),
        title=f"{name} さんの請求",
        name=name,
        kana=kana,
        contact={"email": f"p{serial}@example.jp"},
        facts={"claimant": "principal", "received_on": day.isoformat()},
    )


def _name(random_: random.Random) -> tuple[str, str]:
    parts = [random_.choice(_parts(each)) for each in (_FIRST, _SECOND, _GIVEN, _LAST)]
    kanji, kana = ([part[index] for part in parts] for index in (0, 1))
    return f"{kanji[0]}{kanji[1]} {kanji[2]}{kanji[3]}", f"{kana[0]}{kana[1]} {kana[2]}{kana[3]}"


@lru_cache(maxsize=8)
def _parts(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((each[0], each[1:]) for each in text.split())


@lru_cache(maxsize=4_000)
def _year(day: date) -> str:
    return year_of(day)


@lru_cache(maxsize=100_000)
def _tokens(name: str, kana: str) -> tuple[int, ...]:
    return tuple(index.tokens(name, kana))


def _act(number: int, case: Case, rows: Sequence[ActedRow], procedure: Procedure, at: datetime) -> Act:
    said = canonical({"procedure": procedure.id, "taken": {"step": procedure.start, "outcome": "submitted"}})
    salt = dice.token(SALT_SIZE)
    changed = [[row._meta.db_table, str(row.pk), row_digest(row)] for row in rows]
    payload_digest = digest_of(said, salt)
    sealed = seal_whole(salt + said, payload_digest=payload_digest, key=case.key)
    leaf = Leaf(
        actor=ACTOR.pseudonym, role=ACTOR.role, act="case.opened", case=case.number, at=at, clauses=procedure.clauses,
        digest=act_digest(payload_digest, changed, sealed),
    )  # fmt: skip
    return Act(
        id=number,
        entry=leaf.encode(),
        payload_digest=payload_digest,
        rows=canonical(changed).decode(),
        case=case.number,
        sealed=sealed,
        key=case.key,
        at=at,
        name="case.opened",
        actor=ACTOR.pseudonym,
        role=ACTOR.role,
        clauses=canonical(list(procedure.clauses)).decode(),
    )


def _put(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Rows by COPY; what Django would do with each value is not needed for the kinds of columns there are."""
    columns = model._meta.concrete_fields
    named = ", ".join(f'"{column.column}"' for column in columns)
    reading = [_reader(column) for column in columns]
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({named}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([read(row) for read in reading])


def _put_numbers(numbers: Sequence[int]) -> None:
    """The acts wait for the sequencer."""
    with connection.cursor() as cursor, cursor.copy(f'COPY "{Pending._meta.db_table}" (act) FROM STDIN') as copy:
        for number in numbers:
            copy.write_row((number,))


def _reader(column: models.Field[Any, Any]) -> Callable[[models.Model], Any]:
    return column.stored if isinstance(column, StoredForm) else attrgetter(column.attname)
