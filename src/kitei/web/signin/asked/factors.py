"""What allauth asks about second factors: sealed secrets, names, a QR code that a strict policy shows."""

from __future__ import annotations

import base64
import io
from hashlib import sha256

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured
from django.utils.encoding import force_bytes

from kitei.office.ground import dice
from kitei.office.lawbook import current
from kitei.web.signin.texts import FACTOR_ERRORS

_NONCE = 12
_WHERE = b"mfa_authenticator"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps are sealed with a key made from the office's own."""

    error_messages = DefaultMFAAdapter.error_messages | FACTOR_ERRORS

    def encrypt(self, text: str) -> str:
        """Seal a secret (AES-256-GCM)."""
        nonce = dice.token(_NONCE)
        sealed = AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, text.encode(), _WHERE)
        return base64.b64encode(nonce + sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret, also one sealed before the office's key was changed."""
        blob = base64.b64decode(encrypted_text)
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            try:
                return AESGCM(_key(secret)).decrypt(blob[:_NONCE], blob[_NONCE:], _WHERE).decode()
            except InvalidTag:
                continue
        raise ImproperlyConfigured("secret.key was changed without keeping the former one in SECRET_KEY_FALLBACKS")

    def get_totp_issuer(self) -> str:
        """Who the app says it is for."""
        return current().institution.ja

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The account's address."""
        return str(getattr(user, "email", ""))

    def build_totp_svg(self, url: str) -> str:
        """The QR code as SVG to put into the page: no image from a data address, which the policy refuses."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, xmldecl=False, svgns=True, omitsize=False, title="QR")
        return out.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host; the name is what the browser shows."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": current().institution.ja}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        """Who a passkey is for."""
        email = str(getattr(user, "email", ""))
        return {"id": str(user.pk).encode(), "display_name": email, "name": email}


def _key(secret: str | bytes) -> bytes:
    return sha256(b"kitei second factors\0" + force_bytes(secret)).digest()
