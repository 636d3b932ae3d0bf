"""Stored decisions: everything needed to replay one years later, also after the texts changed (contract §5).

A stored decision carries the question, the facts, the answer, the engine's version, the digests of the texts, and the
texts themselves as far as they bear on the question (norms, definitions, clauses cited, facts, editions). Replaying
reads those, so it does not depend on what the library says today; what the library says today is compared apart.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import kitei
from kitei.decisions.building.programs import Programs
from kitei.decisions.deciding import Decision, Engine
from kitei.decisions.keeping.snapshots import SnapshotLibrary, snapshot
from kitei.decisions.norms import Label, Program
from kitei.predicates.facts import Facts
from kitei.regulations.yamlfile import read_text

FORMAT = "kitei-decision/1"
_KEYS = {"format", "engine", "regulation", "on", "question", "facts", "answer", "texts", "digests"}


class NotAStoredDecision(ValueError):
    """A file that is not a stored decision, or that was altered."""


@dataclass(frozen=True, slots=True)
class Replay:
    """How a replay came out.

    Attributes:
        identical: the recomputed answer equals the stored one byte for byte.
        changes: what differs: between the two answers, and between the texts then and now.
        today: the answer under today's texts, if it can be given.
    """

    identical: bool
    changes: tuple[Label, ...]
    today: Mapping[str, Any] | None

    def to_json(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "identical": self.identical,
            "changes": [{"ja": c.ja, "en": c.en} for c in self.changes],
            "today": self.today,
        }


def stored(engine: Engine, decision: Decision) -> str:
    """The stored form of a decision, as JSON text."""
    texts = snapshot(engine.library, decision.regulation, decision.program, decision.answer.on)
    return json.dumps(
        {**_of_case(decision), "texts": {"sha256": _sha256(canonical(texts)), **texts}}, ensure_ascii=False, indent=1
    )


def stored_head(decision: Decision, texts: str) -> str:
    """What is of its case in a stored decision, as `split_texts` gives it.

    Args:
        texts: the SHA-256 of the texts, which another decision on the same question and day has brought along.
    """
    return json.dumps({**_of_case(decision), "texts": {"sha256": texts}}, ensure_ascii=False, indent=1)


def replay_file(engine: Engine, file: Path) -> Replay:
    """Replay a stored decision.

    Raises:
        UnreadableFile: the file cannot be read.
        NotAStoredDecision: it is none, or its texts were altered.
    """
    return replay_text(engine, read_text(file), str(file))


def replay_text(engine: Engine, text: str, name: str) -> Replay:
    """Replay a stored decision that was read from somewhere else than a file.

    Args:
        name: what to call it in an error.

    Raises:
        NotAStoredDecision: it is none, or its texts were altered.
    """
    try:
        raw = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotAStoredDecision(f"{name}: {error}") from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT or not raw.keys() >= _KEYS:
        raise NotAStoredDecision(f"{name}: 保存された判断ではありません / is no stored decision ({FORMAT})")
    texts = dict(raw["texts"])
    if texts.pop("sha256", None) != _sha256(canonical(texts)):
        raise NotAStoredDecision(f"{name}: 保存された条文が書き換えられています / the stored texts were altered")
    return _replay(engine, raw, texts)


def split_texts(text: str) -> tuple[str, str]:
    """A stored decision in two: what is of its case, and the texts of the law, which many decisions share.

    Returns:
        The decision, which names its texts by their SHA-256 only; and the texts. `join_texts` puts them together.
    """
    raw = json.loads(text)
    texts = raw["texts"]
    raw["texts"] = {"sha256": texts["sha256"]}
    return json.dumps(raw, ensure_ascii=False, indent=1), json.dumps(texts, ensure_ascii=False, indent=1)


def join_texts(decision: str, texts: str) -> str:
    """The stored decision whose parts `split_texts` gave, byte for byte.

    Raises:
        NotAStoredDecision: the texts are not those the decision names.
    """
    raw, found = json.loads(decision), json.loads(texts)
    if raw["texts"]["sha256"] != found["sha256"]:
        raise NotAStoredDecision("保存された条文が判断と合いません / the stored texts are not those of the decision")
    raw["texts"] = found
    return json.dumps(raw, ensure_ascii=False, indent=1)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: one text for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """Facts as they stand in a question file; lists sorted."""
    return {name: _value(value) for name, value in sorted(facts.items())}


def digests(program: Program) -> dict[str, str]:
    """SHA-256 of each text the program was built from."""
    return {each.id: each.digest for each in (program.regulation, *program.statutes)}


def _of_case(decision: Decision) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "engine": kitei.__version__,
        "regulation": decision.answer.regulation,
        "on": decision.answer.on.isoformat(),
        "question": decision.answer.question,
        "facts": facts_to_json(decision.facts),
        "answer": canonical(decision.answer.to_json()),
        "digests": digests(decision.program),
    }


def _replay(engine: Engine, raw: Mapping[str, Any], texts: Mapping[str, Any]) -> Replay:
    on = date.fromisoformat(raw["on"])
    then = SnapshotLibrary(texts)
    again = Engine(then, Programs(then)).decide(raw["regulation"], raw["question"], raw["facts"], on)
    recomputed = canonical(again.answer.to_json())
    identical = recomputed == raw["answer"]
    changes = [] if identical else list(_answer_changes(json.loads(raw["answer"]), json.loads(recomputed)))
    if not identical and raw["engine"] != kitei.__version__:
        changes.append(
            Label(
                f"エンジンの版: {raw['engine']} → {kitei.__version__}",
                f"engine version: {raw['engine']} → {kitei.__version__}",
            )
        )
    now = _today(engine, raw, on)
    changes.extend(_text_changes(engine, raw, texts, on))
    return Replay(identical, tuple(changes), now)


def _today(engine: Engine, raw: Mapping[str, Any], on: date) -> Mapping[str, Any] | None:
    try:
        return engine.decide(raw["regulation"], raw["question"], raw["facts"], on).answer.to_json()
    except ValueError:
        return None


def _answer_changes(stored_answer: Mapping[str, Any], recomputed: Mapping[str, Any]) -> Iterator[Label]:
    for key in stored_answer:
        if stored_answer[key] != recomputed.get(key):
            yield Label(
                f"答えの `{key}`: {stored_answer[key]} → {recomputed.get(key)}",
                f"answer `{key}`: {stored_answer[key]} → {recomputed.get(key)}",
            )


def _text_changes(engine: Engine, raw: Mapping[str, Any], texts: Mapping[str, Any], on: date) -> Iterator[Label]:
    try:
        ready = engine.programs.get(engine.library.get(raw["regulation"]), raw["question"], on)
    except ValueError as error:
        yield Label(f"今の規程では答えられません: {error}", f"today's texts give no answer: {error}")
        return
    if digests(ready.program) == raw["digests"]:
        return
    now = snapshot(engine.library, ready.regulation, ready.program, on)
    for text in sorted({*texts["regulations"], *now["regulations"]}):
        before, after = texts["regulations"].get(text, {}), now["regulations"].get(text, {})
        for part in ("norms", "clauses"):
            yield from _part_changes(text, part, before.get(part, {}), after.get(part, {}))


def _part_changes(text: str, part: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Label]:
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            how = (
                ("追加", "added")
                if name not in before
                else ("削除", "removed")
                if name not in after
                else ("変更", "changed")
            )
            yield Label(f"{text} の {part} `{name}` が{how[0]}されました", f"{text}: {part} `{name}` was {how[1]}")


def _value(value: object) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
