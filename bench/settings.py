"""Settings of a measurement: those of one's own machine, with an empty page and without mail."""

from config.settings.dev import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Looking at the disk for changed style sheets is for development; production reads a folder once.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
STATIC_ROOT = "static"
# Nothing is collected there.
SILENCED_SYSTEM_CHECKS = ["models.W040", "staticfiles.E002"]
SESSION_COOKIE_AGE = SESSION_IDLE_AGE = 24 * 60 * 60
# What every project of Django begins with (django-admin startproject): the empty view is measured behind these.
STOCK_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
STOCK_SESSIONS = "django.contrib.sessions.backends.db"
