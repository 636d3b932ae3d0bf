"""From a filled form to the facts of a case and to what the office takes for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitei.filings.book import Book
from kitei.forms.values import Values, holds
from kitei.procedures.procedure import Procedure
from kitei.regulations.schema.filings import Claimant, FactRule, Filing

CLAIMANT, KIND = "claimant", "request_kind"
_YES_NO: Mapping[str, Any] = {"yes": True, "no": False}
MOST_SUBJECT = 60
"""Characters of what was asked about that stand in a case's title."""


class FilingFault(ValueError):
    """A paper that cannot be taken as it is. `ja` and `en` say why and what to do."""

    def __init__(self, *, ja: str, en: str) -> None:
        self.ja, self.en = ja, en
        super().__init__(en)


class MayNotFile(FilingFault):
    """Somebody files who may not under this regulation, or the form says somebody else asks."""


class KindNotServed(FilingFault):
    """The kinds ticked on the form are dealt with by other procedures."""


class KindLeftOpen(FilingFault):
    """What was ticked stands for several kinds of request, and nothing says which is meant."""


@dataclass(frozen=True, slots=True)
class Appealed:
    """The case that is appealed.

    Attributes:
        facts: its facts. decision: how it was decided (a value of the fact `decision`).
        decided_on: the day on which the person learned of the decision. first: nobody has appealed against it before.
    """

    number: str
    title: str
    facts: Mapping[str, Any]
    decision: str
    decided_on: date | None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What one paper asks for.

    Attributes:
        procedure: the procedure that deals with it. outcome: how its first step ends with this paper.
        facts: the facts of the case. entries: what the office takes for itself, by its own names.
        title: what the case is called.
    """

    procedure: str
    outcome: str
    claimant: Claimant
    facts: Mapping[str, Any]
    entries: Mapping[str, Any]
    title: str

    @property
    def principal(self) -> str:
        """Whose information it is."""
        return str(self.entries.get("principal") or self.entries.get("name", ""))


def read_filing(
    book: Book,
    procedure: str,
    values: Values,
    *,
    received_on: date,
    claimant: Claimant | None = None,
    kind: str | None = None,
    appealed: Appealed | None = None,
) -> tuple[Asked, ...]:
    """Everything that a paper asks for: one for each kind of request ticked, that of the procedure named first.

    Args:
        claimant: who asks, where the form does not ask or its answer leaves it open.
        kind: the kind of request meant, where what was ticked stands for several.

    Raises:
        NotFiledHere: the procedure is not started by a form.
        MayNotFile: whoever asks may not.
        KindNotServed, KindLeftOpen: the kind of request is another, or left open.
    """
    filing = book.filing(procedure)
    who = _claimant(filing, values, claimant)
    kinds: list[tuple[str, str | None]] = [*_kinds(book, procedure, filing, values, kind)]
    outcome = _outcome(book, filing, values, received_on)
    entries = entries_of(filing, values)
    found = []
    for own, asked in kinds or [(procedure, None)]:
        rules = [rule for rule in filing.facts if rule.fact != KIND or rule.field is None or rule.field != filing.kind]
        facts = _facts(rules, values, received_on, appealed)
        if filing.claimants:
            facts[CLAIMANT] = who
        if asked is not None:
            facts[KIND] = asked
        title = _title(book.procedures[own], entries, appealed)
        found.append(Asked(own, outcome, who, facts, entries, title))
    return tuple(found)


def claimants(filing: Filing, values: Values) -> tuple[Claimant, ...]:
    """Who may be asking, as far as the form's own field says."""
    chosen = values.get(filing.claimant_field) if filing.claimant_field else None
    said = chosen[0] if isinstance(chosen, tuple) else chosen
    return tuple(
        dict.fromkeys(rule.claimant for rule in filing.claimants if said is None or rule.choice in (None, said))
    )


def _outcome(book: Book, filing: Filing, values: Values, on: date) -> str:
    form = book.form(filing.form).form
    turns = (turn.outcome for turn in filing.turns if holds(form, turn.when, values, on=on))
    return next(turns, filing.outcome)


