"""Who must do what by when: the only writer of duties, exemptions and the end of assignments.

A duty is given and closed by the sweep, in sets, and may be given again: nobody gets it twice. What fulfils it is put
in it in the transaction that earned it; the sweep finds what slipped through, such as a course that was finished while
the duty was given (docs/decisions/0036-duties-are-rows.md).
"""

import logging
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.models import Source
from courses.enrol import open_new_periods
from courses.models import CourseCompletion, CoursePage, PathCompletion, PathPage
from courses.outline import kept_outline
from courses.paths import follow_all
from courses.sources import sources_of
from people.models import Membership, User

from .audience import audience_of, completions_of, exempted_before, who_is_left
from .due_dates import (
    AT_LEAST,
    OPENS_BEFORE,
    due_after_change,
    due_after_months,
    due_next_year,
    finished_before_to_come_round,
    first_day_not_before,
    first_due_on,
    last_yearly_day,
)
from .models import Assignment, Duty, Exemption, Reminder
from .reminder_mail import take_back_mail

logger = logging.getLogger(__name__)

BATCH = 1000
# A second click on the button makes nothing new.
SAME_WITHIN = timedelta(hours=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Closed, Repeats = Duty.Closed, Assignment.Repeats


@transaction.atomic
def make(officer: User, assignment: Assignment, groups: Mapping[str, Collection[Any]]) -> Assignment:
    """Keep what an officer filled in; the sweep gives the duties. groups: field to rows, of the chosen groups.

    Who is exempted from the same course or path by an assignment that goes on is so here as well, for the same reason.
    """
    # Of two clicks at once the second waits here.
    assignment.created_by = User.objects.select_for_update(no_key=True).get(pk=officer.pk)
    if twin := _twin_of(assignment, groups):
        return twin
    assignment.created_at = timezone.now()
    assignment.save()
    for name, rows in groups.items():
        getattr(assignment, name).set(rows)
    reasons = {one.user_id: one for one in exempted_before(assignment.organisation, assignment.subject)}
    Exemption.objects.bulk_create(
        Exemption(assignment=assignment, user_id=user, reason=one.reason, by=one.by, at=one.at)
        for user, one in reasons.items()
    )
    return assignment


def _twin_of(assignment: Assignment, groups: Mapping[str, Collection[Any]]) -> Assignment | None:
    own = {"id", "created_at", "handed_out_at", "ended_by", "ended_at", "reminds"}
    words = {one.attname: getattr(assignment, one.attname) for one in Assignment._meta.concrete_fields}
    same = {name: value for name, value in words.items() if name not in own and value is not None}
    since = timezone.now() - SAME_WITHIN
    for twin in Assignment.objects.filter(**same, created_at__gt=since, ended_at=None):
        chosen = [(set(getattr(twin, name).all()), set(rows)) for name, rows in groups.items()]
        if all(kept == asked for kept, asked in chosen) and twin.reminds == assignment.reminds:
            return twin
    return None


def running() -> QuerySet[Assignment]:
    """Those that have not ended."""
    going_on = Assignment.objects.filter(ended_at=None)
    return going_on.select_related("organisation", "course__locale", "path__locale").order_by("pk")


def keep_duties() -> int:
    """Give duties to whom they hold for now, close what holds no more, open what comes round. A regular job.

    Returns how many duties changed. An assignment that fails stops no other.
    """
    # Not by a join: without statistics an update compares each row of it with all others.
    ended = Assignment.objects.filter(ended_at__isnull=False)
    changed = _close(Duty.objects.open().filter(assignment__in=ended), Closed.ENDED)
    for assignment in running():
        try:
            changed += keep(assignment)
        except Exception:
            logger.exception("The duties of assignment %s could not be kept.", assignment.pk)
    return changed


def keep(assignment: Assignment) -> int:
    """The same for one; so many queries for ten people as for a thousand."""
    changed = 0
    if assignment.handed_out_at is None or assignment.also_later:
        changed += hand_out(assignment)
    with transaction.atomic():
        if not _held(assignment):
            return changed
        changed += _close_who_is_gone(assignment)
        changed += _give_back(assignment, Q(closed__in=[Closed.LEFT, Closed.MOVED]))
        changed += fulfil_what_is_finished(assignment)
    return changed + open_next_turns(assignment)


def _held(assignment: Assignment) -> bool:
    """Whether it still goes on; nobody else changes its duties in sets until this transaction ends."""
    own = Assignment.objects.select_for_update(no_key=True, of=("self",)).filter(pk=assignment.pk, ended_at=None)
    return own.first() is not None


def hand_out(assignment: Assignment) -> int:
    """A duty for everyone it is for who has none yet, a thousand at a time; returns how many."""
    new, made = _without_duty(assignment), 0
    for begin in range(0, len(new), BATCH):
        made += _hand_out_batch(assignment, new[begin : begin + BATCH])
    if assignment.handed_out_at is None:
        assignment.handed_out_at = timezone.now()
        Assignment.objects.filter(pk=assignment.pk).update(handed_out_at=assignment.handed_out_at)
    return made


def _without_duty(assignment: Assignment, only: Q | None = None) -> list[int]:
    """The memberships of whom it is for and who have no duty yet. only: of these users.

    Compared here: a database compares all with all while it has no statistics of what was just made.
    """
    own = Duty.objects.filter(only or Q(), assignment=assignment)
    has_one = set(own.values_list("user_id", flat=True))
    people = who_is_left(assignment).filter(only or Q()).order_by("pk").values_list("pk", "user_id")
    return [membership for membership, user in people if user not in has_one]


@transaction.atomic
def _hand_out_batch(assignment: Assignment, memberships: Collection[int]) -> int:
    if not _held(assignment):
        return 0
    new = who_is_left(assignment).filter(pk__in=memberships)
    people = list(new.values_list("user_id", "started_on"))
    duties = [
        Duty(assignment=assignment, user_id=user, assigned_at=timezone.now(), due_on=_first_due_on(assignment, day))
        for user, day in people
    ]
    Duty.objects.bulk_create(duties, ignore_conflicts=True)
    _let_begin(assignment, [user for user, _day in people])
    return len(people)


def _first_due_on(assignment: Assignment, started_on: date) -> date:
    made_on = timezone.localdate(assignment.created_at)
    at_the_start = assignment.handed_out_at is None and started_on <= made_on
    since = made_on if at_the_start else max(timezone.localdate(), started_on)
    return first_due_on(assignment.due_on, assignment.due_days, since, made_on)


def _let_begin(assignment: Assignment, users: list[int]) -> None:
    """Who has finished it already is ready; the others can begin, also who has to take it again."""
    if not users:
        return
    if assignment.path and assignment.path.live:
        follow_all(users, assignment.path)
    fulfil_what_is_finished(assignment, users)
    if assignment.course:
        to_do = Duty.objects.open().filter(assignment=assignment, user__in=users)
        open_new_periods(list(to_do.values_list("user_id", flat=True)), assignment.course.translation_key)


def fulfil_what_is_finished(assignment: Assignment, users: Collection[int] | None = None) -> int:
    """Put in open duties the completion that counts, the latest; one query. users: of these people only."""
    since = Coalesce(OuterRef("counts_from"), Value(LONG_AGO))
    own = completions_of(assignment.subject).filter(enrolment__user=OuterRef("user"), completed_at__gte=since)
    counts = own.filter(has_not_run_out(assignment.subject)).order_by("-completed_at")
    duties = Duty.objects.open().filter(Exists(counts), assignment=assignment)
    if users is not None:
        duties = duties.filter(user__in=users)
    kind = "completion" if assignment.course else "path_completion"
    when = Subquery(counts.values("completed_at")[:1])
    return duties.update(**{kind: Subquery(counts.values("pk")[:1])}, fulfilled_at=when)


def has_not_run_out(subject: CoursePage | PathPage) -> Q:
    """Of completions: not those whose certificate is not valid any more."""
    if not subject.certificate_months:
        return Q()
    first_day = first_day_not_before(timezone.localdate(), subject.certificate_months)
    return Q(completed_at__gte=_beginning_of(first_day))


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def on_course_completed(completion: CourseCompletion, **_signal: Any) -> None:
    """In the transaction in which someone finished a course: open duties that ask for it are fulfilled."""
    enrolment = completion.enrolment
    duties = Duty.objects.filter(user=enrolment.user_id, assignment__course__translation_key=enrolment.course_key)
    _fulfil(duties, completion.completed_at, completion=completion)


def on_path_completed(completion: PathCompletion, **_signal: Any) -> None:
    """The same for a learning path."""
    enrolment = completion.enrolment
    duties = Duty.objects.filter(user=enrolment.user_id, assignment__path__translation_key=enrolment.path_key)
    _fulfil(duties, completion.completed_at, path_completion=completion)


def _fulfil(duties: QuerySet[Duty], at: datetime, **by: CourseCompletion | PathCompletion) -> None:
    asks = Q(counts_from=None) | Q(counts_from__lte=at)
    keys = list(duties.filter(asks, fulfilled_at=None, closed_at=None).values_list("pk", flat=True))
    if keys:
        Duty.objects.open().filter(pk__in=keys).update(fulfilled_at=at, **by)
        take_back_mail(Duty.objects.filter(pk__in=keys))


def _close(duties: QuerySet[Duty], reason: str) -> int:
    return duties.update(closed=reason, closed_at=timezone.now())


def _close_who_is_gone(assignment: Assignment) -> int:
    own = Q(user=OuterRef("user"))
    still_in = Exists(audience_of(assignment).memberships().filter(own))
    working = Exists(Membership.objects.current().filter(own, organisation=assignment.organisation))
    gone = Duty.objects.open().filter(~still_in, assignment=assignment)
    keys = list(gone.values_list("pk", flat=True))
    if not keys:
        return 0
    take_back_mail(Duty.objects.filter(pk__in=keys))
    left = _close(Duty.objects.filter(~working, pk__in=keys), Closed.LEFT)
    return left + _close(Duty.objects.open().filter(pk__in=keys), Closed.MOVED)


def _give_back(assignment: Assignment, which: Q) -> int:
    """Open again what was closed, for whom it holds again. After more than 30 days away there are 30 days at least.

    Then the ladder begins anew, too.
    """
    back = who_is_left(assignment).values("user")
    duties = Duty.objects.filter(which, assignment=assignment, closed_at__isnull=False, user__in=back)
    keys = list(duties.values_list("pk", flat=True))
    if not keys:
        return 0
    soon = timezone.localdate() + AT_LEAST
    long_away = Duty.objects.filter(pk__in=keys, closed_at__lt=timezone.now() - AT_LEAST, due_on__lt=soon)
    Reminder.objects.filter(duty__in=long_away).delete()
    long_away.update(due_on=soon)
    return Duty.objects.filter(pk__in=keys).update(closed="", closed_at=None)


def open_next_turns(assignment: Assignment) -> int:
    """The next turn of everyone for whom it comes round, a thousand at a time; returns how many.

    A completion since the last turn counts for it: whoever renewed early need not do it twice.
    """
    opened = 0
    while batch := _open_batch(assignment):
        opened += batch
        if batch < BATCH:
            break
    return opened


@transaction.atomic
def _open_batch(assignment: Assignment) -> int:
    changed_on = _changed_on(assignment)
    comes_round = _comes_round(assignment, changed_on)
    if comes_round is None or not _held(assignment):
        return 0
    done = Duty.objects.last_turns().filter(comes_round, assignment=assignment, fulfilled_at__isnull=False)
    done = done.filter(user__in=who_is_left(assignment).values("user")).order_by("pk")[:BATCH]
    turns = [_next_turn(assignment, duty, changed_on) for duty in done]
    Duty.objects.bulk_create(turns, ignore_conflicts=True)
    _let_begin(assignment, [turn.user_id for turn in turns])
    return len(turns)


def _comes_round(assignment: Assignment, changed_on: date | None) -> Q | None:
    """Which fulfilled duties have a next turn today; None when none has."""
    today = timezone.localdate()
    if assignment.repeats == Repeats.MONTHS:
        before = finished_before_to_come_round(assignment.repeat_months or 0, today)
        return Q(fulfilled_at__lt=_beginning_of(before))
    if assignment.repeats == Repeats.YEARLY:
        day = last_yearly_day(today + OPENS_BEFORE, *_yearly(assignment))
        return Q(fulfilled_at__lt=_beginning_of(day), due_on__lt=day)
    if assignment.repeats == Repeats.SOURCES and changed_on:
        return Q(fulfilled_at__lt=_beginning_of(changed_on))
    return None


def _yearly(assignment: Assignment) -> tuple[int, int]:
    return assignment.repeat_month or 1, assignment.repeat_day or 1


def _changed_on(assignment: Assignment) -> date | None:
    """The last day, until today, from which a source of law of the course reads as it does now."""
    if assignment.repeats != Repeats.SOURCES or assignment.course is None:
        return None
    laws = [one for one in sources_of(kept_outline(assignment.course.pk)) if one.kind == Source.Kind.LAW]
    today = timezone.localdate()
    return max((one.text_date for one in laws if one.text_date and one.text_date <= today), default=None)


def _next_turn(assignment: Assignment, duty: Duty, changed_on: date | None) -> Duty:
    finished_at = duty.fulfilled_at or timezone.now()
    finished_on, today = timezone.localdate(finished_at), timezone.localdate()
    counts_from = finished_at + timedelta(microseconds=1)
    if assignment.repeats == Repeats.MONTHS:
        due_on = due_after_months(finished_on, assignment.repeat_months or 0, today)
    elif assignment.repeats == Repeats.YEARLY:
        due_on = due_next_year(finished_on, duty.due_on, _yearly(assignment), today)
    else:
        due_on = due_after_change(changed_on or today, assignment.due_days, today)
        counts_from = _beginning_of(changed_on or today)
    return Duty(
        assignment=assignment,
        user_id=duty.user_id,
        turn=duty.turn + 1,
        assigned_at=timezone.now(),
        due_on=due_on,
        counts_from=counts_from,
    )


@transaction.atomic
def exempt(assignment: Assignment, user: User, reason: str, officer: User) -> None:
    """Somebody need not do it; who is exempted already keeps the first reason."""
    Exemption.objects.get_or_create(assignment=assignment, user=user, defaults={"reason": reason, "by": officer})
    duties = Duty.objects.open().filter(assignment=assignment, user=user)
    take_back_mail(duties)
    _close(duties, Closed.EXEMPTED)


@transaction.atomic
def take_exemption_back(exemption: Exemption) -> None:
    """It holds again, with the same due date; what was finished meanwhile counts."""
    assignment, user = exemption.assignment, exemption.user_id
    exemption.delete()
    if _held(assignment) and not _give_back(assignment, Q(closed=Closed.EXEMPTED, user=user)):
        _hand_out_batch(assignment, _without_duty(assignment, Q(user=user)))
    fulfil_what_is_finished(assignment, [user])


@transaction.atomic
def end(assignment: Assignment, officer: User) -> None:
    """Nobody has to do it any more; what was fulfilled stays. The second time nothing changes."""
    if not _held(assignment):
        return
    Assignment.objects.filter(pk=assignment.pk).update(ended_at=timezone.now(), ended_by=officer)
    duties = Duty.objects.open().filter(assignment=assignment)
    take_back_mail(duties)
    _close(duties, Closed.ENDED)
