"""Django's settings of one office, read from its folder (`KITEI_HOME`) and the environment.

`DATABASE_URL` names the institution's own PostgreSQL; without it the embedded one is used. `KITEI_AS_OWNER=1` connects
as the role that owns the tables: for migrations, never for serving.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from kitei import clock
from kitei.premises.databases import url_of
from kitei.premises.home import read_home
from kitei.premises.postgres import APPLICATION, OWNER
from kitei.project.signin import *  # noqa: F403 - the settings of the sign-in
from kitei.project.signin import IDENTITY_PROVIDERS, SIGNIN_APPS, SIGNIN_MIDDLEWARE
from kitei.web.look.policy import content_security_policy

HOME = read_home()
OFFICE = {
    "name": HOME.name,
    "regulation": HOME.regulation,
    "origin": HOME.raw.get("origin", urlsplit(HOME.base_url).netloc),  # the record's name in its checkpoints
    "base_url": HOME.base_url,
    "keys": HOME.keys,
    "keeps_papers": bool(HOME.raw.get("keeps_papers", True)),
    "home": HOME.folder,
    "practice": str(HOME.section("practice").get("password", "")),  # of every account; offices for practice only
}
CASE_YEARS = max(int(HOME.section("retention").get("case_years", 0)), 0)
"""How many years the institution keeps files about which no text says anything; 0 where it has no rule of its own."""

# An office for practice lives at another time.
clock.set_offset(timedelta(seconds=float(HOME.section("clock").get("offset_seconds", 0))))


def _database() -> dict[str, object]:
    parts = urlsplit(url_of(HOME, OWNER if os.environ.get("KITEI_AS_OWNER") else APPLICATION))
    asked = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        # A connection kept by each thread; checked, for the server may have been started anew meanwhile.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = HOME.secret("secret.key")
DEBUG = False
_SECURE = HOME.base_url.startswith("https:")
_HERE = ("localhost", "127.0.0.1", "[::1]")
_HOST = urlsplit(HOME.base_url).hostname or "localhost"
ALLOWED_HOSTS = [_HOST, *(_HERE if _HOST in _HERE else ()), *HOME.section("web").get("hosts", [])]
CSRF_TRUSTED_ORIGINS = [HOME.base_url]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "kitei.office.record",
    "kitei.office.vault",
    "kitei.office.post",
    "kitei.office.people",
    "kitei.office.programs",
    "kitei.office.cases",
    "kitei.office.committees",
    "kitei.office.requests",
    *SIGNIN_APPS,
    "kitei.web.look",
    "kitei.portal.look",
    "kitei.project",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    *SIGNIN_MIDDLEWARE,
    "kitei.web.look.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kitei.web.look.errors.OfficeErrorMiddleware",
]
_DOORS = Path(__file__).parents[1]
_PAGES = sorted(_DOORS.glob("web/*/templates")) + sorted(_DOORS.glob("portal/*/templates"))
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": _PAGES,
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "kitei.web.look.environment.environment",
            "context_processors": ["kitei.web.look.context.page"],
        },
    },
    {  # only for what allauth and Django bring along and we do not override
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
ROOT_URLCONF = "kitei.project.urls"
WSGI_APPLICATION = "kitei.project.wsgi.application"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LANGUAGE_COOKIE_NAME = f"kitei_{HOME.name}_lang"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

AUTH_USER_MODEL = "people.Account"

# Cookies know no port: offices on one machine must not share a name.
SESSION_COOKIE_NAME = f"kitei_{HOME.name}_session"
CSRF_COOKIE_NAME = f"kitei_{HOME.name}_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False  # the proxy's business
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kitei.web.look.errors.csrf_failure"
CONTENT_SECURITY_POLICY = content_security_policy(IDENTITY_PROVIDERS)
if HOME.section("web").get("behind_proxy"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86_400

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Files are kept in memory until they are looked at and sealed: no identity card lies in a folder for temporary files.
FILE_UPLOAD_MAX_MEMORY_SIZE = 45_000_000
FILE_UPLOAD_HANDLERS = [
    "kitei.portal.shared.uploads.Quota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

_MAIL = HOME.section("mail")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _MAIL.get("host")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = HOME.folder / "mail"
EMAIL_HOST = str(_MAIL.get("host", ""))
EMAIL_PORT = int(_MAIL.get("port", 25))
EMAIL_HOST_USER = str(_MAIL.get("user", ""))
EMAIL_HOST_PASSWORD = str(_MAIL.get("password", ""))
EMAIL_USE_TLS = bool(_MAIL.get("tls", False))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = str(_MAIL.get("from", f"kitei@{urlsplit(HOME.base_url).hostname}"))

# Background work: tasks are found in `tasks` of these rooms.
PROCRASTINATE_IMPORT_PATHS = [
    "kitei.jobs.cases.tasks",
    "kitei.jobs.post.tasks",
    "kitei.jobs.programs.tasks",
    "kitei.jobs.queue.tasks",
    "kitei.jobs.record.tasks",
    "kitei.jobs.requests.tasks",
    "kitei.jobs.signin.tasks",
]  # fmt: skip
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

# What is logged says which act, where and how long: never what stands in a case.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"kitei": {"level": "INFO"}},
}
