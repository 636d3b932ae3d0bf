"""Text as people type it: compared without regard to width and case, and corrected when misspelt."""

from kitei.text.folding import fold
from kitei.text.names import comparable
from kitei.text.spelling import nearest
from kitei.text.utf8 import first_bad_line, is_utf8

__all__ = ["comparable", "first_bad_line", "fold", "is_utf8", "nearest"]
