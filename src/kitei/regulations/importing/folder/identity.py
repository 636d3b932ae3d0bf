"""`regulation.yaml` of an imported document: title, institution, editions, roles and bodies, documents it names."""

from __future__ import annotations

import re
from typing import Any

from kitei.regulations.importing.data import table
from kitei.regulations.importing.meaning.actors import Actor
from kitei.regulations.importing.pipeline import Imported
from kitei.regulations.importing.wording.days import first_day
from kitei.regulations.importing.wording.folding import squeeze

_INSTITUTION = re.compile(
    r"(?P<name>(?:(?:国立|公立)大学法人|学校法人|独立行政法人)?[一-鿿ァ-ヴーA-Za-z0-9・]{1,20}?(?:大学院大学|短期大学部?|大学校?|高等専門学校|学園|学院|機構)(?:[一-鿿]{1,8}(?:学部|研究科))?)"
)
_SCHOOL = "school_corporation"
_UNKNOWN = {"ja": "（機関名を記入してください）", "en": "(enter the institution)"}
_NO_DAY = "1900-01-01"


def identity(found: Imported, key: str) -> dict[str, Any]:
    """The content of `regulation.yaml`."""
    title = found.document.title or "（題名を記入してください）"
    text = " ".join([title, *(clause.text for clause in found.clauses[:12])])
    institution = _institution(title) or _institution(squeeze(text))
    return {
        "id": key,
        "kind": found.document.sort,
        "title": {"ja": title, "en": f"{title} (title not yet translated)"},
        "institution": {"ja": institution, "en": f"{institution} (name not yet translated)"}
        if institution
        else _UNKNOWN,
        "entity_type": _entity(text),
        "statutes": [] if found.document.sort == "statute" else ["appi"],
        "editions": _editions(found, key),
        "documents": _documents(found, key),
        "desks": [],
        "roles": _roles(found, key),
        "bodies": _bodies(found, key),
        "categories": [],
        "item_aliases": {},
        "purposes": [],
        "traps": [],
        "extends": {},
    }


def _institution(text: str) -> str:
    found = _INSTITUTION.search(squeeze(text))
    return found["name"] if found else ""


def _entity(text: str) -> str:
    kinds = table("names")["entity_types"]
    return next((kind for word, kind in kinds if word in text), f"private_{_SCHOOL}")


def _editions(found: Imported, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "id": each.effective_on.isoformat(),
            "made_on": each.made_on,
            "effective_on": each.effective_on,
            "applies_from": each.applies_from,
            "clause": f"{key}:{each.clause}",
            "text": "not_supplied",
        }
        for each in found.editions
    ]
    if not rows:
        day = next((day for clause in found.clauses[:5] if (day := first_day(clause.text))), None)
        first = found.clauses[0].id if found.clauses else "title"
        stated = day.isoformat() if day else _NO_DAY
        note = {
            "ja": "施行日が本文から読み取れません。確認してください。",
            "en": "no effective date could be read from the text; check it",
        }
        rows = [
            {
                "id": stated,
                "made_on": None,
                "effective_on": stated,
                "applies_from": stated,
                "clause": f"{key}:{first}",
                "text": "supplied",
                "note": note,
            }
        ]
    rows[-1]["text"] = "supplied"
    return rows


def _documents(found: Imported, key: str) -> list[dict[str, Any]]:
    named: dict[str, list[str]] = {}
    for each in found.references:
        if each.document and not each.targets:
            named.setdefault(each.document, []).append(f"{key}:{each.clause}")
    return [
        {
            "id": f"document-{place}",
            "title": {"ja": title, "en": f"{title} (title not yet translated)"},
            "named_by": list(dict.fromkeys(clauses)),
        }
        for place, (title, clauses) in enumerate(named.items(), 1)
    ]


def _roles(found: Imported, key: str) -> list[dict[str, Any]]:
    used: set[str] = set()
    return [_actor(actor, key, "role", used) for actor in found.actors if actor.sort == "role"]


def _bodies(found: Imported, key: str) -> list[dict[str, Any]]:
    used: set[str] = set()
    rows = []
    for actor in found.actors:
        if actor.sort == "body":
            row = _actor(actor, key, "body", used)
            rows.append(row | {"members": [], "rules": "elsewhere" if actor.elsewhere else "here"})
    return rows


def _actor(actor: Actor, key: str, prefix: str, used: set[str]) -> dict[str, Any]:
    own = actor.canonical if actor.canonical and actor.canonical not in used else f"{prefix}-{len(used) + 1}"
    used.add(own)
    row: dict[str, Any] = {"id": own}
    if actor.canonical:
        row["canonical"] = actor.canonical
    return row | {
        "title": {"ja": actor.name, "en": f"{actor.name} (not yet translated)"},
        "clause": f"{key}:{actor.clause}",
    }
