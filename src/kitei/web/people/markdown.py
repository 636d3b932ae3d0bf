"""The table of access as a page of the documentation: every regulation of the library, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kitei.office.lawbook import Law
from kitei.office.people.access.grants import REACH_TITLES
from kitei.office.people.access.rows import Alike, RoleRows, Row, rows_by_role
from kitei.office.people.access.titles import ACT_TITLES

_HEAD = """# Who may do what

<!-- Written by tools/access-table from the regulations; do not edit. -->

Nobody wrote this table: it follows from the roles, bodies and procedures of each regulation, and it is what the office
asks before every act and every page. How it is made:

- Whoever takes the first steps of a procedure after the person who asks **runs** its cases and sees them from the day
  they come in. Every other role sees a case once a step has come to it; a member of a body only until the case ends.
- An appointment with a unit (部署) reaches that unit and the units below it. It begins on its first day and gives
  nothing on the day it ends.
- Roles that everybody holds reach only what is given to a person by name.
- A **clerk** (事務担当) prepares for the office-holder of the same unit and takes no step that grants, refuses or
  partly grants. The **administrator** and the **auditor** see no cases; neither goes together with a role that does.
- A deputy has the principal's powers, as far as the regulation lets them be passed on.

Steps stand under the role that takes them; acts that come with them are listed once for each reach.
"""


def page(laws: Iterable[Law]) -> str:
    """The whole page."""
    parts = [_HEAD, *(line for law in laws for line in _law(law))]
    return "\n".join(parts).rstrip() + "\n"


def _law(law: Law) -> Iterator[str]:
    yield f"\n## {law.institution.en} ({law.institution.ja})\n"
    for role in rows_by_role(law):
        yield from _role(law, role)


def _role(law: Law, role: RoleRows) -> Iterator[str]:
    of = "role of the office" if role.office else "body" if role.body else "role"
    clause = f", `{role.clause}`" if role.clause else ""
    yield f"### {law.role_title(role.role, 'en')} ({law.role_title(role.role, 'ja')})\n"
    yield f"*{of}{clause}; {law.vocabulary.term('held_by', role.held, 'en')}*\n"
    for each in role.alike:
        acts = ", ".join(ACT_TITLES[act].en for act in each.acts) or "steps only"
        yield f"- **{REACH_TITLES[each.reach].en}{_who(each)}**{_where(law, each.rows)}: {acts}"
    steps = [(row, row.steps) for row in role.rows if row.procedure and row.steps]
    if steps:
        yield "\n| procedure | for | steps |\n|---|---|---|"
        for row, names in steps:
            yield _steps(law, row, names)
    yield ""


def _who(alike: Alike) -> str:
    if not alike.capacities:
        return ""
    return " (members, vice-chair)" if "member" in alike.capacities else f" ({_leading(alike.capacities)})"


def _leading(capacities: frozenset[str]) -> str:
    if "vice_chair" in capacities:
        return "chair, vice-chair, secretary"
    return "chair, secretary; vice-chair while the chair is prevented"


def _where(law: Law, rows: tuple[Row, ...]) -> str:
    procedures = dict.fromkeys(law.procedures[row.procedure].title.en for row in rows if row.procedure)
    others = dict.fromkeys(law.role_title(row.actor, "en") for row in rows if row.actor and not row.procedure)
    named = "; ".join([*procedures, *others])
    return f" — {named}" if named else ""


def _steps(law: Law, row: Row, names: tuple[str, ...]) -> str:
    procedure = law.procedures[row.procedure or ""]
    actor = law.role_title(row.actor, "en") if row.actor else ""
    return f"| {procedure.title.en} | {actor} | {'; '.join(procedure.steps[name].title.en for name in names)} |"
