"""Every setting, read from the environment in this one place.

SONGFAI_DATA          folder of the data (default: ./data)
SONGFAI_SECRET_KEY    secret; else read from <data>/secret-key, which `songfai init` writes
SONGFAI_DEBUG         1 for development
SONGFAI_DEMO          1 shows the demo accounts and the date of the demo story
SONGFAI_HOSTS         host names, comma separated
SONGFAI_PROXIES       number of trusted proxies in front (default 0)
SONGFAI_KEYS          folder of the signing keys (default: <data>/keys)
SONGFAI_MARKS         folder of the high-water marks, best on another disk (default: <data>/marks)
SONGFAI_EXCHANGE_PER_HOUR  files taken from one sender over the network in an hour (default 120)
SONGFAI_TODAY         fixed day, YYYY-MM-DD: the demo story is told up to it
SONGFAI_MAIL          smtp://user:password@host:port, else mail is written to <data>/mail
DATABASE_URL          postgres://user:password@host:port/name, else SQLite in <data>
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from songfai.config.databases import counts, database
from songfai.kit.lao_django import register_lao

register_lao()


def flag(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default) == "1"


PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SONGFAI_DATA", "data")).resolve()
KEYS = Path(os.environ.get("SONGFAI_KEYS") or DATA / "keys").resolve()
MARKS = Path(os.environ.get("SONGFAI_MARKS") or DATA / "marks").resolve()
EXCHANGE_PER_HOUR = int(os.environ.get("SONGFAI_EXCHANGE_PER_HOUR", "120"))
DEBUG = flag("SONGFAI_DEBUG")
DEMO = flag("SONGFAI_DEMO")
TODAY = os.environ.get("SONGFAI_TODAY", "")


def secret_key() -> str:
    """The secret; production refuses to start without one."""
    if key := os.environ.get("SONGFAI_SECRET_KEY"):
        return key
    stored = DATA / "secret-key"
    if stored.exists():
        return stored.read_text().strip()
    if DEBUG:
        return "development-only-" + "x" * 50
    raise ImproperlyConfigured(
        f"No secret: set SONGFAI_SECRET_KEY or run `songfai init --data {DATA}` first."
    )


SECRET_KEY = secret_key()
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [host for host in os.environ.get("SONGFAI_HOSTS", "").split(",") if host] or LOCAL_HOSTS
# Cookies can be marked Secure only where the browser speaks HTTPS: everywhere but on this machine.
HTTPS = bool(os.environ.get("SONGFAI_HOSTS")) and not DEBUG
PROXIES = int(os.environ.get("SONGFAI_PROXIES", "0"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "songfai.kit",
    "songfai.people",
    "songfai.parties",
    "songfai.journal",
    "songfai.deadlines",
    "songfai.files",
    "songfai.notices",
    "songfai.record",
    "songfai.programmes",
    "songfai.duties",
    "songfai.plans",
    "songfai.commitments",
    "songfai.visits",
    "songfai.novelty",
    "songfai.registry",
    "songfai.works",
    "songfai.support",
    "songfai.reviews",
    "songfai.reports",
    "songfai.exchange",
    "songfai.desk",
    "songfai.portfolio",
    "songfai.portal",
    "songfai.demo",
    "songfai.administration",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "songfai.people.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "songfai.kit.heads.HeadMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "songfai.parties.middleware.SeatMiddleware",
    "songfai.kit.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "songfai.config.urls"
WSGI_APPLICATION = "songfai.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "songfai.kit.rendering.SongfaiRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Our own pages come before those of allauth and Django, whatever the order of the apps.
        "DIRS": [PACKAGE / "people" / "templates", PACKAGE / "kit" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "songfai.kit.context.page",
                "songfai.desk.context.head",
                "songfai.demo.context.accounts",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "songfai.kit.templatetags.translating",
                "songfai.kit.templatetags.pointing",
                "songfai.kit.templatetags.songfai",
                "songfai.kit.templatetags.sides",
                "songfai.kit.templatetags.phrases",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA)}
ATOMIC_REQUESTS = False

# People ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["songfai.people.signed_in.Accounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "songfai.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Beside those of the library: how often one person compares a text that is being written (works.pages.typed), and one that
# is saved.
ACCOUNT_RATE_LIMITS = {"works.compare": "20/m/user", "works.comparison": "60/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Songfai"
# Addresses are given by an administrator, not claimed by a visitor; there is nothing to verify before a key is added.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_ENGINE = "songfai.people.signed_in"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "songfai.kit.refusals.csrf_failed"

# Safety ------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_BYTES = 25 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

# Languages ---------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("lo", _("Lao")), ("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "songfai_language"
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["songfai.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Files -------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Background work and mail ------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# How often somebody tried (ACCOUNT_RATE_LIMITS, people.limits): one count for all processes.
CACHES = {"default": counts(DATABASES["default"], DATA)}
DEFAULT_FROM_EMAIL = os.environ.get("SONGFAI_MAIL_FROM", "songfai@localhost")
mail = urlparse(os.environ.get("SONGFAI_MAIL", ""))
if mail.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = mail.hostname, mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(mail.username or ""), unquote(mail.password or "")
    EMAIL_USE_TLS = mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SONGFAI_LOG", "INFO")},
}
