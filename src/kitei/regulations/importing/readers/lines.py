"""What every reader does last: full lines marked, furniture taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kitei.regulations.importing.model import Block, Line, Source
from kitei.regulations.importing.readers.furniture import without_furniture
from kitei.regulations.importing.wording.folding import width

_LEAST, _MOST = 40, 130  # columns between which a text counts as broken to a fixed width
_NEAR, _FEW = 0.85, 0.12
_HEADING = 10


def full_width(texts: Sequence[str]) -> int:
    """From which width on a line counts as full; 0 where the text is not broken to a fixed width."""
    widths = sorted(width(text) for text in texts if len(text) > _HEADING)
    if not widths:
        return 0
    widest = widths[int(len(widths) * 0.97)]
    near = sum(1 for each in widths if each >= _NEAR * widest)
    return int(_NEAR * widest) if _LEAST <= widest <= _MOST and near >= _FEW * len(widths) else 0


def source_of(form: str, blocks: Sequence[Block]) -> Source:
    """A source from blocks whose lines do not yet say whether they are full."""
    limit = full_width([block.text for block in blocks if isinstance(block, Line)])
    marked = tuple(
        replace(block, full=width(block.text) >= limit) if limit and isinstance(block, Line) else block
        for block in blocks
    )
    return without_furniture(Source(form, marked))
