"""What a leaf of the record says: who did which act, when, on which clauses, and a digest of the rest.

A leaf stays for ever, so it holds nothing of a person: the actor is a pseudonym, the case a number, and what was done
is only committed to, by a digest with a salt. Payload and salt are kept encrypted elsewhere; once they are destroyed
nobody can tell what the digest stood for, and the log still verifies.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from kitei.notary.canonical import canonical, read_canonical
from kitei.notary.error import NotaryError

VERSION = 1
SALT_SIZE = 32  # bytes

# Identifiers only: a name, an address or a sentence fits none of these.
_ACTOR = re.compile(r"[a-z][a-z_]*:[A-Za-z0-9_-]{1,64}")
_ROLE = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_ACT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_CASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
_CLAUSE = re.compile(r"[a-z][a-z0-9-]*:[!-~]{1,100}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_FIELDS = {"act", "actor", "at", "case", "clauses", "digest", "role", "v"}


class NotALeaf(NotaryError):
    """A leaf with a field that is missing, unknown or unreadable."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(
            ja=f"記録の項目 `{field}` を `{value}` にすることはできません",
            en=f"a leaf's `{field}` cannot be `{value}`",
        )


class WrongSalt(NotaryError):
    """A salt of the wrong length."""

    def __init__(self, length: int) -> None:
        super().__init__(
            ja=f"ソルトが {length} バイトです。{SALT_SIZE} バイトの乱数が要ります",
            en=f"a salt of {length} bytes; expected {SALT_SIZE} random ones",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One act, as it happened.

    Attributes:
        actor: a pseudonym: `kind:opaque id`, such as `person:k3v9…` or `job:clock`.
        role: the role in which the actor acted, by its id in the regulation.
        act: `domain.past_participle`, such as `request.decided`.
        case: the case's number; ``None`` for acts of no case.
        at: when it happened, aware; kept in UTC, to the microsecond.
        clauses: the ids of the clauses it rests on, in the order in which they are cited.
        digest: of the payload, see `salted_digest`; 64 hexadecimal digits.

    Raises:
        NotALeaf: a field does not have this form.
    """

    actor: str
    role: str
    act: str
    case: str | None
    at: datetime
    clauses: tuple[str, ...]
    digest: str

    def __post_init__(self) -> None:
        forms = (
            ("actor", _ACTOR, self.actor),
            ("role", _ROLE, self.role),
            ("act", _ACT, self.act),
            ("digest", _DIGEST, self.digest),
            *(("case", _CASE, case) for case in (self.case,) if case is not None),
            *(("clauses", _CLAUSE, clause) for clause in self.clauses),
        )
        for field, form, value in forms:
            if not isinstance(value, str) or not form.fullmatch(value):
                raise NotALeaf(field, value)
        if self.at.utcoffset() is None:
            raise NotALeaf("at", self.at)
        try:
            # In UTC from the start: an hour that a zone has twice is otherwise equal to no instant of another zone.
            object.__setattr__(self, "at", self.at.astimezone(UTC))
        except OverflowError as error:
            raise NotALeaf("at", self.at) from error

    def encode(self) -> bytes:
        """The leaf as it is hashed: canonical JSON. One instant has one text, in whatever zone it was read."""
        return canonical(
            {
                "v": VERSION,
                "actor": self.actor,
                "role": self.role,
                "act": self.act,
                "case": self.case,
                "at": f"{self.at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z",
                "clauses": list(self.clauses),
                "digest": self.digest,
            }
        )

    @classmethod
    def decode(cls, entry: bytes) -> Leaf:
        """Read a leaf.

        Raises:
            NotCanonical: the entry is not canonical JSON.
            NotALeaf: it is something else, or of another version.
        """
        fields = read_canonical(entry)
        if not isinstance(fields, dict) or fields.keys() != _FIELDS:
            raise NotALeaf("*", sorted(fields) if isinstance(fields, dict) else fields)
        if fields["v"] != VERSION or fields["v"] is True:
            raise NotALeaf("v", fields["v"])
        if not isinstance(fields["clauses"], list):
            raise NotALeaf("clauses", fields["clauses"])
        return cls(
            actor=fields["actor"],
            role=fields["role"],
            act=fields["act"],
            case=fields["case"],
            at=_read_time(fields["at"]),
            clauses=tuple(fields["clauses"]),
            digest=fields["digest"],
        )


def salted_digest(payload: Any, *, salt: bytes) -> str:
    """The digest, 64 hexadecimal digits, that commits to a payload: HMAC-SHA-256, the salt as key, of canonical JSON.

    Args:
        payload: what was done: dicts, lists, texts, numbers, truth values, ``None``.
        salt: 32 random bytes, another for every payload; the door rolls the dice.

    Raises:
        WrongSalt: it is not 32 bytes long.
        NotCanonical: the payload has no canonical JSON.
    """
    if len(salt) != SALT_SIZE:
        raise WrongSalt(len(salt))
    return hmac.new(salt, canonical(payload), sha256).hexdigest()


def _read_time(value: object) -> datetime:
    if not isinstance(value, str) or not _AT.fullmatch(value):
        raise NotALeaf("at", value)
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise NotALeaf("at", value) from error
