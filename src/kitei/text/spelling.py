"""The nearest known name, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from kitei.text.folding import fold

_LIKENESS = 0.6  # of 1.0; below it a suggestion misleads more than it helps
_LONGEST = 100  # characters; a longer word is no misspelt name, and comparing it would be slow


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like ``word``, or ``None`` if none is much like it.

    Width, case, and ``-``, ``_`` or blanks between the parts do not count, so ``Subject Kinds`` is
    exactly ``subject_kinds``. Of equally like ones the first is given. Some milliseconds for hundreds of candidates.
    """
    key = _key(word)
    if not key or len(key) > _LONGEST:
        return None
    # The matcher keeps what it learns of its second sequence, so the word stands there and the candidates pass by.
    matcher = SequenceMatcher(b=key, autojunk=False)
    best, likeness = None, 0.0
    for candidate in candidates:
        matcher.set_seq1(_key(candidate))
        floor = max(likeness, _LIKENESS)
        if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
            continue
        if (ratio := matcher.ratio()) >= _LIKENESS and ratio > likeness:
            best, likeness = candidate, ratio
    return best


def _key(word: str) -> str:
    return fold(word).replace("-", " ").replace("_", " ")
