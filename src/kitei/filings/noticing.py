"""From a case and a decision to the values of the paper that tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kitei.filings.book import Book
from kitei.filings.citing import labels
from kitei.filings.grounds import RefusedOn
from kitei.forms.definition import Field
from kitei.forms.values import ValueFault, missing, read_values
from kitei.procedures.procedure import Outcome, Procedure, Step
from kitei.regulations.schema.filings import ValueRule
from kitei.regulations.schema.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What is known when a paper goes out.

    Attributes:
        recipient: to whom it goes. officer, officer_name: who signs, with the title of the office, and the name alone.
        entries: what the office took from the paper that was filed.
        ground: the ground named for a refusal. reason: the reason given.
        decided_on: the day of the decision that the paper carries out, if it was another day.
        extended_to: the new last day after an extension.
    """

    number: str
    issued_on: date
    received_on: date
    procedure: Procedure
    step: Step
    outcome: Outcome
    officer: str
    officer_name: str
    institution: str = ""
    desk: str = ""
    recipient: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    entries: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    ground: RefusedOn | None = None
    reason: str | None = None
    due_on: date | None = None
    extended_to: date | None = None
    decided_on: date | None = None

    @property
    def basis(self) -> tuple[str, ...]:
        """The clauses relied on: of the ground, else of the ending, else of the step."""
        return self.ground.clauses if self.ground else self.outcome.clauses or self.step.clauses

    @property
    def stated(self) -> str | None:
        """The reason that the paper must state; a reason given only for the file is not for the paper."""
        return self.reason if self.outcome.reason else None


@dataclass(frozen=True, slots=True)
class Filled:
    """A paper as far as it is filled.

    Attributes:
        form: the form's name in the catalogue. values: by field. lacking: what must still be written.
    """

    form: str
    values: Mapping[str, Any]
    lacking: tuple[ValueFault, ...]


def fill(book: Book, paper: str, occasion: Occasion, typed: Mapping[str, Any], *, language: Language = "ja") -> Filled:
    """The values of a paper: what whoever issues it has typed, else what is known of the case.

    Raises:
        UnknownForm: there is no form for the paper.
        BadValues: what was typed cannot be read.
    """
    name = book.printed_as(paper, occasion.procedure.id)
    form = book.form(name).form
    known = dict(_known(book, paper, occasion, language))
    fields = {each.id for each in form.fields}
    own = {key: _plain(form.field(key), value) for key, value in known.items() if key in fields}
    values = read_values(form, own | dict(typed), on=occasion.issued_on, partial=True)
    return Filled(name, values, tuple(missing(form, values, on=occasion.issued_on)))


def to_write(book: Book, paper: str, procedure: str) -> tuple[str, ...]:
    """The fields of a paper that whoever issues it may write, those the law leaves to him first."""
    notice = book.notice(paper, procedure)
    form = book.form(book.printed_as(paper, procedure)).form
    first = notice.typed
    rest = (each.id for each in form.fields if each.id not in first and each.type not in ("seal", "stamp"))
    return (*first, *rest)


def _known(book: Book, paper: str, occasion: Occasion, language: Language) -> Iterator[tuple[str, Any]]:
    for name, rule in book.values_of(book.notice(paper, occasion.procedure.id)).items():
        value = _value(book, paper, rule, occasion, language)
        if value is not None and value != "":
            yield name, value


def _value(book: Book, paper: str, rule: ValueRule, occasion: Occasion, language: Language) -> Any:
    if rule.text is not None:
        return book.text(rule.text).of(language)
    value = occasion.facts.get(rule.fact) if rule.fact is not None else _source(str(rule.source), occasion, language)
    if rule.source == "paper_title":
        value = book.title(paper, occasion.procedure.id).of(language)
    elif rule.source == "basis":
        value = labels(book.texts, occasion.basis, language)
    if not rule.values and rule.otherwise is None:
        return value + timedelta(days=rule.days) if isinstance(value, date) else value
    keys = (f"{occasion.step.id}.{value}", str(value)) if rule.source == "outcome" else (str(value),)
    chosen = next((rule.values[key] for key in keys if key in rule.values), None)
    if chosen is None:
        return rule.otherwise
    return list(chosen) if len(chosen) > 1 else chosen[0]


def _source(name: str, occasion: Occasion, language: Language) -> Any:
    """What is known under a source's name: first what was taken from the filed paper, then what the case says."""
    if name in occasion.entries:
        return occasion.entries[name]
    return _SOURCES[name](occasion, language) if name in _SOURCES else None


def _stated(occasion: Occasion, language: Language) -> str | None:
    """The reason, with the name and clause of the ground for refusing before it."""
    if occasion.ground is None or not occasion.ground.refuses:
        return occasion.stated
    named = occasion.ground.says(language)
    return f"{named}\n{occasion.stated}" if occasion.stated else named


def _plain(field: Field, value: Any) -> Any:
    """What a form reads: lists for several choices, a flag for yes and no."""
    if field.type == "flag":
        return value == "yes"
    return list(value) if isinstance(value, tuple | frozenset | set) else value


_SOURCES: Mapping[str, Callable[[Occasion, Language], Any]] = {
    "issued_on": lambda it, _: it.issued_on,
    "received_on": lambda it, _: it.received_on,
    "number": lambda it, _: it.number,
    "recipient": lambda it, _: it.recipient,
    "officer": lambda it, _: it.officer,
    "officer_name": lambda it, _: it.officer_name,
    "officer_seal": lambda it, _: next(iter(it.officer_name.split()), None),
    "desk": lambda it, _: it.desk,
    "institution": lambda it, _: it.institution,
    "due_on": lambda it, _: it.due_on,
    "extended_to": lambda it, _: it.extended_to,
    "claimant": lambda it, _: it.entries.get("name"),
    "principal": lambda it, _: it.entries.get("name"),
    "subject": lambda it, _: it.entries.get("matter") or it.title,
    "wish": lambda it, _: it.entries.get("reason"),
    "stated": lambda it, _: it.stated,
    "stated_on_grounds": _stated,
    "ground": lambda it, _: it.ground.ground if it.ground else None,
    "ground_named": lambda it, language: it.ground.says(language) if it.ground else None,
    "effect": lambda it, _: it.outcome.effect,
    "outcome": lambda it, _: it.outcome.id,
    "outcome_title": lambda it, language: it.outcome.title.ja if language == "ja" else it.outcome.title.en,
    "decided_on": lambda it, _: it.decided_on or it.issued_on,
    "request_title": lambda it, language: it.procedure.title.ja if language == "ja" else it.procedure.title.en,
}
