"""From a form and its values to the one JSON text that a layout reads: words in one language, nothing to compute."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import segno

from kitei.calendar import wareki
from kitei.forms.catalogue import FormFolder
from kitei.forms.definition import CitationMode, Field
from kitei.forms.paper.lettering import printable
from kitei.forms.paper.scans import pictures
from kitei.forms.values import Values
from kitei.regulations.schema.words import Language

DateStyle = Literal["wareki", "western", "iso"]
_SLOT = re.compile(r"\{(@?)([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\}")
_ERA = re.compile(r"(\D+)(\d+|元)年")

TERMS: dict[str, tuple[str, str]] = {
    "below": ("記", ""),
    "end": ("以　上", ""),
    "seal": ("印", "Seal"),
    "date": ("年月日", ""),  # a date so labelled needs no label beside 年, 月 and 日
    "honorific": ("殿", "To"),
    "office": ("事務局記入欄", "For office use"),
    "received": ("受付", "RECEIVED"),
    "chosen": ("選択", "chosen"),
    "sealed": ("印影 ", "seal of "),
    "scan": ("提出された紙面の写し", "The paper as handed in"),
    "stamped": ("受付印", "reception stamp"),
    "strike": ("を消す", ", strike out"),
    "stamp_day": ("の日付", ", day"),
}
_NEUTRAL = ("この様式は規程が定めたものではない（書式の例）", "Not prescribed by the regulation (a model)")
_NEUTRAL_OF_A_STATUTE = ("この様式は法令が定めたものではない（書式の例）", "Not prescribed by the Act (a model)")
_TRANSLATION = "Translation for the reader's convenience; the Japanese form is the one that counts."


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a paper is printed.

    Attributes:
        made_on: the day of the document; it stands in the file and decides the era of an empty date.
        era: `auto` prints the era of `made_on` in an empty date, `printed` the one on the original form.
        dates: how a given day is written in Japanese.
        footer: a reference for the foot of the page.
        scans: pictures of the paper that was handed in; they follow the form.
    """

    made_on: date
    language: Language = "ja"
    citation_mode: CitationMode = "verbatim"
    era: Literal["auto", "printed"] = "auto"
    dates: DateStyle = "wareki"
    footer: str = ""
    fillable: bool = False
    scans: tuple[bytes, ...] = ()


