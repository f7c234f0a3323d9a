"""What an administrator does once, before anybody learns; each is seen in what is there, and ticked by nobody."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.models import Branding
from courses.models import CoursePage
from people.models import EmailDomain, IdentityProvider, Membership

from .heartbeat import BACKUP, TEST_MAIL
from .models import Beat


@dataclass(frozen=True)
class Step:
    """link: where it is done."""

    title: str | Promise
    how: str | Promise
    link: str
    is_done: bool


def first_steps() -> list[Step]:
    """In the order in which one does them best."""
    beats = set(Beat.objects.filter(name__in=(TEST_MAIL, BACKUP)).values_list("name", flat=True))
    page = reverse("condition")
    return [
        Step(
            _("Name and colours"),
            _("Fill in the name of the municipality, with its logo or a colour."),
            reverse("wagtailsettings:edit", args=["cms", "branding"]),
            _has_a_look(),
        ),
        Step(
            _("Mail"),
            _("Send yourself a test mail. It counts when the mail server takes it."),
            f"{page}#test-mail",
            TEST_MAIL in beats,
        ),
        Step(
            _("Signing in"),
            _("Enter the e-mail domains of the municipality, or set up its single sign-on."),
            reverse("emaildomain:index"),
            EmailDomain.objects.exists() or IdentityProvider.objects.filter(is_on=True).exists(),
        ),
        Step(
            _("First HR officer"),
            _("Give somebody who works there a membership with the role HR officer."),
            reverse("membership:index"),
            _has_an_officer(),
        ),
        Step(
            _("First course"),
            _("Publish a course, of your own or one that comes with the platform."),
            reverse("wagtailadmin_explore_root"),
            CoursePage.objects.live().exists(),
        ),
        Step(
            _("First backup"),
            _("Run “manage.py backup” on the server, and have it run each night."),
            f"{page}#backup_age",
            BACKUP in beats,
        ),
    ]


def _has_a_look() -> bool:
    looks = Q(logo__isnull=False) | ~Q(primary_colour="") | ~Q(header_colour="")
    return Branding.objects.exclude(organisation_name="").filter(looks).exists()


def _has_an_officer() -> bool:
    officers = Membership.objects.filter(role=Membership.Role.HR, user__is_active=True)
    return officers.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=timezone.localdate())).exists()
