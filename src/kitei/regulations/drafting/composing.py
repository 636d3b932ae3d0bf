"""Puts the frame and the chosen options together to the four files of a regulation folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kitei.regulations.drafting.choices import Clause, Fragment, Frame, Option, load_frame, load_rights
from kitei.regulations.drafting.interview import Answers, settle
from kitei.regulations.drafting.numbering import Numbered, number
from kitei.regulations.schema.words import Words
from kitei.regulations.vocabulary import Vocabulary, load_vocabulary

_STANDS_FOR = re.compile(r"^\$([a-z_]+)$")
_TITLE = re.compile(r"%([a-z_]+)%")
_LAW = "law/fallback"


def compose(answers: Answers) -> dict[str, Any]:
    """The content of each file by its name, without `.yaml`.

    Raises:
        BadAnswers: an answer is none of the options.
    """
    chosen = settle(answers)
    frame = load_frame()
    fragments = (
        frame.base,
        load_rights()[answers.entity_type],
        *(option.adds for option in chosen.values()),
        *(_contract(frame, option) for option in chosen.values() if option.contract),
    )
    return _Composer(answers, frame, fragments, chosen, load_vocabulary()).files()


def _contract(frame: Frame, option: Option) -> Fragment:
    """The clauses of the entrustment contract: an item, a norm and a line of the list for each."""
    at = "entrustment/contract"
    clauses, lacking, items = [], [], []
    for name in option.contract:
        words = frame.contract_clauses[name]
        clauses.append(Clause(at=f"{at}/{name}", says=words, force="obliges", topics=("contract",)))
        wanted = {"clauses": {"lacks": name}}
        lacking.append(
            {"clause": f"@{at}/{name}", "when": wanted, "conditions": [{"kind": "add_clauses", "fields": [name]}]}
        )
        items.append({"clause": f"@{at}/{name}", "value": name, "ja": words.ja, "en": words.en})
    norms: tuple[dict[str, Any], ...] = (
        {"id": "contract-complete", "question": "contract", "clause": f"@{at}", "outcome": "valid"},
        {"id": "contract-lacking", "question": "contract", "outcome": "invalid", "each": lacking},
    )
    title = {"ja": "委託契約に入れる事項", "en": "Contents of the entrustment contract"}
    listed = {"id": "entrustment_contract", "title": title, "clause": f"@{at}", "waivable": False, "items": items}
    return Fragment(clauses=tuple(clauses), norms=norms, clause_sets=(listed,))


@dataclass(slots=True)
class _Composer:
    answers: Answers
    frame: Frame
    fragments: tuple[Fragment, ...]
    chosen: Mapping[str, Option]
    vocabulary: Vocabulary

    def files(self) -> dict[str, Any]:
        named = {clause.at: self._filled(clause) for part in self.fragments for clause in part.clauses}
        numbered = number(self.answers.id, self.frame, tuple(named.values()))
        fill = _Fill(numbered, self._settings())
        supplement = f"{self.answers.id}:supp(1)"
        return {
            "regulation": self._identity(fill, supplement),
            "clauses": [*numbered.rows, *_supplement(self.answers, supplement)],
            "norms": self._norms(fill),
            "registers": {
                name: fill.all(self._listed(name))
                for name in ("registers", "checklists", "clause_sets", "refusal_grounds", "time_words")
            },
        }

    def _listed(self, name: str) -> list[Any]:
        return [each for part in self.fragments for each in getattr(part, name)]

    def _settings(self) -> dict[str, str]:
        return {name: value for option in self.chosen.values() for name, value in option.sets.items()}

    def _titles(self) -> dict[str, Words]:
        people = [each for name in ("roles", "bodies") for each in self._listed(name)]
        return {each["id"]: Words.model_validate(each["title"]) for each in people}

    def _filled(self, clause: Clause) -> Clause:
        """The clause with the titles of those it speaks of."""
        settings, titles = self._settings(), self._titles()

        def said(words: Words) -> Words:
            def title(found: re.Match[str], lang: str) -> str:
                whom = titles[_final(settings, found[1])]
                return whom.ja if lang == "ja" else whom.en[0].lower() + whom.en[1:]

            return Words(
                ja=_TITLE.sub(lambda found: title(found, "ja"), words.ja),
                en=_TITLE.sub(lambda found: title(found, "en"), words.en),
            )

        return clause.model_copy(update={"says": said(clause.says)})

    def _identity(self, fill: _Fill, supplement: str) -> dict[str, Any]:
        day = self.answers.effective_on
        found: dict[str, Any] = {
            "id": self.answers.id,
            "kind": "regulation",
            "title": self.answers.title.model_dump(),
            "institution": self.answers.institution.model_dump(),
            "entity_type": self.answers.entity_type,
            "statutes": ["appi"],
            "editions": [
                {
                    "id": day,
                    "made_on": None,
                    "effective_on": day,
                    "applies_from": day,
                    "clause": supplement,
                    "text": "supplied",
                }
            ],
        }
        for name in ("documents", "desks", "roles", "bodies", "categories", "purposes"):
            found[name] = fill.all(self._listed(name))
        return found

    def _norms(self, fill: _Fill) -> dict[str, Any]:
        norms = [dict(each) for each in self._listed("norms")]
        for part in self.fragments:
            for name, exceptions in part.unless.items():
                norm = next(each for each in norms if each["id"] == name)
                norm["unless"] = [*norm.get("unless", ()), *exceptions]
        definitions = {name: each for part in self.fragments for name, each in part.definitions.items()}
        return {
            "topics": fill.one({q: self._topic(q, norms) for q in self.vocabulary.questions}),
            "definitions": fill.one(definitions),
            "norms": fill.all(norms),
        }

    def _topic(self, question: str, norms: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
        for part in self.fragments:
            if question in part.topics:
                return part.topics[question]
        ruled = self.vocabulary.questions[question].resolver != "norms" or any(
            norm["question"] == question
            and ("outcome" in norm or any("outcome" in each for each in norm.get("each", ())))
            for norm in norms
        )
        state = "ruled" if ruled else "silent"
        return {"state": state, "refers": [f"@{_LAW}"], "escalate_to": "legal_counsel"}


@dataclass(frozen=True, slots=True)
class _Fill:
    """Puts ids for the names of clauses, and roles for what they stand for."""

    numbered: Numbered
    settings: Mapping[str, str]

    def all(self, values: Iterable[Any]) -> list[Any]:
        return [self.one(each) for each in values]

    def one(self, value: Any) -> Any:
        return self.numbered.resolve(self._stood_for(value))

    def _stood_for(self, value: Any) -> Any:
        if isinstance(value, str):
            found = _STANDS_FOR.match(value)
            return _final(self.settings, found[1]) if found else value
        if isinstance(value, Mapping):
            return {key: self._stood_for(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._stood_for(each) for each in value]
        return value


def _final(settings: Mapping[str, str], name: str) -> str:
    value = settings.get(name, name)
    found = _STANDS_FOR.match(value)
    return _final(settings, found[1]) if found else value


def _supplement(answers: Answers, name: str) -> Iterator[dict[str, Any]]:
    day = answers.effective_on
    says = {
        "ja": f"この規程は、{day.year}年{day.month}月{day.day}日から施行する。",
        "en": f"In force from {day.isoformat()}.",
    }
    title = {"ja": "附則", "en": "Supplementary provision"}
    yield {"id": name, "kind": "supplementary", "title": title, "says": says, "force": "declares", "no_norm": "history"}
