"""The version to be completed on a screen: form fields laid over the places a layout has left for them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from kitei.forms.paper.finishing import kids, save
from kitei.regulations.schema.words import Language

_MULTILINE, _PRINTED = 1 << 12, 4
_ARC = 0.5523  # how far a Bézier curve's handles reach to make a quarter of a circle
_TICK = ((0.15, 0.5), (0.4, 0.2), (0.9, 0.85))  # of the side of a box


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to write in; millimetres have become points, `y` counts from the top of the page."""

    name: str
    kind: str  # text, lines; check, ring, strike; seal
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
        laid: dict[str, list[pikepdf.Object]] = {}
        for spot in spots:  # in the order of the page, which is the order of the tab key
            laid.setdefault(_name(spot), []).append(_lay(document, spot, tree))
        for name, same in laid.items():
            fields.append(same[0] if len(same) == 1 else _in_several_places(document, name, same))
        document.Root.AcroForm = Dictionary(
            Fields=fields,
            NeedAppearances=False,
            DR=Dictionary(Font=Dictionary(JP=font)),
            DA=String("/JP 10 Tf 0 g"),
        )
        document.Root.Lang = String(language)
        return save(document)


def _name(spot: Spot) -> str:
    return spot.name.replace(".", "-")


def _lay(document: pikepdf.Pdf, spot: Spot, tree: Any) -> pikepdf.Object:
    page = document.pages[spot.page - 1]
    widget = document.make_indirect(_widget(document, spot, page))
    if "/Annots" not in page:
        page.Annots, page.Tabs = Array(), Name.S
    page.Annots.append(widget)
    _tag(document, tree, widget, page)
    return widget


def _in_several_places(document: pikepdf.Pdf, name: str, widgets: list[pikepdf.Object]) -> pikepdf.Object:
    """One entry that stands in several places: what is written or struck in one is so in all."""
    first = widgets[0]
    field = document.make_indirect(Dictionary(T=String(name), FT=first.FT, TU=first.TU, Kids=Array(widgets)))
    if "/V" in first:
        field.V = first.V
    for widget in widgets:
        widget.Parent = field
        for key in ("/T", "/FT", "/V"):
            if key in widget:
                del widget[key]
    return field


def _widget(document: pikepdf.Pdf, spot: Spot, page: pikepdf.Page) -> Dictionary:
    top = float(page.mediabox[3]) - spot.y
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        Rect=Array([spot.x, top - spot.h, spot.x + spot.w, top]),
        T=String(_name(spot)),
        TU=String(spot.tip),
        F=_PRINTED,
        P=page.obj,
    )
    if spot.kind in _MARKS:
        widget.FT, widget.V, widget.AS = Name.Btn, Name.Off, Name.Off
        faces = {"/On": _face(document, _MARKS[spot.kind](spot), spot), "/Off": _face(document, "", spot)}
        widget.AP = Dictionary(N=Dictionary(faces))
    elif spot.kind == "seal":
        widget.FT = Name.Sig  # a typed name is no seal: the place is signed on the screen, or stays free for the ink
    else:
        widget.FT, widget.V = Name.Tx, String("")
        # 0 lets the viewer shrink a single line; several lines keep one size and scroll.
        widget.DA = String("/JP 9 Tf 0 g" if spot.kind == "lines" else "/JP 0 Tf 0 g")
        widget.Ff = _MULTILINE if spot.kind == "lines" else 0
        widget.AP = Dictionary(N=_face(document, "", spot))
    return widget


def _tick(spot: Spot) -> str:
    side = min(spot.w, spot.h)
    points = " l ".join(f"{x * side:.2f} {y * side:.2f}" for x, y in _TICK).replace(" l ", " m ", 1)
    return f"1.2 w {points} l S"


def _ring(spot: Spot) -> str:
    """A circle of four Bézier curves that fills its place."""
    radius = min(spot.w, spot.h) / 2 - 0.5
    x, y, bend = spot.w / 2, spot.h / 2, radius * _ARC
    quarters = (
        (x + radius, y + bend, x + bend, y + radius, x, y + radius),
        (x - bend, y + radius, x - radius, y + bend, x - radius, y),
        (x - radius, y - bend, x - bend, y - radius, x, y - radius),
        (x + bend, y - radius, x + radius, y - bend, x + radius, y),
    )
    curves = " ".join(" ".join(f"{each:.2f}" for each in quarter) + " c" for quarter in quarters)
    return f"0.8 w {x + radius:.2f} {y:.2f} m {curves} S"


def _strike(spot: Spot) -> str:
    return f"0.8 w 0 {spot.h / 2:.2f} m {spot.w:.2f} {spot.h / 2:.2f} l S"


_MARKS: Mapping[str, Callable[[Spot], str]] = {"check": _tick, "ring": _ring, "strike": _strike}


def widgets(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Every place of a fillable version, with the name of its entry."""
    for field in document.Root.AcroForm.Fields:
        for widget in field.get("/Kids", [field]):
            yield str(field.T), widget


def _face(document: pikepdf.Pdf, drawing: str, spot: Spot) -> pikepdf.Stream:
    stream = document.make_stream(drawing.encode())
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox, stream.Resources = Array([0, 0, spot.w, spot.h]), Dictionary()
    return stream


def _tag(document: pikepdf.Pdf, tree: Any, widget: Any, page: pikepdf.Page) -> None:
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
