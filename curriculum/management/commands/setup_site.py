from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from curriculum.site import setup_site


class Command(BaseCommand):
    help = "Make the front page, catalogue, case library, roles and review that every site needs."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        setup_site()
        self.stdout.write("The site has its pages, roles and review.")