def _claimant(filing: Filing, values: Values, given: Claimant | None) -> Claimant:
    possible = claimants(filing, values)
    if given is not None and filing.claimants:
        if given not in possible:
            raise MayNotFile(
                ja=f"請求者の別が合いません。書面では {_listed(possible)}、申出では {given} です。",
                en=f"the paper says that {_listed(possible)} asks, but {given} was given",
            )
        return given
    if not filing.claimants:
        return given or "principal"
    if len(possible) > 1 and "principal" not in possible:
        raise MayNotFile(
            ja=f"代理人の別を選んでください({_listed(possible)})。",
            en=f"say which sort of representative asks: {_listed(possible)}",
        )
    return "principal" if "principal" in possible else possible[0]


def _kinds(book: Book, procedure: str, filing: Filing, values: Values, given: str | None) -> Iterator[tuple[str, str]]:
    """The kinds of request asked for, each with its procedure; that of the procedure named comes first."""
    rule = next((each for each in filing.facts if each.fact == KIND and each.field == filing.kind), None)
    if filing.kind is None or rule is None:
        return
    serves = book.procedures[procedure].serves
    ticked = values.get(filing.kind, ())
    meant = [_meant(rule, choice, serves, given) for choice in ticked]
    own = [kind for kind in meant if kind in serves]
    if given is not None and given not in own:
        own = []
    if not own:
        raise KindNotServed(
            ja=f"選ばれた請求の区分は、この手続({book.procedures[procedure].title.ja})では扱いません。",
            en=f"the kind of request ticked is not dealt with here ({book.procedures[procedure].title.en})",
        )
    yield from ((procedure, kind) for kind in own)
    for kind in meant:
        other = book.for_kind(kind)
        if kind not in serves and other is not None and book.filings[other] == filing:
            yield other, kind


def _meant(rule: FactRule, choice: str, serves: tuple[str, ...], given: str | None) -> str:
    possible = rule.values.get(choice, (choice,))
    fitting = [kind for kind in possible if kind in serves] or list(possible)
    if given in fitting:
        return str(given)
    if len(fitting) > 1:
        raise KindLeftOpen(
            ja=f"「{choice}」のうちどれを求めるかを選んでください({_listed(fitting)})。",
            en=f"say which of {_listed(fitting)} is meant by `{choice}`",
        )
    return fitting[0]


def read_reply(book: Book, paper: str, values: Values, *, received_on: date) -> dict[str, Any]:
    """What a paper sent in later says about the case, as facts."""
    reply = book.reply(paper)
    return _facts(reply.facts, values, received_on, None) if reply else {}


def entries_of(filing: Filing, values: Values) -> dict[str, Any]:
    """What the office takes for itself from a filled form."""
    found: dict[str, Any] = {}
    for entry, fields in filing.entries.items():
        value = next((values[name] for name in fields if values.get(name)), None)
        if value is not None:
            found[entry] = value[0] if isinstance(value, tuple) else value
    return found


def _facts(rules: Iterable[FactRule], values: Values, received_on: date, appealed: Appealed | None) -> dict[str, Any]:
    """The first rule that says something about a fact counts."""
    found: dict[str, Any] = {}
    for rule in rules:
        value = _fact(rule, values, received_on, appealed)
        if value is not None:
            found.setdefault(rule.fact, value)
    return found


def _fact(rule: FactRule, values: Values, received_on: date, appealed: Appealed | None) -> Any:
    if rule.value is not None:
        return rule.value
    if rule.day is not None:
        return received_on
    if rule.appealed is not None:
        return _of_appealed(rule.appealed, appealed)
    given = values.get(str(rule.field))
    if not isinstance(given, tuple):
        return given
    named = [kind for choice in given for kind in rule.values.get(choice, () if rule.values else (choice,))]
    return _YES_NO.get(named[0], named[0]) if named else None


def _of_appealed(name: str, appealed: Appealed | None) -> Any:
    if appealed is None:
        return None
    own = {
        "decision": appealed.decision,
        "decided_on": appealed.decided_on,
        "same_content": False if appealed.first else None,
    }
    return own[name] if name in own else appealed.facts.get(name)


def _title(procedure: Procedure, entries: Mapping[str, Any], appealed: Appealed | None) -> str:
    about = str(entries.get("subject") or entries.get("matter") or (appealed.title if appealed else ""))
    about = " ".join(about.split())
    if len(about) > MOST_SUBJECT:
        about = about[:MOST_SUBJECT] + "…"
    return f"{procedure.title.ja}:{about}" if about else procedure.title.ja


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names)
