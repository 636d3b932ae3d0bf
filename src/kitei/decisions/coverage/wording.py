"""Findings in words, Japanese and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kitei.decisions.answer import Task
from kitei.decisions.coverage.findings import ELSEWHERE, UNREAD
from kitei.decisions.explaining.wording import Wording
from kitei.decisions.norms import Label, Program
from kitei.predicates.facts import Facts
from kitei.regulations.schema.words import Words


@dataclass(frozen=True, slots=True)
class Phrases:
    """Turns findings into sentences.

    Attributes:
        items: labels of the items lists are made of, by id.
    """

    wording: Wording
    items: Mapping[str, Label]

    def case(self, program: Program, facts: Facts, names: Iterable[str]) -> Label:
        """Facts as one line."""
        shown = [self._fact(program, name, facts) for name in names if name in facts]
        return Label("、".join(each.ja for each in shown), "; ".join(each.en for each in shown))

    def _fact(self, program: Program, name: str, facts: Facts) -> Label:
        said, long = self.wording.fact_is(program, name, facts[name]), program.labels[name].en
        return Label(said.ja, said.en.replace(long, long.partition(";")[0], 1))  # the rest explains, it does not name

    def lacking(self, value: str) -> Label:
        """The witness of a list with one item left out."""
        listed = self.listed([value])
        return Label(f"{listed.ja}を欠く", f"without {listed.en}")

    def parting(self, text: str, law: str) -> Label:
        """What each of the two says."""
        own, theirs = self.wording.term("outcome", text), self.wording.term("outcome", law)
        return Label(f"規程では「{own.ja}」、法では「{theirs.ja}」", f"regulation: {own.en}; Act: {theirs.en}")

    def absent(self, program: Program, state: str) -> Label:
        """The text has nothing on a question."""
        question = self.wording.vocabulary.questions[program.question]
        if state == ELSEWHERE:
            return Label(
                f"「{question.ja}」は提供されていない文書が定める", f"left to a document not supplied: {question.en}"
            )
        if state == UNREAD:
            en = f"clauses speak of it, but what they mean is not written as norms yet: {question.en}"
            return Label(f"「{question.ja}」に触れる条項があるが、その意味(規範)がまだ書かれていない", en)
        if program.text.topic.refers:
            return Label(
                f"「{question.ja}」の定めがなく、法令に委ねている",
                f"no rule of its own, hands over to the law: {question.en}",
            )
        return Label(f"「{question.ja}」の定めがない", f"no rule: {question.en}")

    def lacks_task(self, task: Task) -> Label:
        """A duty is missing."""
        kind = self.wording.kind(task.kind)
        effort = task.strength == "effort"
        return Label(
            f"「{kind.ja}」の{'努力' if effort else ''}義務がない", f"no {'effort' if effort else 'duty'}: {kind.en}"
        )

    def weaker_word(self, task: Task, own: Task) -> Label:
        """A time word is weaker or missing."""
        kind, law = self.wording.kind(task.kind), self.wording.term("due_word", task.due_word)
        said = self.wording.term("due_word", own.due_word)
        return Label(
            f"「{kind.ja}」の時期が法の「{law.ja}」より弱い({said.ja or '定めなし'})",
            f"{kind.en}: the Act says `{law.en}`, the regulation `{said.en or 'nothing'}`",
        )

    def lacks_day(self, task: Task) -> Label:
        """A due day is missing."""
        kind = self.wording.kind(task.kind)
        return Label(f"「{kind.ja}」の日数の定めがない", f"{kind.en}: no number of days")

    def shorter_keeping(self, task: Task, own: date | None) -> Label:
        """A retention period is shorter or missing."""
        law = task.keep_until.isoformat() if task.keep_until else ""
        said_ja, said_en = (own.isoformat(), own.isoformat()) if own else ("定めなし", "nothing")
        return Label(f"保存の末日が法では{law}、規程では{said_ja}", f"kept until {law} by the Act, {said_en} here")

    def lacks_fields(self, task: Task, names: Iterable[str]) -> Label:
        """Items of a record, report or notice are missing."""
        kind, listed = self.wording.kind(task.kind), self.listed(names)
        return Label(f"「{kind.ja}」の事項に{listed.ja}がない", f"{kind.en}: without {listed.en}")

    def lacks_items(self, title: Words, names: Iterable[str]) -> Label:
        """Items of a list are missing."""
        listed = self.listed(names)
        return Label(f"「{title.ja}」に{listed.ja}がない", f"{title.en}: without {listed.en}")

    def lacks_list(self, title: Words) -> Label:
        """A whole list is missing."""
        return Label(f"「{title.ja}」の定めがない", f"no rule on: {title.en}")

    def list_elsewhere(self, title: Words) -> Label:
        """A list stands in a document not supplied."""
        return Label(f"「{title.ja}」は提供されていない文書が定める", f"in a document not supplied: {title.en}")

    def wider_refusal(self, ground: str, request: str) -> Label:
        """A ground for refusal that the statute does not have."""
        named = f"ground.{ground}"
        listed, kind = self.listed([named if named in self.items else ground]), self.listed([request])
        return Label(f"法にない理由({listed.ja})で「{kind.ja}」を拒める", f"{kind.en} may be refused for {listed.en}")

    def binding_refusal(self, ground: str) -> Label:
        """A refusal that the statute leaves open and the text prescribes."""
        listed = self.listed([ground])
        return Label(
            f"法では拒めるにとどまる場合({listed.ja})に、応じてはならないとする",
            f"must be refused where the Act only allows it: {listed.en}",
        )

    def not_mentioned(self, what: Words) -> Label:
        """No clause speaks of the matter."""
        return Label(f"「{what.ja}」に触れる条項がない", f"no clause speaks of: {what.en}")

    def listed(self, names: Iterable[str]) -> Label:
        """Items by their labels."""
        shown = [self.items.get(name, Label(name, name)) for name in names]
        return Label("、".join(each.ja for each in shown), ", ".join(each.en for each in shown))
