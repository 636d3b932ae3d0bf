"""Static checks of `filings.yaml`: every field, fact, choice and form is there, and every paper can be filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from kitei.filings.book import Book
from kitei.forms.catalogue import UnknownForm
from kitei.forms.definition import Field, Form
from kitei.predicates.facts import Kind
from kitei.procedures.procedure import REQUESTER, Procedure
from kitei.regulations.findings import Finding, short
from kitei.regulations.schema.filings import Entry, FactRule, Filing, Proof, ValueRule
from kitei.regulations.yamlfile import Place

_ALWAYS = frozenset({"subject", "decided_on"})
"""What the office also knows by itself: the case's title, the day of the decision."""


@dataclass(frozen=True, slots=True)
class FilingChecker:
    """Checks what one regulation says about papers."""

    book: Book

    def findings(self) -> list[Finding]:
        """Everything found, ordered by line."""
        if "filings" not in self.book.regulation.documents:
            return []
        return sorted({*self._desk(), *self._filings(), *self._public(), *self._notices(), *self._issued()})

    def _desk(self) -> Iterator[Finding]:
        desk = self.book.desk
        if desk is not None and not any(desk.role in text.people for text in self.book.texts):
            yield self._at(("desk", "role"), "unknown_role", f"役職又は機関 `{desk.role}` が定義されていません。",
                           f"undefined role or body `{desk.role}`")  # fmt: skip
        for role in self.book.regulation.filings.signs:
            if not any(role in text.people for text in self.book.texts):
                yield self._at(("signs", role), "unknown_role", f"役職又は機関 `{role}` が定義されていません。",
                               f"undefined role or body `{role}`")  # fmt: skip

    def _filings(self) -> Iterator[Finding]:
        for index, filing in enumerate(self.book.regulation.filings.filings):
            place: Place = ("filings", index)
            yield from self._procedures(filing.procedures, place)
            form = self._form(filing.form)
            if form is None:
                yield self._at((*place, "form"), "unknown_form", f"様式 `{filing.form}` がありません。",
                               f"there is no form `{filing.form}`")  # fmt: skip
                continue
            yield from self._filing(filing, form, place)
            yield from self._proofs(filing, form, place)

    def _filing(self, filing: Filing, form: Form, place: Place) -> Iterator[Finding]:
        for entry, fields in filing.entries.items():
            yield from self._fields(fields, form, (*place, "entries", entry))
        asked = [name for name in (filing.kind, filing.claimant_field) if name]
        yield from self._fields(asked, form, place)
        if filing.claimant_field and filing.claimant_field in _ids(form):
            known = {choice.id for choice in form.field(filing.claimant_field).choices}
            for number, rule in enumerate(filing.claimants):
                if rule.choice not in known:
                    yield self._at((*place, "claimants", number), "unknown_choice",
                                   f"`{rule.choice}` という選択肢はありません。",
                                   f"`{filing.claimant_field}` has no choice `{rule.choice}`")  # fmt: skip
        for name in filing.procedures:
            if name in self.book.procedures:
                yield from self._starts(self.book.procedures[name], filing, place)
        for number, fact in enumerate(filing.facts):
            yield from self._fact(fact, filing, form, (*place, "facts", number))

    def _starts(self, procedure: Procedure, filing: Filing, place: Place) -> Iterator[Finding]:
        known = {outcome.id for outcome in procedure.steps[procedure.start].outcomes}
        for name in (filing.outcome, *(turn.outcome for turn in filing.turns)):
            if name not in known:
                yield self._at(place, "unknown_outcome", f"`{procedure.id}` の最初の段階に `{name}` はありません。",
                               f"the first step of `{procedure.id}` cannot end in `{name}`")  # fmt: skip

    def _fact(self, rule: FactRule, filing: Filing, form: Form, place: Place) -> Iterator[Finding]:
        for name in filing.procedures:
            known = self._facts(name)
            if rule.fact not in known:
                yield self._at(place, "unknown_fact", f"`{name}` の問いに事実 `{rule.fact}` はありません。",
                               f"the questions of `{name}` have no fact `{rule.fact}`")  # fmt: skip
                return
        if rule.field is None:
            return
        yield from self._fields([rule.field], form, place)
        if rule.field not in _ids(form):
            return
        field = form.field(rule.field)
        yield from self._choices(rule.values, field, place)
        values = known[rule.fact] if filing.procedures else ()
        for value in {each for kinds in rule.values.values() for each in kinds}:
            if values and value not in values and value not in ("yes", "no"):
                yield self._at(place, "unknown_value", f"`{rule.fact}` に値 `{value}` はありません。",
                               f"`{rule.fact}` has no value `{value}`")  # fmt: skip

    def _choices(self, named: Iterable[str], field: Field, place: Place) -> Iterator[Finding]:
        choices = {choice.id for choice in field.choices}
        for name in sorted(set(named) - choices):
            yield self._at(place, "unknown_choice", f"`{field.id}` に選択肢 `{name}` はありません。",
                           f"`{field.id}` has no choice `{name}`")  # fmt: skip
        if named:
            for name in sorted(choices - set(named)):
                yield self._at(place, "choice_left_out", f"`{field.id}` の選択肢 `{name}` の扱いがありません。",
                               f"nothing is said of the choice `{name}` of `{field.id}`")  # fmt: skip

    def _proofs(self, filing: Filing, form: Form, place: Place) -> Iterator[Finding]:
        known = {proof.id: proof for layer in self.book.layers for proof in layer.proofs}
        for name in filing.proofs:
            if name not in known:
                yield self._at((*place, "proofs"), "unknown_proof", f"`{name}` という証明の定めがありません。",
                               f"there is no proof `{name}`")  # fmt: skip
                continue
            yield from self._proof(known[name], form, place)

    def _proof(self, proof: Proof, form: Form, place: Place) -> Iterator[Finding]:
        if proof.field is not None and (proof.field not in _ids(form) or not form.field(proof.field).choices):
            yield self._at(place, "unknown_field", f"様式 `{form.id}` に選択の欄 `{proof.field}` がありません。",
                           f"`{form.id}` has no field `{proof.field}` with choices")  # fmt: skip
        lists = {each.id for text in self.book.texts for each in text.registers.checklists}
        if proof.checklist is not None and proof.checklist not in lists:
            yield self._at(place, "unknown_checklist", f"確認表 `{proof.checklist}` がありません。",
                           f"there is no checklist `{proof.checklist}`")  # fmt: skip

    def _public(self) -> Iterator[Finding]:
        """Every procedure that somebody outside starts has a filing."""
        for name, procedure in self.book.procedures.items():
            if procedure.steps[procedure.start].actor == REQUESTER and name not in self.book.filings:
                yield self._at(("filings",), "no_filing", f"手続 `{name}` の申出の方法がありません。",
                               f"nothing says how `{name}` is filed")  # fmt: skip

    def _notices(self) -> Iterator[Finding]:
        texts = {text.id for layer in self.book.layers for text in layer.texts}
        frames = {name for layer in self.book.layers for name in layer.frames}
        for index, notice in enumerate(self.book.regulation.filings.notices):
            place: Place = ("notices", index)
            yield from self._procedures(notice.procedures, place)
            if notice.frame is not None and notice.frame not in frames:
                yield self._at(place, "unknown_frame", f"枠 `{notice.frame}` がありません。",
                               f"there is no frame `{notice.frame}`")  # fmt: skip
            form = self._form(self.book.printed_as(notice.paper, next(iter(notice.procedures), "")))
            if form is None:
                yield self._at(place, "unknown_form", f"`{notice.paper}` の様式がありません。",
                               f"there is no form for `{notice.paper}`")  # fmt: skip
                continue
            yield from self._fields([*notice.values, *notice.typed], form, place)
            for name, rule in notice.values.items():
                if name in _ids(form):
                    yield from self._rule(rule, form.field(name), texts, (*place, "values", name))

    def _rule(self, rule: ValueRule, field: Field, texts: set[str], place: Place) -> Iterator[Finding]:
        if rule.text is not None and rule.text not in texts:
            yield self._at(place, "unknown_text", f"文 `{rule.text}` がありません。", f"there is no text `{rule.text}`")
        if rule.fact is not None and rule.fact not in self.book.catalogue.library.vocabulary.facts:
            yield self._at(place, "unknown_fact", f"事実 `{rule.fact}` はありません。", f"unknown fact `{rule.fact}`")
        if field.choices:
            chosen = {name for names in rule.values.values() for name in names} | ({rule.otherwise} - {None})
            known = {choice.id for choice in field.choices}
            for name in sorted(map(str, chosen - known)):
                yield self._at(place, "unknown_choice", f"`{field.id}` に選択肢 `{name}` はありません。",
                               f"`{field.id}` has no choice `{name}`")  # fmt: skip

    def _issued(self) -> Iterator[Finding]:
        """Every paper that a filed procedure issues has a form, and each entry it needs has a source or is typed."""
        for procedure, paper in self.book.issued():
            notice = self.book.notice(paper, procedure.id)
            form = self._form(self.book.printed_as(paper, procedure.id))
            if form is None:
                continue
            given = {name for name, rule in self.book.values_of(notice).items() if self._known(rule, procedure, paper)}
            for field in form.fields:
                if field.required is True and field.id not in given and field.id not in notice.typed:
                    yield self._at(("notices",), "no_source", f"`{paper}` の欄 `{field.id}` に入れるものがありません。",
                                   f"`{paper}` needs `{field.id}`, which has no source and is not typed")  # fmt: skip

    def _known(self, rule: ValueRule, procedure: Procedure, paper: str) -> bool:
        """Whether a value is there whenever the paper goes out."""
        if rule.source in set(get_args(Entry)) - _ALWAYS:
            return rule.source in self.book.filings[procedure.id].entries
        outcomes = [each for step in procedure.steps.values() for each in step.outcomes if each.notice == paper]
        match rule.source:
            case "stated" | "stated_on_grounds":
                return all(each.reason for each in outcomes)
            case "extended_to":
                return all(each.extends for each in outcomes)
            case "ground" | "ground_named":
                return rule.otherwise is not None or all(each.grounds for each in outcomes)
            case "effect" | "outcome" if rule.otherwise is None:
                said = [each.effect if rule.source == "effect" else each.id for each in outcomes]
                return all(each in rule.values for each in said)
            case _:
                return True

    def _procedures(self, names: Iterable[str], place: Place) -> Iterator[Finding]:
        for name in names:
            if name not in self.book.procedures:
                yield self._at(place, "unknown_procedure", f"手続 `{name}` がありません。",
                               f"there is no procedure `{name}`")  # fmt: skip

    def _fields(self, names: Iterable[str], form: Form, place: Place) -> Iterator[Finding]:
        for name in names:
            if name not in _ids(form):
                yield self._at(place, "unknown_field", f"様式 `{form.id}` に欄 `{name}` はありません。",
                               f"`{form.id}` has no field `{name}`")  # fmt: skip

    def _facts(self, procedure: str) -> Mapping[str, tuple[str, ...]]:
        """The facts that the questions of a procedure and its steps read, with their values."""
        if procedure not in self.book.procedures:
            return {}
        found = self.book.procedures[procedure]
        asked = {found.question, *(step.question for step in found.steps.values() if step.question)}
        vocabulary = self.book.catalogue.library.vocabulary.extended(self.book.regulation.identity.extends)
        chosen = {Kind.ONE.value, Kind.ANY.value}
        return {
            name: tuple(value.id for value in vocabulary.values_of(fact)) if fact.type in chosen else ()
            for question in sorted(asked)
            for name, fact in vocabulary.facts_of(question).items()
        }

    def _form(self, name: str) -> Form | None:
        try:
            return self.book.form(name).form
        except UnknownForm:
            return None

    def _at(self, place: Place, code: str, ja: str, en: str) -> Finding:
        document = self.book.regulation.documents["filings"]
        return Finding(short(document.file), document.line(place), code, ja, en)


def _ids(form: Form) -> frozenset[str]:
    return frozenset(field.id for field in form.fields)
