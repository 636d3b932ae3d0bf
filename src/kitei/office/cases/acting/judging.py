"""What the engine says about a case, kept so that it replays, and whether an outcome agrees with it.

The texts a decision rests on are the same for all decisions of a day; they are kept once, by their digest, and put
together with the rest when the decision is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kitei.decisions.answer import Answer
from kitei.decisions.deciding import Decision
from kitei.decisions.keeping.storing import join_texts, split_texts, stored, stored_head
from kitei.decisions.outcomes import ESCALATE, UNDETERMINED
from kitei.office.cases.acting.permits import Deed
from kitei.office.cases.models import Case, DecisionTexts, StoredDecision
from kitei.office.cases.running import facts_for
from kitei.office.ground.errors import OfficeError
from kitei.office.ground.rows import ActedRow
from kitei.office.lawbook import Law
from kitei.procedures.procedure import Outcome

_AGREES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "request": {
        "comply": frozenset({"granted"}),
        "comply_partly": frozenset({"partly"}),
        "may_refuse": frozenset({"granted", "partly", "refused"}),
        "refuse": frozenset({"refused"}),
    },
    "act": {
        "allow": frozenset({"granted"}),
        "allow_if": frozenset({"granted", "partly"}),
        "deny": frozenset({"refused"}),
    },
}
"""Which effects for the person each answer agrees with; families that say nothing of the kind are not there."""


class AgainstEngine(OfficeError):
    """An outcome that the engine's answer does not bear out; it needs a reason.

    Attributes:
        answer: what the engine says.
    """

    def __init__(self, law: Law, answer: Answer, outcome: Outcome) -> None:
        self.answer = answer
        word = law.vocabulary.glossary["outcome"].get(answer.outcome)
        says_ja, says_en = (word.ja, word.en) if word else (answer.outcome, answer.outcome)
        because = ", ".join(cite.clause for cite in answer.because)
        super().__init__(
            ja=f"「{outcome.title.ja}」は、エンジンの答え「{says_ja}」({because})と異なります。"
            "理由を書けば、その旨を付して記録します",
            en=f'"{outcome.title.en}" differs from the engine’s answer, "{says_en}" ({because}); '
            "give a reason, and it is kept and marked as such",
        )


class StillUnknown(OfficeError):
    """The facts known so far do not settle the question; nothing is guessed.

    Attributes:
        answer: what the engine says. facts: the facts that would settle it, in the order in which to ask.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer, self.facts = answer, tuple(asked.fact for asked in answer.questions)
        super().__init__(
            ja="分かっている事実だけでは決まりません。次を確かめてください: "
            + "、".join(asked.ja for asked in answer.questions)
            + "。確かめられないときは、理由を書いてください",
            en="the known facts do not settle it; find out: "
            + "; ".join(asked.en for asked in answer.questions)
            + ". If that cannot be found out, give a reason",
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision of the engine with the rows that keep it."""

    decision: Decision
    row: StoredDecision
    new: tuple[ActedRow, ...]


def consider(law: Law, facts: Mapping[str, Any], question: str, on: date) -> Decision:
    """What the engine says for the facts of a case; nothing is kept."""
    ready = law.engine.programs.get(law.regulation, question, on)
    return law.engine.decide_ready(ready, facts_for(law, question, facts), on)


def judge(law: Law, case: Case, question: str, deed: Deed, facts: Mapping[str, Any] | None = None) -> Judged:
    """Ask the engine, and make the rows that keep its answer.

    Args:
        facts: what is known, where that is more than what was entered.
    """
    decision = consider(law, case.facts if facts is None else facts, question, deed.day)
    digest, texts = _texts(law, decision)
    kept = _texts_there(digest)
    if kept is None:  # two acts may bring the same texts at the same moment
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 8))", [digest])
        kept = _texts_there(digest)
    shared = kept or DecisionTexts(id=deed.new_id(), digest=digest, text=texts)
    row = StoredDecision(
        id=deed.new_id(),
        key=case.key,
        case=case,
        question=question,
        outcome=decision.answer.outcome,
        on=deed.day,
        at=deed.at,
        texts=shared,
        text=stored_head(decision, digest),
    )
    return Judged(decision, row, (row,) if kept else (shared, row))


def whole(row: StoredDecision) -> str:
    """The stored form of a decision, as `kitei.decisions.keeping` replays it."""
    return join_texts(row.text, row.texts.text)


def agrees(family: str, answer: str, effect: str) -> bool | None:
    """Whether an outcome with this effect agrees with an answer; `None` where the two cannot be compared."""
    if effect == "none" or answer in (ESCALATE, UNDETERMINED):
        return None
    expected = _AGREES.get(family, {}).get(answer)
    return None if expected is None else effect in expected


def check_against(law: Law, decision: Decision, outcome: Outcome, reason: str | None) -> bool:
    """Whether an outcome goes against the engine.

    Raises:
        StillUnknown: the question is open, and no reason is given for deciding all the same.
        AgainstEngine: it does, and no reason is given.
    """
    answer = decision.answer
    if outcome.effect == "none" or decision.program.family not in _AGREES:
        return False
    if answer.outcome == UNDETERMINED and not reason:
        raise StillUnknown(answer)
    against = agrees(decision.program.family, answer.outcome, outcome.effect) is False
    if against and not reason:
        raise AgainstEngine(law, answer, outcome)
    return against


def _texts_there(digest: str) -> DecisionTexts | None:
    return DecisionTexts.objects.filter(digest=digest).defer("text").first()


_kept: dict[tuple[object, ...], tuple[str, str]] = {}
"""Texts by the program they belong to and the day: putting them together costs more than deciding."""
_MOST_KEPT = 200


def _texts(law: Law, decision: Decision) -> tuple[str, str]:
    """The digest of the texts a decision rests on, and the texts."""
    program, answer = decision.program, decision.answer
    digests = tuple((each.id, each.edition, each.digest) for each in (program.regulation, *program.statutes))
    key = (digests, answer.question, answer.on)
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        head, texts = split_texts(stored(law.engine, decision))
        _kept[key] = (str(json.loads(head)["texts"]["sha256"]), texts)
    return _kept[key]
