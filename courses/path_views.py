"""What learners do with learning paths: follow one, and stop. Every write is a POST."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.requests import SignedInRequest

from . import paths


@require_POST
def follow(request: SignedInRequest, path_id: int) -> HttpResponse:
    """Follow a path; who has finished its courses already has finished it."""
    path = paths.published_path(path_id)
    enrolment = paths.follow(request.user, path)
    if paths.path_completion_of(enrolment):
        messages.success(request, _("You have finished “%(course)s”. Well done!") % {"course": path.title})
    else:
        messages.success(request, _("You follow the learning path “%(path)s”.") % {"path": path.title})
    return redirect(path.url)


@require_POST
def stop_following(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Take a path from one's own list; courses that were started stay."""
    enrolment = paths.path_enrolment_for(request.user, enrolment_id)
    names = {"path": enrolment.path.title}
    if paths.stop_following(enrolment):
        said = _("You no longer follow “%(path)s”. What you did in its courses is kept.")
        messages.success(request, said % names)
    else:
        messages.error(request, _("You have finished “%(path)s”. It stays with your learning.") % names)
    return redirect("my_learning")
