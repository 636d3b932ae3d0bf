"""What a page may load and where it may send: itself, and nothing else. For django-csp, in the settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from csp.constants import NONE, SELF

_DIRECTIVES: Final = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}


def content_security_policy(identity_providers: Iterable[str] = ()) -> dict[str, dict[str, list[str]]]:
    """The value of `CONTENT_SECURITY_POLICY`.

    Args:
        identity_providers: origins of the single sign-on this office uses; its answer comes back as a form.
    """
    return {"DIRECTIVES": {**_DIRECTIVES, "form-action": [SELF, *identity_providers]}}


CONTENT_SECURITY_POLICY: Final = content_security_policy()
