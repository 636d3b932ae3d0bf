"""Reads what follows from a norm (duties, letters, register entries) from its YAML form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from kitei.decisions.norms import Attachments, DueRule, Duty, Entry, KeepRule, Letter
from kitei.predicates.expression import TRUE, Day, Expression
from kitei.predicates.reading import Reader, read_day
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.norms import Due, Keep, Notice, Obligation, RecordEntry


class HasAttachments(Protocol):
    """A norm or exception of the schema."""

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """What must be done."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What must be issued."""

    @property
    def records(self) -> tuple[RecordEntry, ...]:
        """What must be entered."""


@dataclass(frozen=True, slots=True)
class AttachmentReader:
    """Reads attachments of one norm.

    Attributes:
        clause: the clause they rest on unless they name their own.
    """

    regulation: Regulation
    reader: Reader
    clause: str

    def under(self, clause: str) -> AttachmentReader:
        """The same reader for an exception that rests on its own clause."""
        return AttachmentReader(self.regulation, self.reader, clause)

    def all(self, model: HasAttachments, path: str = "") -> Attachments:
        """Everything attached to a norm or exception."""
        prefix = f"{path}." if path else ""
        return Attachments(
            self.duties(model.obligations, f"{prefix}obligations"),
            tuple(self._letter(each, f"{prefix}notices") for each in model.notices),
            tuple(self._entry(each, f"{prefix}records") for each in model.records),
        )

    def duties(self, models: Iterable[Obligation], path: str) -> tuple[Duty, ...]:
        """Obligations or conditions."""
        return tuple(self._duty(each, f"{path}[{index}]") for index, each in enumerate(models))

    def single(self, kind: str) -> Duty:
        """A plain duty of a kind."""
        return Duty(kind, self.clause)

    def _duty(self, model: Obligation, path: str) -> Duty:
        return Duty(
            kind=model.kind,
            clause=model.clause or self.clause,
            role=self._title(model.role),
            due_word=model.due_word,
            due=self._due(model.due, path) if model.due else None,
            fields=model.fields,
            keep=self._keep(model.keep, path) if model.keep else None,
            strength=model.strength,
            when=self._when(model.when, path),
            collateral=model.see is not None,
        )

    def _letter(self, model: Notice, path: str) -> Letter:
        return Letter(model.document, model.items, model.clause or self.clause, self._when(model.when, path))

    def _entry(self, model: RecordEntry, path: str) -> Entry:
        keep = self._keep(model.keep, path) if model.keep else None
        return Entry(model.register_id, model.fields, keep, model.clause or self.clause, self._when(model.when, path))

    def _title(self, role: str | None) -> str | None:
        person = self.regulation.people.get(role or "")
        return person.title.ja if person else role

    def _when(self, raw: object, path: str) -> Expression:
        return TRUE if raw is None else self.reader.read(raw, f"{path}.when")

    def _day(self, source: str, path: str) -> Day:
        return read_day(source, lambda name: self.reader.fact(name, f"{path}.from"), f"{path}.from")

    def _due(self, model: Due, path: str) -> DueRule:
        month, _, day = (model.on or "").partition("-")
        return DueRule(
            start=self._day(model.source, path) if model.source else None,
            counter=model.counter or ("ppc" if model.day else "civil"),
            days=model.days,
            months=model.months,
            years=model.years,
            nth_day=model.day,
            moves=model.moves,
            year=self.reader.fact(model.year, f"{path}.year") if model.year else None,
            plus=model.plus,
            month_day=(int(month), int(day)) if model.on else None,
        )

    def _keep(self, model: Keep, path: str) -> KeepRule:
        return KeepRule(self._day(model.source, path), model.days, model.months, model.years, model.include_first)
