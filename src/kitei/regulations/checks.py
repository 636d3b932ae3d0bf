"""Checks a regulation folder against itself, the vocabulary and the statutes: every finding with file and line.

What needs the meaning of predicates (unknown facts, contradictions) is checked one floor up, in
`kitei.decisions.building.contradictions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kitei.regulations.findings import Finding, short
from kitei.regulations.regulation import Regulation
from kitei.regulations.vocabulary import Vocabulary
from kitei.regulations.yamlfile import Document, Place
from kitei.text import nearest

_CLAUSE = re.compile(r"^([a-z][a-z0-9-]*):(\S+)$")
_CLAUSE_KEYS = frozenset(
    {"clause", "clauses", "near", "refers", "named_by", "read", "parent", "powers", "form", "document", "yields_to"}
)
_STATUTE_KEYS = frozenset({"appi", "aaa", "civil"})
_PUTS_SOMETHING = frozenset({"obliges", "forbids"})


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks one folder.

    Attributes:
        others: the regulations whose clauses may be cited: the folder itself and its statutes.
    """

    regulation: Regulation
    vocabulary: Vocabulary
    statutes: tuple[Regulation, ...]

    def findings(self) -> list[Finding]:
        """Everything found, ordered by file and line."""
        parts = (
            self._dangling(),
            self._deleted_cited(),
            self._parents(),
            self._obliging(),
            self._roles(),
            self._editions(),
            self._topics(),
            self._names(),
            self._traps(),
            self._purposes(),
            self._extended(),
        )
        return sorted(finding for part in parts for finding in part)

    def _at(self, file: str, place: Place, code: str, ja: str, en: str) -> Finding:
        document = self.regulation.documents[file]
        return Finding(short(document.file), document.line(place), code, ja, en)

    def _known(self) -> Mapping[str, object]:
        known: dict[str, object] = {}
        for text in (self.regulation, *self.statutes):
            known.update(text.clauses)
        return known

    def _references(self) -> Iterator[tuple[str, Place, str]]:
        """Every clause id that is referred to: file, place, id."""
        for file, document in self.regulation.documents.items():
            for place, value in walk(document.data):
                key = next((part for part in reversed(place) if isinstance(part, str)), "")
                names_form = file == "filings" and key == "form"  # of the catalogue, and no clause
                if isinstance(value, str) and key in _CLAUSE_KEYS and not names_form and _CLAUSE.match(value):
                    yield file, place, value

    def _dangling(self) -> Iterator[Finding]:
        known = self._known()
        for file, place, clause in self._references():
            if clause not in known and not self._foreign(clause):
                near = nearest(clause, tuple(known))
                hint_ja, hint_en = (f"`{near}` ではありませんか。", f"; did you mean `{near}`?") if near else ("", "")
                yield self._at(
                    file,
                    place,
                    "dangling_clause",
                    f"条項 `{clause}` はありません。{hint_ja}",
                    f"there is no clause `{clause}`{hint_en}",
                )

    def _foreign(self, clause: str) -> bool:
        """A clause of a document that was not supplied (a parent regulation) cannot be looked up."""
        key = clause.partition(":")[0]
        own = {self.regulation.id, *_STATUTE_KEYS, *(statute.id for statute in self.statutes)}
        return key not in own and any(document.id == key for document in self.regulation.identity.documents)

    def _deleted_cited(self) -> Iterator[Finding]:
        gone = {name for name, clause in self.regulation.clauses.items() if clause.deleted}
        for file, place, clause in self._references():
            if clause in gone and file == "norms":
                yield self._at(
                    file,
                    place,
                    "deleted_cited",
                    f"削除された条項 `{clause}` を根拠にしています。",
                    f"the deleted clause `{clause}` is relied on",
                )

    def _parents(self) -> Iterator[Finding]:
        for index, (name, clause) in enumerate(self.regulation.clauses.items()):
            inner = "(" in name or "." in name.partition(":")[2]
            if inner and self.regulation.parents[name] is None and clause.kind in ("item", "subitem", "sentence"):
                yield self._at(
                    "clauses",
                    (index,),
                    "no_parent",
                    f"`{name}` の上に立つ条項がありません。",
                    f"`{name}` has no clause above it",
                )

    def _obliging(self) -> Iterator[Finding]:
        cited = {clause for file, _, clause in self._references() if file == "norms"}
        for index, clause in enumerate(self.regulation.clauses.values()):
            if clause.no_norm is not None and clause.no_norm not in self.vocabulary.reasons:
                yield self._unknown(
                    "clauses", (index, "no_norm"), "reason", clause.no_norm, tuple(self.vocabulary.reasons)
                )
            elif clause.confirmation is not None and clause.confirmation.state != "confirmed":
                continue  # nothing proposed counts, so nothing is asked of it either
            elif clause.force in _PUTS_SOMETHING and clause.no_norm is None and clause.id not in cited:
                yield self._at(
                    "clauses",
                    (index,),
                    "no_norm",
                    f"`{clause.id}` は義務又は禁止を定めますが、規範も、規範がない理由(no_norm)もありません。",
                    f"`{clause.id}` {clause.force} something but has neither a norm nor a `no_norm` reason",
                )

    def _roles(self) -> Iterator[Finding]:
        people, canonical = self.regulation.people, self.vocabulary.roles
        for file in ("norms", "registers", "regulation"):
            for place, value in walk(self.regulation.documents[file].data):
                key = place[-1] if place else ""
                role_like = key in ("role", "kept_by", "decider", "appointed_by") or place[-2:] in (
                    ("tie", "by"),
                    ("delegation", "to"),
                )
                if role_like and isinstance(value, str) and value not in people and value not in canonical:
                    near = nearest(value, (*people, *canonical))
                    yield self._at(
                        file,
                        place,
                        "unknown_role",
                        f"役職又は機関 `{value}` が定義されていません。近いもの: `{near}`",
                        f"undefined role or body `{value}`; nearest: `{near}`",
                    )
                if key in ("escalate_to", "canonical") and isinstance(value, str) and value not in canonical:
                    near = nearest(value, tuple(canonical))
                    yield self._at(
                        file,
                        place,
                        "unknown_role",
                        f"`{value}` は共通の役職名ではありません。近いもの: `{near}`",
                        f"`{value}` is no canonical role; nearest: `{near}`",
                    )

    def _editions(self) -> Iterator[Finding]:
        editions = self.regulation.identity.editions
        for index, (before, after) in enumerate(pairwise(editions), start=1):
            if after.effective_on <= before.effective_on or after.applies_from <= before.applies_from:
                yield self._at(
                    "regulation",
                    ("editions", index),
                    "editions_overlap",
                    f"版 {after.id} は版 {before.id} より後に始まらなければなりません。",
                    f"edition {after.id} must begin after edition {before.id}",
                )
            if before.text == "supplied" and after.text != "supplied":
                yield self._at(
                    "regulation",
                    ("editions", index),
                    "editions_gap",
                    f"版 {after.id} の本文がないため、{before.id} の後に空白ができます。",
                    f"the text of edition {after.id} is missing, which leaves a gap after {before.id}",
                )
        for index, edition in enumerate(editions):
            if edition.id != edition.effective_on.isoformat() or edition.applies_from > edition.effective_on:
                yield self._at(
                    "regulation",
                    ("editions", index),
                    "edition_dates",
                    f"版 {edition.id}: id は施行日と同じ、適用開始日は施行日以前でなければなりません。",
                    f"edition {edition.id}: the id is the effective date, and it applies from that date or earlier",
                )
        if editions[-1].text != "supplied":
            yield self._at(
                "regulation",
                ("editions", len(editions) - 1),
                "edition_text",
                "最新の版の本文が提供されていません。",
                "the last edition must have its text supplied",
            )

    def _topics(self) -> Iterator[Finding]:
        topics, questions = self.regulation.norms.topics, self.vocabulary.questions
        for name in questions:
            if name not in topics:
                yield self._at(
                    "norms",
                    ("topics",),
                    "topic_missing",
                    f"問い `{name}` の状態(ruled, silent, elsewhere)がありません。",
                    f"the topic `{name}` has no state (ruled, silent, elsewhere)",
                )
        ruled = {
            norm.question
            for norm in self.regulation.norms.norms
            if norm.outcome or any("outcome" in e for e in norm.each)
        }
        for name, topic in topics.items():
            if name not in questions:
                yield self._unknown("norms", ("topics", name), "question", name, tuple(questions))
            elif questions[name].resolver == "norms" and (topic.state == "ruled") != (name in ruled):
                yield self._at(
                    "norms",
                    ("topics", name),
                    "topic_state",
                    f"`{name}` の状態 `{topic.state}` が規範の有無と合いません。",
                    f"the state `{topic.state}` of `{name}` does not match its norms",
                )

    def _names(self) -> Iterator[Finding]:
        documents = {document.id for document in self.regulation.identity.documents}
        for index, norm in enumerate(self.regulation.norms.norms):
            if norm.question not in self.vocabulary.questions:
                yield self._unknown(
                    "norms", ("norms", index, "question"), "question", norm.question, tuple(self.vocabulary.questions)
                )
        ids = [norm.id for norm in self.regulation.norms.norms]
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield self._at(
                    "norms",
                    ("norms", index, "id"),
                    "duplicate_norm",
                    f"規範 `{name}` が二度あります。",
                    f"norm `{name}` is given twice",
                )
        for file in ("norms", "regulation", "registers"):
            for place, value in walk(self.regulation.documents[file].data):
                if (
                    place
                    and place[-1] == "kind"
                    and "norms" in place
                    and isinstance(value, str)
                    and value not in self.vocabulary.kinds
                ):
                    yield self._unknown(file, place, "kind", value, tuple(self.vocabulary.kinds))
                names_document = bool(place) and place[-1] == "document" and isinstance(value, str) and ":" not in value
                if names_document and value != "letter" and value not in documents:
                    yield self._unknown(file, place, "document", str(value), tuple(documents))

    def _traps(self) -> Iterator[Finding]:
        known = {trap.id for text in (self.regulation, *self.statutes) for trap in text.identity.traps}
        for file, document in self.regulation.documents.items():
            for place, value in walk(document.data):
                if len(place) > 1 and place[-2] == "warnings" and isinstance(value, str) and value not in known:
                    yield self._unknown(file, place, "trap", value, tuple(sorted(known)))

    def _purposes(self) -> Iterator[Finding]:
        enums = self.vocabulary.extended(self.regulation.identity.extends).enums
        persons = {value.id for value in enums["person"].values}
        activities = {value.id for value in enums["activity"].values}
        for part, key, known in (
            ("purposes", "persons", persons),
            ("purposes", "activities", activities),
            ("categories", "persons", persons),
        ):
            for index, entry in enumerate(self._raw("regulation").get(part) or []):
                for number, value in enumerate(entry.get(key) or []):
                    if value not in known:
                        yield self._unknown("regulation", (part, index, key, number), key, value, tuple(sorted(known)))

    def _extended(self) -> Iterator[Finding]:
        for name in self.regulation.identity.extends:
            if name not in self.vocabulary.enums:
                yield self._unknown("regulation", ("extends", name), "enum", name, tuple(self.vocabulary.enums))

    def _unknown(self, file: str, place: Place, what: str, value: str, known: tuple[str, ...]) -> Finding:
        near = nearest(value, known)
        hint_ja, hint_en = (f"`{near}` ではありませんか。", f"; did you mean `{near}`?") if near else ("", "")
        return self._at(
            file,
            place,
            f"unknown_{what}",
            f"`{value}` という {what} はありません。{hint_ja}",
            f"unknown {what} `{value}`{hint_en}",
        )

    def _raw(self, file: str) -> Mapping[str, Any]:
        document: Document = self.regulation.documents[file]
        return document.data if isinstance(document.data, dict) else {}


def walk(data: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Every value of a document with its place."""
    yield place, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from walk(value, (*place, index))
