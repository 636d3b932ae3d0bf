"""Acts for which one shows once more who one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account.decorators import reauthentication_required

_View = TypeVar("_View", bound=Callable[..., Any])


def once_more(view: _View) -> _View:
    """A page that asks for password, code or passkey again unless that was done in the last five minutes.

    The decorated page comes back to what was asked for, a form that was sent included.
    """
    decorated: _View = reauthentication_required(app="kitei")(view)
    return decorated
