"""Acts about programs, and the calls that are made to them."""

from kitei.office.programs.services.tokens import (
    LONGEST,
    PREFIX,
    Issued,
    NoScope,
    NotAScope,
    TooLong,
    covers,
    digest_of,
    holder_of,
    issue_token,
    note_use,
    revoke_token,
)
from kitei.office.programs.services.webhooks import (
    NotAnAddress,
    NotAnEvent,
    add_webhook,
    on_queued,
    remove_webhook,
    tell,
)

__all__ = [
    "LONGEST",
    "PREFIX",
    "Issued",
    "NoScope",
    "NotAScope",
    "NotAnAddress",
    "NotAnEvent",
    "TooLong",
    "add_webhook",
    "covers",
    "digest_of",
    "holder_of",
    "issue_token",
    "note_use",
    "on_queued",
    "remove_webhook",
    "revoke_token",
    "tell",
]
