"""Do what is due: prepare and send mail, remove what is old. Safe to run at any time, also twice at once."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from people.sweep import sweep


class Command(BaseCommand):
    help = "Does every regular job once; a timer runs it each minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="Go on until it is stopped: without a timer.")

    def handle(self, *_args: Any, every: int | None, **_options: Any) -> None:
        if every is None:
            if failed := self.sweep_once():
                raise CommandError(f"Failed, the log says why: {', '.join(failed)}.")
            return
        # Ctrl-C is how `--every` ends on one's own machine, no error to explain.
        with suppress(KeyboardInterrupt), stopping_between_rounds() as stop:
            while not stop.asked:
                self.sweep_once()
                close_old_connections()
                stop.sleep(every)

    def sweep_once(self) -> list[str]:
        """Prints a line for each job that did something; returns the names of those that failed."""
        swept = sweep()
        for name, count in swept.done.items():
            self.stdout.write(f"{name}: {count}")
        return swept.failed


class _Stop:
    """asked: whether this process was told to end."""

    def __init__(self) -> None:
        self.asked = self._sleeps = False

    def sleep(self, seconds: int) -> None:
        self._sleeps = True
        if not self.asked:
            time.sleep(seconds)
        self._sleeps = False

    def ask(self, *_signal: object) -> None:
        self.asked = True
        if self._sleeps:
            raise KeyboardInterrupt


@contextmanager
def stopping_between_rounds() -> Iterator[_Stop]:
    """SIGTERM, as a container gets it, ends it after the round that is being done."""
    stop = _Stop()
    before = signal.signal(signal.SIGTERM, stop.ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, before)