def payload(folder: FormFolder, values: Values, setting: Setting) -> str:
    """The JSON that a layout reads."""
    form, tongue, mode = folder.form, setting.language, setting.citation_mode
    index = 0 if tongue == "ja" else 1
    data = {
        "lang": tongue,
        "fillable": setting.fillable,
        "slim": form.omit_empty and bool(values),
        "title": form.title.says(tongue, mode),
        "number": form.number.says(tongue, mode) if form.number else "",
        "author": folder.institution[index],
        "institution": folder.institution[index],
        "made": [setting.made_on.year, setting.made_on.month, setting.made_on.day],
        "banner": list(_banner(folder, tongue)),
        "corrections": list(_corrections(folder, setting)),
        "footer": printable(setting.footer),
        "scans": [page.svg for each in setting.scans for page in pictures(each)],
        "era": _era(folder, setting) if tongue == "ja" else "",
        "terms": {name: words[index] for name, words in TERMS.items()}
        | {"sheet": form.sheet if tongue == "ja" else "Attached sheet"},
        "order": [field.id for field in form.fields if field.printed],
        "fields": {field.id: _field(field, setting) for field in form.fields if field.printed},
        "words": {name: _segments(folder, name, setting) for name in folder.wording.pieces},
        "values": {
            field.id: _value(field, values[field.id], setting)
            for field in form.fields
            if field.printed and field.id in values
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def written(day: date, setting: Setting) -> str:
    """A day as one text."""
    if setting.language == "en":
        return day.isoformat() if setting.dates == "iso" else f"{day.day} {day:%B} {day.year}"
    match setting.dates:
        case "wareki":
            return wareki(day)
        case "western":
            return f"{day.year}年{day.month}月{day.day}日"
        case "iso":
            return day.isoformat()


def _banner(folder: FormFolder, tongue: Language) -> Iterator[str]:
    if not folder.form.prescribed and (folder.form.clause or folder.form.id.split("-")[0] == "letter"):
        yield (_NEUTRAL if folder.form.entity is None else _NEUTRAL_OF_A_STATUTE)[0 if tongue == "ja" else 1]
    if tongue == "en":
        yield _TRANSLATION


def _corrections(folder: FormFolder, setting: Setting) -> Iterator[str]:
    if setting.citation_mode != "corrected" or setting.language != "ja":
        return
    for citation in folder.form.citations:
        if citation.corrected:
            yield f"※様式の原文は「{citation.verbatim.ja}」であるが、「{citation.corrected.ja}」と読み替えた。"


def _era(folder: FormFolder, setting: Setting) -> str:
    form = folder.form
    if not form.era:
        return ""
    if setting.era == "printed" and form.printed_era:
        return form.printed_era
    found = _ERA.match(wareki(setting.made_on))
    return found[1] if found else ""


def _field(field: Field, setting: Setting) -> dict[str, Any]:
    tongue, mode = setting.language, setting.citation_mode
    return {
        "label": field.says(tongue, mode),
        "type": field.type,
        "place": field.place,
        "height": field.height,
        "rows": field.rows,
        "seal": field.seal,
        "honorific": field.honorific.of(tongue) if field.honorific else None,
        "sep": field.sep if tongue == "ja" else " / ",
        "choices": [
            {"id": each.id, "mark": each.mark, "label": each.says(tongue, mode), "text": each.text}
            for each in field.choices
        ],
        "columns": [
            {
                "id": each.id,
                "label": each.says(tongue, mode),
                "type": each.type,
                "width": each.width,
                "height": each.height,
            }
            for each in field.columns
        ],
    }


def _segments(folder: FormFolder, name: str, setting: Setting) -> list[list[dict[str, str]]]:
    citations = {each.id: each for each in folder.form.citations}

    def cited(slot: re.Match[str]) -> str:
        sign, key = slot[1], slot[2]
        if not sign:
            return slot[0]
        if key == "institution":
            return folder.institution[0 if setting.language == "ja" else 1]
        return citations[key].says(setting.language, setting.citation_mode)

    found: list[list[dict[str, str]]] = []
    for paragraph in folder.wording.paragraphs(name, setting.language, setting.citation_mode):
        text, parts, end = _SLOT.sub(cited, paragraph), [], 0
        for slot in _SLOT.finditer(text):
            parts += [{"t": text[end : slot.start()]}, {"f": slot[2]} | ({"o": slot[3]} if slot[3] else {})]
            end = slot.end()
        found.append([part for part in [*parts, {"t": text[end:]}] if part.get("t", "-")])
    return found


def _value(field: Field, value: Any, setting: Setting) -> Any:
    match field.type:
        case "date":
            return _date(value, setting)
        case "choice" | "choices":
            return list(value)
        case "flag":
            return _flag(value, setting)
        case "stamp":
            return {"unit": printable(value["unit"]), "day": _stamped(value["on"], setting)}
        case "table":
            return [_row(field, row, setting) for row in value]
        case "number":
            return f"{value:,}"
        case _:
            return printable(str(value))


def _flag(value: Any, setting: Setting) -> str:
    yes, no = ("有", "無") if setting.language == "ja" else ("Yes", "No")
    return yes if value else no


def _row(field: Field, row: Any, setting: Setting) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in field.columns:
        value = row.get(column.id, "")
        if column.type == "code" and value:
            found[column.id] = _code(str(value))
            found["ref"] = str(value)
        elif column.type == "flag":
            found[column.id] = _flag(value, setting) if value != "" else ""
        elif column.type == "number" and value != "":
            found[column.id] = f"{value:,}"
        else:
            found[column.id] = short(value, setting) if isinstance(value, date) else printable(str(value))
    return found


def _code(text: str) -> str:
    """A QR code as SVG, which a layout sets as a picture. Never a Micro QR code: telephones do not read those."""
    drawn = io.BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="svg", border=2, omitsize=True, xmldecl=False, nl=False)
    return drawn.getvalue().decode()


def short(day: date, setting: Setting) -> str:
    """A day in a narrow cell: `R8.11.4`, or as ISO writes it."""
    if setting.language == "en" or setting.dates != "wareki":
        return day.isoformat()
    return _initials(wareki(day))


def _initials(text: str) -> str:
    letter = {"令和": "R", "平成": "H", "昭和": "S", "大正": "T", "明治": "M"}[text[:2]]
    return letter + text[2:].replace("元", "1").replace("年", ".").replace("月", ".").rstrip("日")


def _stamped(day: date, setting: Setting) -> str:
    return day.isoformat() if setting.language == "en" or setting.dates != "wareki" else _initials(wareki(day))[1:]


def _date(day: date, setting: Setting) -> dict[str, str]:
    if setting.language == "en" or setting.dates == "iso":
        return {"text": written(day, setting)}
    text = written(day, setting)
    found = _ERA.match(text)
    era, year = (found[1], found[2]) if found else ("", str(day.year))
    return {"era": era, "y": year, "m": str(day.month), "d": str(day.day)}
