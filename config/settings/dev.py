"""Settings of `make run`: one machine, SQLite, mail printed in the terminal."""

import os
from pathlib import Path

_VAR = Path(__file__).resolve().parent.parent.parent / "var"
_VAR.mkdir(exist_ok=True)
_PORT = os.environ.get("PORT", "8000")

os.environ.setdefault("SECRET_KEY", "only-for-this-machine-never-for-production")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_VAR / 'db.sqlite3'}")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("BASE_URL", f"http://localhost:{_PORT}")
os.environ.setdefault("EMAIL_URL", "consolemail://")
os.environ.setdefault("CACHE_URL", "locmemcache://")
os.environ.setdefault("MEDIA_ROOT", str(_VAR / "media"))
for _setting, _name in (("CERTIFICATE_SEAL_KEY", "seal"), ("CERTIFICATE_BADGE_KEY", "badge")):
    _demonstration_key = _VAR / f"demonstration-{_name}.pem"
    if _demonstration_key.exists():
        os.environ.setdefault(_setting, str(_demonstration_key))

# For reading along in a terminal.
os.environ.setdefault("LOG_FORMAT", "line")

from .base import *  # noqa: E402

DEMO_ACCOUNTS_ALLOWED = True
# The passwords of the demonstration accounts are public: a second step would protect nothing, and stop who has a look.
SECOND_FACTOR_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
CERTIFICATE_SEAL_IS_DEMONSTRATION = True
CERTIFICATE_BADGE_IS_DEMONSTRATION = True
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
# The __Host- prefix needs https, which a first try on one's own machine has not.
SESSION_COOKIE_NAME = "sessionid"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SECURE = False
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# The terminal of `make run` shows mail; a line for each request and each certificate would hide it.
for _talkative in ("leren.request", "audit"):
    LOGGING["loggers"][_talkative] = {"level": "ERROR"}
