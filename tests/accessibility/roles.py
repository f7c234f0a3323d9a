"""Who walks past the pages, and how what they open is called."""

from people.models import User

# Role: whose eyes we look through. Empty is a visitor who has not signed in.
ROLES = {
    "visitor": "",
    # Has made an account a moment ago, and still has to prove the address.
    "signing_up": "",
    "newcomer": "nieuw@rivierdam.example",
    # Has an app with codes and a passkey; "half signed in" has given the password only.
    "two steps": "stappen@rivierdam.example",
    "half signed in": "",
    # Has just filled in the password again.
    "fresh": "nieuw@rivierdam.example",
    # Sent something after the session had ended, and has just signed in again.
    "back again": "ambtenaar@demo.example",
    "learner": "ambtenaar@demo.example",
    "graduate": "anouk@rivierdam.example",
    "retrying": "opnieuw@rivierdam.example",
    "unprintable": "teken@rivierdam.example",
    "lead": "leidinggevende@demo.example",
    "hr": "hr@demo.example",
    "hr of nobody": "hr@leeg.example",
    "entrepreneur": "ondernemer@demo.example",
    "new entrepreneur": "nieuwe.ondernemer@demo.example",
    "editor": "redactie@demo.example",
    "administrator": "beheer@demo.example",
}

# What stands in the addresses of cases.py for what was made.
Words = dict[str, str]


def person(role: str) -> User:
    return User.objects.get(email=ROLES[role])
