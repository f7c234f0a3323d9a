"""Files that are made in the background (hr.models.MadeFile): kept when whole, mailed, and gone after a week."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise

from people.mail_kinds import MailKind
from people.outbox import put_in_outbox

from .jobs import settle
from .models import MadeFile, StaffFile

KEPT_FOR = timedelta(days=7)


def keep(made: MadeFile, name: str, file: IO[bytes], when_kept: Callable[[], object]) -> None:
    """Keep the whole file under `name`, and do `when_kept`: both or neither. Raises LostClaimError.

    name: of this job alone. The claim was renewed just before.
    """
    storage = made.file.storage
    # What a process that was killed wrote in an earlier try; no row points at it, and nobody would ever remove it.
    for attempt in range(1, made.attempts):
        storage.delete(_of_attempt(name, attempt))
    # Who lost the claim and who has it now may end at the same moment; a bucket would let one overwrite the other.
    name = storage.save(_of_attempt(name, made.attempts), File(file))
    try:
        with transaction.atomic():
            settle(made, state=MadeFile.State.READY, file=name, size=storage.size(name), ready_at=timezone.now())
            when_kept()
    except Exception:
        storage.delete(name)
        raise


def _of_attempt(name: str, attempt: int) -> str:
    path = PurePosixPath(name)
    return str(path.with_stem(f"{path.stem}-{attempt}"))


def mail_that_it_is_ready(made: MadeFile, key: str, subject: Promise, template: str, page: str) -> None:
    """Tell who asked, in the language of mails. key: once for each; page: name of the address where it is saved."""
    context = {"made": made, "user": made.asked_by, "days": KEPT_FOR.days}
    context["link"] = settings.BASE_URL + reverse(page)
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(template, context)
        put_in_outbox(made.asked_by, MailKind.FILES, key, str(subject), body)


def old_files(model: type[MadeFile]) -> QuerySet[MadeFile]:
    """Files that were there for a week, and what failed."""
    long_ago = timezone.now() - KEPT_FOR
    return model._default_manager.filter(asked_at__lt=long_ago).exclude(state=MadeFile.State.WAITING)


def forget_old(model: type[MadeFile]) -> int:
    """Remove them."""
    old = old_files(model)
    for made in old:
        remove(made)
    return len(old)


def remove(job: MadeFile | StaffFile) -> None:
    """The row and its file."""
    job.delete()
    if job.file:
        job.file.delete(save=False)
