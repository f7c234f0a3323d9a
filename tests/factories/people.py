"""People and where they work."""

from itertools import count

from allauth.account.models import EmailAddress

from people.mail_kinds import MailKind
from people.models import Department, Membership, Organisation, OutboxMail, User
from people.outbox import put_in_outbox

PASSWORD = "een-goed-wachtwoord"
_numbers = count(1)


def make_user(name: str = "", email: str = "", **fields: object) -> User:
    """Someone with a proven address who can sign in with PASSWORD."""
    number = next(_numbers)
    email = email or f"persoon{number}@gemeente.example"
    user = User.objects.create_user(email, PASSWORD, name=name or f"Persoon {number}", **fields)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def make_organisation(name: str = "") -> Organisation:
    number = next(_numbers)
    return Organisation.objects.create(name=name or f"Gemeente {number}", slug=f"gemeente-{number}")


def make_department(organisation: Organisation, name: str = "", parent: Department | None = None) -> Department:
    return Department.objects.create(
        organisation=organisation, name=name or f"Afdeling {next(_numbers)}", parent=parent
    )


def make_member(
    organisation: Organisation,
    department: Department | None = None,
    role: str = Membership.Role.MEMBER,
    user: User | None = None,
    name: str = "",
) -> User:
    """A person with an open membership."""
    user = user or make_user(name=name)
    Membership.objects.create(user=user, organisation=organisation, department=department, role=role)
    return user


def make_mail(user: User | None = None, kind: MailKind = MailKind.INTENTION, key: str = "") -> OutboxMail:
    """A mail that waits to be sent."""
    number = next(_numbers)
    subject, body = f"Onderwerp {number}", f"Tekst {number}."
    return put_in_outbox(user or make_user(), kind, key or f"mail:{number}", subject, body)
