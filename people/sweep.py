"""What has to be done regularly: each app names its jobs, `manage.py sweep` does them.

A job looks in the rows for what is due and may be run at any time, any number of times, by several
processes at once (docs/decisions/0004-truth-is-in-rows.md).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.dispatch import Signal

# Returns how many things it did.
Job = Callable[[], int]

logger = logging.getLogger(__name__)
# Sent after each job, also one that failed. No arguments; the sender is the function.
job_done = Signal()
_jobs: list[Job] = []
_last_jobs: list[Job] = []


@dataclass
class Swept:
    """What one round did: `done` per job that did something, and the names of jobs that `failed`."""

    done: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def regular(job: Job, last: bool = False) -> None:
    """Have the job done at each sweep. `last`: after all others, to finish what they began."""
    jobs = _last_jobs if last else _jobs
    if job not in jobs:
        jobs.append(job)


def sweep() -> Swept:
    """Do each job once, in the order of registration. A job that fails is logged and stops no other."""
    swept = Swept()
    for job in [*_jobs, *_last_jobs]:
        try:
            count = job()
        except Exception:
            logger.exception("The regular job %s failed", job.__name__)
            swept.failed.append(job.__name__)
        else:
            if count:
                swept.done[job.__name__] = count
        job_done.send(job)
    return swept
