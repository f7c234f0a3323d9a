"""The rules of the self-scan: when somebody may rate themselves, and what may still be changed.

Before: until the first step of the course is done, for afterwards one knows what one did not know. After: once the
course is finished, by who did it before; there is nothing to compare otherwise. Answers can be changed until the other
moment is answered. Nobody has to answer anything, and whoever wants it removes everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enrol import enrolment_of, is_finished
from courses.models import CoursePage, Enrolment, StepCompletion
from database.fixed_query import FixedQuery
from people.models import User

from .intentions import RefusedError
from .models import Moment, ScanAnswer

# Statement: value.
Values = dict[UUID, int]


@dataclass(frozen=True)
class Statement:
    """A sentence that one rates oneself on; `key` is the same in every language."""

    key: UUID
    text: str


@dataclass(frozen=True)
class Scan:
    """The self-scan of a course for one learner, in one enrolment, with what was answered at both moments."""

    course: CoursePage
    enrolment: Enrolment
    statements: list[Statement]
    before: Values
    after: Values
    has_begun: bool
    has_finished: bool

    def answers(self, moment: Moment) -> Values:
        return self.before if moment == Moment.BEFORE else self.after

    def refusal(self, moment: Moment) -> str:
        """Why nothing can be answered at this moment, in the language that is active; empty when it can."""
        if not self.statements or not self.course.live:
            return _("This course has no self-scan now.")
        return self._refusal_before() if moment == Moment.BEFORE else self._refusal_after()

    def _refusal_before(self) -> str:
        if self.after:
            return _("You have filled in the self-scan after the course, so the answers from before stay as they are.")
        if self.has_begun and not self.before:
            return _("You have begun with this course. The first self-scan is only useful before you begin.")
        return ""

    def _refusal_after(self) -> str:
        if not self.before:
            return _("You did not fill in the self-scan before the course, so there is nothing to compare with.")
        if not self.has_finished:
            return _("You can fill in the second self-scan when you have finished the course.")
        return ""

    @property
    def offered(self) -> Moment | None:
        """The moment whose answers are asked for now: nothing was answered yet, and it can be."""
        return next((one for one in Moment if not self.answers(one) and not self.refusal(one)), None)

    @property
    def side_by_side(self) -> list[tuple[Statement, int | None, int | None]]:
        """Each statement with the own answers before and after; None for one that was not answered."""
        return [(one, self.before.get(one.key), self.after.get(one.key)) for one in self.statements]


def scan_for(user: User, course_id: int) -> Scan:
    """The own self-scan of this course; 404 for who is not enrolled, and where there is none and never was."""
    course = get_object_or_404(CoursePage.objects.public(), id=course_id)
    enrolment = enrolment_of(user, course)
    if enrolment is None:
        raise Http404
    scan = scan_of(enrolment, course)
    if not scan.statements and not scan.before:
        raise Http404
    return scan


_answers = FixedQuery(
    lambda enrolment: ScanAnswer.objects.filter(enrolment=enrolment).values_list("moment", "statement", "value"), int
)
_first_step = FixedQuery(
    lambda enrolment: StepCompletion.objects.filter(enrolment=enrolment).values_list("pk")[:1], int
)


def scan_of(enrolment: Enrolment, course: CoursePage) -> Scan:
    """course: in the language it is read in."""
    values: dict[str, Values] = {Moment.BEFORE: {}, Moment.AFTER: {}}
    for moment, statement, value in _answers.rows(enrolment.pk):
        values[moment][statement] = value
    has_finished = is_finished(enrolment)
    return Scan(
        course=course,
        enrolment=enrolment,
        # In a preview a statement that was not saved yet has no key.
        statements=[Statement(UUID(str(block.id)), str(block.value)) for block in course.statements if block.id],
        before=values[Moment.BEFORE],
        after=values[Moment.AFTER],
        has_begun=has_finished or _first_step.first(enrolment.pk) is not None,
        has_finished=has_finished,
    )


@transaction.atomic
def answer(scan: Scan, moment: Moment, values: Mapping[UUID, int]) -> None:
    """Keep an answer to every statement, or change those that are there. Raises RefusedError."""
    # Answering at one moment and at the other wait for each other here; then look again.
    enrolment = get_object_or_404(Enrolment.objects.select_for_update(of=("self",)), id=scan.enrolment.pk)
    if refusal := scan_of(enrolment, scan.course).refusal(moment):
        raise RefusedError(refusal)
    now = timezone.now()
    ScanAnswer.objects.bulk_create(
        [
            ScanAnswer(enrolment=enrolment, moment=moment, statement=key, value=value, at=now)
            for key, value in values.items()
        ],
        update_conflicts=True,
        unique_fields=["enrolment", "moment", "statement"],
        update_fields=["value", "at"],
    )


def remove(scan: Scan) -> None:
    """All own answers in this enrolment, of both moments."""
    ScanAnswer.objects.filter(enrolment=scan.enrolment).delete()


def courses_with_scan() -> set[UUID]:
    """Keys of published courses with statements."""
    pages = CoursePage.objects.live().only("translation_key", "statements")
    return {page.translation_key for page in pages if page.statements}
