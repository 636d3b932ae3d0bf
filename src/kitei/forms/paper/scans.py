"""The paper as it came in: a scan or photograph, set behind the form that was keyed in from it."""

from __future__ import annotations

import base64
import io

from PIL import Image, ImageOps, UnidentifiedImageError

_LONGEST_SIDE = 1800  # pixels: some 200 a printed inch
_MOST_PIXELS = 100_000_000


class NotAPicture(ValueError):
    """The file is no picture that can be set, or is too large to be opened."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"not a picture that can be set: {problem}")


def scan(data: bytes) -> str:
    """A picture as SVG, upright, and without what the camera wrote into it: place, time, device.

    Raises:
        NotAPicture: it cannot be opened.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF", "WEBP")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise NotAPicture(f"{picture.width} x {picture.height}")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise NotAPicture(str(error)) from error
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    made = io.BytesIO()
    upright.save(made, "JPEG", quality=80)
    code = base64.b64encode(made.getvalue()).decode()
    width, height = upright.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{code}"/></svg>'
    )
