"""Sessions as steps of courses: done in the request that records who was there, and never taken back.

Who was there before they enrolled has done the step when they enrol (courses.signals.enrolled). Whatever else comes
later, such as a step that an editor adds, asks the learner for one press at the step: a page that is read writes
nothing. The order of a course stops nobody here, since nobody chooses the date of a session by it. In a new period
only what began since then counts.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.completion_rules import DoneBy
from courses.models import CoursePage, Enrolment, ModulePage, StepPage
from courses.outline import kept_outline
from courses.perms import enrolment_for_step, published_step
from courses.progress import complete_step
from people.models import User

from .interest import is_interested
from .models import Session, SessionStepPage, SignUp
from .session_step_rules import Held, Wanted, counts
from .sessions import places_by_session, sessions_to_attend


def _wanted(step: SessionStepPage, course: CoursePage, enrolment: Enrolment | None) -> Wanted:
    about_this = step.subject == SessionStepPage.Subject.COURSE
    again = enrolment is not None and enrolment.follows_a_finished_period
    return Wanted(
        course=course.translation_key if about_this else None,
        kind=step.session_kind,
        since=enrolment.enrolled_at if enrolment and again else None,
    )


def _held(session: Session) -> Held:
    key = session.course.translation_key if session.course else None
    return Held(course=key, kind=session.kind, starts_at=session.starts_at)


# --- Writing -------------------------------------------------------------------


def complete_steps_of(session: Session, users: Collection[int]) -> None:
    """Do what this session counts for, for these people (primary keys) where they are enrolled.

    Called in the transaction that records who was there. Enrolments are locked in one order, so that the lists of
    two sessions can be saved at once.
    """
    if not users:
        return
    for step, course in steps_counting(session):
        own = Enrolment.objects.current().filter(course=course, user__in=users).order_by("pk")
        for enrolment in own:
            if counts(_wanted(step, course, enrolment), _held(session)):
                complete_step(enrolment, step, is_here=False)


def steps_counting(session: Session) -> list[tuple[SessionStepPage, CoursePage]]:
    """The published steps that whoever was there has done, with their courses."""
    steps = list(SessionStepPage.objects.live().public().order_by("path"))
    if not steps:
        return []
    modules = ModulePage.objects.live().filter(path__in={step.path[: -step.steplen] for step in steps})
    open_modules = set(modules.values_list("path", flat=True))
    courses = StepPage.courses_of([step for step in steps if step.path[: -step.steplen] in open_modules])
    found = [(step, courses[step.pk]) for step in steps if step.pk in courses and courses[step.pk].live]
    held = _held(session)
    return [(step, course) for step, course in found if counts(_wanted(step, course, None), held)]


def on_enrolled(enrolment: Enrolment, **_signal: Any) -> None:
    """Receiver of courses.signals.enrolled, in the same transaction: who was there before counts at once."""
    asked = [step.pk for step in kept_outline(enrolment.course_id).steps if step.done_by == DoneBy.ATTENDING]
    if not asked:
        return
    for step in SessionStepPage.objects.filter(pk__in=asked).order_by("path"):
        if session_attended(enrolment.user, step, enrolment.course, enrolment):
            complete_step(enrolment, step, is_here=False)


@transaction.atomic
def count_attendance(user: User, pk: int) -> SessionStepPage:
    """Do this step with a session of before; 404 for who is not enrolled or was at none that counts."""
    step = session_step(pk)
    enrolment = enrolment_for_step(user, step)
    if session_attended(user, step, step.course, enrolment) is None:
        raise Http404
    complete_step(enrolment, step)
    return step


# --- Reading -------------------------------------------------------------------


def session_step(pk: int) -> SessionStepPage:
    """A published one, 404 for any other step."""
    step: SessionStepPage = get_object_or_404(SessionStepPage, id=published_step(pk).pk)
    return step


def _attended(user: User) -> QuerySet[SignUp]:
    there = SignUp.objects.filter(user=user, state=SignUp.State.SIGNED_UP, attended_at__isnull=False)
    return there.filter(session__cancelled_at__isnull=True).select_related("session__course")


def session_attended(
    user: User, step: SessionStepPage, course: CoursePage, enrolment: Enrolment | None
) -> Session | None:
    """The first session that counts and that `user` was at."""
    wanted = _wanted(step, course, enrolment)
    there = [one.session for one in _attended(user).order_by("session__starts_at", "pk")]
    return next((session for session in there if counts(wanted, _held(session))), None)


def session_step_context(
    user: User | AnonymousUser, step: SessionStepPage, course: CoursePage, enrolment: Enrolment | None
) -> dict[str, Any]:
    """Variables of the page of the step.

    rows: sessions to go to that count, with the own sign-up (or None) and how full they are. attended: the session
    at which the learner was, or None.
    """
    if not user.is_authenticated or not course.pk:
        return {"rows": [], "attended": None, "is_interested": False}
    wanted = _wanted(step, course, enrolment)
    coming = sessions_to_attend(user).confirmed().coming()
    counting = [session for session in coming if counts(wanted, _held(session))]
    own_sign_ups = SignUp.objects.filter(user=user, session__in=counting).exclude(state=SignUp.State.CANCELLED)
    own = {one.session_id: one for one in own_sign_ups}
    places = places_by_session(counting)
    return {
        "rows": [
            {"session": session, "own": own.get(session.pk), "places": places[session.pk]} for session in counting
        ],
        "attended": session_attended(user, step, course, enrolment),
        "is_interested": not counting and is_interested(user, course),
    }
