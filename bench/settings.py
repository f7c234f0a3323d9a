"""Settings of a measurement: those of one's own machine, with an empty page and without mail or chatter."""

from config.settings.dev import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Looking at the disk for changed style sheets is for development.
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
