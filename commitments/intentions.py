"""The rules of intentions: who may make which, and what may still be changed.

One intention for each module and enrolment: ten seconds at the end of a module, not a list of tasks. Whoever
takes a course again is asked again, once it is told how the one before went; until then that one still stands.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from courses.enrol import enrolment_of
from courses.models import CoursePage, Enrolment, ModulePage
from people.models import User

from .mail_back import take_back_mail
from .models import Intention, IntentionReport


class RefusedError(Exception):
    """An intention cannot be kept. `sentence` is what the learner reads."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence


@dataclass(frozen=True)
class Place:
    """Where an intention of one learner belongs: a module, the own enrolment, and the one that is there already."""

    module: ModulePage
    course: CoursePage
    enrolment: Enrolment | None
    intention: Intention | None

    @property
    def asks(self) -> bool:
        """Whether the module asks now, for everybody to read."""
        return bool(self.module.intention_prompt) and self.module.live and self.course.live

    @property
    def prompt(self) -> str:
        """The question as it was asked, or as it is asked now; empty when nothing is asked."""
        if self.intention:
            return self.intention.prompt
        return self.module.intention_prompt if self.asks else ""

    @property
    def refusal(self) -> str:
        """Why nothing can be written here, in the language that is active; empty when it can."""
        if self.intention:
            return _already_told() if self.intention.latest_report else ""
        if not self.asks:
            return _("This module does not ask for an intention.")
        if not self.enrolment:
            return _("You are not enrolled in this course. Enrol first; then you can keep an intention here.")
        return ""


def _already_told() -> str:
    return _("You have already told how this went, so the text stays as it is. You can tell how it goes now.")


def place_for(user: User, module_id: int) -> Place:
    """The place of this module for `user`. 404 for a module nobody may see and this person has no part in."""
    module = get_object_or_404(ModulePage.objects.public(), id=module_id)
    course = CoursePage.objects.parent_of(module).get()
    enrolment = enrolment_of(user, course)
    intention = intention_at(user.pk, module.translation_key)
    if enrolment is None and intention is None and not (module.live and course.live):
        raise Http404
    return Place(module=module, course=course, enrolment=enrolment, intention=intention)


def intention_at(user_id: int, module_key: UUID) -> Intention | None:
    """What this learner intends after this module now, in whatever language or course it was read.

    Of a period that is over, only what was not told about yet.
    """
    now = Q(enrolment__superseded_at=None) | Q(reports=None)
    own = Intention.objects.filter(now, enrolment__user=user_id, module_key=module_key)
    return own.order_by("-enrolment__period", "-pk").first()


def intention_for(user: User, pk: int) -> Intention:
    """The own intention; anybody else's does not exist."""
    own = Intention.objects.select_related("module", "enrolment__course")
    return get_object_or_404(own, id=pk, enrolment__user=user)


def intentions_of(user: User) -> QuerySet[Intention]:
    """All of one person, the newest first, with their reports."""
    own = Intention.objects.filter(enrolment__user=user).select_related("module", "enrolment__course")
    return own.prefetch_related("reports").order_by("-made_at", "-pk")


def keep(place: Place, text: str, planned_for: date | None) -> Intention:
    """Make the intention of this place, or change the one that is there. Raises RefusedError."""
    if place.intention:
        return change(place.intention, text, planned_for)
    if place.refusal or place.enrolment is None:
        raise RefusedError(place.refusal)
    return make(place.enrolment, place.module, text, planned_for)


def make(enrolment: Enrolment, module: ModulePage, text: str, planned_for: date | None) -> Intention:
    """A new intention. When another request made it a moment ago, that one is changed."""
    intention, created = Intention.objects.get_or_create(
        enrolment=enrolment,
        module_key=module.translation_key,
        defaults={
            "module": module,
            "prompt": module.intention_prompt,
            "text": text,
            "planned_for": planned_for,
        },
    )
    return intention if created else change(intention, text, planned_for)


@transaction.atomic
def change(intention: Intention, text: str, planned_for: date | None) -> Intention:
    """Say it differently. Raises RefusedError once there is a report: that was about the words of then."""
    locked = _locked(intention)
    if locked.latest_report:
        raise RefusedError(_already_told())
    locked.text, locked.planned_for = text, planned_for
    locked.save(update_fields=["text", "planned_for"])
    return locked


@transaction.atomic
def report(intention: Intention, outcome: str, remark: str = "") -> IntentionReport:
    """Add how it went; earlier reports stay."""
    return IntentionReport.objects.create(intention=_locked(intention), outcome=outcome, remark=remark)


def _locked(intention: Intention) -> Intention:
    # Changing and reporting wait for each other; one that was removed meanwhile is gone for both.
    return get_object_or_404(Intention.objects.select_for_update(), id=intention.pk)


@transaction.atomic
def remove(intention: Intention) -> None:
    """The text, its reports and the mail that waits are gone."""
    take_back_mail(intention)
    intention.delete()
