"""For the last administrator, who has lost the second step and whom no colleague can help."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.models import User
from people.sessions import end_all_sessions


class Command(BaseCommand):
    help = "Takes the second step of an account away and ends its sessions; the next sign-in asks to set it up again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="e-mail address of the account")

    def handle(self, *_args: Any, email: str, **_options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has the e-mail address {email}.")
        Authenticator.objects.filter(user=person).delete()
        end_all_sessions([person.pk])
        self.stdout.write(f"{person.email} signs in again and sets up a new second step.")
