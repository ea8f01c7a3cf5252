"""roof / settings: everything that differs between machines comes from the environment, and is checked here.

`CROWDFUND_ENV` is `local` (default), `test` or `production`. Each variable may instead be given as a file by
`NAME_FILE` (container secrets). Production refuses to start on anything that is only fit for a laptop.
"""

import base64
import os
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from crowdfund.embedded.addresses import addresses
from crowdfund.files.core.configuration import HANDLERS, configured
from crowdfund.partners.core.scopes import MEANINGS
from crowdfund.web.shared_words import SHARED_WORDS

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

ENVIRONMENT: str = env.str("CROWDFUND_ENV", default="local")
if ENVIRONMENT not in {"local", "test", "production"}:
    raise ImproperlyConfigured(f"CROWDFUND_ENV is {ENVIRONMENT!r}; it must be local, test or production.")
IS_PRODUCTION = ENVIRONMENT == "production"
IS_SANDBOX = not IS_PRODUCTION

if IS_SANDBOX:
    # A second terminal beside `make run` finds the servers and the keys that are running there.
    for variable, value in addresses(BASE_DIR).items():
        os.environ.setdefault(variable, value)

_LOCAL_SECRET = "local-only-not-a-secret"  # noqa: S105  # nosec B105
_LOCAL_KEY = base64.b64encode(b"local-only-32-byte-key-for-demos").decode()


def _required(name: str, *, local: str) -> str:
    """Return a variable that production must set; elsewhere it has a value that production refuses."""
    value: str = env.str(name, default="" if IS_PRODUCTION else local)
    if IS_PRODUCTION and (not value or value == local or local in value):
        raise ImproperlyConfigured(f"{name} is not set, or is the one for laptops; production needs its own.")
    return value


# --- who and where -----------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = _required("SECRET_KEY", local=_LOCAL_SECRET)
FIELD_KEYS = _required("FIELD_KEYS", local=f"local:{_LOCAL_KEY}")
BLIND_INDEX_KEY = _required("BLIND_INDEX_KEY", local=_LOCAL_KEY)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[] if IS_PRODUCTION else ["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if IS_PRODUCTION]
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default=f"http://localhost:{env.str('PORT', default='8000')}")
AUDIT_ANCHOR_PATH = env.path(
    "AUDIT_ANCHOR_PATH", default=str(BASE_DIR / ".local" / "anchors" / "audit.jsonl"), required=False
)
if IS_PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("DEBUG is on; production refuses to start with it.")
    if not ALLOWED_HOSTS or any(host.startswith((".", "*")) or host == "*" for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("ALLOWED_HOSTS must name each host; production accepts no wildcard.")
    for variable in ("DATABASE_URL", "REDIS_URL", "AUDIT_ANCHOR_PATH"):
        if not (env.str(variable, default="") or os.environ.get(f"{variable}_FILE")):
            raise ImproperlyConfigured(f"{variable} is not set; production has no embedded servers or default places.")

# --- the custodian bank and the screening provider ---------------------------------------------------------------
CUSTODIAN_URL = _required("CUSTODIAN_URL", local="http://127.0.0.1:9")
CUSTODIAN_TOKEN = _required("CUSTODIAN_TOKEN", local=_LOCAL_SECRET)
CUSTODIAN_WEBHOOK_SECRET = _required("CUSTODIAN_WEBHOOK_SECRET", local=f"whsec_{_LOCAL_KEY}")
SCREENING_URL = _required("SCREENING_URL", local="http://127.0.0.1:9")
SCREENING_TOKEN = _required("SCREENING_TOKEN", local=_LOCAL_SECRET)
SCREENING_WEBHOOK_SECRET = _required("SCREENING_WEBHOOK_SECRET", local=f"whsec_{_LOCAL_KEY}")
for variable, address in (("CUSTODIAN_URL", CUSTODIAN_URL), ("SCREENING_URL", SCREENING_URL)):
    if IS_PRODUCTION and not address.startswith("https://"):
        raise ImproperlyConfigured(f"{variable} must begin with https:// in production.")
FILES = configured(env.str, home=str(BASE_DIR / ".local"), is_production=IS_PRODUCTION)

# --- rooms -------------------------------------------------------------------------------------------------------
ROOMS = [
    "crowdfund.db",
    "crowdfund.web",
    "crowdfund.accounts",
    "crowdfund.audit",
    "crowdfund.sweeps",
    "crowdfund.ledger",
    "crowdfund.files",
    "crowdfund.notices",
    "crowdfund.partners",
    "compliance",
    "deals",
    "exits",
]
INSTALLED_APPS = [
    *ROOMS,
    "crowdfund.apps.CrowdfundConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "csp",
    "django_htmx",
    "pgtrigger",
    "django_prometheus",
]
MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "crowdfund.web.middleware.RequestContext",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "crowdfund.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "crowdfund.accounts.middleware.ActorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "crowdfund.accounts.middleware.MfaRequiredMiddleware",
    "crowdfund.audit.middleware.RecordRefusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "crowdfund.web.middleware.ErrorPages",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
ROOT_URLCONF = "crowdfund.urls"
WSGI_APPLICATION = "crowdfund.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crowdfund.web.context.page",
                "crowdfund.navigation.navigation",
                *(["crowdfund.demo.context.practice"] if IS_SANDBOX else []),
            ],
        },
    }
]

