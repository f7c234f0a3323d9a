"""Production settings. Every other settings module starts from these and only loosens.

What differs per installation comes from the environment (see docs/operations.md); the start
is refused when a variable that matters is missing.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.cache import cache_settings

from .logs import logging_settings
from .sign_in import *
from .stored_files import private_folder, stored_files

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

if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured(
        "DEBUG shows passwords and code to whoever meets an error; take it out of the environment."
    )
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
    "operations",
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
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
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
    "config.request_log.RequestLogMiddleware",
    "config.response_headers.ResponseHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.TextGZipMiddleware",
    "config.content_security_policy.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.priority.PriorityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.content_version.OneVersionMiddleware",
    "cms.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "people.sessions.SessionLimitsMiddleware",
    "people.privacy.acting.ActingMiddleware",
    "config.kept_words.KeepWordsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.second_factor.SecondFactorMiddleware",
    "config.addresses.NoNulMiddleware",
]

FORM_RENDERER = "cms.form_renderer.FormRenderer"
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

# Which field is about whom, why it is kept and how it ends (docs/data-protection.md).
DATA_MAP = "config.data_map.DATA_MAP"

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
# Of one process (config/priority.py). Writers on SQLite wait for each other, and one process does it all; on
# PostgreSQL there are more, and half of the connections of each are left for what is saved.
PAGES_AT_ONCE = 8 if DATABASES["default"]["ENGINE"].endswith("sqlite3") else 4
# On SQLite an index leaves out what PostgreSQL includes in it; it only costs speed there.
SILENCED_SYSTEM_CHECKS = ["models.W040"]
CACHES = {"default": cache_settings(env.cache_url("CACHE_URL"))}
MEDIA_ROOT = env.str("MEDIA_ROOT", default="")
MEDIA_URL = "/media/"
# What only some people may read, sent by views that ask who it is; no folder when files are in buckets.
PRIVATE_MEDIA_ROOT = "" if FILES_ARE_IN_BUCKETS else private_folder(env)
# Files for some people only are sent by the web server in front, from this address that nobody can ask for
# (docs/operations.md); empty: by the platform itself.
PRIVATE_FILES_ACCEL = env.str("PRIVATE_FILES_ACCEL", default="")
if PRIVATE_FILES_ACCEL and not re.fullmatch(r"/(?:[\w-]+/)+", PRIVATE_FILES_ACCEL):
    raise ImproperlyConfigured("PRIVATE_FILES_ACCEL is a path with a slash on both ends, such as /private-files/.")
if PRIVATE_FILES_ACCEL and FILES_ARE_IN_BUCKETS:
    raise ImproperlyConfigured("PRIVATE_FILES_ACCEL is for files in folders; take it out, S3_BUCKET is set.")
# Where the virus scanner clamd listens: unix:/run/clamav/clamd.ctl or host:port. Empty: files are not scanned.
VIRUS_SCANNER = env.str("VIRUS_SCANNER", default="")
# Who was erased, so that a restored backup does not bring them back: lines of hashes, outside the database. In
# buckets they are objects of the private one (people/privacy/journal.py).
ERASURE_JOURNAL = env.str("ERASURE_JOURNAL", default="") or str(Path(PRIVATE_MEDIA_ROOT).parent / "erasures.jsonl")
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
    **stored_files(env, FILES_ARE_IN_BUCKETS, sent_by_web_server=bool(PRIVATE_FILES_ACCEL)),
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

# --- Signing in: config/settings/sign_in.py ----------------------------------

# Fernet keys, the first of which encrypts (people/secrets_at_rest.py); without any, one follows from SECRET_KEY.
ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[])
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# --- Signing in with the account of one's work (people/single_sign_on/) -------

SOCIALACCOUNT_ADAPTER = "people.single_sign_on.adapter.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
# An address never decides who somebody is, and whoever the provider vouches for proves it to nobody else.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# In seconds; a provider that hangs must not hold up the others.
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# --- Accessibility -----------------------------------------------------------

# The statement of the municipality in the national register; empty until there is one.
ACCESSIBILITY_STATEMENT_URL = env.str("ACCESSIBILITY_STATEMENT_URL", default="")

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
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
# Whom to tell of a vulnerability (RFC 9116, 2.5.3): an address of mail, a page or a telephone.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"mailto:{DEFAULT_FROM_EMAIL}")
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
# Wagtail's editor writes style attributes, and its preview is a frame of the admin itself. It has no inline scripts
# any more (cms/admin_scripts.py).
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
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
WAGTAILMEDIA = {
    "MEDIA_MODEL": "cms.CmsMedia",
    "MEDIA_FORM_BASE": "cms.media_form.MediaForm",
    "VIDEO_EXTENSIONS": ["mp4", "m4v", "webm"],
}
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
# Judged by the header of the file: a small one may unfold to gigabytes. The sentence is in cms/image_form.py.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.image_form.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.document_form.DocumentForm"
# The address of a document is that of our own view (courses/documents.py), not of a folder.
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

# --- Errors, logs and figures ------------------------------------------------

# Who is mailed about errors; the mail says where, and nothing about whom (config/error_reports.py).
ADMINS = [("", address) for address in env.list("ERROR_MAIL_TO", default=[])]
LOGGING = logging_settings(env.str("LOG_FORMAT", default="json"))
# Who may read /metrics says this; without it there is no such page (config/figures.py).
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
