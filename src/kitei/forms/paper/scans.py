"""The paper as it came in: a scan or photograph, set behind the form that was keyed in from it, or shown beside it."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

_LONGEST_SIDE = 1800  # pixels: some 150 to the inch of an A4 page
_MOST_PIXELS = 100_000_000
_MOST_PAGES = 40
_KINDS = ("JPEG", "PNG", "TIFF", "WEBP")


class NotAPicture(ValueError):
    """The file is no picture that can be set, or is too large to be opened."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"not a picture that can be set: {problem}")


@dataclass(frozen=True, slots=True)
class Picture:
    """One page of what came in, upright, and without what the camera wrote into it: place, time, device.

    Attributes:
        jpeg: the picture. width, height: its pixels.
    """

    jpeg: bytes
    width: int
    height: int

    @property
    def svg(self) -> str:
        """The picture as a layout takes it."""
        code = base64.b64encode(self.jpeg).decode()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">'
            f'<image width="{self.width}" height="{self.height}" href="data:image/jpeg;base64,{code}"/></svg>'
        )


def pictures(data: bytes) -> tuple[Picture, ...]:
    """The pages of a photograph (JPEG, PNG, WebP), of a fax or scan (TIFF), or of a scanner's PDF.

    Of a PDF only the look is taken: no text, link or script of it reaches a paper of ours.

    Raises:
        NotAPicture: it cannot be opened, or has too many pages or pixels.
    """
    pages = _of_pdf(data) if data.lstrip()[:5] == b"%PDF-" else _of_image(data)
    return tuple(_drawn(page) for page in pages)


def _of_image(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
            for number, frame in enumerate(ImageSequence.Iterator(opened)):
                if number >= _MOST_PAGES:
                    raise NotAPicture(f"> {_MOST_PAGES} pages")
                if frame.width * frame.height > _MOST_PIXELS:
                    raise NotAPicture(f"{frame.width} x {frame.height}")
                yield ImageOps.exif_transpose(frame)
    except UnidentifiedImageError as error:
        raise NotAPicture("no picture is in the file") from error
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPicture(str(error)) from error


def _of_pdf(data: bytes) -> Iterator[Image.Image]:
    try:
        with pdfium.PdfDocument(data) as document:
            if not 0 < len(document) <= _MOST_PAGES:
                raise NotAPicture(f"{len(document)} pages")
            for page in document:
                yield page.render(scale=_LONGEST_SIDE / max(page.get_size())).to_pil()
    except pdfium.PdfiumError as error:
        raise NotAPicture(str(error)) from error


def _drawn(page: Image.Image) -> Picture:
    upright = _on_white(page)
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    made = io.BytesIO()
    upright.save(made, "JPEG", quality=80)
    return Picture(made.getvalue(), *upright.size)


def _on_white(page: Image.Image) -> Image.Image:
    """What is transparent is paper."""
    if "transparency" not in page.info and page.mode not in ("LA", "PA", "RGBA"):
        return page.convert("RGB")
    clear = page.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