# --- rows --------------------------------------------------------------------------------------------------------
_DATABASE_OPTIONS = {
    "ATOMIC_REQUESTS": False,
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
}
DATABASES: dict[str, dict[str, Any]] = {
    # Without an address only commands that need no rows work; `make run` and `make test` always give one.
    "default": {**env.db_url("DATABASE_URL", default="postgres:///crowdfund"), **_DATABASE_OPTIONS}
}
if env.str("DATABASE_OWNER_URL", default="") or os.environ.get("DATABASE_OWNER_URL_FILE"):
    DATABASES["owner"] = {**env.db_url("DATABASE_OWNER_URL"), "CONN_MAX_AGE": 0}
WORK_LOCK_TIMEOUT_MS = env.int("WORK_LOCK_TIMEOUT_MS", default=3_000)
WORK_STATEMENT_TIMEOUT_MS = env.int("WORK_STATEMENT_TIMEOUT_MS", default=15_000)
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cf-cache",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- work in the background --------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_BEAT_SCHEDULER = "crowdfund.beat:Scheduler"
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 3,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    "health_check_interval": 25,
    "global_keyprefix": env.str("CELERY_KEY_PREFIX", default="cf:"),
}

# --- accounts ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "crowdfund.accounts.adapter.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/h/ip",
    "reset_password": "20/m/ip,5/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_PRODUCTION else 0
MFA_ADAPTER = "crowdfund.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_SANDBOX
MFA_TOTP_ISSUER = "Deal room"
# A used code is remembered for one period only, so a wider window would let it be used twice.
MFA_TOTP_TOLERANCE = 0
if ENVIRONMENT == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# --- pages -------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_COOKIE_SAMESITE = "Lax"
STATIC_URL = "static/"
# Elsewhere the files are served from where they stand, so there is nothing to collect.
STATIC_ROOT = BASE_DIR / "staticfiles" if IS_PRODUCTION else None
WHITENOISE_USE_FINDERS = IS_SANDBOX
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": FILES.storage,
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if IS_PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_PRODUCTION else "csrf"
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "crowdfund.web.views.csrf_failure"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
SECURE_HSTS_SECONDS = 63_072_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE, FILE_UPLOAD_HANDLERS = 1_000_000, HANDLERS

# --- mail --------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="deal-room@localhost")

# --- partners ----------------------------------------------------------------------------------------------------
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"  # migrations ask for it by this name
_GATES = "IMPLICIT_GRANT PASSWORD_GRANT PKCE_METHOD ACCESS_TOKEN_TRANSPORT AUTHZ_RESPONSE_ISS TOKEN_STORAGE"
OAUTH2_PROVIDER: dict[str, Any] = {
    "SCOPES": {scope.value: meaning for scope, meaning in MEANINGS.items()},
    "SCOPES_BACKEND_CLASS": "crowdfund.partners.authentication.ClientScopes",
    "OAUTH2_VALIDATOR_CLASS": "crowdfund.partners.authentication.ClientValidator",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # What these gates of RFC 9700 let pass by default is refused.
    **{f"COMPLIANT_BCP_RFC9700_{gate}": True for gate in _GATES.split()},
}
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "crowdfund.partners.authentication.ClientAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["crowdfund.web.permissions.KnownActor"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "crowdfund.web.pagination.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "crowdfund.web.schema.ProblemSchema",
    "EXCEPTION_HANDLER": "crowdfund.web.rest.problem_response",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": ["crowdfund.web.throttling.ActorThrottle"],
    "DEFAULT_THROTTLE_RATES": {"actor": env.str("API_RATE", default="600/min")},
    "NUM_PROXIES": 1 if IS_PRODUCTION else 0,
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Deal room API",
    "DESCRIPTION": "Online private equity offerings (互联网非公开股权融资): raises, determinations and the event feed.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "crowdfund.web.schema.add_problems"],
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": SHARED_WORDS,
}

# --- seeing what happens -----------------------------------------------------------------------------------------
# The collector of /metrics shows it; without it only operators and auditors read them, in the browser.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False)
            if IS_PRODUCTION
            else structlog.dev.ConsoleRenderer(colors=False),
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
# Generic Django classes take type parameters only in the stubs; this lets the same line run.
django_stubs_ext.monkeypatch()
