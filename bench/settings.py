"""Settings of a measurement: those of one's own machine, with an empty page and without mail."""

from config.settings.dev import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Looking at the disk for changed style sheets is for development; production reads a folder once.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
STATIC_ROOT = "static"
# Nothing is collected there.
SILENCED_SYSTEM_CHECKS = ["models.W040", "staticfiles.E002"]
