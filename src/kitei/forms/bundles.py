"""Everything that comes of a form, in one call: both PDFs, the fields of a page, the schema, a ledger's spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kitei.forms.catalogue import FormFolder
from kitei.forms.fieldsets import field_set, value_schema
from kitei.forms.ledgers import ledger_template
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Paper, Printer
from kitei.forms.values import Values
from kitei.regulations.schema.words import Language

_LANGUAGES: tuple[Language, ...] = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What comes of a form.

    Attributes:
        archival: PDF/A-2a and PDF/UA-1, to be kept.
        fillable: what was not given is left to be completed on a screen.
        fields: the field set of a web page, by language.
        schema: the JSON Schema of the values.
        spreadsheet: the template of a ledger (XLSX); none where the form has no table.
    """

    archival: Paper
    fillable: Paper
    fields: Mapping[Language, list[dict[str, Any]]]
    schema: Mapping[str, Any]
    spreadsheet: bytes | None

    def files(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The files to be written, each with its name."""
        yield f"{name}.pdf", self.archival.pdf
        yield f"{name}-fillable.pdf", self.fillable.pdf
        fields = json.dumps({"fields": self.fields, "schema": self.schema}, ensure_ascii=False, indent=2)
        yield f"{name}.json", fields.encode() + b"\n"
        if self.spreadsheet is not None:
            yield f"{name}.xlsx", self.spreadsheet


def bundle(folder: FormFolder, values: Values, setting: Setting, printer: Printer, *, office: bool = False) -> Bundle:
    """Make everything of a form.

    Args:
        office: whether the fields are those of the institution's own page; the public never sees what the office
            fills in.

    Raises:
        BrokenLayout: the form's layout is at fault.
        NotAPicture: a scan cannot be opened.
    """
    form = folder.form
    has_table = any(field.columns for field in form.fields)
    return Bundle(
        archival=printer.print(folder, values, setting),
        fillable=printer.fillable(folder, values, setting),
        fields={language: field_set(form, language, office=office) for language in _LANGUAGES},
        schema=value_schema(form),
        spreadsheet=ledger_template(form, setting.language, made_on=setting.made_on) if has_table else None,
    )
