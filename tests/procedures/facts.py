"""Facts for the guards of procedures."""

from __future__ import annotations

from collections.abc import Mapping

from kitei.predicates.facts import Absence, Fact, Kind
from kitei.regulations.vocabulary import Vocabulary


def facts_of_question(vocabulary: Vocabulary, question: str) -> Mapping[str, Fact]:
    found: dict[str, Fact] = {}
    for rank, (name, model) in enumerate(vocabulary.facts_of(question).items()):
        kind = Kind(model.type)
        absence = Absence.OPEN if kind is Kind.STEP else Absence(model.absence)
        values = tuple(value.id for value in vocabulary.values_of(model))
        found[name] = Fact(model.id, kind, rank, values, absence, model.least, model.most)
    return found
