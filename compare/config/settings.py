"""Settings. SQLite and no broker by default; PostgreSQL and Redis by two variables.

| variable | default | says |
| --- | --- | --- |
| DATABASE_URL | SQLite in var/ | the database |
| REDIS_URL | none: tasks run in the calling process | broker, cache, shared pace |
| DJANGO_DEBUG | true | whether this is somebody's own machine; false in production: then the next two must be set |
| DJANGO_SECRET_KEY | made once and kept in var/ | the key |
| DJANGO_ALLOWED_HOSTS | 127.0.0.1,localhost | names this site answers to |
| WORTH_VAR | var/ beside manage.py | where bodies, the database and the key are kept |
| SOURCES_DIRS | none | more folders of sources |
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("WORTH_VAR", BASE_DIR / "var"))
VAR.mkdir(parents=True, exist_ok=True)


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(default)).lower() in ("1", "true", "yes", "on")


def _development_key() -> str:
    kept = VAR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key())
    return kept.read_text()


ON_THIS_MACHINE = _flag("DJANGO_DEBUG", True)
# A page that fails is ours everywhere: what failed is for the console, not for readers.
DEBUG = False
SECRET_KEY = (
    os.environ.get("DJANGO_SECRET_KEY") or _development_key()
    if ON_THIS_MACHINE
    else os.environ["DJANGO_SECRET_KEY"]
)
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")

ROOT_URLCONF = "compare.config.urls"
WSGI_APPLICATION = "compare.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "compare.store",
    "compare.api",
    "compare.web",
    "compare.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "compare.web.headers.known_to_ourselves",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# The store.

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR / 'worth.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    sqlite: dict[str, Any] = DATABASES["default"]  # type: ignore[assignment]
    sqlite["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "bodies"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not ON_THIS_MACHINE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Broker, cache, tasks. The database is the record, the broker a hint.

REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://") or "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 900, "unacked_restore_interval": 5, "unacked_restore_throttle": 1}
    if REDIS_URL
    else {}
)
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "dispatch-due": {"task": "dispatch_due", "schedule": 60.0},
    "keep-statements": {"task": "keep_statements", "schedule": 300.0},
}

# How many different people release a value that waits; a source's manifest may ask for more.

REVIEWERS = int(os.environ.get("REVIEWERS", "1"))

# Languages and time: instants are UTC; a market's own zone is in its definition.

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("it", "Italiano")]
LOCALE_PATHS = [VAR / "locale"]  # compiled at start from compare/web/locale

# What a browser may do with our pages: everything from here, nothing inline.

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = ON_THIS_MACHINE  # nothing need be collected first
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
APPEND_SLASH = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ON_THIS_MACHINE
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = not ON_THIS_MACHINE and _flag("DJANGO_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 0 if ON_THIS_MACHINE else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not ON_THIS_MACHINE
BEHIND_PROXY = _flag("DJANGO_BEHIND_PROXY", False)
AUTHENTICATION_BACKENDS = ["compare.web.login_limit.Limited"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The API.

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["compare.api.wire.Json"],
    "DEFAULT_PARSER_CLASSES": ["compare.api.wire.JsonQuestion"],
    "URL_FORMAT_OVERRIDE": None,  # `format` is a parameter like any other that nobody knows: 400
    "DEFAULT_THROTTLE_CLASSES": ["compare.api.throttle.PerMinute"],
    "DEFAULT_THROTTLE_RATES": {"anon": "6000/min"},
    "NUM_PROXIES": int(_flag("DJANGO_BEHIND_PROXY", False)),  # else a client could name itself
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Worth Switching",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["compare.api.schema.describe"],
}

# Logs: no query string, no body, no reader's address. Where the only reader is at the console, also
# where a page failed: such a trail may quote a value that was typed.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR" if ON_THIS_MACHINE else "CRITICAL"},
        "django.server": {"level": "CRITICAL"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
