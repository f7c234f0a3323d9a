"""Handing in evidence and taking it back. Judging it is for HR (hr/evidence.py)."""

import logging
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from people.models import User

from .judgement_mail import take_back_mail
from .models import Evidence
from .papers import Paper

logger = logging.getLogger(__name__)

# 10 MB each: nobody needs more, and nobody fills the disk.
MOST_PER_PERSON = 100


class NotKeptError(Exception):
    """The file could not be written; nothing was handed in."""


class TooManyError(Exception):
    """This person has handed in as much as one may."""


def evidence_for(user: User, pk: int) -> Evidence:
    """One's own evidence; anybody else's is the same 404 as what does not exist."""
    return get_object_or_404(Evidence, id=pk, user=user)


def hand_in(
    user: User, *, title: str, provider: str, completed_on: date, minutes: int, paper: Paper
) -> tuple[Evidence, bool]:
    """Keep this evidence, to be judged; the second time it is the same one, and the answer False.

    Raises NotKeptError when the disk is full or cannot be written, and TooManyError.
    """
    if Evidence.objects.filter(user=user).count() >= MOST_PER_PERSON:
        raise TooManyError
    evidence = Evidence(
        user=user,
        title=title,
        provider=provider,
        completed_on=completed_on,
        minutes=minutes,
        file=f"evidence/{uuid4().hex}.{paper.extension}",
        file_name=paper.file_name,
        content_type=paper.content_type,
        size=len(paper.content),
        sha256=paper.sha256,
    )
    _write(evidence, paper)
    try:
        with transaction.atomic():
            evidence.save()
    except IntegrityError:
        _remove(evidence)
        same = Evidence.objects.exclude(state=Evidence.State.RETURNED)
        return same.get(user=user, sha256=evidence.sha256, title=title, completed_on=completed_on), False
    except BaseException:
        _remove(evidence)
        raise
    return evidence, True


def _write(evidence: Evidence, paper: Paper) -> None:
    """The file comes first: a row without a file proves nothing, a file without a row is only lost space."""
    try:
        evidence.file.storage.save(evidence.file.name, ContentFile(paper.content))
    except OSError as problem:
        logger.exception("Evidence is not kept: the file cannot be written.")
        _remove(evidence)
        raise NotKeptError from problem


def withdraw(user: User, pk: int) -> None:
    """Take evidence back, whatever was judged; row and file are removed."""
    with transaction.atomic():
        deleted, _per_model = Evidence.objects.filter(id=pk, user=user).delete()
        if not deleted:
            raise Http404
        take_back_mail(pk)


def remove_file_after(instance: Evidence, **_signal: Any) -> None:
    """Receiver of post_delete: the file goes with the row, also when that goes with the account."""
    transaction.on_commit(partial(_remove, instance))


def _remove(evidence: Evidence) -> None:
    """Remove the file. When that fails the log says which one is left."""
    try:
        evidence.file.storage.delete(evidence.file.name or "")
    except OSError:
        logger.exception("The file %s of removed evidence could not be removed.", evidence.file.name)
