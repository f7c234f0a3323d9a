"""Put a backup back. Stop the site and the sweep first; they would write in between."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup import secret_in
from operations.errors import BackupError
from operations.restore import restore


class Command(BaseCommand):
    help = "Puts database and files back from a file that `backup` made, after holding it against its manifest."
    # The database may be empty, broken or of an older version: that is why it is restored.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key-file", type=Path, help="The file with the key that it was encrypted with.")
        parser.add_argument(
            "--replace", action="store_true", help="Also when the site has people or files, which are lost then."
        )

    def handle(self, *_args: Any, file: Path, key_file: Path | None, replace: bool, **_options: Any) -> None:
        try:
            restore(file, secret_in(key_file), replace, self.stdout.write)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Done. Start the site and the sweep again.")
