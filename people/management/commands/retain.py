"""Remove personal data whose time is over (docs/data-protection.md). Safe to run at any time, also twice at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.privacy.retention import everything_kept, retain


class Command(BaseCommand):
    help = "Removes what has been kept long enough; the sweep does it once a day by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say how much would be removed.")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        retained = retain(dry_run)
        for kept in everything_kept():
            if kept.key in retained.counts:
                self.stdout.write(f"{kept.key}: {retained.counts[kept.key]}")
        if dry_run:
            self.stdout.write("Nothing was removed.")
        if retained.failed:
            raise CommandError(f"Failed, the log says why: {', '.join(retained.failed)}.")
