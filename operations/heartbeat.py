"""Whether what runs by itself is alive. The sweep says so after every job, not only when it has done them all."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from .models import Beat

SWEEP = "sweep"
# When the last backup was whole.
BACKUP = "backup"
# When the mail server last took a test mail.
TEST_MAIL = "test mail"


def beat(name: str, using: str | None = None) -> None:
    """Write down that `name` is alive now."""
    Beat.objects.using(using).update_or_create(name=name, defaults={"at": timezone.now()})


def silent_for(name: str) -> timedelta | None:
    """How long ago the last beat was; None when there never was one."""
    at = Beat.objects.filter(name=name).values_list("at", flat=True).first()
    return None if at is None else timezone.now() - at


def on_job_done(**_signal: Any) -> None:
    """Receiver of people.sweep.job_done. A long sweep is alive, also when its last job is far away."""
    beat(SWEEP)
