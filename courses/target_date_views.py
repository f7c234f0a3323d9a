"""The page on which a learner plans when a course will be finished."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.requests import SignedInRequest

from .perms import enrolment_for
from .target_date import TargetDateForm, form_for, plan


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def target_date(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """One's own plan for one course, which the course page also sends its small form to."""
    enrolment = enrolment_for(request.user, enrolment_id)
    form = TargetDateForm(request.POST) if request.method == "POST" else form_for(enrolment)
    if not form.is_valid():
        return render(request, "courses/target_date.html", {"form": form, "enrolment": enrolment})
    plan(enrolment, form.cleaned_data["target_date"])
    messages.success(request, _said(enrolment.target_date))
    return redirect(enrolment.course.url if enrolment.course.live else "my_learning")


def _said(day: date | None) -> str:
    if day is None:
        return _("Your plan for this course is empty now.")
    return _("Noted: you want to have finished this course on %(day)s.") % {"day": date_format(day, "j F Y")}
