"""Secrets that people type or click: made, written down, and compared without telling how much was right."""

from __future__ import annotations

import base64
import hmac
import unicodedata
from datetime import datetime
from hashlib import sha256

from kitei.office.ground import dice
from kitei.office.ground.actors import Actor
from kitei.office.vault import keys
from kitei.procedures.procedure import REQUESTER

SECRET_BYTES = 10  # 80 bits: four groups of four letters and digits
TOKEN_BYTES = 24
_LOOKALIKES = str.maketrans("018", "OIB")  # base32 has no 0, 1 and 8


def new_secret(at: datetime, key: str | None = None) -> str:
    """A secret by which somebody asks how a case stands: `ABCD-EFGH-IJKL-MNOP`.

    Args:
        key: of a request that may be sent twice; the same key gives the same secret, which nobody else can work out.
    """
    chance = dice.token(SECRET_BYTES)
    if key is not None:
        chance = hmac.digest(keys.live(keys.of_office(at)), f"secret|{key}".encode(), "sha256")[:SECRET_BYTES]
    text = base64.b32encode(chance).decode()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def new_token() -> str:
    """A token for a link."""
    return base64.urlsafe_b64encode(dice.token(TOKEN_BYTES)).decode().rstrip("=")


def secret_digest(secret: str) -> str:
    """The digest of a secret as somebody typed it: width, case, hyphens and lookalike signs do not matter."""
    plain = unicodedata.normalize("NFKC", secret).upper()
    return sha256("".join(sign for sign in plain if sign.isalnum()).translate(_LOOKALIKES).encode()).hexdigest()


def token_digest(token: str) -> str:
    """The digest of a token, exactly as it stands in the link."""
    return sha256(token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two digests are the same, in a time that does not tell."""
    return hmac.compare_digest(one.encode(), other.encode())


def requester(digest: str) -> Actor:
    """Whoever asked, as the record names him: by an opaque part of the digest of his secret."""
    return Actor(pseudonym=f"{REQUESTER}:{sha256(f'pseudonym|{digest}'.encode()).hexdigest()[:26]}", role=REQUESTER)
