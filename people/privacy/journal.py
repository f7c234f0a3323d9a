"""Who was erased: kept twice, so that a restored backup does not bring them back.

A row in the database, and a line in a file outside it (settings.ERASURE_JOURNAL) that a restore leaves alone; where
files are in buckets, an object in the private one, which no restore touches either. Neither says who it was: a hash of
the number of the account and the moment it was made, which only the account itself can be held against.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from people.models import ErasedAccount, User
from people.private_files import private_storage

# The folder of the journal in the private bucket.
IN_BUCKET = "erasures"


def subject_of(user: User) -> str:
    """The same for the same account in every backup, and of no use without one."""
    made_at = user.date_joined.astimezone(timezone.get_default_timezone()).timestamp()
    return hashlib.sha256(f"{user.pk}|{made_at:.6f}".encode()).hexdigest()


def note(subject: str, how: str) -> None:
    """Write both, the file first. Raises OSError when the file does not take it: then nobody may be erased."""
    _append(subject, how)
    ErasedAccount.objects.get_or_create(subject=subject, defaults={"how": how})


def erased_subjects() -> set[str]:
    """Of both; whichever a restore put back, the other one remembers."""
    return set(ErasedAccount.objects.values_list("subject", flat=True)) | set(_lines())


def come_back(subjects: Collection[str]) -> list[User]:
    """The accounts that are there although they were erased."""
    return [user for user in User.objects.order_by("pk").iterator() if subject_of(user) in subjects]


def _append(subject: str, how: str) -> None:
    line = json.dumps({"at": timezone.now().isoformat(), "subject": subject, "how": how}) + "\n"
    if settings.FILES_ARE_IN_BUCKETS:
        private_storage().save(f"{IN_BUCKET}/{token_hex(16)}.json", ContentFile(line.encode()))
    else:
        _append_to_file(line)


def _append_to_file(line: str) -> None:
    path = Path(settings.ERASURE_JOURNAL)
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # On its own line, also after one that a full disk cut short.
        os.write(file, ("" if _ends_whole(path) else "\n").encode() + line.encode())
        os.fsync(file)
    finally:
        os.close(file)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _lines() -> list[str]:
    found = []
    for line in _from_bucket() if settings.FILES_ARE_IN_BUCKETS else _from_file():
        # A line that was cut short names nobody that was erased: its transaction never began.
        try:
            found.append(str(json.loads(line)["subject"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _from_file() -> Iterable[str]:
    path = Path(settings.ERASURE_JOURNAL)
    return path.read_text().splitlines() if path.exists() else []


def _from_bucket() -> Iterable[str]:
    storage = private_storage()
    _folders, names = storage.listdir(IN_BUCKET)
    for name in names:
        with storage.open(f"{IN_BUCKET}/{name}") as file:
            yield file.read().decode()
