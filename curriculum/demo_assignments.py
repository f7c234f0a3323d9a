"""What the demonstration municipality asks of its people: one assignment with somebody late, one that is repeated."""

from datetime import timedelta

from django.utils import timezone

from courses.models import CoursePage
from hr.assignments import keep, make
from hr.models import Assignment, Duty
from people.models import Department, Organisation, User

OFFICER = "hr@demo.example"
# Of those who have not finished, this one was asked long ago.
LATE = "daan@rivierdam.example"
# Asked once, of buyers; and every year, of everyone.
ONCE, YEARLY = "artikel-2-82", "sociaal-ondernemen-de-basis"


def load_demo_assignments() -> None:
    """Both once; what was done with them since stays as it is. Nobody is mailed about them."""
    organisation = Organisation.objects.get(slug="rivierdam")
    courses = {course.slug: course for course in CoursePage.objects.live().filter(slug__in=(ONCE, YEARLY))}
    if Assignment.objects.filter(organisation=organisation).exists() or len(courses) < 2:
        return
    officer, today = User.objects.get(email=OFFICER), timezone.localdate()
    buyers = Department.objects.get(organisation=organisation, name="Inkoop")
    words = {"organisation": organisation, "announces": False}
    once = Assignment(course=courses[ONCE], due_on=today + timedelta(days=30), **words)
    yearly = Assignment(
        course=courses[YEARLY],
        for_everyone=True,
        due_days=90,
        repeats=Assignment.Repeats.YEARLY,
        repeat_month=12,
        repeat_day=31,
        **words,
    )
    for assignment, groups in ((once, {"departments": [buyers]}), (yearly, {})):
        keep(make(officer, assignment, groups))
    was_due = today - timedelta(days=6)
    Duty.objects.open().filter(assignment=once, user__email=LATE).update(
        due_on=was_due, assigned_at=timezone.now() - timedelta(days=40)
    )
