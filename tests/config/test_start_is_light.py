"""What most web processes never need is loaded with its first use: a second and twenty megabytes less at the start."""

import subprocess
import sys

import pytest
from django.conf import settings

HEAVY = ("scim2_models", "onelogin", "xmlsec", "openpyxl", "weasyprint", "pyhanko", "boto3", "faker")
PROGRAM = f"""
import sys
import config.wsgi
from django.test import Client
Client(headers={{"host": "localhost"}}).get("/healthz")
print([name for name in {HEAVY!r} if name in sys.modules])
"""


@pytest.mark.once
def test_a_web_process_that_answers_has_not_loaded_what_is_rarely_asked(tmp_path):
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=settings.BASE_DIR,
        env={
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
            "MEDIA_ROOT": f"{tmp_path}/media",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.splitlines()[-1] == "[]"
