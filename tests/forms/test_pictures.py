"""How every form looks: blank, as usual and over-full, beside the pictures that were looked at and approved.

`KITEI_APPROVE=1 pytest tests/forms/test_pictures.py` takes the present look as the approved one: look at every picture
that changes before you commit it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from tests.forms.samples import FORMS, LIBRARY, PRESCRIBED, State, printed

PICTURES = Path(__file__).parents[2] / "docs/pictures/forms"
DOCS = PICTURES.parents[1] / "reference/forms.md"
MARK = "The tests compare each with these pictures."
DPI = 62
INKS = [(grey, grey, grey) for grey in range(0, 256, 17)] + [(181, 18, 27), (205, 98, 104), (230, 176, 178)]
NOTICEABLE = 90  # of 255 levels
MOST_CHANGED = 0.004  # of all pixels: anti-aliasing differs a little from one renderer to the next
STATES: tuple[State, ...] = ("blank", "typical", "over-full")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", list(FORMS))
def test_a_form_looks_as_approved(name: str, state: State) -> None:
    picture = drawn(name, state)
    approved = PICTURES / f"{name.replace(':', '-')}-{state}.png"
    if os.environ.get("KITEI_APPROVE"):
        approved.write_bytes(small(picture))

    with Image.open(approved) as seen:
        before = seen.convert("L")
    now = Image.open(io.BytesIO(small(picture))).convert("L")
    assert now.size == before.size
    levels = ImageChops.difference(now, before).histogram()
    assert sum(levels[NOTICEABLE:]) <= MOST_CHANGED * now.width * now.height


def test_every_approved_picture_is_of_a_form_that_there_is() -> None:
    names = {f"{name.replace(':', '-')}-{state}.png" for name in FORMS for state in STATES}

    assert {each.name for each in PICTURES.glob("*.png")} == names


def test_every_picture_is_shown_in_the_docs() -> None:
    text = DOCS.read_text(encoding="utf-8")
    before, mark, _ = text.partition(MARK)
    if os.environ.get("KITEI_APPROVE"):
        DOCS.write_text(before + mark + "\n\n" + gallery(), encoding="utf-8")

    assert DOCS.read_text(encoding="utf-8") == before + mark + "\n\n" + gallery()


def gallery() -> str:
    """The last section of the page on forms: every form of each text, and its pictures."""
    parts: list[str] = []
    homes = dict.fromkeys(folder.home for folder in (*PRESCRIBED.values(), *FORMS.values()))
    for home in sorted(homes, key=lambda home: home in ("appi", "office")):
        parts.append(f"### {heading(home)}")
        for name, folder in FORMS.items():
            if folder.home == home:
                title, number = folder.form.title, folder.form.number
                called = name if home in ("office", "appi") else folder.form.id
                parts.append(f"**`{called}`** {title.ja}{f' ({number.ja})' if number else ''} / {title.en}")
                parts.append(" ".join(shown(name, title.en, state) for state in STATES))
    return "\n\n".join(parts) + "\n"


def heading(home: str) -> str:
    if home == "office":
        return "The office's own papers"
    return "The Act, for a national university" if home == "appi" else LIBRARY.get(home).identity.institution.en


def shown(name: str, title: str, state: State) -> str:
    file = f"../pictures/forms/{name.replace(':', '-')}-{state}.png"
    return f'[![{title}, {state}]({file}){{ width="200" }}]({file})'


def test_the_pictures_together_stay_small() -> None:
    assert sum(each.stat().st_size for each in PICTURES.glob("*.png")) < 6_000_000


def drawn(name: str, state: State) -> Image.Image:
    pages = list(_pages(printed(name, state)))
    # Of an over-full form the first page and the last sheet that continues it.
    shown = pages if len(pages) == 1 or state != "over-full" else [pages[0], pages[-1]]
    whole = Image.new("RGB", (sum(page.width for page in shown), max(page.height for page in shown)), "white")
    left = 0
    for page in shown:
        whole.paste(page, (left, 0))
        left += page.width
    return whole


def small(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    inks = Image.new("P", (1, 1))
    inks.putpalette([level for ink in INKS for level in ink])
    picture.quantize(palette=inks, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _pages(pdf: bytes) -> Iterator[Image.Image]:
    for page in pdfium.PdfDocument(pdf):
        yield page.render(scale=DPI / 72).to_pil().convert("RGB")
