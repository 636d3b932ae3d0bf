"""Settings of the sign-in; `kitei.project.settings` takes them over.

An office adds its identity providers to `office.toml`:

    [[signin.saml]]
    key = "gakunin"                       # names the addresses /accounts/saml/gakunin/…
    name = "学認 / GakuNin"
    entity_id = "https://idp.example.ac.jp/idp/shibboleth"
    sso_url = "https://idp.example.ac.jp/idp/profile/SAML2/Redirect/SSO"
    certificate = "keys/idp.crt"          # in the office's folder
    scopes = ["example.ac.jp"]            # domains for which it answers

    [[signin.oidc]]
    key = "campus"
    name = "…"
    server_url = "https://sso.example.ac.jp/realms/univ"
    client_id = "kitei"
    secret = "keys/oidc-campus.secret"
    scopes = ["example.ac.jp"]
    origins = ["https://sso.example.ac.jp"]   # only where the sign-in page lies elsewhere than server_url
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from kitei.premises.home import Home, NoOffice, read_home

Provider = Mapping[str, Any]

SIGNIN_APPS = [
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "allauth.mfa",
    "allauth.usersessions",
    "kitei.web.signin",
]
SIGNIN_MIDDLEWARE = [
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kitei.web.signin.limits.SessionLimits",
]
"""Behind the one that knows the account."""

AUTHENTICATION_BACKENDS = ["kitei.web.signin.asked.backend.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"

# --- Passwords --------------------------------------------------------------------------------------------------------

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kitei.web.signin.passwords.RepeatedPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email",)},
    },
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds

# --- Sessions ---------------------------------------------------------------------------------------------------------

SESSION_IDLE_SECONDS = 60 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
USERSESSIONS_TRACK_ACTIVITY = False  # our own middleware notes it once a minute

# Attempts are counted in the database: every process of the office counts together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "signin_attempts"}}

# Behind a proxy of the institution's own the client's address is what that proxy says.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if read_home().section("web").get("behind_proxy") else 0

# --- allauth ----------------------------------------------------------------------------------------------------------

ACCOUNT_ADAPTER = "kitei.web.signin.asked.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # no sign-up: for the checks of allauth alone
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation has reached the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # here; every other session ends
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}

MFA_ADAPTER = "kitei.web.signin.asked.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation has reached the address
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = False

SOCIALACCOUNT_ADAPTER = "kitei.web.signin.asked.single.SingleSignOnAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # our adapter matches, within the provider's scopes
SOCIALACCOUNT_STORE_TOKENS = False

ATTRIBUTES = {
    "uid": [
        "urn:oasis:names:tc:SAML:attribute:subject-id",
        "urn:oid:1.3.6.1.4.1.5923.1.1.1.6",  # eduPersonPrincipalName
    ],
    "email": ["urn:oid:0.9.2342.19200300.100.1.3"],  # mail
    "first_name": [
        "urn:oid:1.3.6.1.4.1.32264.1.1.3",  # jaDisplayName
        "urn:oid:2.16.840.1.113730.3.1.241",  # displayName
    ],
}
"""What GakuNin's identity providers send, and what it is here."""


def saml_app(home: Home, provider: Provider) -> dict[str, Any]:
    """An identity provider as allauth wants it: everything signed, nothing accepted unasked."""
    certificate = (home.folder / str(provider["certificate"])).read_text(encoding="ascii")
    return {
        "provider_id": str(provider["entity_id"]),
        "name": str(provider["name"]),
        "client_id": str(provider["key"]),
        "settings": {
            "attribute_mapping": ATTRIBUTES,
            "scopes": list(provider["scopes"]),
            "idp": {
                "entity_id": str(provider["entity_id"]),
                "sso_url": str(provider["sso_url"]),
                "x509cert": certificate,
            },
            "advanced": {
                "strict": True,
                "want_assertion_signed": True,
                "want_message_signed": False,
                "want_name_id": False,
                "reject_idp_initiated_sso": True,
                "reject_deprecated_algorithm": True,
                "allow_single_label_domains": False,
            },
        },
    }


def oidc_app(home: Home, provider: Provider) -> dict[str, Any]:
    """An OpenID provider as allauth wants it."""
    return {
        "provider_id": str(provider["key"]),
        "name": str(provider["name"]),
        "client_id": str(provider["client_id"]),
        "secret": (home.folder / str(provider["secret"])).read_text(encoding="ascii").strip(),
        "settings": {
            "server_url": str(provider["server_url"]),
            "scopes": list(provider["scopes"]),
            "oauth_pkce_enabled": True,
        },
    }


def providers(home: Home) -> dict[str, Any]:
    """`SOCIALACCOUNT_PROVIDERS`."""
    named = home.section("signin")
    return {
        "saml": {"APPS": [saml_app(home, each) for each in named.get("saml", ())]},
        "openid_connect": {"APPS": [oidc_app(home, each) for each in named.get("oidc", ())]},
    }


def origins(home: Home) -> list[str]:
    """Where the sign-in form may lead: the origins of the identity providers, for the policy's `form-action`."""
    named = home.section("signin")
    found: list[Iterable[str]] = [[str(each["sso_url"])] for each in named.get("saml", ())]
    found += [each.get("origins") or [str(each["server_url"])] for each in named.get("oidc", ())]
    return sorted({f"{urlsplit(each).scheme}://{urlsplit(each).netloc}" for those in found for each in those})


def second_factor(home: Home) -> str:
    """Whether roles that decide or let others in need a second factor: `required` unless `office.toml` says `optional`.

    Raises:
        NoOffice: it says neither.
    """
    said = home.section("signin").get("second_factor", "required")
    if said not in {"required", "optional"}:
        raise NoOffice(
            f'office.toml: second_factor = "{said}": "required" か "optional" を指定してください / '
            'expected "required" or "optional"'
        )
    return str(said)


_HOME = read_home()
SECOND_FACTOR = second_factor(_HOME)
SOCIALACCOUNT_PROVIDERS = providers(_HOME)
IDENTITY_PROVIDERS = origins(_HOME)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HOME.base_url.startswith("https:")
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(_HOME.base_url).scheme
