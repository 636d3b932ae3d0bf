"""Roles of the office itself: prescribed by no regulation, and shown as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kitei.regulations.schema.words import Words


@dataclass(frozen=True, slots=True)
class OfficeRole:
    """A role that the office needs in order to work and that no regulation prescribes.

    Attributes:
        apart: it sees no cases, and goes together with no role that does.
    """

    id: str
    title: Words
    duties: Words
    apart: bool = False


_ROLES = (
    OfficeRole(
        "clerk",
        Words(ja="事務担当", en="Clerk"),
        Words(
            ja="同じ部署の役職者のために準備の手続を行う。応じる、断る又は一部に応じる手続は行えない。",
            en="Takes the preparatory steps for the office-holder of the same unit; never one that grants or refuses.",
        ),
    ),
    OfficeRole(
        "privacy_desk",
        Words(ja="個人情報窓口", en="Privacy desk"),
        Words(
            ja="法人全体の申出を受け付け、担当する部署へ回す。",
            en="Receives what comes in for the whole institution and forwards it to the unit in charge.",
        ),
    ),
    OfficeRole(
        "secretariat",
        Words(ja="委員会事務局", en="Secretariat of the bodies"),
        Words(
            ja="会議を準備し、資料を配り、議事録を作る。",
            en="Prepares meetings, hands out papers and writes minutes.",
        ),
    ),
    OfficeRole(
        "auditor",
        Words(ja="監査担当", en="Auditor"),
        Words(
            ja="記録と統計を検査する。個人情報は見られない。",
            en="Examines the record and the statistics; sees no personal data.",
        ),
        apart=True,
    ),
    OfficeRole(
        "administrator",
        Words(ja="システム管理者", en="Administrator"),
        Words(
            ja="利用者、任命及び設定を扱う。案件は見られない。",
            en="Looks after accounts, appointments and settings; cannot read cases.",
        ),
        apart=True,
    ),
)

OFFICE_ROLES: Mapping[str, OfficeRole] = MappingProxyType({role.id: role for role in _ROLES})
"""The office's own roles by id."""

APART = frozenset(role.id for role in _ROLES if role.apart)
"""Those that see no cases: who holds one holds no role that does, not even what everybody holds."""
