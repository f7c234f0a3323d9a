"""Sweeps in processes that are killed at a moment nobody chose; prints how many were. Run by test_killed.py."""

import json
import os
import random
import signal
import sys
import time

import django
from django.conf import settings

# Processes are copied here, and the threads of a pool are not copied along.
settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
django.setup()

from django.db import connections  # noqa: E402 - models need Django to be set up
from django.utils import timezone  # noqa: E402

from certificates.certificate_page import draw_pdf  # noqa: E402
from certificates.models import Certificate, DrawingProblem  # noqa: E402
from hr.models import Export  # noqa: E402
from people.models import OutboxMail  # noqa: E402
from people.sweep import sweep  # noqa: E402

SHORTEST_LIFE, LONGEST_LIFE = 0.02, 0.5


def sweep_for(seconds: float) -> bool:
    """Whether the process was killed before it had done everything."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        sweep()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def waits_are_over() -> None:
    """As if somebody looked again much later: what was claimed by the dead is free."""
    OutboxMail.objects.filter(state=OutboxMail.State.WAITING).update(next_try_at=timezone.now())
    Export.objects.filter(state=Export.State.WAITING).update(claimed_until=None)
    DrawingProblem.objects.update(next_try_at=timezone.now())


def is_ready() -> bool:
    return not (
        OutboxMail.objects.filter(state=OutboxMail.State.WAITING).exists()
        or Export.objects.filter(state=Export.State.WAITING).exists()
        or Certificate.objects.filter(pdf=None).exists()
    )


def main(kills: int) -> None:
    # What is read once is read before the first is killed.
    draw_pdf(Certificate.objects.first())
    chance, killed = random.Random(1), 0  # noqa: S311 - when to kill is no secret
    for _round in range(kills):
        killed += sweep_for(chance.uniform(SHORTEST_LIFE, LONGEST_LIFE))
        waits_are_over()
    for _round in range(5):
        if is_ready():
            break
        sweep()
        waits_are_over()
    print(json.dumps({"killed": killed}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
