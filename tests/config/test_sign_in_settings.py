"""What protects signing in, as production has it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.config.test_production_settings import start_and_print


@pytest.mark.row("B3")
def test_allauth_is_not_older_than_its_repairs_of_the_second_step():
    for name in ("requirements.txt", "requirements-dev.txt"):
        pinned = re.search(r"^django-allauth==([\d.]+)", (Path(settings.BASE_DIR) / name).read_text(), re.MULTILINE)
        assert tuple(map(int, pinned.group(1).split("."))) >= (65, 21, 1)


@pytest.mark.row("B11")
def test_the_cookie_of_a_session_belongs_to_this_host_and_no_script_reads_it():
    names = "SESSION_COOKIE_NAME, SESSION_COOKIE_SECURE, SESSION_COOKIE_AGE, SESSION_IDLE_AGE"
    assert start_and_print(names) == "__Host-sessionid True 43200 3600"
    # Django's own, which nothing here changes.
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert not settings.SESSION_SAVE_EVERY_REQUEST
    assert settings.SESSION_COOKIE_DOMAIN is None


@pytest.mark.row("B1")
def test_wagtail_changes_neither_passwords_nor_addresses():
    for what in ("PASSWORD_MANAGEMENT", "PASSWORD_RESET", "EMAIL_MANAGEMENT"):
        assert getattr(settings, f"WAGTAIL_{what}_ENABLED") is False
    assert settings.WAGTAILUSERS_PASSWORD_ENABLED is False
