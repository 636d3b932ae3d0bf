"""What happened in a case, act by act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kitei.office.cases.models import Case
from kitei.office.cases.queries import terms
from kitei.office.lawbook import Law, current
from kitei.office.people.models import Person
from kitei.office.record.models import Act
from kitei.office.record.queries import acts_of, payload
from kitei.office.vault.fields import Destroyed
from kitei.procedures.procedure import REQUESTER, Label


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of a case.

    Attributes:
        id: the act's number in the record.
        says: what was done. more: how it ended, the reason, whatever belongs to it; empty if erased.
        by: the person's name; empty for whoever asked and the office's own jobs. role: in which role.
        reason: in the words of whoever acted.
        against_engine: it ended otherwise than the engine says.
        payload: everything the record keeps of it; empty if erased.
    """

    id: int
    at: datetime
    act: str
    says: Label
    more: Label
    by: str
    role: Label
    clauses: tuple[str, ...]
    reason: str
    against_engine: bool
    erased: bool
    payload: Mapping[str, Any]


def timeline(case: Case) -> tuple[Entry, ...]:
    """The acts of a case, oldest first."""
    law, acts = current(), list(acts_of(case.number))
    names = dict(Person.objects.filter(pseudonym__in={act.actor for act in acts}).values_list("pseudonym", "name"))
    return tuple(_entry(law, case, act, names) for act in acts)


def _entry(law: Law, case: Case, act: Act, names: Mapping[str, str]) -> Entry:
    found = payload(act)
    erased = isinstance(found, Destroyed)
    said: Mapping[str, Any] = {} if erased or not isinstance(found, Mapping) else found
    taken = said.get("taken", said)
    return Entry(
        id=act.pk,
        at=act.at,
        act=act.name,
        says=_says(law, case, act.name, taken),
        more=terms.ERASED if erased else _more(law, case, act.name, said),
        by=names.get(act.actor, ""),
        role=terms.role(law, REQUESTER if act.actor.startswith(f"{REQUESTER}:") else act.role),
        clauses=tuple(act.clauses),
        reason=str(said.get("reason", "") or ""),
        against_engine=bool(said.get("against_engine")),
        erased=erased,
        payload=said,
    )


_STEPS = frozenset({"case.step_taken", "meeting.voted"})
"""Acts by which a step is taken: by a person, and by a body that carries a motion."""


def _says(law: Law, case: Case, act: str, said: Mapping[str, Any]) -> Label:
    """A step by its own title, whoever takes it; any other act by what it is called."""
    procedure = law.procedures.get(case.procedure)
    step = procedure.steps.get(str(said.get("step", ""))) if procedure else None
    if step is not None and act not in terms.ACTS.keys() - _STEPS:
        return step.title
    return terms.ACTS.get(act, Label(act, act))


def _more(law: Law, case: Case, act: str, said: Mapping[str, Any]) -> Label:
    procedure = law.procedures.get(case.procedure)
    taken = said.get("taken", said)
    step = procedure.steps.get(str(taken.get("step", ""))) if procedure else None
    for outcome in step.outcomes if step else ():
        if outcome.id == taken.get("outcome"):
            ground = terms.ground(law, str(taken["ground"])) if taken.get("ground") else None
            ja, en = outcome.title.ja, outcome.title.en
            return Label(f"{ja}({ground.ja})", f"{en} ({ground.en})") if ground else Label(ja, en)
    return _plain(law, act, said)


def _plain(law: Law, act: str, said: Mapping[str, Any]) -> Label:
    """The rest, in a line."""
    match act:
        case "case.facts_set":
            facts: Mapping[str, Any] = said.get("facts", {})
            named = [(terms.fact(law, name), terms.value(law, name, given)) for name, given in facts.items()]
            return Label(
                "、".join(f"{name.ja}: {given.ja}" for name, given in named),
                ", ".join(f"{name.en}: {given.en}" for name, given in named),
            )
        case "case.transferred":
            both = f"{said.get('from')} → {said.get('to')}"
            return Label(both, both)
        case "case.merged":
            return Label(f"{said.get('into')} へ", f"into {said.get('into')}")
        case "case.attachment_added" | "case.document_issued" | "case.document_received" | "case.handed_over":
            shown = str(said.get("file") or said.get("paper") or "")
            return Label(shown, shown)
        case "case.message_sent" | "case.message_received":
            shown = str(said.get("subject") or said.get("body") or "")[:80]
            return Label(shown, shown)
        case "case.note_added":
            shown = str(said.get("note", ""))[:200]
            return Label(shown, shown)
        case _:
            return Label("", "")
