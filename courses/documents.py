"""Who may have a document of the site, and how it is given out."""

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction, ReferenceIndex

from cms.models import CmsDocument
from people.models import User
from people.private_files import private_file

from .enrol import enrolment_of
from .models import StepPage


def give_document(document: CmsDocument, request: HttpRequest) -> HttpResponseBase:
    """As a file to save, after Wagtail has looked at its collection. Raises Http404 for who may not have it.

    config/urls.py lets only people who signed in come here.
    """
    if not may_have(document, request.user):
        raise Http404
    return private_file(request, document.file, document.filename, document.content_type, reverse("my_learning"))


def may_have(document: CmsDocument, user: User) -> bool:
    """A document is as open as the most open published page that uses it; one that no page uses is for all."""
    if user.has_perm("wagtaildocs.change_document"):
        return True
    users = ReferenceIndex.get_references_to(document).filter(base_content_type__model="page")
    numbers = {int(number) for number in users.values_list("object_id", flat=True)}
    if not numbers:
        return True
    pages = Page.objects.live().filter(id__in=numbers)
    return any(_may_read(page, user) for page in pages)


def _may_read(page: Page, user: User) -> bool:
    """A page that is not for everyone asks for its groups and, in a course, for being enrolled."""
    restrictions: Collection[PageViewRestriction] = page.get_view_restrictions()
    if not restrictions:
        return True
    if not all(_is_let_in(restriction, user) for restriction in restrictions):
        return False
    step = page.specific
    return not isinstance(step, StepPage) or enrolment_of(user, step.course) is not None


def _is_let_in(restriction: PageViewRestriction, user: User) -> bool:
    if restriction.restriction_type == BaseViewRestriction.GROUPS:
        return user.groups.filter(pk__in=restriction.groups.values("pk")).exists()
    return restriction.restriction_type == BaseViewRestriction.LOGIN
