"""Settings of a measurement: those of one's own machine, with an empty page and without mail."""

from pathlib import Path

from config.settings.dev import *  # noqa: F403
from config.settings.dev import STATIC_ROOT

ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Looking at the disk for changed style sheets is for development; production reads a folder once.
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
