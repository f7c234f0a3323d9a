from typing import Any

from django.core.management.base import BaseCommand

from people.roles import sync_roles


class Command(BaseCommand):
    help = "Write the matrix of people/roles.py to the database; safe to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        sync_roles()
        self.stdout.write("Roles are as people/roles.py says.")
