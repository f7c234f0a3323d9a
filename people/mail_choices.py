"""Which optional mail someone wants, and the link in a mail that ends it."""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .mail_kinds import MailKind
from .models import MailChoice, User

SALT = "people.unsubscribe"


def wants(user: User, kind: MailKind) -> bool:
    """Whether this person is mailed about this: an active account that has not refused it."""
    return user.is_active and not MailChoice.objects.filter(user=user, kind=kind, wanted=False).exists()


def wanted_kinds(user: User) -> set[MailKind]:
    """What this person has not refused."""
    refused = MailChoice.objects.filter(user=user, wanted=False).values_list("kind", flat=True)
    return set(MailKind).difference(refused)


def refusals(users: Iterable[User | int]) -> set[tuple[int, str]]:
    """What these people have refused, as pairs of their key and a kind of mail; one query for all of them."""
    choices = MailChoice.objects.filter(user__in=users, wanted=False)
    return set(choices.values_list("user_id", "kind"))


def choose(user: User, kind: MailKind, wanted: bool) -> None:
    """Keep the choice. Mail that waits already is asked about again when it is sent."""
    MailChoice.objects.update_or_create(user=user, kind=kind, defaults={"wanted": wanted})


def unsubscribe_link(user: User, kind: MailKind) -> str:
    """The address that ends this kind of mail for this person, without signing in. It never expires."""
    token = signing.dumps([user.pk, kind.value], salt=SALT)
    return settings.BASE_URL + reverse("unsubscribe", args=[token])


def whose_link(token: str) -> tuple[User, MailKind] | None:
    """Whom the token is for and of which mail; None when it is broken or the account is gone."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
        return User.objects.get(pk=pk), MailKind(kind)
    except (signing.BadSignature, User.DoesNotExist, ValueError):
        return None
