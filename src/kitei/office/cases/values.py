"""What callers hand in: whom a case is about, papers to issue or received, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whom a case is about (本人); sealed under the case's key, found by the blind index.

    Attributes:
        contact: how to reach the person: email, postal, phone, language …
        others: further names by which the case is to be found: a representative, a former name.
    """

    name: str
    kana: str = ""
    contact: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDraft:
    """A paper to issue, or one that was received.

    Attributes:
        form: `form4`, `appi:disclosure-decision`, or a neutral paper such as `letter-amendment`.
        values: what is filled in, as `kitei.forms.values.read_values` takes it.
        printed: set it as a PDF; a paper that was received on paper is kept as values only.
    """

    form: str
    values: Mapping[str, Any]
    language: Literal["ja", "en"] = "ja"
    printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDraft:
    """A file that was handed in.

    Attributes:
        media_type: as the sender declares it; what the bytes are is looked at.
        purpose: identity, authority, scan or other.
    """

    filename: str
    content: bytes
    media_type: str
    purpose: Literal["identity", "authority", "scan", "other"] = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionDraft:
    """What a body asks for beside the steps of the procedure (付帯条件); it becomes a task.

    Attributes:
        name: a short name, no personal data. role: who must meet it.
        ref: the row of the domain that set it; what it says stands there.
        due_on: the last day, inclusive.
    """

    name: str
    role: str
    ref: UUID
    due_on: date | None = None
