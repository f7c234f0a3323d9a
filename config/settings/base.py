"""Production settings. Every other settings module starts from these and only loosens.

What differs per installation comes from the environment (see docs/operations.md); the start
is refused when a variable that matters is missing.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from .stored_files import stored_files

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()

# In buckets that all machines share, or in folders of this one (stored_files.py).
FILES_ARE_IN_BUCKETS = bool(env.str("S3_BUCKET", default=""))
REQUIRED_VARIABLES = (
    "SECRET_KEY",
    "DATABASE_URL",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "EMAIL_URL",
    "CACHE_URL",
    *([] if FILES_ARE_IN_BUCKETS else ["MEDIA_ROOT"]),
)
_missing = [name for name in REQUIRED_VARIABLES if not env.str(name, default="")]
if _missing:
    raise ImproperlyConfigured(
        f"The platform does not start: set the environment variable(s) {', '.join(_missing)}. "
        "docs/operations.md says what each one means."
    )

# --- Where and who -----------------------------------------------------------

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this site; '*' allows forged links in mail.")
BASE_URL = env.str("BASE_URL").rstrip("/")
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

INSTALLED_APPS = [
    # Ours, before the packages whose templates they override.
    "curriculum",
    "hr",
    "transcript",
    "certificates",
    "quizzes",
    "guests",
    "discussions",
    "commitments",
    "courses",
    "cms",
    "people",
    # Wagtail.
    "people.wagtail_users.PeopleUsersAppConfig",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtailmedia",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail_localize",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    # Signing in.
    "allauth",
    "allauth.account",
    # Django.
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.TextGZipMiddleware",
    "config.content_security_policy.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.content_version.OneVersionMiddleware",
    "cms.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.kept_words.KeepWordsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.addresses.NoNulMiddleware",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Data --------------------------------------------------------------------

SQLITE_OPTIONS = {
    # Without IMMEDIATE two writers meet "database is locked"; without WAL readers wait for writers.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
    ),
}
POSTGRESQL_OPTIONS = {
    "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8), "timeout": 10},
    "options": "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
}


def database_from_url(url: str) -> dict[str, Any]:
    """Django's database settings for `sqlite:///path` or `postgres://user@host/name`."""
    database: dict[str, Any] = dict(env.db_url_config(url))
    engine = database.get("ENGINE")
    if engine == "django.db.backends.sqlite3":
        database["OPTIONS"] = dict(SQLITE_OPTIONS)
    elif engine == "django.db.backends.postgresql":
        database["OPTIONS"] = dict(POSTGRESQL_OPTIONS)
    else:
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgres://.")
    return database


def replica_from_url(url: str) -> dict[str, Any]:
    """A database that is only read, by few at a time, for as long as a large file takes."""
    replica = database_from_url(url)
    if not replica["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_REPLICA_URL must start with postgres://; SQLite has no replica.")
    limits = "-c statement_timeout=120s -c lock_timeout=10s -c default_transaction_read_only=on"
    # No pool: when it is away a pool would let each screen wait for its connection, and this is refused at once.
    return replica | {"OPTIONS": {"options": limits, "connect_timeout": 3}}


DATABASES = {"default": database_from_url(env.str("DATABASE_URL"))}
# A copy that HR's heavy reads go to (hr/replica.py), with connections of its own.
READS_FROM_REPLICA = bool(env.str("DATABASE_REPLICA_URL", default=""))
if READS_FROM_REPLICA:
    DATABASES["replica"] = replica_from_url(env.str("DATABASE_REPLICA_URL"))
REPLICA_MOST_BEHIND = timedelta(seconds=env.int("REPLICA_MOST_BEHIND", default=300))
DATABASE_ROUTERS = ["hr.replica.ReplicaRouter"]
# On SQLite an index leaves out what PostgreSQL includes in it; it only costs speed there.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
CACHES = {"default": env.cache_url("CACHE_URL")}
MEDIA_ROOT = env.str("MEDIA_ROOT", default="")
MEDIA_URL = "/media/"
# Where files are in folders, the web server in front serves the media folder.
SERVE_MEDIA = False
# Whether `load_demo` may make accounts whose password is public.
DEMO_ACCOUNTS_ALLOWED = False
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Whether files of ours may change while the server runs.
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    **stored_files(env, FILES_ARE_IN_BUCKETS),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Wagtail's page editor sends one field per block; long lessons pass Django's default of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- The seal on certificates ------------------------------------------------

