"""Who may have a document of the site, and how it is given out."""

from collections.abc import Collection

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.models import BaseViewRestriction, Page, PageViewRestriction, ReferenceIndex

from cms.models import CmsDocument
from people.models import User
from people.private_files import private_file
from people.requests import SignedInRequest

from .enrol import enrolment_of
from .models import StepPage


@require_safe
def document(request: SignedInRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """A document as a file to save, never as a page of ours; only for people who signed in (config/urls.py).

    In the place of Wagtail's view, which shows a PDF in the browser and knows of no courses. What it asks of others,
    among which whether the collection is for some people only, this one asks too.
    """
    wanted = get_object_or_404(CmsDocument, id=document_id)
    if wanted.filename != document_filename:
        raise Http404
    for ask in hooks.get_hooks("before_serve_document"):
        refusal = ask(wanted, request)
        if isinstance(refusal, HttpResponse):
            return refusal
    if not may_have(wanted, request.user):
        raise Http404
    document_served.send(sender=CmsDocument, instance=wanted, request=request)
    return private_file(request, wanted.file, wanted.filename, wanted.content_type, reverse("my_learning"))


def may_have(document: CmsDocument, user: User) -> bool:
    """A document is as open as the most open published page that uses it; one that no page uses is for all.

    Who works in the admin sees drafts, so also what they use.
    """
    if user.has_perm("wagtailadmin.access_admin"):
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
