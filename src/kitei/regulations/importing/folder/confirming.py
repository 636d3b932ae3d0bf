"""Confirming what was proposed: a person says of each clause which topics it bears on; who and when is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kitei.regulations.importing.folder.emitting import entries
from kitei.regulations.yamlfile import read_yaml

_HEAD = "# Imported by `kitei regulation import`. Topics are proposals until confirmed: `kitei regulation confirm`.\n"
STATES = ("proposed", "confirmed", "rejected")


class NothingProposed(ValueError):
    """The folder holds no proposals: it was not imported."""

    def __init__(self, folder: Path) -> None:
        self.ja = f"{folder} には確認待ちの条項がありません（取り込まれたフォルダーではありません）。"
        self.en = f"{folder} holds no proposals (it was not imported)"
        super().__init__(self.en)


class UnknownClause(KeyError):
    """A clause to be confirmed that the folder does not have."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ja, self.en = f"条項 {name} はこのフォルダーにありません。", f"there is no clause {name} in this folder"
        super().__init__(self.en)

    def __str__(self) -> str:
        return self.en


class UnknownTopic(ValueError):
    """A topic that is no question of the vocabulary."""

    def __init__(self, name: str) -> None:
        self.ja, self.en = f"「{name}」という問いはありません。", f"there is no topic `{name}`"
        super().__init__(self.en)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clause as it waits for a person."""

    clause: str
    title: str
    text: str
    state: str
    topics: tuple[tuple[str, tuple[str, ...]], ...]
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person says of a clause.

    Attributes:
        state: `confirmed` or `rejected`.
        topics: the topics it bears on; `None` takes the proposed ones.
        by: who says so.
        at: when, with time zone.
    """

    state: str
    by: str
    at: datetime
    topics: tuple[str, ...] | None = None


def read_clauses(folder: Path) -> list[dict[str, Any]]:
    """The rows of an imported folder's `clauses.yaml`.

    Raises:
        NothingProposed: no row waits or ever waited for confirmation.
        UnreadableFile: the file is missing or no YAML.
    """
    rows: list[dict[str, Any]] = read_yaml(folder / "clauses.yaml").data
    if not any("confirmation" in row for row in rows):
        raise NothingProposed(folder)
    return rows


def proposals(rows: Iterable[Mapping[str, Any]], state: str | None = "proposed") -> list[Proposal]:
    """The clauses in that state that have something proposed, in the order of the document; all states with `None`."""
    found = []
    for row in rows:
        confirmation = row.get("confirmation") or {}
        proposed = row.get("proposed_topics") or ()
        if not proposed or (state is not None and confirmation.get("state") != state):
            continue
        topics = tuple((each["topic"], tuple(each["words"])) for each in proposed)
        text = row.get("text_ja") or row["says"]["ja"]
        found.append(
            Proposal(
                row["id"],
                row["title"]["ja"],
                text,
                confirmation.get("state", ""),
                topics,
                confirmation.get("by", ""),
                confirmation.get("at", ""),
            )
        )
    return found


def decide(
    rows: Sequence[dict[str, Any]], decisions: Mapping[str, Decision], known: Iterable[str]
) -> list[dict[str, Any]]:
    """The rows with the decisions written into them.

    Args:
        rows: the rows as they are; they are not changed.
        decisions: clause id → decision; the regulation's key may be left out.
        known: every topic there is.

    Raises:
        UnknownClause: a decision names a clause that is not there.
        UnknownTopic: a decision names a topic that is none.
    """
    topics = set(known)
    short = {row["id"].partition(":")[2]: row["id"] for row in rows}
    full = {short.get(name, name): decision for name, decision in decisions.items()}
    ids = {row["id"] for row in rows}
    for name, decision in full.items():
        if name not in ids:
            raise UnknownClause(name)
        for topic in decision.topics or ():
            if topic not in topics:
                raise UnknownTopic(topic)
    return [_decided(row, full[row["id"]]) if row["id"] in full else row for row in rows]


def _decided(row: dict[str, Any], decision: Decision) -> dict[str, Any]:
    chosen = (
        decision.topics
        if decision.topics is not None
        else tuple(each["topic"] for each in row.get("proposed_topics") or ())
    )
    made: dict[str, Any] = {}
    for key, value in row.items():
        if key == "topics":
            continue
        made[key] = value
        if key == "force" and decision.state == "confirmed" and chosen:
            made["topics"] = list(chosen)
    made["confirmation"] = {"state": decision.state, "by": decision.by, "at": decision.at.isoformat()}
    return made


def write_clauses(folder: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write `clauses.yaml` anew, whole or not at all."""
    part = folder / "clauses.yaml.part"
    part.write_text(_HEAD + entries(rows), encoding="utf-8")
    part.replace(folder / "clauses.yaml")


def progress(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many clauses with proposals are in each state."""
    counts = dict.fromkeys(STATES, 0)
    for proposal in proposals(rows, None):
        counts[proposal.state] = counts.get(proposal.state, 0) + 1
    return counts
