"""What every model of the schema shares: strictness, texts in two languages, and lists that may be written singly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Language = Literal["ja", "en"]


class Model(BaseModel):
    """A frozen part of a regulation folder; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, arbitrary_types_allowed=False)


class Words(Model):
    """A text in Japanese and English."""

    ja: Annotated[str, StringConstraints(min_length=1)]
    en: Annotated[str, StringConstraints(min_length=1)]

    def of(self, language: Language) -> str:
        """The text in one language."""
        return self.ja if language == "ja" else self.en


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) or value is None else [value]


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
"""An id of our own: lower-case words joined by `_` or `-`."""

ClauseId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*:[^\s]+$")]
"""A clause id as the contract (§4) defines it: `key:8(1)(2)`, `key:2(1)(7)(ア)`, `key:2.s1`, `key:form2`."""

ClauseIds = Annotated[
    tuple[ClauseId, ...], BeforeValidator(_listed, json_schema_input_type=ClauseId | tuple[ClauseId, ...])
]
"""One clause id or a list of them."""

Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_listed, json_schema_input_type=Slug | tuple[Slug, ...])]

TrapId = Annotated[str, StringConstraints(pattern=r"^(T-[A-Z]+\d+[a-z]?|[a-z][a-z-]+)$")]
"""A trap of a text (`T-J3`) or a general warning (`my-number`)."""

Predicate = Mapping[str, Any]
"""A predicate as written; `kitei.predicates.reading` gives it meaning."""

DueWord = Literal["in_advance", "immediately", "promptly", "swiftly", "without_delay", "each_time", "none"]
"""あらかじめ, 直ちに, 速やかに, 迅速に, 遅滞なく, その都度; `none` where the text has no time word."""
