"""Everything one person has learned, as facts: what is finished here, and what was learned elsewhere.

The one source of the page, the PDF and the machine-readable file, so that they cannot differ.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from certificates.printable import printable
from courses.models import CourseCompletion, CoursePage, PathCompletion, PathPage
from courses.study_time import in_words
from people.models import User

from .models import Evidence

_CURRENT = "current_certificates"


class CertificateState(TextChoices):
    """What a certificate is worth on the day of the transcript."""

    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


@dataclass(frozen=True)
class Finished:
    """A course or path that was finished here, in the words of its certificate where there is one."""

    title: str
    language: str
    finished_on: date
    minutes: int
    certificate: Certificate | None
    certificate_state: CertificateState | None

    @property
    def study_time(self) -> str:
        return in_words(self.minutes)

    @property
    def counts(self) -> bool:
        """Whether its hours are part of the total: not when the certificate was revoked."""
        return self.certificate_state != CertificateState.REVOKED


@dataclass(frozen=True)
class Transcript:
    """What someone has learned until the moment it was made."""

    name: str
    made_at: datetime
    courses: tuple[Finished, ...]
    paths: tuple[Finished, ...]
    evidence: tuple[Evidence, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.courses or self.paths or self.evidence)

    @property
    def minutes_here(self) -> int:
        """Study time of the finished courses. A path consists of courses, so it adds nothing."""
        return sum(course.minutes for course in self.courses if course.counts)

    @property
    def minutes_confirmed(self) -> int:
        """Learned elsewhere, and confirmed by HR."""
        return self._minutes(Evidence.State.CONFIRMED)

    @property
    def minutes_stated(self) -> int:
        """Learned elsewhere, as the person states it; not what HR has sent back."""
        return self._minutes(Evidence.State.WAITING)

    def _minutes(self, state: Evidence.State) -> int:
        return sum(one.minutes for one in self.evidence if one.state == state)

    @property
    def hours_here(self) -> str:
        """In words, in the language that is active; so are the next two."""
        return in_words(self.minutes_here)

    @property
    def hours_confirmed(self) -> str:
        return in_words(self.minutes_confirmed)

    @property
    def hours_stated(self) -> str:
        return in_words(self.minutes_stated)


def transcript_of(user: User) -> Transcript:
    """The transcript of `user` as it is now, the latest first; five queries, however much there is."""
    certificate = Prefetch("certificates", Certificate.objects.current(), to_attr=_CURRENT)
    finished_courses = CourseCompletion.objects.filter(enrolment__user=user).prefetch_related(certificate)
    courses = finished_courses.select_related("enrolment__course__locale")
    finished_paths = PathCompletion.objects.filter(enrolment__user=user).prefetch_related(certificate)
    paths = finished_paths.select_related("enrolment__path__locale")
    latest_first = ("-completed_at", "-id")
    return Transcript(
        name=printable(user.get_full_name()),
        made_at=timezone.now(),
        courses=tuple(_finished(one, one.enrolment.course) for one in courses.order_by(*latest_first)),
        paths=tuple(_finished(one, one.enrolment.path) for one in paths.order_by(*latest_first)),
        evidence=tuple(Evidence.objects.filter(user=user)),
    )


def _finished(completion: CourseCompletion | PathCompletion, page: CoursePage | PathPage) -> Finished:
    certificate: Certificate | None = next(iter(getattr(completion, _CURRENT)), None)
    return Finished(
        title=certificate.course_title if certificate else printable(page.title),
        language=certificate.language if certificate else page.locale.language_code,
        finished_on=certificate.completed_on if certificate else timezone.localdate(completion.completed_at),
        minutes=completion.study_minutes,
        certificate=certificate,
        certificate_state=_state_of(certificate) if certificate else None,
    )


def _state_of(certificate: Certificate) -> CertificateState:
    if certificate.is_revoked:
        return CertificateState.REVOKED
    if certificate.expired_since:
        return CertificateState.EXPIRED
    return CertificateState.VALID
