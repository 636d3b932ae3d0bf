"""An imported document as a regulation folder: what was read is written down, what was guessed is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kitei.regulations.importing.data import table
from kitei.regulations.importing.folder.citing import cited
from kitei.regulations.importing.folder.emitting import entries, sections
from kitei.regulations.importing.folder.identity import identity
from kitei.regulations.importing.meaning.topics import force
from kitei.regulations.importing.model import CONTAINERS, Kind
from kitei.regulations.importing.pipeline import Imported
from kitei.regulations.importing.structure.clauses import Clause
from kitei.regulations.importing.wording.joining import sentences

_LONGEST = 70
_NOTE = "# Imported by `kitei regulation import`. Topics are proposals until confirmed: `kitei regulation confirm`.\n"


class FolderExists(FileExistsError):
    """The folder is there already and is not overwritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ja = f"{folder} はすでにあります。別の --out を指定するか、そのフォルダーを片付けてください。"
        self.en = f"{folder} exists already; name another folder with --out, or move that one away"
        super().__init__(self.en)


def slug(name: str) -> str:
    """A key for the regulation from a file name: small letters, digits, hyphens; `imported` if nothing is left."""
    found = re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-")
    found = re.sub(r"^[0-9-]+", "", found)
    return found or "imported"


def folder_files(found: Imported, key: str, topics: Iterable[str]) -> dict[str, str]:
    """The files of the folder: name → content.

    Args:
        found: what was imported.
        key: the regulation's key, the part of every clause id before the colon.
        topics: every question of the vocabulary, so that each is written down as silent.
    """
    norms = {"topics": {topic: {"state": "silent"} for topic in topics}, "definitions": {}, "norms": []}
    registers: dict[str, Any] = {
        name: [] for name in ("registers", "checklists", "clause_sets", "refusal_grounds", "time_words")
    }
    return {
        "regulation.yaml": _NOTE + sections(identity(found, key)),
        "clauses.yaml": _NOTE + entries(clause_rows(found, key)),
        "norms.yaml": _NOTE
        + "# No norm is proposed: write them clause by clause, see docs/reference/regulation-folder.md.\n"
        + sections(norms),
        "registers.yaml": _NOTE + sections(registers),
        "import.yaml": "# What the importer saw and a person should look at. Kitei does not decide by this file.\n"
        + sections(_sheet(found, key)),
    }


