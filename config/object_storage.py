"""Files in buckets of an S3-compatible storage, which all machines share.

Buckets are closed: the platform gives out what is in them, public files too (config/public_objects.py). So visitors
talk to this site only, and pictures come from 'self'.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from django.utils.crypto import get_random_string
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3File, S3Storage

# Seconds. A storage that hangs must not hold up who does not need it.
CONNECT_TIMEOUT, READ_TIMEOUT = 3, 20


@contextmanager
def failing_like_a_disk() -> Iterator[None]:
    """What goes wrong is an OSError, which whoever reads or writes files expects."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(f"The object storage does not do it: {error}") from error


class DiskLikeFile(S3File):
    """It is fetched when it is first read: what goes wrong then must look like a disk as well."""

    def _get_file(self) -> Any:
        with failing_like_a_disk():
            return super()._get_file()

    file = property(_get_file, S3File._set_file)


class _Objects(S3Storage):
    def get_default_settings(self) -> dict[str, Any]:
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=CONNECT_TIMEOUT,
            read_timeout=READ_TIMEOUT,
            retries={"max_attempts": 2},
            # Not every compatible storage knows Amazon's newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        ours = {
            "client_config": config,
            "default_acl": None,
            "file_overwrite": False,
            "transfer_config": TransferConfig(use_threads=False),
            # Above this size a file that is read waits in the temporary folder.
            "max_memory_size": 2_000_000,
        }
        return super().get_default_settings() | ours

    def _open(self, name: str, mode: str = "rb") -> S3File:
        with failing_like_a_disk():
            try:
                return DiskLikeFile(self._normalize_name(name), mode, self)
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                    raise FileNotFoundError(f"There is no file {name}.") from error
                raise

    def _save(self, name: str, content: File) -> str:
        with failing_like_a_disk():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with failing_like_a_disk():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with failing_like_a_disk():
            return super().exists(name)

    def size(self, name: str) -> int:
        with failing_like_a_disk():
            return super().size(name)


class PublicObjects(_Objects):
    """Each in a folder of its own that is never used again.

    A bucket has no way to refuse a name that another process takes at the same moment, and browsers keep what they
    have under a name. The last part stays: it is the name under which a document is saved.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        path = PurePosixPath(name)
        return super().get_available_name(str(path.parent / get_random_string(10) / path.name), max_length)

    def url(self, name: str, *_arguments: Any, **_options: Any) -> str:
        """The address on this site, never that of the bucket."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"


class PrivateObjects(_Objects):
    """No address leads to them. Whoever writes one chooses a name that nobody else chooses (hr/made_files.py)."""

    def url(self, name: str, *_arguments: Any, **_options: Any) -> str:
        raise ValueError("A private file has no address.")
