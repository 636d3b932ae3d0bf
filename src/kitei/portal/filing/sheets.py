"""A form divided into pages of one thing each: who asks, about whom, what is asked, with which papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kitei.filings.filing import KIND
from kitei.forms.definition import Choice, Field, Form
from kitei.office.lawbook import Law
from kitei.office.requests.books import book_of
from kitei.portal.filing.reading import is_required
from kitei.procedures.procedure import Procedure
from kitei.regulations.schema.filings import Entry, Filing

WHO, PERSON, WISH, PAPERS, CHECK = "who", "person", "wish", "papers", "check"
ORDER: Final = (WHO, PERSON, WISH, PAPERS, CHECK)
_COMPLAINING: Final = (WISH, PERSON, CHECK)
"""Whoever complains says what it is about before saying, or not saying, who he is."""

_PRINCIPAL = "principal"
_PERSONAL: tuple[Entry, ...] = ("name", "kana", "principal", "unit", "address", "tel", "email")
_COMPLETE: Mapping[str, str] = {"name": "name", "address": "street-address", "tel": "tel", "email": "email"}


@dataclass(frozen=True, slots=True)
class Filed:
    """A procedure as the portal files it.

    Attributes:
        claimants: who may file, by the values of the fact; empty where the form asks nobody's claim.
    """

    law: Law
    procedure: Procedure
    filing: Filing
    form: Form

    @property
    def claimants(self) -> tuple[str, ...]:
        """Who may file."""
        return tuple(rule.claimant for rule in self.filing.claimants)

    @property
    def filed_on(self) -> tuple[str, ...]:
        """The fields that carry the day of filing; the portal fills them in."""
        return self.filing.entries.get("filed_on", ())

    def fields(self, sheet: str) -> tuple[str, ...]:
        """The fields of one page: those about a person in the order one says them, others in the order of the form."""
        found = [field.id for field in self.form.fields if self._sheet(field) == sheet]
        if sheet == PERSON:
            found.sort(key=lambda name: _PERSONAL.index(self.entry(name) or "name"))
        return tuple(found)

    def entry(self, field: str) -> Entry | None:
        """What the office takes from a field for itself."""
        return next((entry for entry, names in self.filing.entries.items() if field in names), None)

    def open_kinds(self, entered: Mapping[str, Any]) -> tuple[str, ...]:
        """The kinds of request of which one must be named, because what was ticked stands for several."""
        ticked = entered.get(str(self.filing.kind), ())
        for choice in ticked if isinstance(ticked, list | tuple) else ():
            found = self.kinds(str(choice))
            if len(found) > 1:
                return found
        return ()

    def complete(self, field: str) -> str:
        """What a browser may fill in by itself: the token of `autocomplete`."""
        return _COMPLETE.get(str(self.entry(field)), "")

    def preset(self, claimant: str, on: date) -> dict[str, Any]:
        """What the form says before anything is entered: the day, who asks, and the kind of request meant."""
        found: dict[str, Any] = {}
        for name in self.filed_on:
            found[name] = {"y": str(on.year), "m": str(on.month), "d": str(on.day)}
        if self.filing.claimant_field is not None:
            choice = next((rule.choice for rule in self.filing.claimants if rule.claimant == claimant), None)
            found[self.filing.claimant_field] = choice or ""
        if self.filing.kind is not None:
            meant = self._meant()
            found[self.filing.kind] = [choice.id for choice in meant]
            found |= {choice.text: self.procedure.title.ja for choice in meant if choice.text is not None}
        return found

    def kinds(self, choice: str) -> tuple[str, ...]:
        """The kinds of request for which a choice of the form may stand here."""
        rule = next((each for each in self.filing.facts if each.fact == KIND and each.field == self.filing.kind), None)
        possible = rule.values.get(choice, (choice,)) if rule else ()
        return tuple(each for each in possible if each in self.procedure.serves)

    def shown(self, sheet: str, entered: Mapping[str, Any], claimant: str, *, on: date) -> tuple[str, ...]:
        """The fields of a page that matter with what is known so far.

        A field needed on a condition appears when the condition holds, or when something stands in it; a field for
        whoever acts for somebody else appears for such a person only.
        """
        found = []
        for name in self.fields(sheet):
            if claimant == _PRINCIPAL and self._for_another(name):
                continue
            field = self.form.field(name)
            conditional = not isinstance(field.required, bool)
            if not conditional or entered.get(name) or is_required(self.form, field, entered, on=on):
                found.append(name)
        return tuple(found)

    def names_agent(self, name: str) -> bool:
        """Whether a field names somebody who acts for the person: the office takes it before the person's own name."""
        named = self.filing.entries.get("name", ())
        return name in named and name != named[-1]

    def _for_another(self, name: str) -> bool:
        return self.names_agent(name) or self.entry(name) == "authority"

    def sheets(self) -> tuple[str, ...]:
        """The pages there are, in order; what is not asked of anybody has no page."""
        asked = {WHO: len(self.claimants) > 1, PAPERS: bool(self.filing.proofs), CHECK: True}
        order = _COMPLAINING if self.procedure.matter == "complaint" else ORDER
        return tuple(each for each in order if asked.get(each, False) or self.fields(each))

    def after(self, sheet: str) -> str:
        """The page that follows one."""
        sheets = self.sheets()
        return sheets[min(sheets.index(sheet) + 1, len(sheets) - 1)]

    def before(self, sheet: str) -> str | None:
        """The page before one; `None` before the first."""
        sheets = self.sheets()
        place = sheets.index(sheet)
        return sheets[place - 1] if place else None

    def _sheet(self, field: Field) -> str:
        if field.office or field.id in self.filed_on or field.id == self.filing.claimant_field:
            return ""
        entry = self.entry(field.id)
        if entry in _PERSONAL:
            return PERSON
        if entry == "authority" or field.id in self._proofs() or self._belongs_to_proof(field):
            return PAPERS
        return WISH

    def _proofs(self) -> frozenset[str]:
        """Fields in which the documents that prove something are ticked."""
        book = book_of(self.law)
        named = {book.proof(name).field for name in self.filing.proofs}
        listed = {book.proof(name).checklist for name in self.filing.proofs} - {None}
        ticked = {field.id for field in self.form.fields if listed and field.clause and field.id == "identity"}
        return frozenset(name for name in named if name) | ticked

    def _belongs_to_proof(self, field: Field) -> bool:
        return any(
            choice.text == field.id for each in self.form.fields if each.id in self._proofs() for choice in each.choices
        )

    def own_choices(self) -> tuple[Choice, ...]:
        """The choices of the form that stand for what the procedure serves."""
        fields = (each for each in self.form.fields if each.id == self.filing.kind)
        return tuple(choice for field in fields for choice in field.choices if self.kinds(choice.id))

    def _meant(self) -> tuple[Choice, ...]:
        """What is ticked from the start: the one choice that can be meant."""
        choices = self.own_choices()
        return choices if len(choices) == 1 else ()


def filed(law: Law, procedure: str) -> Filed | None:
    """A procedure that can be filed on the portal; `None` for another."""
    book = book_of(law)
    filing = book.filings.get(procedure)
    if filing is None or "portal" not in filing.channels:
        return None
    return Filed(law, law.procedures[procedure], filing, book.form(filing.form).form)
