"""What learners do: enrol, mark as done, see their own learning. Every write is a POST."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from people.requests import SignedInRequest

from . import enrol as enrolments
from .my_learning import learning_of
from .perms import enrolment_for_step, published_course, published_step
from .progress import complete_step, next_open_step, remember_position


@never_cache
@require_GET
def my_learning(request: SignedInRequest) -> HttpResponse:
    """Everything one is learning or has finished."""
    return render(request, "courses/my_learning.html", {"courses": learning_of(request.user)})


@require_POST
def enrol(request: SignedInRequest, course_id: int) -> HttpResponse:
    """Start a course, and go to its first step at once."""
    course = published_course(course_id)
    enrolment = enrolments.enrol(request.user, course)
    step = next_open_step(enrolment)
    messages.success(request, _("You are enrolled in “%(course)s”.") % {"course": course.title})
    return redirect(step.url if step else course.url)


@require_POST
def mark_done(request: SignedInRequest, step_id: int) -> HttpResponse:
    """The learner says a lesson or case is done; goes on to the next open step."""
    step = published_step(step_id).specific
    enrolment = enrolment_for_step(request.user, step)
    if not step.marked_by_learner:
        raise Http404
    complete_step(enrolment, step)
    enrolment.refresh_from_db()
    if enrolments.is_finished(enrolment):
        messages.success(request, _("You have finished “%(course)s”. Well done!") % {"course": enrolment.course.title})
        return redirect("my_learning")
    following = next_open_step(enrolment)
    messages.success(request, _("Done: %(step)s.") % {"step": step.title})
    return redirect(following.url if following else enrolment.course.url)


@require_POST
def left_off(request: SignedInRequest, step_id: int) -> HttpResponse:
    """Keep the step a learner is reading, so that the front page can lead back to it."""
    step = published_step(step_id)
    remember_position(enrolment_for_step(request.user, step), step)
    return HttpResponse(status=204)
