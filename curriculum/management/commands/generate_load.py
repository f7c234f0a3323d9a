from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from curriculum.generated import Load, generate
from curriculum.site import setup_site


class Command(BaseCommand):
    help = "Add fictional organisations full of people who learn, to measure with. Never on a site that people use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=100_000)
        parser.add_argument("--courses", type=int, default=10)
        parser.add_argument("--organisations", type=int, default=20)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS_ALLOWED:
            raise CommandError("Fictional people by the thousand are refused with these settings.")
        load = Load(options["people"], options["courses"], options["organisations"], options["seed"])
        if min(load.people, load.courses, load.organisations) < 1:
            raise CommandError("There must be at least one person, one course and one organisation.")
        with transaction.atomic():
            setup_site()
            generate(load)
        with connection.cursor() as cursor:
            # What the planner knows of the tables is of when they were empty.
            cursor.execute("ANALYZE")
        self.stdout.write(f"{load.people} people in {load.organisations} organisations, {load.courses} courses.")
