"""How jobs (hr.models.Job) are done in the background: claimed, in turns, by whoever sweeps.

A process that is killed leaves a claim, which ends by itself; the next sweep begins anew. So what a job does must
be safe to begin anew, and be kept in one step when it is whole.
"""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from .models import Job
from .scope import officer_scope, scope_for

logger = logging.getLogger(__name__)

# Longer than one step of any job takes, whatever else the machine does.
CLAIMED_FOR = timedelta(minutes=5)
MOST_ATTEMPTS = 5
# Seconds of one sweep that go to one kind of job; then others have their turn, such as sending mail.
TURN = 30
OneJob = TypeVar("OneJob", bound=Job)


class LostClaimError(Exception):
    """Another process does this job now, or it was stopped."""


class TurnIsOverError(Exception):
    """There is more to do, in the next sweep."""


class StoppedError(Exception):
    """It cannot be done, and trying again will not help. `reason` is a sentence for who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def do_jobs(model: type[OneJob], work: Callable[[OneJob, float], None], turn: float = TURN) -> int:
    """Do what waits, as far as it goes in one turn of so many seconds; returns how many are ready.

    work: gets the job and the moment its turn ends (time.monotonic), keeps the result and settles the job as ready.
    It may raise TurnIsOverError to go on in the next sweep, and Http404 when who asked may not have it any more.
    """
    ready, turn_ends = 0, time.monotonic() + turn
    for job in _claimed(model):
        ready += _do(job, work, turn_ends)
        if time.monotonic() > turn_ends:
            break
    return ready


def _claimed(model: type[OneJob]) -> Iterator[OneJob]:
    """Jobs that nobody else does now, one at a time."""
    while True:
        with transaction.atomic():
            free = Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())
            due = model._default_manager.filter(free, state=Job.State.WAITING).order_by("asked_at", "pk")
            job = due.select_for_update(skip_locked=True, of=("self",)).first()
            if job is None:
                return
            job.claimed_until = timezone.now() + CLAIMED_FOR
            job.attempts += 1
            job.save(update_fields=["claimed_until", "attempts"])
        yield job


def _do(job: OneJob, work: Callable[[OneJob, float], None], turn_ends: float) -> bool:
    try:
        _refuse_who_lost_the_scope(job)
        work(job, turn_ends)
    except Http404:
        job.drop()
    except TurnIsOverError:
        _settle_if_ours(job, claimed_until=None, attempts=job.attempts - 1)
    except LostClaimError:
        logger.warning("%s %s is done by another process.", job._meta.model_name, job.pk)
    except StoppedError:
        _settle_if_ours(job, state=Job.State.FAILED)
    except Exception:
        logger.exception("%s %s could not be done (attempt %s).", job._meta.model_name, job.pk, job.attempts)
        if job.attempts >= MOST_ATTEMPTS:
            _settle_if_ours(job, state=Job.State.FAILED)
    else:
        return True
    return False


def _refuse_who_lost_the_scope(job: Job) -> None:
    """Raise Http404 for who may not have it any more."""
    scope = scope_for(job.asked_by) if job.for_team_leads else officer_scope(job.asked_by)
    if not scope.in_organisations().filter(pk=job.organisation_id).exists():
        raise Http404


def waiting_jobs() -> list[datetime]:
    """When each job was asked for that is not done yet, of every kind."""
    kinds = [model for model in apps.get_models() if issubclass(model, Job)]
    return [
        at
        for model in kinds
        for at in model._default_manager.filter(state=Job.State.WAITING).values_list("asked_at", flat=True)
    ]


def say_how_far(job: Job, done: int, total: int) -> None:
    """For the progress bar, and that this process is alive. Raises LostClaimError."""
    claimed_until = timezone.now() + CLAIMED_FOR
    # What an earlier turn did goes fast; the bar does not go back for it.
    settle(job, done=max(done, min(job.done, total)), total=total, claimed_until=claimed_until)
    job.claimed_until = claimed_until


def settle(job: Job, **fields: Any) -> None:
    """Change it as long as the claim is ours. Raises LostClaimError."""
    if not _settle_if_ours(job, **fields):
        raise LostClaimError


def _settle_if_ours(job: Job, **fields: Any) -> bool:
    ours = type(job)._default_manager.filter(pk=job.pk, state=Job.State.WAITING, claimed_until=job.claimed_until)
    return bool(ours.update(**fields))
