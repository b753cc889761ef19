"""Django settings. What differs between installations comes from `env.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from medemens.common.languages import LANGUAGES as OURS
from medemens.site import env

ENVIRONMENT = env.read()
HERE = Path(__file__).resolve().parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "medemens.site",
    "medemens.common",
    "medemens.casework",
    "medemens.work.pay",
    "medemens.work.lenders",
    "medemens.progress.measures",
    "medemens.progress.report",
]

MIDDLEWARE = [
    "medemens.site.middleware.headers",
    "medemens.site.middleware.plain_cookies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "medemens.site.middleware.DeclaredAudience",
]

ROOT_URLCONF = "medemens.site.urls"
WSGI_APPLICATION = "medemens.site.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "medemens.site.frame.frame"],
            "builtins": ["medemens.common.template_filters"],
        },
    }
]

DATABASES: dict[str, Any] = {"default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # Pages that show more when the database answers, and all the same without it, must not wait for one that is gone.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Counts of failed tries, and codes that were used once, must hold for all processes together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "common_cache"}}
CASE_TYPES = "medemens.site.cases"
REGISTER_PAGES = {"lenders": "lenders:find"}
FIGURES = "medemens.site.figures"
AUTH_USER_MODEL = "common.StaffMember"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
] + [{"NAME": "medemens.site.staff.passwords.NoOwnWords"}]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds that an invitation holds
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:home"
ACCOUNT_ADAPTER = "medemens.site.staff.adapters.Invited"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Counted by account, never by an address on the network: what is not kept cannot be asked for.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": None, "signup": None, "reset_password": None}
MFA_ADAPTER = "medemens.site.staff.adapters.LockedSecrets"
MFA_FORMS = {
    "authenticate": "medemens.site.staff.second_factor.SecondFactor",
    "reauthenticate": "medemens.site.staff.second_factor.SecondFactorAgain",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Medemens"
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "medemens.site.staff.adapters.KnownStaff"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": list(ENVIRONMENT.single_sign_on), "OAUTH_PKCE_ENABLED": True}}
SINGLE_SIGN_ON_ADDRESSES = ENVIRONMENT.single_sign_on_addresses
SINGLE_SIGN_ON_SECOND_FACTOR = ENVIRONMENT.single_sign_on_second_factor
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
# With this prefix a browser takes a cookie over https only, from this very host, for the whole site.
_COOKIE = "__Host-{}" if ENVIRONMENT.https else "{}"
SESSION_COOKIE_NAME = _COOKIE.format("sessionid")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = ENVIRONMENT.idle_minutes * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_HOURS = ENVIRONMENT.session_hours
PASSPHRASE_MEGABYTES = ENVIRONMENT.passphrase_megabytes
QUICK_EXIT_URL = ENVIRONMENT.quick_exit_url
SUBMISSIONS_A_MINUTE = ENVIRONMENT.submissions_a_minute
REGISTER_ISSUER = ENVIRONMENT.register_issuer
OPEN_DATA_LICENCE, OPEN_DATA_PUBLISHER = ENVIRONMENT.open_data_licence, ENVIRONMENT.open_data_publisher
OPEN_DATA_CONTACT = ENVIRONMENT.open_data_contact
_MAIL = env.mail_server(ENVIRONMENT.mail_url)
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.host, _MAIL.port, _MAIL.tls, _MAIL.starttls
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_TIMEOUT = _MAIL.user, _MAIL.password, 10
MAIL_FROM = ENVIRONMENT.mail_from or "medemens@localhost"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "nl"
LANGUAGES = [(language.code, language.endonym) for language in OURS]
LANGUAGES_BIDI = [language.code for language in OURS if language.direction == "rtl"]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.folder / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

CSRF_COOKIE_NAME = _COOKIE.format("csrftoken")
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "medemens.site.pages.forbidden"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^api/"]
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = ENVIRONMENT.folder / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True, mode=0o700)
FILE_UPLOAD_PERMISSIONS = 0o600

FOLDER, PORT = ENVIRONMENT.folder, ENVIRONMENT.port
AUDIT_HEADS_FOLDER = FOLDER / "audit-heads"
OPEN_DATA_FOLDER = FOLDER / "open-data"
PAYROLL_FOLDER = ENVIRONMENT.folder / "payroll"
PAYROLL_UPLOAD_BYTES = ENVIRONMENT.upload_megabytes * 1_000_000
PAYROLL_RESULTS_HOURS = ENVIRONMENT.results_hours
PAYROLL_ENGINE = ENVIRONMENT.engine
PAYROLL_ENGINE_MEMORY = ENVIRONMENT.engine_memory
FONT_FOLDER = env.ROOT / "node_modules" / "@fontsource"

# No line of a log names a person, an address on the network, a query or what was filled in.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}},
    "filters": {"impersonal": {"()": "medemens.site.logs.Impersonal"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["impersonal"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "django.server": {"handlers": ["console"], "propagate": False},
    },
}