def write_folder(folder: Path, files: dict[str, str]) -> None:
    """Write the files.

    Raises:
        FolderExists: the folder holds a regulation already.
    """
    if (folder / "regulation.yaml").exists():
        raise FolderExists(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")


def clause_rows(found: Imported, key: str) -> list[dict[str, Any]]:
    """The rows of `clauses.yaml`."""
    referred: dict[str, list[dict[str, Any]]] = {}
    for each in found.references:
        row: dict[str, Any] = {"as": each.printed, "read": [_with_key(target, key) for target in each.targets]}
        row |= {"document": each.document} if each.document else {}
        row |= {"corrected": True} if each.corrected else {}
        row |= {"unresolved": each.why or "unknown"} if not each.resolved else {}
        referred.setdefault(each.clause, []).append(row)
    defined: dict[str, list[dict[str, Any]]] = {}
    for definition in found.definitions:
        row = {"term": definition.term, "of": definition.of[:200]} | ({"here": True} if definition.here else {})
        defined.setdefault(definition.clause, []).append(row)
    return [
        _row(clause, key, found, referred.get(clause.id, []), defined.get(clause.id, [])) for clause in found.clauses
    ]


def _with_key(target: str, key: str) -> str:
    return target if re.match(r"[a-z][a-z0-9-]*:", target) else f"{key}:{target}"


def _row(
    clause: Clause, key: str, found: Imported, referred: list[dict[str, Any]], defined: list[dict[str, Any]]
) -> dict[str, Any]:
    ja, en = cited(clause.id)
    caption = _plain(clause.node.caption) if clause.kind is not Kind.SENTENCE else ""
    notice = found.document.sort == "notice" and clause.kind is Kind.ARTICLE
    row: dict[str, Any] = {"id": f"{key}:{clause.id}", "kind": "section" if notice else str(clause.kind)}
    if clause.parent:
        row["parent"] = f"{key}:{clause.parent}"
    if clause.node.deleted and clause.kind is not Kind.SENTENCE:
        row["deleted"] = True
    row["title"] = {
        "ja": "削除" if clause.node.deleted else caption or ja,
        "en": f"{en} (deleted)" if clause.node.deleted else en,
    }
    row["says"] = _says(clause, caption or ja, en)
    row["force"] = force(clause.text) if clause.text and clause.kind not in CONTAINERS else "declares"
    if clause.text:
        row["text_ja"] = clause.text
    proposed = found.topics.get(clause.id, ())
    if proposed:
        row["proposed_topics"] = [{"topic": topic.topic, "words": list(topic.words)} for topic in proposed]
    row["confirmation"] = {"state": "proposed"}
    row |= {"references": referred} if referred else {}
    row |= {"defines": defined} if defined else {}
    row["imported"] = _imported(clause)
    return row


def _plain(caption: str) -> str:
    return caption.strip("()（）　 ")


def _says(clause: Clause, name: str, en: str) -> dict[str, str]:
    """Until a person paraphrases it: the beginning of the wording itself."""
    first = next(iter(sentences(clause.text)), "") or name
    short = first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
    return {"ja": short, "en": f"{en}: imported wording, not yet paraphrased."}


def _imported(clause: Clause) -> dict[str, Any]:
    """What only the importer and the exporter need: how it is printed, and where it stood in the source."""
    node = clause.node
    row: dict[str, Any] = {"lines": list(node.lines)}
    if clause.kind is Kind.SENTENCE:
        return row
    if node.label:
        row["label"] = node.label
    if node.caption:
        row["caption"] = node.caption
    if node.grids:
        row["tables"] = [[list(cells) for cells in grid] for grid in node.grids]
    if node.kind is Kind.ARTICLE and not node.children and (node.text or node.grids):
        row["section"] = True  # a section of a notice: its text is its own, no paragraph's
    if (
        len(node.children) == 1
        and node.kind in {Kind.ARTICLE, Kind.SUPPLEMENTARY}
        and node.children[0].kind is Kind.PARAGRAPH
        and not node.children[0].children
        and not node.children[0].caption
        and not node.text
    ):
        only = node.children[0]
        row |= {"paragraph_label": only.label} if only.label else {}
        row |= {"tables": [[list(cells) for cells in grid] for grid in only.grids]} if only.grids else {}
    return row


def _sheet(found: Imported, key: str) -> dict[str, Any]:
    return {
        "source": {"file": Path(found.file).name, "sha256": found.sha256},
        "sort": found.document.sort,
        "title": found.document.title,
        "counts": found.counts,
        "references": {"all": len(found.references), "resolved": len(found.references) - len(found.unresolved)},
        "doubts": [{"line": doubt.line, "code": doubt.code, "ja": doubt.ja, "en": doubt.en} for doubt in found.doubts],
        "mentions": [
            {
                "name": actor.name,
                "sort": actor.sort,
                "canonical": actor.canonical or None,
                "clause": f"{key}:{actor.clause}",
            }
            for actor in found.actors
        ],
        "forms": [
            {
                "form": f"{key}:{form}",
                "fields": [
                    {"label": field.label, "kind": field.kind, "options": list(field.options), "office": field.office}
                    for field in fields
                ],
            }
            for form, fields in found.forms.items()
        ],
    }


def known_topics() -> tuple[str, ...]:
    """The topics that the importer knows words for; the vocabulary may have more."""
    return tuple(table("topics")["words"])


__all__ = ["FolderExists", "clause_rows", "folder_files", "known_topics", "slug", "write_folder"]
