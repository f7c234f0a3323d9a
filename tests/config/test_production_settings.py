"""Production starts only with everything it needs, and says what is missing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from bin.check_production import ENVIRONMENT

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "BASE_URL", "EMAIL_URL", "CACHE_URL", "MEDIA_ROOT")


pytestmark = pytest.mark.row("B51")


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of its own; an empty change leaves the variable out."""
    environment = {"PATH": os.environ["PATH"], **ENVIRONMENT, **changes}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.base"],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_starts():
    assert start().returncode == 0


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_variable_is_named_and_nothing_starts(name):
    refused = start(**{name: ""})
    assert refused.returncode != 0
    last_lines = refused.stderr.strip().splitlines()[-1]
    assert f"set the environment variable(s) {name}." in last_lines


def test_every_missing_variable_is_named_at_once():
    refused = start(**dict.fromkeys(REQUIRED, ""))
    assert all(name in refused.stderr for name in REQUIRED)


def test_a_site_for_any_host_is_refused():
    refused = start(ALLOWED_HOSTS="leren.example,*")
    assert refused.returncode != 0
    assert "ALLOWED_HOSTS must name the hosts" in refused.stderr


def test_a_site_that_shows_its_errors_is_refused():
    refused = start(DEBUG="True")
    assert refused.returncode != 0
    assert "DEBUG shows passwords" in refused.stderr


def test_the_second_step_cannot_be_switched_off_from_outside():
    switched = start_and_print("SECOND_FACTOR_REQUIRED, DEBUG", SECOND_FACTOR_REQUIRED="False", DEBUG="False")
    assert switched == "True False"


def test_a_database_we_do_not_test_on_is_refused():
    refused = start(DATABASE_URL="mysql://leren@127.0.0.1/leren")
    assert refused.returncode != 0
    assert "DATABASE_URL must start with sqlite:/// or postgres://" in refused.stderr


@pytest.mark.parametrize("folder", ["/srv/leren/media", "/srv/leren/media/private", "/srv/leren/../leren/media/x"])
def test_private_files_where_everyone_can_read_are_refused(folder):
    refused = start(MEDIA_ROOT="/srv/leren/media", PRIVATE_MEDIA_ROOT=folder)
    assert refused.returncode != 0
    assert "PRIVATE_MEDIA_ROOT must lie outside MEDIA_ROOT" in refused.stderr


def test_private_files_are_beside_the_public_ones_and_for_the_own_account_only():
    private = start_and_print("STORAGES['private']['OPTIONS']", MEDIA_ROOT="/srv/leren/media/")
    assert "'location': '/srv/leren/private'" in private
    assert f"'file_permissions_mode': {0o600}" in private
    assert f"'directory_permissions_mode': {0o700}" in private


def test_production_makes_no_demonstration_accounts_and_shows_no_errors():
    shown = start_and_print("DEBUG, DEMO_ACCOUNTS_ALLOWED, SERVE_MEDIA, SESSION_COOKIE_SECURE, SECURE_SSL_REDIRECT")
    assert shown == "False False False True True"


def start_and_print(names: str, **changes: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-c", f"from config.settings.base import *; print({names})"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **ENVIRONMENT, **changes},
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout.strip()


@pytest.mark.row("B42")
def test_the_check_of_django_for_production_warns_of_nothing():
    environment = {"PATH": os.environ["PATH"], **ENVIRONMENT}
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.row("B42")
def test_https_is_held_for_at_least_a_year_with_all_that_lies_below():
    from config.settings import base

    assert base.SECURE_HSTS_SECONDS >= 31_536_000
    assert base.SECURE_HSTS_INCLUDE_SUBDOMAINS
    assert base.SESSION_COOKIE_SECURE
    assert base.CSRF_COOKIE_SECURE


@pytest.mark.parametrize("prefix", ["private-files/", "/private-files", "https://elders.example/", "/../"])
def test_an_address_for_the_web_server_that_is_no_path_is_refused(prefix):
    refused = start(PRIVATE_FILES_ACCEL=prefix)
    assert refused.returncode != 0
    assert "PRIVATE_FILES_ACCEL is a path" in refused.stderr
