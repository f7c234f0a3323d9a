"""Where files are kept: in folders of this machine, or in buckets that all machines share (docs/operations.md)."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

NEEDED_FOR_BUCKETS = ("S3_PRIVATE_BUCKET", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY")


def private_folder(env: environ.Env) -> str:
    """The folder of what only views give out. Raises ImproperlyConfigured when everyone could read it."""
    public = Path(env.str("MEDIA_ROOT"))
    private = Path(env.str("PRIVATE_MEDIA_ROOT", default="") or public.parent / "private")
    if private.resolve().is_relative_to(public.resolve()):
        raise ImproperlyConfigured("PRIVATE_MEDIA_ROOT must lie outside MEDIA_ROOT, which everyone can read.")
    return str(private)


def stored_files(env: environ.Env, in_buckets: bool, sent_by_web_server: bool) -> dict[str, dict[str, Any]]:
    """The storages "default", of what everyone may see, and "private", of what only views give out."""
    return _buckets(env) if in_buckets else _folders(env, sent_by_web_server)


def _folders(env: environ.Env, sent_by_web_server: bool) -> dict[str, dict[str, Any]]:
    # A web server that sends private files reads them by the group of this account.
    file_mode, folder_mode = (0o640, 0o750) if sent_by_web_server else (0o600, 0o700)
    return {
        "default": {"BACKEND": "config.whole_files.WholeFileStorage"},
        "private": {
            "BACKEND": "config.whole_files.WholeFileStorage",
            "OPTIONS": {
                "location": private_folder(env),
                "file_permissions_mode": file_mode,
                "directory_permissions_mode": folder_mode,
            },
        },
    }


def _buckets(env: environ.Env) -> dict[str, dict[str, Any]]:
    missing = [name for name in NEEDED_FOR_BUCKETS if not env.str(name, default="")]
    if missing:
        raise ImproperlyConfigured(f"S3_BUCKET is set, so set {', '.join(missing)} as well (docs/operations.md).")
    public, private = env.str("S3_BUCKET"), env.str("S3_PRIVATE_BUCKET")
    if public == private:
        raise ImproperlyConfigured("S3_PRIVATE_BUCKET must be another bucket than S3_BUCKET, which everyone can read.")
    access = {
        "endpoint_url": env.str("S3_ENDPOINT"),
        "region_name": env.str("S3_REGION", default="us-east-1"),
        "access_key": env.str("S3_ACCESS_KEY"),
        "secret_key": env.str("S3_SECRET_KEY"),
    }
    return {
        "default": {
            "BACKEND": "config.object_storage.PublicObjects",
            "OPTIONS": {"bucket_name": public, **access},
        },
        "private": {
            "BACKEND": "config.object_storage.PrivateObjects",
            "OPTIONS": {"bucket_name": private, **access},
        },
    }
