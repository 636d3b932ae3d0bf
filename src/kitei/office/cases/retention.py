"""Case files whose period of retention (保存期間) is over: proposed to be erased, and erased by a person only.

What the regulation or its statute says about how long a record is kept stands in `registers.yaml`; a procedure names
the record that its cases are (`keeps`). For other cases an institution's own rule may be set, and is shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kitei.calendar import civil_end
from kitei.office.cases.models import Case
from kitei.office.cases.queries.sight import visible_to
from kitei.office.lawbook import Law, current
from kitei.office.people.access import Powers
from kitei.procedures.procedure import Procedure
from kitei.regulations.schema.registers import RegisterKeep

MOST = 500
ERASES = "case.key_destroyed"


@dataclass(frozen=True, slots=True)
class Rule:
    """How long the file of a closed case is kept, from the day on which it was closed.

    Attributes:
        clause: which text says so; empty for the institution's own rule.
    """

    years: int
    months: int
    days: int
    clause: str

    def until(self, closed_on: date) -> date:
        """The last day of the period, inclusive."""
        if self.years or self.months:
            return civil_end(closed_on, years=self.years, months=self.months)
        return civil_end(closed_on, days=self.days)


@dataclass(frozen=True, slots=True)
class Ended:
    """A case whose period is over."""

    case: Case
    rule: Rule
    until: date


def rule_of(law: Law, procedure: Procedure, own_years: int = 0) -> Rule | None:
    """The rule for the cases of a procedure; of several, the longest, so that nothing is proposed too early.

    Args:
        own_years: the institution's own rule, for procedures about which the texts say nothing; 0 for none.
    """
    kept = [_rule(each) for each in _keeps(law, procedure)]
    if kept:
        return max(kept, key=lambda rule: (rule.years * 12 + rule.months, rule.days))
    return Rule(own_years, 0, 0, "") if own_years else None


def ended(powers: Powers, on: date, own_years: int = 0) -> tuple[Ended, ...]:
    """The closed cases whose period was over before a day, which this person may erase; the longest over first."""
    law = current()
    rules = {name: rule for name, each in law.procedures.items() if (rule := rule_of(law, each, own_years))}
    rows = visible_to(powers, ERASES).filter(procedure__in=list(rules), closed_on__lt=on, erased_on__isnull=True)
    rows = rows.exclude(state__in=Case.RUNNING).select_related("unit").order_by("closed_on", "id")
    found = (Ended(case, rules[case.procedure], _until(rules[case.procedure], case)) for case in rows[: MOST * 4])
    return tuple(sorted((each for each in found if each.until < on), key=lambda each: each.until))[:MOST]


def _until(rule: Rule, case: Case) -> date:
    if case.closed_on is None:
        raise ValueError(case.number)
    return rule.until(case.closed_on)


def _keeps(law: Law, procedure: Procedure) -> Iterator[RegisterKeep]:
    """The rules of the register that a procedure names: the regulation's own before the statute's."""
    for text in law.texts:
        registers = [each for each in text.registers.registers if each.id == procedure.keeps and each.keep]
        if registers:
            yield from registers[0].keep
            return


def _rule(keep: RegisterKeep) -> Rule:
    return Rule(keep.years, keep.months, keep.days, keep.clause)
