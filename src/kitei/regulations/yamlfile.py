"""Strict reading of YAML and JSON written by people: where every value stands, and nothing that could hurt.

Refused with file and line: bytes that are not UTF-8, anchors and aliases (bombs and cycles), duplicate keys, files
larger than a person would write, and whatever YAML itself cannot parse. Scalars are read by YAML 1.2's core schema,
so that `on`, `yes` and `no` are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 8_000_000
"""More than ten times the largest regulation folder's largest file."""

_DEPTH = 60
_INT = re.compile(r"^[-+]?(0|[1-9]\d*)$")
_FLOAT = re.compile(r"^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}

Key = str | int
Place = tuple[Key, ...]


class UnreadableFile(ValueError):
    """A file that cannot be read as data.

    Attributes:
        file: the file, as it was named.
        line: the line, counted from 1, or `None` where the whole file is meant.
        problem: `missing`, `too_large`, `not_utf8`, `syntax`, `alias`, `duplicate_key`, `depth`, `empty` or `table`.
        detail: the word, number or key concerned.
    """

    def __init__(self, file: Path | str, line: int | None, problem: str, detail: str = "") -> None:
        self.file, self.line, self.problem, self.detail = str(file), line, problem, detail
        where = f"{self.file}:{line}" if line else self.file
        super().__init__(f"{where}: {problem} {detail}".rstrip())


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and on which line each value stands.

    Attributes:
        data: mappings, lists and scalars.
        lines: line (from 1) of each value, by its path of keys and indexes.
    """

    file: Path
    data: Any
    lines: Mapping[Place, int] = field(repr=False)

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        for end in range(len(place), -1, -1):
            found = self.lines.get(place[:end])
            if found is not None:
                return found
        return 1


def read_yaml(file: Path, max_bytes: int = MAX_BYTES) -> Document:
    """Read one YAML or JSON file.

    Raises:
        UnreadableFile: see the module's docstring.
    """
    return parse_yaml(read_text(file, max_bytes), file)


def read_text(file: Path, max_bytes: int = MAX_BYTES) -> str:
    """Read a text file of reasonable size as UTF-8.

    Raises:
        UnreadableFile: it is missing, too large or not UTF-8.
    """
    try:
        size = file.stat().st_size
        if size > max_bytes:
            raise UnreadableFile(file, None, "too_large", f"{size:,} > {max_bytes:,}")
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise UnreadableFile(file, line, "not_utf8", f"0x{error.object[error.start]:02x}") from error
    except OSError as error:
        raise UnreadableFile(file, None, "missing", error.strerror or "") from error


def parse_yaml(text: str, file: Path) -> Document:
    """Parse YAML (of which JSON is a part) with the place of every value.

    Raises:
        UnreadableFile: see the module's docstring.
    """
    try:
        return _Builder(file, yaml.parse(text, Loader=yaml.CSafeLoader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableFile(file, mark.line + 1 if mark else None, "syntax", error.problem or "") from error
    except yaml.YAMLError as error:
        raise UnreadableFile(file, None, "syntax", str(error).split("\n", 1)[0]) from error


class _Builder:
    """Builds data straight from parser events, so that an alias is refused before anything could be multiplied."""

    def __init__(self, file: Path, events: Iterator[yaml.Event]) -> None:
        self._file, self._events = file, events
        self._lines: dict[Place, int] = {}

    def document(self) -> Document:
        """Read the first document of the stream."""
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                return Document(self._file, self._value(event, ()), self._finish())
        raise UnreadableFile(self._file, None, "empty")

    def _finish(self) -> Mapping[Place, int]:
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                raise UnreadableFile(self._file, _line(event), "syntax", "---")
        return self._lines

    def _value(self, event: yaml.Event, place: Place) -> Any:
        self._lines.setdefault(place, _line(event))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableFile(self._file, _line(event), "alias", f"&{getattr(event, 'anchor', '')}")
        if len(place) > _DEPTH:
            raise UnreadableFile(self._file, _line(event), "depth", str(_DEPTH))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place)
        return _scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _sequence(self, place: Place) -> list[Any]:
        found: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._value(event, (*place, len(found))))
        return found

    def _mapping(self, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent) or event.anchor:
                raise UnreadableFile(self._file, _line(event), "syntax", "?")
            if event.value in found:
                raise UnreadableFile(self._file, _line(event), "duplicate_key", event.value)
            self._lines[(*place, event.value)] = _line(event)
            found[event.value] = self._value(next(self._events), (*place, event.value))
        return found


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> object:
    text = str(event.value)
    if event.style not in (None, ""):  # quoted or block: always a text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    if _DATE.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text  # an impossible day: the schema names it
    return float(text) if _FLOAT.match(text) else text
