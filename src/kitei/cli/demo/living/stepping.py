"""A case lives: step after step by the people whose turn it is, until it ends or the year does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from kitei import clock
from kitei.cli.demo.living.papers import completed, words
from kitei.cli.demo.living.staffing import Staff
from kitei.office.cases.acting.judging import AgainstEngine, StillUnknown
from kitei.office.cases.acting.printing import form_named
from kitei.office.cases.acting.taking import GuardUnknown
from kitei.office.cases.acting.tasks import steps_of
from kitei.office.cases.models import Case
from kitei.office.cases.running import run_of
from kitei.office.cases.services import corresponding, stepping
from kitei.office.cases.services.facts import set_facts
from kitei.office.cases.values import PaperDraft
from kitei.office.ground.errors import OfficeError
from kitei.office.lawbook import Law, current
from kitei.office.people import access
from kitei.office.people.access import Powers
from kitei.office.people.models import Person
from kitei.office.requests.acting import filling, tokens
from kitei.office.requests.books import book_of
from kitei.procedures.procedure import REQUESTER, Outcome, Step
from kitei.procedures.progress import Next

Paper = PaperDraft | None
_LONGEST = 24
_USUAL = 0.78
"""How often a step ends as it usually does: in the first of its outcomes."""
_CLERK = 0.6
_CHATTY = 0.12


@dataclass(slots=True)
class Life:
    """What the cases of an office share while they live.

    Attributes:
        powers: of each person, read once: appointments hold for the whole year.
    """

    staff: Staff
    dice: random.Random
    until: datetime
    law: Law = field(default_factory=current)
    powers: dict[UUID, Powers] = field(default_factory=dict)

    def powers_of(self, person: Person, on: date) -> Powers:
        """What a person may do."""
        if person.id not in self.powers:
            self.powers[person.id] = access.powers(person, on)
        return self.powers[person.id]


def live(life: Life, case: Case, at: datetime) -> datetime:
    """Let a case go on until it ends, waits for a body, or the year is over; returns the time of its last act."""
    for _ in range(_LONGEST):
        run = run_of(life.law, case, steps_of(case), clock.day_of(at))
        ready = [each for each in run.progress.steps if each.step.actor not in life.law.bodies]
        if not ready or not case.running:
            break
        wanted = life.dice.choice(ready)
        then = _later(life, wanted.step, at)
        if then >= life.until:
            break
        if not _take(life, case, wanted, then):
            break
        at = then
        case = Case.objects.select_related("unit").get(pk=case.pk)
        _talk(life, case, at)
    return at


def _later(life: Life, step: Step, at: datetime) -> datetime:
    """When a step is taken: soon for what prepares, later for what decides, in office hours."""
    decides = any(each.effect != "none" for each in step.outcomes)
    days = life.dice.choice((2, 5, 8, 12, 15, 19, 26, 34)) if decides else life.dice.choice((0, 1, 1, 2, 3, 4, 7))
    then = at + timedelta(days=days, minutes=life.dice.randint(7, 400))
    day = then.astimezone(clock.TOKYO)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.replace(hour=9 + life.dice.randint(0, 8), minute=life.dice.randint(0, 59)) if then > at else then


def _take(life: Life, case: Case, wanted: Next, at: datetime) -> bool:
    """Take a step, finding out what is asked for on the way; false if nobody can."""
    outcome = _ending(life, case, wanted)
    reason = life.dice.choice(words().decisions) if outcome.reason or outcome.grounds else None
    for actor, powers in _takers(life, case, wanted.step, at):
        for _ in range(3):
            try:
                _step(life, case, wanted.step, outcome, reason, actor, powers, at)
            except (StillUnknown, GuardUnknown) as error:
                if _find_out(life, case, error.facts, actor, powers, at):
                    return True  # what is to do now may be something else
                reason = reason or life.dice.choice(words().decisions)
            except AgainstEngine:
                reason = life.dice.choice(words().decisions)
            except access.NotPermitted:
                break
            else:
                return True
    return False


def _step(
    life: Life, case: Case, step: Step, outcome: Outcome, reason: str | None, actor: Any, powers: Any, at: datetime
) -> None:
    ground = life.dice.choice(outcome.grounds) if outcome.grounds else None
    ending = filling.Ending(step=step.id, outcome=outcome.id, ground=ground, reason=reason)
    stepping.take_step(
        case=case,
        step=step.id,
        outcome=outcome.id,
        ground=ground,
        reason=reason,
        document=notice(life, case, ending, outcome.notice, actor, at),
        actor=actor,
        powers=powers,
        at=at,
    )


def _ending(life: Life, case: Case, wanted: Next) -> Outcome:
    """How the step ends: mostly as usual; what was tried twice ends so that it goes on, and not round for ever."""
    ways = [each for each in wanted.outcomes if not each.extends] or list(wanted.outcomes)
    tried = sum(row.step == wanted.step.id for row in steps_of(case))
    if tried > 1:
        ways = [each for each in ways if wanted.step.id not in each.then] or ways
    if len(ways) == 1 or tried > 1 or life.dice.random() < _USUAL:
        return ways[0]
    return life.dice.choice(ways[1:])


def _takers(life: Life, case: Case, step: Step, at: datetime) -> Iterator[tuple[Any, Powers | None]]:
    """Who may take a step: whoever asked, a clerk for what prepares, the holder of the role."""
    if step.actor == REQUESTER and case.secret_digest:
        yield tokens.requester(case.secret_digest), None
        return
    prepares = all(each.effect == "none" for each in step.outcomes)
    roles = ["clerk", step.actor] if prepares and life.dice.random() < _CLERK else [step.actor, "clerk"]
    for role in (*roles, "privacy_desk"):
        for person in _seated(life, role, case.unit.code):
            powers = life.powers_of(person, clock.day_of(at))
            yield powers.actor(role), powers


def _seated(life: Life, role: str, unit: str) -> Iterator[Person]:
    held = life.staff.seats.get(role, {})
    for people in (held.get(unit, ()), held.get("", ())):
        yield from people
    for code, people in held.items():
        if code not in {unit, ""}:
            yield from people


def notice(life: Life, case: Case, ending: filling.Ending, paper: str | None, actor: Any, at: datetime) -> Paper:
    """The paper that goes with the outcome, as the office fills it; entries still lacking are written in."""
    if paper is None:
        return None
    day = clock.day_of(at)
    try:
        filled = filling.filled(life.law, case, ending, actor, day)
    except OfficeError:
        form, values = book_of(life.law).printed_as(paper, case.procedure), dict[str, Any]()
    else:
        form, values = filled.form, dict(filled.values)
    return PaperDraft(form=form, values=completed(form_named(life.law, form), values, day, life.dice))


def _find_out(life: Life, case: Case, facts: tuple[str, ...], actor: Any, powers: Powers | None, at: datetime) -> bool:
    """Find out what the engine asks for; false if it cannot be."""
    found = {name: value for name in facts if (value := _value(life, name)) is not None}
    if not found:
        return False
    try:
        set_facts(case=case, facts=found, actor=actor, powers=powers, at=at)
    except OfficeError:
        return False
    return True


def _value(life: Life, name: str) -> Any:
    """A plausible value: mostly the one that stands in nobody's way."""
    fact = life.law.vocabulary.facts.get(name)
    if fact is None:
        return None
    match fact.type:
        case "flag" | "step":
            return name in _USUALLY_SO
        case "enum":
            return next(iter(life.law.vocabulary.values_of(fact))).id
        case "enums" | "set":
            return []
        case _:
            return None


_USUALLY_SO = frozenset({"exists", "identity_verified", "authority_verified", "identified", "form_complete", "written"})


def _talk(life: Life, case: Case, at: datetime) -> None:
    """Now and then somebody writes, and somebody notes something down."""
    if not case.running or life.dice.random() > _CHATTY:
        return
    said = words()
    later = at + timedelta(minutes=life.dice.randint(1, 30))
    if case.secret_digest and life.dice.random() < 0.5:
        corresponding.receive(
            case=case,
            body=life.dice.choice(said.messages),
            actor=tokens.requester(case.secret_digest),
            powers=None,
            at=later,
        )
        return
    for person in _seated(life, "clerk", case.unit.code):
        powers = life.powers_of(person, clock.day_of(at))
        if access.may(powers, "case.note_added", case):
            note = life.dice.choice(said.notes)
            corresponding.add_note(case=case, body=note, actor=powers.actor("clerk"), powers=powers, at=later)
            return
