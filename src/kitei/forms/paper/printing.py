"""Sets papers as PDF/A-2a and PDF/UA-1. One printer keeps its fonts and reuses what it has learnt of a layout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import typst

from kitei.forms.catalogue import LAYOUTS, FormFolder
from kitei.forms.paper.fillable import Spot, make_fillable
from kitei.forms.paper.finishing import finish
from kitei.forms.paper.lettering import FONT_FOLDERS, unprintable
from kitei.forms.paper.payload import Setting, payload
from kitei.forms.values import Values

ARCHIVAL: Any = ["a-2a", "ua-1"]  # typst's own type lists every standard there is


class BrokenLayout(ValueError):
    """A form's layout cannot be set."""

    def __init__(self, name: str, problem: str) -> None:
        self.name, self.problem = name, problem
        super().__init__(f"the layout of `{name}` cannot be set: {problem}")


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed form.

    Attributes:
        written_out: characters that no font has; they are on the paper by name or number.
    """

    pdf: bytes
    written_out: tuple[str, ...] = ()


@cache
def fonts() -> typst.Fonts:
    """The fonts of all papers, and none of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in FONT_FOLDERS])


@dataclass(slots=True)
class Printer:
    """Prints forms, one after another; not shared between threads."""

    _compilers: dict[str, typst.Compiler] = field(default_factory=dict)

    def print(self, folder: FormFolder, values: Values, setting: Setting) -> Paper:
        """The archival version of a paper; with the same values and setting, the same bytes.

        Raises:
            BrokenLayout: the form's layout is at fault.
        """
        plain = replace(setting, fillable=False)
        pdf = self._set(folder, payload(folder, values, plain), ARCHIVAL)
        return Paper(finish(pdf), tuple(unprintable("".join(_texts(values)))))

    def fillable(self, folder: FormFolder, values: Values, setting: Setting) -> Paper:
        """The version to be completed on a screen. Never PDF/A: keep the archival version beside it.

        Raises:
            BrokenLayout: the form's layout is at fault.
        """
        text = payload(folder, values, replace(setting, fillable=True))
        pdf = self._set(folder, text, ["ua-1"])
        compiler = typst.Compiler(
            folder.layout.encode(), root=str(LAYOUTS), font_paths=fonts(), sys_inputs={"paper": text}
        )
        spots = [Spot.read(each["value"]) for each in json.loads(compiler.query("<spot>"))]
        return Paper(make_fillable(finish(pdf), spots, setting.language))

    def _set(self, folder: FormFolder, text: str, standards: Any) -> bytes:
        source = folder.layout.encode()
        compiler = self._compilers.get(folder.name)
        if compiler is None:
            compiler = typst.Compiler(source, root=str(LAYOUTS), font_paths=fonts())
            self._compilers[folder.name] = compiler
        try:
            made = compiler.compile(input=source, format="pdf", sys_inputs={"paper": text}, pdf_standards=standards)
        except typst.TypstError as error:
            raise BrokenLayout(folder.name, str(error)) from error
        if not isinstance(made, bytes):
            raise BrokenLayout(folder.name, "no PDF")
        return made


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple | list) else ()
    return [text for each in inner for text in _texts(each)]
