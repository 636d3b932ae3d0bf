"""The words of explanations: outcomes, facts, tests and tasks as sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kitei.calendar import wareki
from kitei.decisions.answer import Answer, Task
from kitei.decisions.norms import Label, Program
from kitei.predicates.expression import (
    All,
    AnyOf,
    Compare,
    Const,
    Day,
    Expression,
    Given,
    Has,
    Is,
    Not,
    Number,
    Only,
    Test,
)
from kitei.predicates.facts import Fact, Value
from kitei.regulations.regulation import Regulation
from kitei.regulations.schema.vocabulary import EnumValue
from kitei.regulations.vocabulary import Vocabulary

_HEADINGS = {
    "conditions": Label("満たすべき条件", "Conditions"),
    "obligations": Label("しなければならないこと", "What must be done"),
    "questions": Label("次の事実が分かれば決まります", "The following facts would settle it"),
}
_WHO = {"regulation": Label("規程", "Regulation"), "statute": Label("法令", "Statute")}
_RELATION = {
    "above": Label("より大きい", "is above"),
    "below": Label("未満", "is below"),
    "at_least": Label("以上", "is at least"),
    "at_most": Label("以下", "is at most"),
    "equals": Label("と等しい", "equals"),
    "after": Label("より後", "is after"),
    "before": Label("より前", "is before"),
    "on_or_after": Label("以後", "is on or after"),
    "on_or_before": Label("以前", "is on or before"),
}
_EXEMPTION = {
    "yes": Label("例外に当たる", "exception holds"),
    "no": Label("例外に当たらない", "exception fails"),
    "unknown": Label("例外に当たるか不明", "exception not settled"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for values.

    Attributes:
        titles: the English title of each role and body, by the Japanese one that answers carry.
    """

    vocabulary: Vocabulary
    titles: Mapping[str, str] = field(default_factory=dict)

    def term(self, concept: str, name: str) -> Label:
        """The glossary's term, or the name itself."""
        found = self.vocabulary.glossary[concept].get(name)
        return Label(found.ja, found.en) if found else Label(name, name)

    def role(self, role: str) -> Label:
        """A canonical role."""
        return _label(self.vocabulary.roles.get(role), role)

    def decided_by(self, role: str, regulation: Regulation) -> Label:
        """Who decides, as that institution calls the role or body."""
        person = regulation.people.get(role)
        title = Label(person.title.ja, person.title.en) if person else self.role(role)
        return Label(f"判断者:{title.ja}", f"To be decided by: {title.en}")

    def kind(self, kind: str) -> Label:
        """An obligation kind."""
        found = self.vocabulary.kinds.get(kind)
        return Label((found.ja if found else "") or kind, (found.en if found else "") or kind)

    def headline(self, answer: Answer) -> Label:
        """What was asked and what came out."""
        question = self.vocabulary.questions[answer.question]
        outcome = self.term("outcome", answer.outcome)
        return Label(
            f"{question.ja}({wareki(answer.on)}):{outcome.ja}", f"{question.en} ({answer.on.isoformat()}): {outcome.en}"
        )

    def layer(self, who: str, said: str) -> Label:
        """What one text says."""
        outcome = self.term("outcome", said)
        return Label(f"{_WHO[who].ja}:{outcome.ja}", f"{_WHO[who].en}: {outcome.en}")

    def heading(self, name: str) -> Label:
        """A heading."""
        return _HEADINGS[name]

    def basis(self, answer: Answer) -> Label:
        """On what the answer rests."""
        basis = self.term("basis", answer.basis)
        return Label(f"判断の根拠:{basis.ja}", f"Basis: {basis.en}")

    def norm(self, program: Program, clause: str, effect: str | None, *, settled: bool) -> Label:
        """A norm with what it gives."""
        says = program.wording[clause]
        outcome = self.term("outcome", effect) if effect else Label("", "")
        unsettled = Label("" if settled else "(未確定)", "" if settled else " (not settled)")
        arrow = Label(f" → {outcome.ja}{unsettled.ja}", f" → {outcome.en}{unsettled.en}") if effect else Label("", "")
        return Label(f"{clause} {says.ja}{arrow.ja}", f"{clause} {says.en}{arrow.en}")

    def exemption(self, program: Program, clause: str, mark: str) -> Label:
        """An exception with whether it holds."""
        says = program.wording[clause]
        return Label(f"{clause} {says.ja} → {_EXEMPTION[mark].ja}", f"{clause} {says.en} → {_EXEMPTION[mark].en}")

    def others(self, clauses: list[str]) -> Label:
        """Exceptions that do not bear on the case."""
        listed = ", ".join(dict.fromkeys(clauses))
        return Label(f"関係しない例外:{listed}", f"Exceptions that do not bear on it: {listed}")

    def step(self, program: Program, name: str, *, done: bool | None) -> Label:
        """How a step stands."""
        label = program.labels[name]
        if done is None:
            return Label(f"{label.ja}:これから行える", f"{label.en}: still open")
        return Label(f"{label.ja}:行われていない", f"{label.en}: refused or too late")

    def fact_is(self, program: Program, name: str, value: Value) -> Label:
        """A fact with its value."""
        label, shown = program.labels[name], self._value(program, name, value)
        return Label(f"{label.ja}:{shown.ja}", f"{label.en}: {shown.en}")

    def join(self, part: All | AnyOf) -> Label:
        """How parts are joined."""
        return Label("次のすべて", "all of") if isinstance(part, All) else Label("次のいずれか", "any of")

    def negation(self, program: Program, part: Expression) -> Label:
        """A test that must fail."""
        inner = self.predicate(program, part)
        return Label(f"「{inner.ja}」でない", f"not: {inner.en}")

    def predicate(self, program: Program, part: Expression) -> Label:
        """A predicate as one line."""
        match part:
            case Const(value):
                return Label("常に真" if value else "常に偽", "always" if value else "never")
            case Not(inner):
                return self.negation(program, inner)
            case AnyOf(parts) if (shared := _shared_value(parts)) is not None:
                held, wanted = program.labels[shared[0].id], program.labels[shared[1].id]
                return Label(
                    f"{held.ja}に、問われた{wanted.ja}が含まれる", f"{held.en}: includes the {wanted.en} asked about"
                )
            case All(parts) | AnyOf(parts):
                shown = [self.predicate(program, each) for each in parts]
                ja, en = ("、かつ", " and ") if isinstance(part, All) else ("、又は", " or ")
                return Label(ja.join(each.ja for each in shown), en.join(each.en for each in shown))
            case _:
                return self._test(program, part)

    def _test(self, program: Program, atom: Test) -> Label:
        match atom:
            case Is(fact, values):
                return self._are(program, fact, sorted(values, key=str), Label(":", ": "), Label("又は", " or "))
            case Has(fact, value):
                return self._are(program, fact, [value], Label("に", " includes "), Label("", ""), tail="が含まれる")
            case Only(fact, values):
                return self._only(program, fact, values)
            case Given(fact):
                return Label(f"{program.labels[fact.id].ja}がある", f"{program.labels[fact.id].en}: there is one")
            case Compare():
                return self._compare(program, atom)

    def task(self, task: Task) -> Label:
        """A condition or obligation as one line."""
        kind, word = self.kind(task.kind), self.term("due_word", task.due_word)
        ja = [kind.ja, f"({task.role})" if task.role else "", f" {word.ja}" if word.ja else ""]
        role_en = self.titles.get(task.role or "", task.role)
        en = [kind.en, f" ({role_en})" if role_en else "", f", {word.en}" if word.en else ""]
        if task.due:
            ja.append(f" 期限 {wareki(task.due)}")
            en.append(f", due {task.due.isoformat()}")
        if task.keep_until:
            ja.append(f" 保存 {wareki(task.keep_until)}まで")
            en.append(f", keep until {task.keep_until.isoformat()}")
        return Label("".join(ja), "".join(en))

    def _are(
        self, program: Program, fact: Fact, values: list[str | bool], is_: Label, or_: Label, tail: str = ""
    ) -> Label:
        label = program.labels[fact.id]
        shown = [self._value(program, fact.id, value) for value in values]
        return Label(
            f"{label.ja}{is_.ja}{or_.ja.join(each.ja for each in shown)}{tail}",
            f"{label.en}{is_.en}{or_.en.join(each.en for each in shown)}",
        )

    def _only(self, program: Program, fact: Fact, values: frozenset[str]) -> Label:
        label = program.labels[fact.id]
        if not values:
            return Label(f"{label.ja}:該当なし", f"{label.en}: none")
        shown = [self._value(program, fact.id, value) for value in sorted(values)]
        return Label(
            f"{label.ja}が{'、'.join(each.ja for each in shown)}に限られる",
            f"{label.en}: nothing but {', '.join(each.en for each in shown)}",
        )

    def _compare(self, program: Program, part: Compare) -> Label:
        label, relation = program.labels[part.fact.id], _RELATION[part.relation]
        to = _number(program, part.to) if isinstance(part.to, Number) else _day(program, part.to)
        return Label(f"{label.ja}が{to.ja}{relation.ja}", f"{label.en} {relation.en} {to.en}")

    def _value(self, program: Program, name: str, value: Value) -> Label:
        match value:
            case bool():
                return Label("はい" if value else "いいえ", "yes" if value else "no")
            case date():
                return Label(wareki(value), value.isoformat())
            case frozenset():
                shown = [self._value(program, name, each) for each in sorted(value)]
                none = Label("該当なし", "none")
                return Label("、".join(s.ja for s in shown), ", ".join(s.en for s in shown)) if shown else none
            case str():
                return program.labels.get(f"{name}={value}", Label(value, value))
            case _:
                return Label(f"{value:,}", f"{value:,}")


