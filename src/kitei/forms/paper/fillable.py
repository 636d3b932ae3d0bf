"""The version to be completed on a screen: form fields laid over the places a layout has left for them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from kitei.forms.paper.finishing import kids, save
from kitei.regulations.schema.words import Language

_MULTILINE, _PRINTED = 1 << 12, 4
_TICK = ((0.15, 0.5), (0.4, 0.2), (0.9, 0.85))  # of the side of a box


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to write in; millimetres have become points, `y` counts from the top of the page."""

    name: str
    kind: str  # text, lines, check
    page: int
    x: float
    y: float
    w: float
    h: float
    tip: str

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Spot:
        """Read what a layout reports."""
        return cls(
            name=str(raw["name"]),
            kind=str(raw["kind"]),
            page=int(raw["page"]),
            x=float(raw["x"]),
            y=float(raw["y"]),
            w=float(raw["w"]),
            h=float(raw["h"]),
            tip=str(raw["tip"] or raw["name"]),
        )


def make_fillable(pdf: bytes, spots: Iterable[Spot], language: Language) -> bytes:
    """Lay a form field over every spot."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        font = _font(document)
        tree = document.Root.StructTreeRoot
        fields = Array()
        for number, spot in enumerate(spots):
            page = document.pages[spot.page - 1]
            widget = document.make_indirect(_widget(document, spot, page))
            if "/Annots" not in page:
                page.Annots = Array()
            page.Annots.append(widget)
            fields.append(widget)
            _tag(document, tree, widget, page, number)
        document.Root.AcroForm = Dictionary(
            Fields=fields,
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(JP=font)),
            DA=String("/JP 10 Tf 0 g"),
        )
        document.Root.Lang = String(language)
        return save(document)


def _widget(document: pikepdf.Pdf, spot: Spot, page: pikepdf.Page) -> Dictionary:
    top = float(page.mediabox[3]) - spot.y
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        Rect=Array([spot.x, top - spot.h, spot.x + spot.w, top]),
        T=String(spot.name.replace(".", "-")),
        TU=String(spot.tip),
        F=_PRINTED,
        P=page.obj,
    )
    if spot.kind == "check":
        widget.FT, widget.V, widget.AS = Name.Btn, Name.Off, Name.Off
        side = min(spot.w, spot.h)
        points = " l ".join(f"{x * side:.2f} {y * side:.2f}" for x, y in _TICK).replace(" l ", " m ", 1)
        ticked = f"1.2 w {points} l S"
        widget.AP = Dictionary(N=Dictionary(On=_face(document, ticked, spot), Off=_face(document, "", spot)))
    else:
        widget.FT, widget.V = Name.Tx, String("")
        # 0 lets the viewer shrink a single line; several lines keep one size and scroll.
        widget.DA = String("/JP 9 Tf 0 g" if spot.kind == "lines" else "/JP 0 Tf 0 g")
        widget.Ff = _MULTILINE if spot.kind == "lines" else 0
    return widget


def _face(document: pikepdf.Pdf, drawing: str, spot: Spot) -> pikepdf.Stream:
    stream = document.make_stream(drawing.encode())
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox, stream.Resources = Array([0, 0, spot.w, spot.h]), Dictionary()
    return stream


def _tag(document: pikepdf.Pdf, tree: Any, widget: Any, page: pikepdf.Page, number: int) -> None:
    """Give the field its place in the structure tree, after the printed content."""
    parent = kids(tree)[0]
    key = int(tree.get("/ParentTreeNextKey", 0))
    element = document.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=parent,
            Alt=widget.TU,
            K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page.obj),
        )
    )
    inner = parent.get("/K")
    if isinstance(inner, Array):
        inner.append(element)
    else:
        parent.K = Array([inner, element])
    widget.StructParent = key
    tree.ParentTreeNextKey = key + 1
    _number_tree(tree.ParentTree, key, element)
    if number == 0 or "/Tabs" not in page:
        page.Tabs = Name.S


def _number_tree(parents: Any, key: int, element: Any) -> None:
    if "/Nums" in parents:
        parents.Nums.append(key)
        parents.Nums.append(element)
    else:
        last = parents.Kids[-1]
        last.Nums.append(key)
        last.Nums.append(element)
        last.Limits[1] = key


def _font(document: pikepdf.Pdf) -> pikepdf.Object:
    """A Japanese font that every viewer supplies itself; nothing need be embedded for what is not yet written."""
    descriptor = document.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/HeiseiKakuGo-W5"),
            Flags=4,
            FontBBox=Array([-92, -250, 1010, 922]),
            ItalicAngle=0,
            Ascent=752,
            Descent=-221,
            CapHeight=737,
            StemV=114,
        )
    )
    character_set = Dictionary(Registry=String("Adobe"), Ordering=String("Japan1"), Supplement=2)
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/HeiseiKakuGo-W5"),
        CIDSystemInfo=character_set,
        FontDescriptor=descriptor,
    )
    return document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/HeiseiKakuGo-W5"),
            Encoding=Name("/UniJIS-UCS2-H"),
            DescendantFonts=Array([inner]),
        )
    )
