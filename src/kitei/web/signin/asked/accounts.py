"""What allauth asks about accounts: no open sign-up, locking, letters, where to go afterwards."""

from __future__ import annotations

import logging
import time
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account
from kitei.office.people.queries import account_at
from kitei.office.people.services.inviting import is_invited
from kitei.web.look.words import t
from kitei.web.signin import letters
from kitei.web.signin.asked.backend import may_sign_in
from kitei.web.signin.posting import base_url, institution, post_letter
from kitei.web.signin.texts import ERRORS, lazy_t

_log = logging.getLogger("kitei.signin")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from invitations; failures lock; letters go through the office's post."""

    error_messages = DefaultAccountAdapter.error_messages | ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are invited."""
        del request
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk."""
        del request
        return "/desk/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The sign-in page."""
        del request
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The page of the account."""
        del request
        return reverse("signin:home")

    # --- Locking ---

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a locked account before its password is looked at; addresses without one are limited alike."""
        super().pre_authenticate(request, **credentials)
        account = _account(credentials)
        if account is not None and account.locked_until is not None and clock.now() < account.locked_until:
            _log.info("sign-in refused: locked")
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure; the log says that there was one, not whose."""
        del request
        _log.info("sign-in refused: password")
        account = _account(credentials)
        if account is not None:
            services.fail_sign_in(account=account, at=clock.now())

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """The password of who is signed in; failures count here too."""
        found = self.authenticate(self.request, email=user.email, password=password)  # type: ignore[attr-defined]
        return found is not None and found.pk == user.pk

    # --- Signing in ---

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse | None:
        """Refuse closed accounts and those who have left, by whatever way they came."""
        if isinstance(user, Account) and not may_sign_in(user):
            _log.info("sign-in refused: closed")
            return cast("HttpResponse", self.respond_user_inactive(request, user))
        return cast("HttpResponse | None", super().pre_login(request, user, **more))

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:
        """A sign-in that went well: failures are forgotten, an invitation is taken up, the session begins."""
        if isinstance(user, Account):
            services.open_sign_in(account=user, at=clock.now(), how=_how(request))
        return cast("HttpResponse", super().post_login(request, user, **more))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """As allauth; who has only single sign-on goes there again."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for each in found:
            each["description"] = _METHODS.get(each["id"], each["description"])
        if not found and user.is_authenticated:
            found = [
                {
                    "id": "again",
                    "description": t("もう一度サインインする", "Sign in again"),
                    "url": reverse("signin:again"),
                }
            ]
        return found

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Always; for who has only single sign-on, having come from there just now will do."""
        required = bool(super().is_reauthentication_required(app=app, **more))
        request = self.request
        if not required or request is None or super().get_reauthentication_methods(request.user):
            return required
        latest = max((each["at"] for each in get_authentication_records(request, request.user)), default=0.0)
        return time.time() - float(latest) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    # --- Letters ---

    def add_message(self, request: HttpRequest, *args: Any, **more: Any) -> None:
        """None: the page itself shows what has become of it."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter asked for by somebody at the sign-in page."""
        account = context.get("user")
        invited = isinstance(account, Account) and is_invited(account, clock.now())
        if template_prefix == "account/email/password_reset_key" and invited:
            url = context["password_reset_url"]
            letter = letters.reset(url, institution(), base_url())
        else:
            letter = letters.no_account(institution(), base_url())
        post_letter(email, letter, clock.now())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """What happened to an account, to its address."""
        del context
        letter = letters.notice(template_prefix, institution(), base_url())
        to = email or getattr(user, "email", "")
        if letter is not None and to:
            post_letter(to, letter, clock.now())

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the office's own address, whatever the request calls it."""
        return base_url() + reverse("account_reset_password_from_key", kwargs=_parts(key))


_METHODS: dict[str, Any] = {
    "reauthenticate": lazy_t("パスワードを使う", "Use the password"),
    "mfa_reauthenticate": lazy_t("認証アプリ又は予備のコードを使う", "Use the authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": lazy_t("パスキーを使う", "Use a passkey"),
}
"""How to show once more who one is."""


def _parts(key: str) -> dict[str, str]:
    uid, _, rest = key.partition("-")
    return {"uidb36": uid, "key": rest}


def _account(credentials: dict[str, Any]) -> Account | None:
    return account_at(str(credentials.get("email") or ""))


def _how(request: HttpRequest) -> str:
    methods = request.session.get("account_authentication_methods", [])
    return str(methods[0].get("provider") or methods[0].get("method")) if methods else "password"