# Without a key the PDF of a certificate has no seal, and the pages that offer it say so.
CERTIFICATE_SEAL_KEY = env.str("CERTIFICATE_SEAL_KEY", default="")
CERTIFICATE_SEAL_CERTIFICATE = env.str("CERTIFICATE_SEAL_CERTIFICATE", default="")
CERTIFICATE_SEAL_PASSPHRASE = env.str("CERTIFICATE_SEAL_PASSPHRASE", default="")
CERTIFICATE_SEAL_EARLIER = env.list("CERTIFICATE_SEAL_EARLIER", default=[])
CERTIFICATE_TIMESTAMP_URL = env.str("CERTIFICATE_TIMESTAMP_URL", default="")
# Whether the key proves nothing: it was made on this machine, by `make run`.
CERTIFICATE_SEAL_IS_DEMONSTRATION = False

# --- Programs of HR that are told of completions ------------------------------

# Networks that are not public and may still be told, such as 10.1.0.0/16; a private certificate authority, as a file.
WEBHOOK_TRUSTED_NETWORKS = env.list("WEBHOOK_TRUSTED_NETWORKS", default=[])
WEBHOOK_CERTIFICATES = env.str("WEBHOOK_CERTIFICATES", default="")

# --- Certificates as Open Badges ---------------------------------------------

# Without a key nobody is offered a badge.
CERTIFICATE_BADGE_KEY = env.str("CERTIFICATE_BADGE_KEY", default="")
CERTIFICATE_BADGE_EARLIER = env.list("CERTIFICATE_BADGE_EARLIER", default=[])
CERTIFICATE_BADGE_IS_DEMONSTRATION = False

# --- Mail --------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL")
vars().update(EMAIL_CONFIG)
# In seconds; a mail server that hangs must not hold up the mail behind it.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"leren@{ALLOWED_HOSTS[0].lstrip('.')}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Language and time -------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
# A course may exist in several languages, each in a page tree of its own.
WAGTAIL_I18N_ENABLED = True
# A translation is published when its editor says so, not because the Dutch page is.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- Signing in: one door, allauth -------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "people.account_adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "people.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
# Who mistyped the address, or lost the message, is not stuck.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
# Entrepreneurs need no password: a code in the mail is enough (docs/decisions/0041-*.md).
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
# A town hall of 500 learners shares one address; the limit per account stays strict.
ACCOUNT_RATE_LIMITS = {
    "signup": "200/m/ip",
    "login": "600/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "request_login_code": "200/m/ip,3/m/key",
    # Entrepreneurs who ask to come in (guests/arrival_views.py).
    "guest_application": "10/h/ip,3/d/key",
    # SMEs that sign up for a meeting (guests/meeting_guest_views.py).
    "meeting_application": "10/h/ip,3/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# --- Web security ------------------------------------------------------------

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Wagtail's editor writes style attributes, four of its templates inline scripts, and its
# preview is a frame of the admin itself.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
}

# --- Wagtail -----------------------------------------------------------------

# Days within which the editors promise an answer about a case that was handed in (guests/cases.py).
CASE_ANSWER_DAYS = 10
WAGTAIL_SITE_NAME = "Leren doet leven"
WAGTAILIMAGES_IMAGE_MODEL = "cms.CmsImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CmsDocument"
WAGTAILMEDIA = {"MEDIA_MODEL": "cms.CmsMedia"}
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
# Judged by the header of the file: a small one may unfold to gigabytes. The sentence is in cms/image_form.py.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.image_form.ImageForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "csv", "txt"]
WAGTAILSEARCH_BACKENDS = {
    # PostgreSQL finds "opdrachten" for "opdracht"; SQLite knows no stemming and ignores the setting.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "dutch"}
}
WAGTAILADMIN_LOGIN_URL = "/admin/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Passwords and addresses change in allauth only, which verifies them.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# A review is asked of the editors; administrators run the site.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
# Nothing leaves the site: no gravatar, no update check, no fetching of embeds.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}

# --- Logs --------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # One line per index update and per page saved says nothing that the page history does not.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        # Seven lines for each certificate, of no use to who runs the site.
        "weasyprint.progress": {"level": "WARNING"},
    },
}
