"""Pages of the sign-in that allauth does not have: the account, invitations, ending sessions, signing in again."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter as single_sign_on
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kitei import clock
from kitei.office.people import services
from kitei.office.people.models import Account
from kitei.office.people.services.inviting import NoInvitation, invitation_of
from kitei.web.look import rendering
from kitei.web.signin.forms import ChooseAPassword


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's page, with the identity providers of this office, and why a session ended."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the page shows."""
        goes_to = self.get_next_url()
        ways = {"process": "login"} | ({"next": goes_to} if goes_to else {})
        shown: dict[str, Any] = super().get_context_data(**more)
        return shown | {
            "ended": "ended" in self.request.GET,
            "providers": [
                {"name": each.name, "url": each.get_login_url(self.request, **ways)}
                for each in single_sign_on().list_providers(self.request)
            ],
        }


sign_in = SignIn.as_view()


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why the desk stays closed until a second factor is set up, and the two ways to set one up."""
    asked = request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    goes_to = asked if inside else reverse("home:home")
    if is_mfa_enabled(cast("Account", request.user)):
        return redirect(goes_to)
    return rendering.page(request, "signin/second_factor.jinja", next=urlencode({"next": goes_to}))


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The account: how one signs in, and where one is signed in."""
    account = cast("Account", request.user)
    kinds = list(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    return rendering.page(
        request,
        "signin/home.jinja",
        account=account,
        person=account.person,
        has_password=account.has_usable_password(),
        kinds=kinds,
        connected=list(SocialAccount.objects.filter(user=account)),
        providers=single_sign_on().list_providers(request),
        sessions=UserSession.objects.purge_and_list(account),
        here=request.session.session_key,
    )


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session of the account but this one; with `all`, this one too."""
    account = cast("Account", request.user)
    everywhere = request.POST.get("all") == "1"
    for session in UserSession.objects.filter(user=account):
        if everywhere or session.session_key != request.session.session_key:
            session.end()
    if everywhere:
        request.session.flush()
        return redirect("account_login")
    return redirect("signin:home")


@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Who has only single sign-on shows once more who they are by going there again."""
    return rendering.page(request, "signin/again.jinja", goes_to=request.GET.get("next", "/desk/"))


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Open an account: choose a password, or go on to single sign-on."""
    try:
        invitation = invitation_of(secret, clock.now())
    except NoInvitation as error:
        return rendering.page(request, "signin/no_invitation.jinja", status=410, error=error)
    form = ChooseAPassword(request.POST or None, email=invitation.person.email)
    if request.method == "POST" and form.is_valid():
        return _open(request, secret, form.cleaned_data["password1"])
    return rendering.page(
        request,
        "signin/invited.jinja",
        form=form,
        errors=_errors(form),
        person=invitation.person,
        providers=single_sign_on().list_providers(request),
        status=422 if form.errors else 200,
    )


def _open(request: HttpRequest, secret: str, password: str) -> HttpResponseRedirect:
    account = services.accept_invitation(secret=secret, password=password, at=clock.now())
    login(request, account, backend="kitei.web.signin.asked.backend.AccountBackend")
    record_authentication(request, account, method="password", email=account.email)
    return redirect("signin:home")


def _errors(form: ChooseAPassword) -> list[tuple[str, str]]:
    return [
        (f"f-{field}", message)
        for field, found in form.errors.as_data().items()
        for error in found
        for message in ValidationError(error).messages
    ]
