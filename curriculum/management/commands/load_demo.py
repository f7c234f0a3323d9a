from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from curriculum.demo import ACCOUNTS, PASSWORD, load_demo_people
from curriculum.load import load_curriculum
from curriculum.site import setup_site


class Command(BaseCommand):
    help = "Load the shipped curriculum and, where that is allowed, fictional people to try it with."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS_ALLOWED:
            raise CommandError(
                "Demonstration accounts have a public password and are refused with these settings. "
                "Use `manage.py load_curriculum` for the courses alone."
            )
        report = load_curriculum(setup_site())
        load_demo_people()
        self.stdout.write(f"Curriculum loaded. {report}")
        self.stdout.write(f"\nDemonstration accounts, all with the password {PASSWORD}\n")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:30} {account.name:20} {account.what_for}")
