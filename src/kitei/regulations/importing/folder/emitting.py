"""YAML as regulation folders are written: one block for each entry, short values in line, quotes where needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_][\w/.-]*|[\u3041-\u9fff][\w・、。々ー（）／～]*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_ESCAPED = {"\x7f": "\\u007f", "\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"}
_RISKY = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def emit(value: Any) -> str:
    """A value in YAML's flow style, on one line."""
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{emit(key)}: {emit(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, datetime):
        return json.dumps(value.isoformat())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return "[" + ", ".join(map(emit, value)) + "]"
    return json.dumps(value)


def _string(text: str) -> str:
    if len(text) <= 60 and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _RISKY.sub(lambda found: _ESCAPED.get(found[0], f"\\u{ord(found[0]):04x}"), quoted)


def entries(rows: Iterable[Mapping[str, Any]]) -> str:
    """A list of mappings, each key on its own line."""
    lines = []
    for row in rows:
        mark = "- "
        for key, value in row.items():
            lines.append(f"{mark}{key}: {emit(value)}")
            mark = "  "
    return "\n".join(lines) + "\n" if lines else "[]\n"


def sections(values: Mapping[str, Any]) -> str:
    """A mapping; a list of mappings or a mapping of mappings below a key gets one line for each member."""
    parts = []
    for key, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            parts.append(f"{key}:\n" + "".join(f"  - {emit(row)}\n" for row in value))
        elif (
            isinstance(value, Mapping) and value and all(isinstance(inner, Mapping | list) for inner in value.values())
        ):
            parts.append(f"{key}:\n" + "".join(f"  {emit(name)}: {emit(inner)}\n" for name, inner in value.items()))
        else:
            parts.append(f"{key}: {emit(value)}\n")
    return "".join(parts)
