"""How often one may try: per address of the network and per number of a request, counted where all processes see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from kitei.office.ground.errors import OfficeError


class TooManyTries(OfficeError):
    """Something was tried too often in a short time."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            ja=f"短い時間に何度も試されたため、しばらく受け付けられません。{minutes}分ほど待ってから、もう一度お試しください",
            en=f"this was tried too often in a short time; please wait about {minutes} minutes and try again",
        )


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so many minutes."""

    name: str
    most: int
    minutes: int


# A whole campus may come from one address; a number belongs to one person.
GUESSES_OF_ADDRESS: Final = Limit("guess-address", 60, 15)
GUESSES_OF_NUMBER: Final = Limit("guess-number", 6, 15)
FILINGS_OF_ADDRESS: Final = Limit("file-address", 60, 60)
DRAFTS_OF_ADDRESS: Final = Limit("draft-address", 200, 60)
MAILS_OF_ADDRESS: Final = Limit("mail-address", 30, 60)


def address_of(request: HttpRequest) -> str:
    """The address of the network from which a request came, as the nearest proxy of ours tells it, if there is one."""
    proxies = int(getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0))
    told = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    if proxies and len(told) >= proxies:
        return told[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def spend(limit: Limit, who: str) -> None:
    """Count one try.

    Args:
        who: an address or a number; kept only as a keyed digest.

    Raises:
        TooManyTries: the limit was reached before.
    """
    key = _key(limit, who)
    used = int(cache.get(key, 0))
    for turn in range(used, limit.most):
        # Each try takes a place of its own: adding is one step, so two processes never take the same.
        if cache.add(f"{key}:{turn}", 1, timeout=limit.minutes * 60):
            cache.set(key, turn + 1, timeout=limit.minutes * 60)
            return
    raise TooManyTries(limit.minutes)


def _key(limit: Limit, who: str) -> str:
    return f"limit:{limit.name}:{salted_hmac(limit.name, who, algorithm='sha256').hexdigest()}"
