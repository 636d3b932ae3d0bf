"""Taking a step as the page asks for it.

What a step means for the rest of the office follows from the paper that goes with it: a paper with an entry for what
was handed over hands over, one with an entry for somebody else's information hears that person.
"""

from __future__ import annotations

from typing import Any, get_args

from kitei.calendar import DayError, parse_day
from kitei.office.ground.rows import ActedRow
from kitei.office.requests.queries.answers import beside
from kitei.office.requests.services.answering import answer
from kitei.office.requests.services.handing_over import Item, Proof, hand_over
from kitei.office.requests.services.third_parties import Asked, ask_third_party, tell_opponent
from kitei.web.cases.deciding import Form, asked

HANDS_OVER = frozenset({"enclosures", "received_by"})
"""Entries of a paper with which something is handed over."""
ASKS_ANOTHER = frozenset({"third_info", "reply_by"})
"""Entries of a paper by which a third party is asked."""
TELLS_ANOTHER = frozenset({"disclosed_from"})
"""Entries of a paper by which a third party who objected is told."""


def take(form: Form, turn: int | None) -> object:
    """Take the step.

    Raises:
        OfficeError: it cannot be taken so; what is wrong and what to do about it.
    """
    fields = frozenset(field.id for field in form.paper.folder.form.fields) if form.paper else frozenset()
    return act(asked(form, turn), fields)


def act(wanted: dict[str, Any], fields: frozenset[str]) -> ActedRow:
    """Take a step as what its paper holds asks for.

    Args:
        wanted: the arguments of `answer`. fields: the entries of the paper that goes with the outcome.

    Raises:
        OfficeError: it cannot be taken so; what is wrong and what to do about it.
    """
    if fields >= HANDS_OVER:
        return _hand_over(wanted)
    if fields >= ASKS_ANOTHER:
        return _ask_another(wanted)
    if fields >= TELLS_ANOTHER:
        return _tell_another(wanted)
    return answer(**wanted)


def _hand_over(wanted: dict[str, Any]) -> ActedRow:
    entries = wanted["ending"].typed or {}
    items = [
        Item(str(row.get("title", "")), str(row.get("pages", "")), str(row.get("digest", "")))
        for row in entries.get("enclosures", ())
    ]
    receiver = str(entries.get("received_by", "") or wanted["case"].name)
    proof: Proof = next((each for each in get_args(Proof) if each == entries.get("proof")), "receipt")
    return hand_over(**wanted, items=items, receiver=receiver, proof=proof, place=str(entries.get("place", "")))


def _ask_another(wanted: dict[str, Any]) -> ActedRow:
    entries = wanted["ending"].typed or {}
    try:
        reply_by = parse_day(str(entries.get("reply_by", "")))
    except DayError:
        return answer(**wanted)  # which says what the paper lacks
    party = Asked(
        name=str(entries.get("recipient", "")),
        contact="",
        information=str(entries.get("third_info", "")),
        reply_by=reply_by,
        duty="must" if entries.get("duty") == "must" else "may",
        why=str(entries.get("mandatory_reason", "")),
    )
    return ask_third_party(**wanted, party=party)


def _tell_another(wanted: dict[str, Any]) -> ActedRow:
    waiting = [each for each in beside(wanted["case"]).third_parties if each.opinion == "oppose" and not each.told_on]
    if not waiting:
        return answer(**wanted)
    given = {name: value for name, value in wanted.items() if name != "case"}
    return tell_opponent(**given, party=waiting[0])
