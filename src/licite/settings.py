"""All settings, from the environment (12-factor). docs/operators.md describes each; a wrong value stops the start."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.functional import lazy

from licite import env, packs, vault
from licite.kit import mail
from licite.ops.homes import Home
from licite.web.headers import CONTENT_SECURITY_POLICY  # noqa: F401 - a setting of django-csp

HOME = Home.from_env()
PROCESS = env.choice("LICITE_PROCESS", ("console", "web", "worker"))
DEMO = (HOME.path / "demo.json").exists()
SECURE = env.flag("LICITE_HTTPS", default=False)
MAIL = env.text("EMAIL_URL")
if MAIL:
    try:
        mail.parse_email_url(MAIL)
    except ValueError:
        raise env.BadSetting("EMAIL_URL", "write smtp://user:password@host:port?from=address") from None
TRUSTED_NETWORKS = env.networks("LICITE_TRUSTED_NETWORKS", "127.0.0.0/8,::1/128" if DEMO else "")
PROXIES = env.networks("LICITE_PROXIES")
# The health probe asks on loopback, whatever the site is called.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.hosts("LICITE_HOSTS")]
# Where persons outside reach us, for the links in their mail.
SITE_URL = env.site("LICITE_URL", f"http://localhost:{os.environ.get('LICITE_PORT', '8000')}")
if (SITE_HOST := str(urlsplit(SITE_URL).hostname)) not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(SITE_HOST)

# Secrets are made by `licite up`; without a home (type checks, the drift check) they are empty and open nothing.


def kept(name: str) -> bytes:
    """A secret of the home, or nothing where there is no home."""
    path = HOME.secrets / name
    return path.read_bytes() if path.exists() else b""


SECRET_KEY = kept("django.key").decode() or "no-home-yet"
TICKET_KEY = kept("app.key") or b"no-home-yet"
vault.configure(HOME.path / "keys.json")

DEBUG = False
ROOT_URLCONF = "licite.urls"
WSGI_APPLICATION = "licite.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "licite.web",
    "licite.packs",
    "licite.journal",
    "licite.inventory",
    "licite.access",
    "licite.staff",
    "licite.lawful",
    "licite.people",
    "licite.sales",
    "licite.intake",
    "licite.desk",
    "licite.console",
]

MIDDLEWARE = [
    "licite.web.proxies.ProxyMiddleware",
    "licite.web.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "licite.web.errors.MethodMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "licite.staff.middleware.TicketMiddleware",
    "licite.access.middleware.GateMiddleware",
    "licite.staff.middleware.NoticeMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "licite.desk.navigation.navigation",
            ],
            "builtins": ["licite.web.templatetags.usage"],
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])
            ],
        },
    }
]


def database(role: str, **options: Any) -> dict[str, Any]:
    """One alias: the embedded server's socket, or the server that DATABASE_URL names."""
    url = env.url("DATABASE_URL")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("LICITE_DATABASE") or url.path.lstrip("/") or "licite",
        "USER": role,
        "PASSWORD": kept(f"{role}.pw").decode(),
        "HOST": unquote(url.hostname or "") or str(HOME.sockets),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": role, **options},
    }


DATABASES = {
    "default": database(
        "licite_web" if PROCESS == "web" else "licite_worker", server_side_binding=True, prepare_threshold=3
    ),
    "auth": database("licite_auth", server_side_binding=True, prepare_threshold=3),
    "owner": database("licite_migrate", options="-c role=licite_owner"),
}
DATABASE_ROUTERS = ["licite.access.router.Router"]

AUTH_USER_MODEL = "staff.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "licite.staff.passwords.StrengthValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "licite.staff.adapters.AccountAdapter"
MFA_ADAPTER = "licite.staff.adapters.MFAAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Asked anew each time: the organisation may change the rule while we run.
ACCOUNT_REAUTHENTICATION_TIMEOUT = lazy(
    lambda: packs.duration("sec.reauthentication").total_seconds(), float
)()
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Licite"
MFA_TOTP_TOLERANCE = 1  # one step of 30 s for a phone whose clock drifts; a code is used once all the same
ACCOUNT_RATE_LIMITS = False  # staff.lockouts counts, in the database, for every process

SESSION_ENGINE = "licite.staff.sessions"
SESSION_COOKIE_NAME = "__Host-licite" if SECURE else "licite"
SESSION_COOKIE_AGE = int(packs.duration("sec.session.absolute").total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-licite-csrf" if SECURE else "licite-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "licite.web.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
FORM_RENDERER = "licite.web.forms.Renderer"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
FORMAT_MODULE_PATH = "licite.web.formats"
LANGUAGE_COOKIE_NAME = "licite-language"
USE_TZ = True
TIME_ZONE = "Europe/Paris"
STATIC_URL = "/static/"
STATIC_ROOT = HOME.path / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        # `licite up` collects them joined and named by content before the web starts; tests serve them plain.
        "BACKEND": "licite.web.storage.JoinedStaticFilesStorage"
        if PROCESS != "web" or (STATIC_ROOT / "staticfiles.json").exists()
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["licite.web.uploads.CappedUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Messages name acts and kinds of error; no parameter, path query or value is ever logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "licite.web.logs.BlindFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "licite": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = ["fields.W342"]
