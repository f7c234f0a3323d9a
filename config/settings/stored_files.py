"""Where files are kept: in folders of this machine, or in buckets that all machines share (docs/operations.md)."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

NEEDED_FOR_BUCKETS = ("S3_PRIVATE_BUCKET", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY")


def stored_files(env: environ.Env, in_buckets: bool) -> dict[str, dict[str, Any]]:
    """The storages "default", of what everyone may see, and "private", of what only views give out."""
    return _buckets(env) if in_buckets else _folders(env)


def _folders(env: environ.Env) -> dict[str, dict[str, Any]]:
    public = Path(env.str("MEDIA_ROOT"))
    private = Path(env.str("PRIVATE_MEDIA_ROOT", default="") or public.parent / "private")
    if private.resolve().is_relative_to(public.resolve()):
        raise ImproperlyConfigured("PRIVATE_MEDIA_ROOT must lie outside MEDIA_ROOT, which everyone can read.")
    own_account_only = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(private), **own_account_only},
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
