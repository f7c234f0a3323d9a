"""What learners do: enrol, mark as done, keep, see their own learning. Every write is a POST."""

from itertools import chain

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.requests import SignedInRequest

from . import enrol as enrolments
from . import private
from .models import Note
from .my_learning import learning_of
from .outline import course_outline
from .perms import StepLockedError, enrolment_for_step, published_course, published_step, refuse_locked_step
from .progress import complete_step, finish_if_earned, next_open_step, remember_position


@never_cache
@require_GET
def my_learning(request: SignedInRequest) -> HttpResponse:
    """Everything one is learning or has finished."""
    return render(
        request,
        "courses/my_learning.html",
        {
            "courses": learning_of(request.user),
            "kept_steps": private.kept_steps_of(request.user),
        },
    )


@require_POST
def enrol(request: SignedInRequest, course_id: int) -> HttpResponse:
    """Start a course, and go to its first step at once."""
    course = published_course(course_id)
    try:
        enrolment = enrolments.enrol(request.user, course)
    except enrolments.MissingPrerequisitesError as missing:
        titles = ", ".join(f"“{other.title}”" for other in missing.courses)
        messages.error(request, _("You can enrol when you have finished: %(courses)s.") % {"courses": titles})
        return redirect(course.url)
    step = next_open_step(enrolment, course_outline(course))
    messages.success(request, _("You are enrolled in “%(course)s”.") % {"course": course.title})
    return redirect(step.url if step else course.url)


@require_POST
def mark_done(request: SignedInRequest, step_id: int) -> HttpResponse:
    """The learner says a lesson or case is done; goes on to the next open step."""
    step = published_step(step_id).specific
    course = step.course
    enrolment = enrolment_for_step(request.user, step)
    if not step.marked_by_learner:
        raise Http404
    try:
        refuse_locked_step(enrolment, step)
    except StepLockedError as locked:
        messages.error(request, locked.sentence)
        return redirect(step.url)
    complete_step(enrolment, step)
    enrolment.refresh_from_db()
    if enrolments.is_finished(enrolment):
        messages.success(request, _("You have finished “%(course)s”. Well done!") % {"course": course.title})
        return redirect("my_learning")
    # In the language of this step, also for who enrolled in another one.
    following = next_open_step(enrolment, course_outline(course))
    messages.success(request, _("Done: %(step)s.") % {"step": step.title})
    return redirect(following.url if following else course.url)


@require_POST
def left_off(request: SignedInRequest, step_id: int) -> HttpResponse:
    """Keep the step a learner is reading and the block on top, so that the front page can lead back to it."""
    step = published_step(step_id)
    enrolment = enrolment_for_step(request.user, step)
    try:
        refuse_locked_step(enrolment, step)
    except StepLockedError as locked:
        raise Http404 from locked
    remember_position(enrolment, step, request.POST.get("block_id", ""))
    finish_if_earned(enrolment)
    return HttpResponse(status=204)


@require_POST
def bookmark(request: SignedInRequest, step_id: int) -> HttpResponse:
    """Keep a step among one's bookmarks, or take it away; the form says which."""
    step = published_step(step_id)
    enrolment = enrolment_for_step(request.user, step)
    if request.POST.get("keep") == "1":
        private.keep(enrolment, step)
        messages.success(request, _("Kept. You find this step on the page “My learning”."))
    else:
        private.let_go(enrolment, step)
        messages.success(request, _("This step is no longer kept."))
    return redirect(step.url)


@never_cache
@require_GET
def my_notes(request: SignedInRequest) -> HttpResponse:
    """Everything one wrote down, course by course."""
    return render(request, "courses/my_notes.html", {"courses": private.notes_of(request.user)})


@never_cache
@require_http_methods(["GET", "POST"])
def note(request: SignedInRequest, step_id: int, block_id: str) -> HttpResponse:
    """One private note: a page to write it on, which the lesson also sends its own small form to.

    A script asks for JSON and gets `message`; an ordinary form goes back to the block. What is refused (a
    text that is too long, a step that is not open yet) comes back as it was typed, with status 422.
    """
    step = published_step(step_id)
    enrolment = private.enrolment_for_block(request.user, step, block_id)
    if request.method == "GET":
        existing = private.notes_beside(enrolment, step.translation_key).get(block_id)
        form = private.NoteForm(initial={"text": existing.text if existing else ""})
        return render(request, "courses/note.html", {"form": form, "step": step, "block_id": block_id})
    form = private.NoteForm(request.POST)
    try:
        refuse_locked_step(enrolment, step)
    except StepLockedError as locked:
        form.add_error(None, locked.sentence)
    by_script = request.accepts("application/json") and not request.accepts("text/html")
    if not form.is_valid():
        if by_script:
            return JsonResponse({"message": " ".join(map(str, chain.from_iterable(form.errors.values())))}, status=422)
        return render(request, "courses/note.html", {"form": form, "step": step, "block_id": block_id}, status=422)
    said = _saved_words(private.save_note(enrolment, step, block_id, form.cleaned_data["text"]))
    if by_script:
        return JsonResponse({"message": said})
    messages.success(request, said)
    return redirect(f"{step.url}#block-{block_id}")


def _saved_words(saved: Note | None) -> str:
    if saved is None:
        return _("Note removed.")
    return _("Saved %(time)s") % {"time": date_format(localtime(saved.updated_at), "H:i")}


@require_POST
def delete_note(request: SignedInRequest, note_id: int) -> HttpResponse:
    """Remove a note from the overview; also one whose block an editor has taken away."""
    private.delete_note_for(request.user, note_id)
    messages.success(request, _("Note removed."))
    return redirect("my_notes")
