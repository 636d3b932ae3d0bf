"""Keying in a paper that was handed in: its pictures, and for every entry where on the form it stands.

A clerk's screen shows the picture and, beside it, the fields in the order of the form; `places` says which part of a
page to bring near when a field is entered. The values go the way of all values, and `Setting.scans` keeps the picture
with them in the archival paper.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from kitei.forms.catalogue import FormFolder
from kitei.forms.fieldsets import field_set
from kitei.forms.paper.fillable import widgets
from kitei.forms.paper.payload import Setting
from kitei.forms.paper.printing import Printer
from kitei.forms.paper.scans import Picture, pictures


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands on the empty form.

    Attributes:
        page: counted from 1.
        left, top, right, bottom: parts of the page's width and height, from its upper left corner.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Keying:
    """What a clerk keys in from.

    Attributes:
        pages: the paper as it came in.
        fields: the field set in the order of the form, what the office fills in included.
        places: by field.
    """

    pages: tuple[Picture, ...]
    fields: tuple[Mapping[str, Any], ...]
    places: Mapping[str, tuple[Place, ...]]


def keying(folder: FormFolder, scans: tuple[bytes, ...], setting: Setting, printer: Printer) -> Keying:
    """A paper that came in, ready to be keyed in.

    Args:
        scans: photographs or scans, in the order of the pages.

    Raises:
        NotAPicture: one of them cannot be opened.
    """
    pages = tuple(page for each in scans for page in pictures(each))
    fields = field_set(folder.form, setting.language, office=True)
    return Keying(pages, tuple(fields), places(folder, setting, printer))


def places(folder: FormFolder, setting: Setting, printer: Printer) -> Mapping[str, tuple[Place, ...]]:
    """For every entry of a form, where it stands; one place for each page it stands on."""
    found: dict[str, dict[int, Place]] = {}
    with pikepdf.open(io.BytesIO(printer.fillable(folder, {}, setting).pdf)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        for name, widget in widgets(document):
            field, place = name.partition("-")[0], _place(widget, numbers[widget.P.objgen])
            on_page = found.setdefault(field, {})
            on_page[place.page] = _joined(on_page.get(place.page, place), place)
    return {field: tuple(on_page[page] for page in sorted(on_page)) for field, on_page in found.items()}


def _place(widget: Any, page: int) -> Place:
    _, _, width, height = (float(each) for each in widget.P.MediaBox)
    left, bottom, right, top = (float(each) for each in widget.Rect)
    return Place(page, left / width, 1 - top / height, right / width, 1 - bottom / height)


def _joined(one: Place, two: Place) -> Place:
    return Place(
        one.page,
        min(one.left, two.left),
        min(one.top, two.top),
        max(one.right, two.right),
        max(one.bottom, two.bottom),
    )
