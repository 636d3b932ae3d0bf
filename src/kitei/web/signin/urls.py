"""Addresses of the sign-in: those of allauth that this office uses, and our own."""

from __future__ import annotations

from allauth.account import views as account
from allauth.usersessions import views as usersessions
from django.urls import URLPattern, URLResolver, include, path, re_path

from kitei.web.signin import views
from kitei.web.signin.asked.saml import finish_acs

_OURS: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("again/", views.again, name="again"),
    path("sessions/end/", views.end_others, name="end_others"),
    path("invitation/<str:secret>/", views.invited, name="invited"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_OURS, "signin"))),
    path("login/", views.sign_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),  # says that it is by invitation only
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("2fa/", include("allauth.mfa.urls")),
    path("connections/", include("allauth.socialaccount.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("saml/<str:organization_slug>/acs/finish/", finish_acs, name="saml_finish_acs"),
    path("", include("allauth.socialaccount.providers.saml.urls")),
]
