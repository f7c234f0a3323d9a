"""How a case is used in courses: its authors see courses and numbers, never a person.

A number is told in whole fives, rounded down, and not at all below five: of a smaller group one could tell who it is,
and of two exact numbers on two days who came in between. A case is one in all its languages.
"""

from dataclasses import dataclass

from django.db.models import Count

from courses.languages import each_once, published_courses
from courses.models import CoursePage, ModulePage, StepCompletion, StepPage
from people.models import User

from .interest import SMALLEST_GROUP
from .models import CasePage, CaseRating, CaseStepPage


def in_fives(number: int) -> int | None:
    """How many there are at least; None for fewer than five, also for none."""
    return number - number % SMALLEST_GROUP or None


@dataclass(frozen=True)
class RatingSum:
    """Of all who rated, and for each answer in words: at least so many, None for fewer than five."""

    people: int | None
    answers: list[tuple[str, int | None]]


def courses_with(case: CasePage) -> list[CoursePage]:
    """The published courses in which a learner meets the case, each once, by title."""
    steps = CaseStepPage.objects.live().public().filter(case__translation_key=case.translation_key)
    modules = ModulePage.objects.live().filter(path__in={step.path[: -step.steplen] for step in steps})
    open_modules = set(modules.values_list("path", flat=True))
    met = StepPage.courses_of([step for step in steps if step.path[: -step.steplen] in open_modules])
    courses = published_courses().filter(pk__in={course.pk for course in met.values()}).order_by("title", "pk")
    return [versions[0] for versions in each_once(courses, [case.locale.language_code])]


def readers_of(case: CasePage) -> int | None:
    """How many people have done a step with it, at least."""
    steps = CaseStepPage.objects.filter(case__translation_key=case.translation_key)
    done = StepCompletion.objects.filter(step_key__in=steps.values("translation_key"))
    return in_fives(done.aggregate(people=Count("enrolment__user", distinct=True))["people"])


def ratings_of(case: CasePage) -> RatingSum:
    rated = CaseRating.objects.filter(case_key=case.translation_key).values_list("useful").annotate(Count("pk"))
    numbers = dict(rated)
    answers = [(str(useful.label), in_fives(numbers.get(useful.value, 0))) for useful in CaseRating.Useful]
    return RatingSum(in_fives(sum(numbers.values())), answers)


def rating_by(user: User, case: CasePage) -> CaseRating | None:
    return CaseRating.objects.filter(case_key=case.translation_key, user=user).first()


def rate(user: User, case: CasePage, useful: CaseRating.Useful) -> None:
    """Another answer takes the place of the first."""
    CaseRating.objects.update_or_create(
        case_key=case.translation_key, user=user, defaults={"case": case, "useful": useful}
    )
