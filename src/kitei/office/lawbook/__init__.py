"""Which regulation this office runs, read once: text, statutes, vocabulary, engine, procedures, forms."""

from __future__ import annotations

from kitei.office.lawbook.law import Law, NoSuchClause
from kitei.office.lawbook.office_roles import APART, OFFICE_ROLES, OfficeRole
from kitei.office.lawbook.opening import current, law_of

__all__ = ["APART", "OFFICE_ROLES", "Law", "NoSuchClause", "OfficeRole", "current", "law_of"]
