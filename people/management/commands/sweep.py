"""Do what is due: prepare and send mail, remove what is old. Safe to run at any time, also twice at once."""

import time
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from people.sweep import sweep


class Command(BaseCommand):
    help = "Does every regular job once; a timer runs it each minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="Go on until Ctrl-C: for one's own machine, without a timer."
        )

    def handle(self, *_args: Any, every: int | None, **_options: Any) -> None:
        # Ctrl-C is how `--every` ends, no error to explain.
        with suppress(KeyboardInterrupt):
            failed = self.sweep_once()
            if every is None and failed:
                raise CommandError(f"Failed, the log says why: {', '.join(failed)}.")
            while every is not None:
                time.sleep(every)
                close_old_connections()
                self.sweep_once()

    def sweep_once(self) -> list[str]:
        """Prints a line for each job that did something; returns the names of those that failed."""
        swept = sweep()
        for name, count in swept.done.items():
            self.stdout.write(f"{name}: {count}")
        return swept.failed
