"""Give mail that was given up three more days."""

from typing import Any

from django.core.management.base import BaseCommand

from people.outbox import try_given_up_again


class Command(BaseCommand):
    help = "Puts all mail that was given up back in line; the next sweep tries to send it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Mails that are tried again: {try_given_up_again()}.")
