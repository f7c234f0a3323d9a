"""Make a backup of database and files, while the site is used. A timer runs it each night."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup import make_backup, secret_in
from operations.errors import BackupError


def _one_or_more(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("must be 1 or more")
    return int(text)


class Command(BaseCommand):
    help = "Writes database and files to one file in a folder, and reads it back to see that it is whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=_one_or_more, default=14, help="How many backups stay (14).")
        parser.add_argument(
            "--key-file", type=Path, help="A file with a key or passphrase of 20 characters or more: encrypt with it."
        )

    def handle(self, *_args: Any, folder: Path, keep: int, key_file: Path | None, **_options: Any) -> None:
        try:
            made = make_backup(folder, secret_in(key_file), keep)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows, files = sum(made.manifest.rows.values()), len(made.manifest.files) - 1
        self.stdout.write(f"{made.path}: {rows} rows and {files} files, read back and whole.")
        if made.removed:
            self.stdout.write(f"Older backups that were removed: {made.removed}.")
        if key_file is None:
            self.stdout.write("It is not encrypted; with --key-file it is.")
