"""What the list of common passwords misses: a common one written twice, a key held down."""

from __future__ import annotations

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from kitei.web.signin.texts import lazy_t

_SAYS = lazy_t(
    "同じ言葉や文字の繰り返しは、すぐに破られます。別のものにしてください。",
    "The same word or sign over and over is broken at once; choose another.",
)
_FEW = 4


class RepeatedPasswordValidator:
    """Refuses what is nothing but a common password, or a few signs, repeated."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator()

    def validate(self, password: str, user: object = None) -> None:
        """Check a password.

        Raises:
            ValidationError: it is a repetition.
        """
        del user
        piece = _piece(password.lower().strip())
        if len(piece) < len(password) and (len(piece) <= _FEW or piece in self._common.passwords):
            raise ValidationError(_SAYS, code="password_repeated")

    def get_help_text(self) -> str:
        """What is asked for."""
        return str(_SAYS)


def _piece(text: str) -> str:
    """The shortest piece that the text is a repetition of, the last time perhaps cut short."""
    sizes = range(1, len(text))
    return next((text[:size] for size in sizes if (text[:size] * len(text))[: len(text)] == text), text)
