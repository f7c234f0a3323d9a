"""A file that takes too long to wait for."""

from django.db import models
from django.db.models import Q

from people.private_files import private_storage

from .jobs import Job

# For a constraint of each kind, with a name of its own: a file is there as soon as it is ready, and not before.
READY_HAS_A_FILE = (Q(state="ready") & ~Q(file="") & Q(ready_at__isnull=False)) | (
    ~Q(state="ready") & Q(file="", ready_at__isnull=True)
)


class MadeFile(Job):
    """A file that is made in the background for whoever asked, and is gone after a week (hr/made_files.py)."""

    file = models.FileField(storage=private_storage, blank=True)
    # In bytes.
    size = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)

    class Meta(Job.Meta):
        abstract = True
