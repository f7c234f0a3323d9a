"""The version before this one, which goes on while this one starts: which it is, and its code.

It is the last release, by its tag, that is not this very state. It runs in the environment of this version: the
packages of both are nearly the same, and making another environment takes minutes.
"""

import subprocess
from pathlib import Path

from django.conf import settings

# While there is no release: the last state before work accounts, erasure, backups and many machines, which all added
# to the database.
BEFORE_THE_FIRST_RELEASE = "67294308a4856499c9a8302c77503a740115e186"
WHY_NOT = "The code of the version before is not in this history: it is a shallow clone or an export."


def version_before() -> str | None:
    """Its commit; None when this checkout cannot give its code."""
    tags = _git("tag", "--list", "v*", "--merged", "HEAD", "--no-contains", "HEAD", "--sort=-creatordate")
    commit = tags.split()[0] if tags else BEFORE_THE_FIRST_RELEASE
    found = _git("rev-parse", "--verify", f"{commit}^{{commit}}")
    return found.strip() if found else None


def files_of(commit: str) -> set[str]:
    return set((_git("ls-tree", "-r", "--name-only", commit) or "").splitlines())


def put_code_of(commit: str, folder: Path) -> None:
    """Its files in `folder`, which is there and empty."""
    archive = subprocess.run([*_GIT, "archive", commit], capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)


# A checkout may belong to another account than the one that tests.
_GIT = ["git", "-c", "safe.directory=*", "-C", str(settings.BASE_DIR)]


def _git(*arguments: str) -> str | None:
    """What it prints; None when it fails, as without any history."""
    done = subprocess.run([*_GIT, *arguments], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None
