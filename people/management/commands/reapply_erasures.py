"""After a restore: erase again who had been erased since the backup was made."""

from typing import Any

from django.core.management.base import BaseCommand

from people.privacy.erasure import erase_again


class Command(BaseCommand):
    help = "Erases everybody whom the journal of erasures names (ERASURE_JOURNAL); run it after each restore."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Erased again: {erase_again()}.")
