"""Certificates on other pages: with a finished course or path, and all of someone together."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext
from django.utils import timezone

from certificates.ending import certificates_that_end
from certificates.models import Certificate
from courses.agenda import AgendaEntry
from courses.models import Enrolment, PathEnrolment
from courses.my_learning import Learning
from database.fixed_query import FixedQuery
from people.models import User

register = template.Library()


@register.inclusion_tag("certificates/link.html")
def certificate_link(enrolment: Enrolment | PathEnrolment | None) -> dict[str, Any]:
    """The certificate of a finished course or path, or nothing."""
    certificates = Certificate.objects.current().with_is_drawn()
    if isinstance(enrolment, PathEnrolment):
        certificates = certificates.filter(path_completion__enrolment=enrolment)
    elif enrolment is not None:
        certificates = certificates.filter(completion__enrolment=enrolment)
    return {"certificate": certificates.first() if enrolment else None}


_of_courses = FixedQuery(
    lambda user: Certificate.objects.current().with_is_drawn().filter(completion__enrolment__user=user), int
)


@register.simple_tag
def certificates_of_courses(learning: Iterable[Learning]) -> dict[int, Certificate]:
    """The certificates of finished courses by primary key of the enrolment; one query, whatever their number.

    learning: of one person.
    """
    enrolments = [row.enrolment for row in learning if row.completion]
    certificates = _of_courses.objects(enrolments[0].user_id) if enrolments else ()
    by_completion = {certificate.completion_id: certificate for certificate in certificates}
    return {
        enrolment.pk: by_completion[enrolment.completion.pk]
        for enrolment in enrolments
        if enrolment.completion.pk in by_completion
    }


@register.filter
def certificate_of(certificates: Mapping[int, Certificate], enrolment: Enrolment) -> Certificate | None:
    """Of what `certificates_of_courses` found, the one that belongs to this enrolment."""
    return certificates.get(enrolment.pk)


@register.inclusion_tag("certificates/list.html")
def my_certificates(user: User | AnonymousUser) -> dict[str, Any]:
    """Everything someone can show, the newest first."""
    if not user.is_authenticated:
        return {"certificates": []}
    return {"certificates": Certificate.objects.current().with_is_drawn().filter(user=user)}


@register.simple_tag(takes_context=True)
def certificates_ending(context: RequestContext) -> list[AgendaEntry]:
    """What an agenda says of the certificates of the signed-in person; nothing for a visitor."""
    user = context["request"].user
    return certificates_that_end(user, timezone.localdate()) if user.is_authenticated else []


@register.simple_tag
def is_demonstration_key() -> bool:
    """Whether the key of this site seals without proving anything."""
    return bool(settings.CERTIFICATE_SEAL_IS_DEMONSTRATION)
