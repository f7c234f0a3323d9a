"""Certificates on other pages: with a finished course, and all of someone together."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from certificates.models import Certificate
from courses.models import Enrolment
from people.models import User

register = template.Library()


@register.inclusion_tag("certificates/link.html")
def certificate_link(enrolment: Enrolment | None) -> dict[str, Any]:
    """The certificate of a finished course, or nothing."""
    certificate = None
    if enrolment is not None:
        certificate = Certificate.objects.with_is_drawn().filter(completion__enrolment=enrolment).first()
    return {"certificate": certificate}


@register.inclusion_tag("certificates/list.html")
def my_certificates(user: User | AnonymousUser) -> dict[str, Any]:
    """Everything someone can show, the newest first."""
    if not user.is_authenticated:
        return {"certificates": []}
    return {"certificates": Certificate.objects.with_is_drawn().filter(user=user)}
