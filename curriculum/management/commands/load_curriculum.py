from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from curriculum.load import load_curriculum
from curriculum.site import setup_site


class Command(BaseCommand):
    help = "Load the shipped courses, questions, cases and text pages; what exists is left alone."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        report = load_curriculum(setup_site())
        self.stdout.write(f"Curriculum loaded. {report}")
