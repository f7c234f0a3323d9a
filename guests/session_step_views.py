"""What a learner does at a session in a course; watching the recording is courses.views.mark_done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.requests import SignedInRequest

from .session_steps import count_attendance


@require_POST
def count(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a session of before do this step."""
    step = count_attendance(request.user, pk)
    messages.success(request, _("Done: %(step)s.") % {"step": step.title})
    return redirect(step.get_url(request))
