"""Single sign-on: only for who was invited, only from the scopes an identity provider answers for."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponse

from kitei import clock
from kitei.office.people.queries import account_at, address
from kitei.office.people.services.inviting import is_invited
from kitei.web.look import rendering
from kitei.web.look.words import t
from kitei.web.signin.asked.backend import may_sign_in

_log = logging.getLogger("kitei.signin")

EPPN = "urn:oid:1.3.6.1.4.1.5923.1.1.1.6"  # eduPersonPrincipalName


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Matches who comes from an identity provider with an account that was invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: accounts are invited."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse what the provider does not answer for; find the account of who was invited.

        Raises:
            ImmediateHttpResponse: with the page that says why not.
        """
        scopes = _scopes(sociallogin)
        if not all(_within(each, scopes) for each in _claimed(sociallogin)):
            raise _refused(request, "scope")
        if sociallogin.is_existing:
            if not may_sign_in(sociallogin.user):
                raise _refused(request, "closed")
            return
        if request.user.is_authenticated:
            return
        email = address(sociallogin.user.email or "")
        account = account_at(email)
        known = account is not None and is_invited(account, clock.now())
        if account is None or not known or not _trusted(sociallogin) or not _within(email, scopes):
            raise _refused(request, "unknown")
        if not may_sign_in(account):
            raise _refused(request, "closed")
        sociallogin.connect(request, account)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """Say that a sign-in failed, not whose; allauth shows the page."""
        del request, provider, more
        _log.info("sign-in refused: provider")

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """None: the first sign-in by single sign-on is what the invitation asked for."""


def _scopes(sociallogin: SocialLogin) -> frozenset[str]:
    """The domains an identity provider answers for; none configured, none accepted."""
    app = sociallogin.provider.app
    return frozenset(str(each).lower() for each in app.settings.get("scopes", ()))


def _claimed(sociallogin: SocialLogin) -> Iterable[str]:
    """Everything scoped that the answer claims: principal names and addresses."""
    data = sociallogin.account.extra_data
    raw: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    raw = raw.get("userinfo") or raw.get("id_token") or raw
    principal = raw.get(EPPN, raw.get("eduperson_principal_name", ()))
    yield from (principal,) if isinstance(principal, str) else tuple(principal)
    if sociallogin.user.email:
        yield sociallogin.user.email


def _within(scoped: str, scopes: frozenset[str]) -> bool:
    """Whether the part behind the last @ is one of the scopes or below one."""
    _, at, domain = scoped.strip().lower().rpartition("@")
    return bool(at) and any(domain == each or domain.endswith(f".{each}") for each in scopes)


def _trusted(sociallogin: SocialLogin) -> bool:
    """Whether the provider itself vouches for the address. SAML's are the institution's; OIDC says so."""
    if sociallogin.provider.id == "saml":
        return True
    return any(each.verified for each in sociallogin.email_addresses)


def _refused(request: HttpRequest, why: str) -> ImmediateHttpResponse:
    _log.info("sign-in refused: single sign-on, %s", why)
    return ImmediateHttpResponse(_page(request, why))


def _page(request: HttpRequest, why: str) -> HttpResponse:
    says = {
        "scope": t(
            "認証機関が、その所属について証明できない利用者として応答しました。",
            "The identity provider answered for somebody it does not answer for.",
        ),
        "closed": t("このアカウントは停止されています。", "This account is closed."),
        "unknown": t(
            "認証はできましたが、この事務室に招待されていません。",
            "You were recognised, but you have not been invited to this office.",
        ),
    }
    return rendering.page(request, "signin/refused.jinja", status=403, says=says[why])
