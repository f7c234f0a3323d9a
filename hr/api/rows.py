"""From rows to answers; two or three queries a page, whatever its size."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from certificates.models import Certificate
from courses.models import CourseCompletion
from hr.models import Assignment, Duty
from people.models import Membership, MembershipQuerySet

from .schemas import AssignmentAnswer, Completion, DutyAnswer, Person


def person(membership: Membership) -> Person:
    department, job_title = membership.department, membership.job_title
    return Person(
        id=membership.pk,
        personnel_number=membership.personnel_number,
        email=membership.user.email,
        name=membership.user.name,
        department=department.name if department else "",
        department_code=department.code if department else "",
        job_title=job_title.name if job_title else "",
        started_on=membership.started_on,
    )


def assignment(one: Assignment) -> AssignmentAnswer:
    page = one.course or one.path
    return AssignmentAnswer(
        id=one.pk,
        title=str(one),
        code=page.slug if page else "",
        is_path=one.path is not None,
        due_on=one.due_on,
        due_days=one.due_days,
        repeats=one.repeats,
        created_at=one.created_at,
        ended_at=one.ended_at,
    )


def duties(found: Sequence[Duty], people: MembershipQuerySet) -> list[DutyAnswer]:
    members = _members(people, [duty.user_id for duty in found])
    today = timezone.localdate()
    return [_duty(duty, members[duty.user_id], today) for duty in found]


def _duty(duty: Duty, member: Membership, today: date) -> DutyAnswer:
    return DutyAnswer(
        id=duty.pk,
        person_id=member.pk,
        personnel_number=member.personnel_number,
        email=member.user.email,
        turn=duty.turn,
        due_on=duty.due_on,
        status=_status(duty, today),
        finished_on=timezone.localdate(duty.fulfilled_at) if duty.fulfilled_at else None,
    )


def _status(duty: Duty, today: date) -> str:
    if duty.fulfilled_at:
        return "fulfilled"
    if duty.closed_at:
        return "closed"
    return "late" if duty.due_on < today else "open"


def completions(found: Sequence[CourseCompletion], people: MembershipQuerySet) -> list[Completion]:
    members = _members(people, [one.enrolment.user_id for one in found])
    current = Certificate.objects.filter(completion__in=found).current().exclude(status=Certificate.Status.REVOKED)
    certificates = {certificate.completion_id: certificate for certificate in current}
    return [_completion(one, members[one.enrolment.user_id], certificates.get(one.pk)) for one in found]


def _completion(one: CourseCompletion, member: Membership, certificate: Certificate | None) -> Completion:
    course = one.enrolment.course
    return Completion(
        id=one.pk,
        person_id=member.pk,
        personnel_number=member.personnel_number,
        email=member.user.email,
        course_key=one.enrolment.course_key,
        course_code=course.slug,
        course_title=course.title,
        finished_on=timezone.localdate(one.completed_at),
        recorded_at=one.recorded_at,
        on_paper=one.on_paper,
        hours=round(one.study_minutes / 60, 2),
        certificate_number=certificate.grouped_code if certificate else "",
        valid_until=certificate.valid_until if certificate else None,
    )


def _members(people: MembershipQuerySet, users: Iterable[int]) -> dict[int, Membership]:
    """By primary key of the person the employment in this organisation."""
    return {member.user_id: member for member in people.filter(user__in=set(users)).select_related("user")}
