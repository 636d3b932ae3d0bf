"""`Idempotency-Key`: a request that arrives twice acts once, also where the service itself does not remember it."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

from ninja.params import functions

from kitei.api.ground.caller import Caller
from kitei.office.cases.acting.once import plain
from kitei.office.ground.rows import ActedRow
from kitei.office.programs.services.once import once as remembered

Key: Any = functions.Header(None, alias="Idempotency-Key", max_length=128, min_length=1)


def once(caller: Caller, key: str | None, name: str, asked: Any, do: Callable[[], ActedRow]) -> UUID:
    """Do an act, or find what it made when it was asked for before; the row's id.

    Args:
        name: of the operation, with what it is about. asked: everything that was sent.

    Raises:
        KeyOfAnother: the key was used for something else. Whatever the act raises.
    """
    told = asked.dict() if hasattr(asked, "dict") else asked
    digest = sha256(json.dumps([name, plain(told)], sort_keys=True).encode()).hexdigest()
    return remembered(person=caller.person, key=key, digest=digest, at=caller.at, do=lambda: do().pk)
