"""The log's key: it signs checkpoints under the office's name, from a file that never enters the database."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from kitei.notary import SigningKey, VerifierKey
from kitei.office.ground.errors import OfficeError

FILE = "log.key"


class NoLogKey(OfficeError):
    """The key that signs checkpoints is missing or cannot be read."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            ja=f"記録の署名鍵 `{file}` がないか、読めません(16進数64桁)。控えから戻してください",
            en=f"the record's signing key `{file}` is missing or cannot be read (64 hex digits); restore it",
        )


def log_key() -> SigningKey:
    """The key, named for the log: `privacy.example.ac.jp`.

    Raises:
        NoLogKey: it is not there.
        NotAKey: the office's origin cannot name a key.
    """
    file = Path(settings.OFFICE["keys"]) / FILE
    try:
        secret = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise NoLogKey(file) from error
    return SigningKey(settings.OFFICE["origin"], secret)


def verifier() -> VerifierKey:
    """The public half: what is published, and given to everyone who checks."""
    return log_key().verifier
