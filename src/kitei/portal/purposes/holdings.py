"""What the institution holds about each class of persons and why, as its text says it; where it is silent, that."""

from __future__ import annotations

from dataclasses import dataclass

from kitei.office.lawbook import Law
from kitei.portal.shared.citing import Citation, citation, citations
from kitei.portal.shared.naming import say
from kitei.regulations.schema.identity import Category, Purpose
from kitei.regulations.schema.words import Language

_QUESTION = "purpose"


@dataclass(frozen=True, slots=True)
class StatedPurpose:
    """A purpose of use (利用目的).

    Attributes:
        activities: what is done, in a few words each.
        everybody: it is stated for all classes alike.
        catch_all: it names no activity but "other necessary processing".
        implies_provision: it implies that somebody else receives the information.
    """

    clause: Citation
    activities: tuple[str, ...]
    everybody: bool
    catch_all: bool
    implies_provision: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A class of persons (対象者の区分), what is recorded of them, and why.

    Attributes:
        persons: who belongs to the class.
        items: the kinds of information the text names for it; empty where it names none.
    """

    id: str
    title: str
    clause: Citation
    persons: tuple[str, ...]
    items: tuple[str, ...]
    purposes: tuple[StatedPurpose, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Why no list of purposes can be shown, and where one finds them.

    Attributes:
        document: the document that has them, where one is named.
        near: the clauses that say how a purpose is fixed.
        ask: the procedure by which a person can ask for the purposes; `None` where there is none.
    """

    document: str | None
    near: tuple[Citation, ...]
    ask: str | None


def holdings(law: Law, language: Language) -> tuple[Holding, ...]:
    """Every class of persons of the institution's text, in its order."""
    return tuple(_holding(law, category, language) for category in law.regulation.identity.categories)


def silence(law: Law, language: Language) -> Silence | None:
    """What follows where the text lists no purposes; `None` where it lists them."""
    if law.regulation.identity.purposes:
        return None
    topic = law.regulation.norms.topics.get(_QUESTION)
    named = {each.id: each.title.of(language) for each in law.regulation.identity.documents}
    document = named.get(topic.document) if topic is not None and topic.document else None
    ask = next((each.id for each in law.procedures.values() if "notify_purpose" in each.serves), None)
    near = citations(law, topic.near if topic is not None else (), language)
    return Silence(document, near, ask)


def _holding(law: Law, category: Category, language: Language) -> Holding:
    people = {value.id: value for value in law.vocabulary.enums["person"].values}
    stated = [each for each in law.regulation.identity.purposes if set(each.persons) & set(category.persons)]
    return Holding(
        id=category.id,
        title=category.title.of(language),
        clause=citation(law, category.clause, language),
        persons=tuple(say(people[name], language) for name in category.persons),
        items=category.items,
        purposes=tuple(_purpose(law, each, language) for each in stated),
    )


def _purpose(law: Law, purpose: Purpose, language: Language) -> StatedPurpose:
    activities = {value.id: value for value in law.vocabulary.enums["activity"].values}
    classes = law.regulation.identity.categories
    reached = sum(1 for each in classes if set(each.persons) & set(purpose.persons))
    return StatedPurpose(
        clause=citation(law, purpose.clause, language),
        activities=tuple(say(activities[name], language) for name in purpose.activities),
        everybody=reached > len(classes) // 2 and len(classes) > 1,
        catch_all=purpose.catch_all,
        implies_provision="implies_provision" in purpose.flags,
    )
