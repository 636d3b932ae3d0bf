"""What was filled in on a paper, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kitei.forms.definition import Field, Form
from kitei.web.look.days import in_wareki
from kitei.web.look.words import Language


def rows(form: Form, values: Mapping[str, Any], language: Language) -> tuple[tuple[str, str], ...]:
    """Label and entry of every field that was filled in."""
    return tuple(
        (field.of(language), _shown(field, values[field.id], language))
        for field in form.fields
        if values.get(field.id) not in (None, "", [], ())
    )


def _shown(field: Field, value: Any, language: Language) -> str:
    labels = {each.id: each.of(language) for each in field.choices}
    listed = "、" if language == "ja" else ", "
    match value:
        case bool():
            return ("はい" if value else "いいえ") if language == "ja" else ("yes" if value else "no")
        case list() | tuple() if field.type == "table":
            return "\n".join(listed.join(str(cell) for cell in row.values() if cell) for row in value)
        case list() | tuple():
            return listed.join(labels.get(str(each), str(each)) for each in value)
        case Mapping():
            return listed.join(str(each) for each in value.values() if each)
        case _:
            return _text(field, str(labels.get(value, value)), language)


def _text(field: Field, text: str, language: Language) -> str:
    if field.type != "date" or language != "ja":
        return text
    try:
        return f"{in_wareki(date.fromisoformat(text))}（{text}）"
    except ValueError:
        return text
