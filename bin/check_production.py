"""`check --deploy` on the settings of production, with an environment as complete as production has."""

from __future__ import annotations

import secrets

from .python_environment import PYTHON
from .steps import StepError, run_all, run_quietly, say

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings.base",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DATABASE_URL": "postgres://leren@127.0.0.1/leren",
    "ALLOWED_HOSTS": "leren.example",
    "BASE_URL": "https://leren.example",
    "EMAIL_URL": "smtp+ssl://leren:secret@mail.example:465",
    "CACHE_URL": "rediscache://127.0.0.1:6379/1",
    "MEDIA_ROOT": "var/media",
}


def main() -> None:
    code, output = run_quietly([PYTHON, "manage.py", "check", "--deploy", "--fail-level=WARNING"], ENVIRONMENT)
    if code != 0:
        say(output.strip())
        raise StepError("the production settings are not in order; see above.")
    say("Production settings: in order")


if __name__ == "__main__":
    run_all(main)
