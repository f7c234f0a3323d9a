"""Measure and print how long the answers about an account take (bench/accounts.py).

By the clock, and by what is done: processor time and the time of the mail server. On a machine that does other things
as well the second is judged, for it hardly depends on them.
"""

import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from random import Random

import django
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - models need Django to be set up

from people.models import User  # noqa: E402

from .processor import MOST_FOR_OTHERS, busy_seconds  # noqa: E402

SAMPLES = int(os.environ.get("SAMPLES", "200"))
MOST_APART = 50
WARM_UP = 3
PASSWORD = "een-zin-die-ik-onthoud"  # noqa: S105 - of nobody
QUESTIONS = {
    "sign in": ("/accounts/login/", {"password": PASSWORD}, "login"),
    "new password": ("/accounts/password/reset/", {}, "email"),
    "code by mail": ("/accounts/login/code/", {}, "email"),
    "sign up": ("/accounts/signup/", {"name": "Iemand", "password1": PASSWORD}, "email"),
}
WHO = ("account", "closed", "unknown")
CLOCK, WORK = "by the clock", "work"
# By how it is measured, question and who asks: milliseconds.
Times = dict[tuple[str, str, str], list[float]]


class SlowMail(BaseEmailBackend):
    """A mail server takes its time, so a mail that only some get is seen in the answer."""

    SECONDS = 0.1
    spent = 0.0

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        seconds = self.SECONDS * len(email_messages)
        time.sleep(seconds)
        SlowMail.spent += seconds
        return len(email_messages)


def make_account(email: str, *, is_active: bool) -> str:
    user = User.objects.create_user(email, password=f"niet {PASSWORD}", name="Iemand", is_active=is_active)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return email


def milliseconds(question: str, email: str) -> tuple[float, float]:
    """Of one answer, by the clock and of work, to a browser of its own; how often one may ask is not measured."""
    address, fields, name = QUESTIONS[question]
    client = Client(headers={"host": "localhost"})
    cache.clear()
    begun, worked = time.perf_counter(), time.process_time() + SlowMail.spent
    response = client.post(address, {**fields, name: email})
    took = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() + SlowMail.spent - worked)
    if response.status_code not in (200, 302):
        raise SystemExit(f"{question} answers {response.status_code}, so it cannot be measured.")
    return took


def measure() -> Times:
    # Signing up makes an account of an address, so who is unknown is somebody else each time.
    known = {
        "account": make_account("bekend@gemeente.example", is_active=True),
        "closed": make_account("gesloten@gemeente.example", is_active=False),
    }
    chance = Random(1)  # noqa: S311 - the order in which is asked is no secret
    times: Times = defaultdict(list)
    for number in range(WARM_UP + SAMPLES):
        turns = [(question, who) for question in QUESTIONS for who in WHO]
        chance.shuffle(turns)
        for question, who in turns:
            email = known.get(who, f"onbekend-{number}-{question.replace(' ', '-')}@gemeente.example")
            took = milliseconds(question, email)
            if number >= WARM_UP:
                for kind, each in zip((CLOCK, WORK), took, strict=True):
                    times[kind, question, who].append(each)
    return times


def show(times: Times, kind: str) -> float:
    """Prints the medians; returns the most that two of a question are apart."""
    print(f"{kind:14}" + "".join(f"{who:>10}" for who in WHO) + f"{'apart':>10}")
    most = 0.0
    for question in QUESTIONS:
        medians = [statistics.median(times[kind, question, who]) for who in WHO]
        apart = max(medians) - min(medians)
        most = max(most, apart)
        print(f"{question:14}" + "".join(f"{each:10.1f}" for each in medians) + f"{apart:10.1f}")
    return most


def main() -> int:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("setup_site", verbosity=0)
    begun, machine, own = time.monotonic(), busy_seconds(), time.process_time()
    with override_settings(EMAIL_BACKEND=f"{SlowMail.__module__}.{SlowMail.__qualname__}"):
        times = measure()
    others = (busy_seconds() - machine - (time.process_time() - own)) / (time.monotonic() - begun)
    print(f"Medians of {SAMPLES} answers in milliseconds; all else on this machine used {others:.2f} cores.")
    apart = {kind: show(times, kind) for kind in (CLOCK, WORK)}
    judged = CLOCK if others <= MOST_FOR_OTHERS else WORK
    print(f"Judged is {judged}: at most {apart[judged]:.1f} ms apart, {MOST_APART} is allowed.")
    return 0 if apart[judged] <= MOST_APART else 1


if __name__ == "__main__":
    sys.exit(main())
