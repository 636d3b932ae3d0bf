"""Which tiles a tree has, and where they lie.

A tile holds up to 256 hashes of one height: at level 0 the leaf hashes, above it the roots of the full tiles below.

Source: C2SP tlog-tiles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 256  # hashes or entries of a full tile
HEIGHT = 8  # levels of the tree that a tile spans
ENTRIES = -1  # the level, so to speak, of the entries themselves


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of hashes, or one bundle of entries (level ``ENTRIES``). INVARIANT: ``1 <= width <= WIDTH``."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def is_full(self) -> bool:
        """Whether it will never grow."""
        return self.width == WIDTH

    @property
    def full(self) -> Tile:
        """The same place when full."""
        return Tile(self.level, self.index)

    @property
    def path(self) -> str:
        """Where the tile lies, from the log's root, with forward slashes."""
        digits = f"{self.index:03}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        *folders, name = (digits[at : at + 3] for at in range(0, len(digits), 3))
        level = "entries" if self.level == ENTRIES else str(self.level)
        place = "/".join(["tile", level, *(f"x{folder}" for folder in folders), name])
        return place if self.is_full else f"{place}.p/{self.width}"


def tiles_at(level: int, size: int) -> Iterator[Tile]:
    """The tiles of one level of a tree of ``size`` leaves, from the left; the last one may be partial."""
    hashes = size >> HEIGHT * max(level, 0)
    full, width = divmod(hashes, WIDTH)
    for index in range(full):
        yield Tile(level, index)
    if width:
        yield Tile(level, full, width)


def levels(size: int) -> range:
    """The levels at which a tree of ``size`` leaves has tiles of hashes."""
    return range(-(-size.bit_length() // HEIGHT))