def titles_of(regulations: Iterable[Regulation]) -> Mapping[str, str]:
    """English titles of the roles and bodies of some regulations, by their Japanese titles."""
    return {each.title.ja: each.title.en for regulation in regulations for each in regulation.people.values()}


def _shared_value(parts: tuple[Expression, ...]) -> tuple[Fact, Fact] | None:
    """The two facts of `has_value_of`, which is read as one alternative for each value; else `None`."""
    pairs = set()
    for part in parts:
        match part:
            case All((Is(wanted, values), Has(held, value))) if values == {value}:
                pairs.add((held, wanted))
            case _:
                return None
    return pairs.pop() if len(pairs) == 1 and len(parts) > 1 else None


def _number(program: Program, number: Number) -> Label:
    if number.fact is None:
        return Label(f"{number.constant:,}", f"{number.constant:,}")
    label = program.labels[number.fact.id]
    if number.share == 1:
        return label
    return Label(f"{label.ja}の{number.share.denominator}分の{number.share.numerator}", f"{number.share} of {label.en}")


def _day(program: Program, day: Day) -> Label:
    ja, en = [], []
    for source in day.sources:
        if isinstance(source, date):
            ja.append(wareki(source))
            en.append(source.isoformat())
        elif isinstance(source, str):
            ja.append("判断の日")
            en.append("the day of the question")
        else:
            ja.append(program.labels[source.id].ja)
            en.append(program.labels[source.id].en)
    period_ja = "".join(
        f"から{count}{unit}" for count, unit in ((day.years, "年"), (day.months, "月"), (day.days, "日")) if count
    )
    period_en = "".join(
        f" + {count} {unit}"
        for count, unit in ((day.years, "years"), (day.months, "months"), (day.days, "days"))
        if count
    )
    return Label("又は".join(ja) + period_ja, " or ".join(en) + period_en)


def _label(value: EnumValue | None, name: str) -> Label:
    return Label(value.ja or name, value.en or name) if value else Label(name, name)
