"""The shape of a course: modules and their steps in order, read once per request."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import F

from cms.content_version import kept

from .completion_rules import DoneBy, Step
from .models import CoursePage, ModulePage, StepPage
from .study_time import study_minutes


@dataclass(frozen=True)
class StepOutline:
    """A step as a table of contents shows it. `kind` is the model name: lessonpage, quizpage, casesteppage,
    sessionsteppage.

    opens_after_title is empty unless the step to do first is part of the course as it is published.
    published_at is when it was first published, None if that is not known.
    """

    pk: int
    key: UUID
    title: str
    url: str
    minutes: int
    required: bool
    kind: str
    number: int
    opens_after: UUID | None = None
    opens_after_title: str = ""
    published_at: datetime | None = None
    done_by: DoneBy = DoneBy.SAYING_SO

    @property
    def rule(self) -> Step:
        return Step(key=self.key, required=self.required, opens_after=self.opens_after)

    @property
    def is_test(self) -> bool:
        return self.done_by == DoneBy.PASSING

    def at_block(self, block_id: str) -> "StepOutline":
        """The same step with an address that opens at this block of its text; empty is the top."""
        return replace(self, url=f"{self.url}#block-{block_id}") if block_id else self


@dataclass(frozen=True)
class ModuleOutline:
    """A part of the course. `intention_prompt` is asked at its end; empty: nothing is asked."""

    pk: int
    key: UUID
    title: str
    slug: str
    intro: str
    intention_prompt: str
    number: int
    steps: list[StepOutline] = field(default_factory=list)


@dataclass(frozen=True)
class CourseOutline:
    """One of a published course is kept, and so is what follows from it: nobody may change these lists."""

    modules: list[ModuleOutline]
    url: str = ""

    @cached_property
    def steps(self) -> list[StepOutline]:
        return [step for module in self.modules for step in module.steps]

    @cached_property
    def rules(self) -> list[Step]:
        return [step.rule for step in self.steps]

    @cached_property
    def minutes(self) -> int:
        """Study time of the required steps."""
        return study_minutes(self.steps)

    def step(self, key: UUID) -> StepOutline | None:
        return next((step for step in self.steps if step.key == key), None)


def course_outline(course: CoursePage) -> CourseOutline:
    """Published steps in published modules, in tree order, as they stand in the database at this moment.

    Two queries, whatever the size. Whoever only shows it takes `kept_outline`.
    """
    modules = list(ModulePage.objects.child_of(course).live().order_by("path"))
    pages = list(
        StepPage.objects.descendant_of(course)
        .live()
        .annotate(opens_after_key=F("opens_after__translation_key"))
        .order_by("path")
    )
    titles = {page.translation_key: page.title for page in pages}
    outlines = []
    number = 0
    for position, module in enumerate(modules, start=1):
        steps = []
        for page in pages:
            if page.path.startswith(module.path):
                number += 1
                steps.append(_step_outline(page, number, titles))
        outlines.append(_module_outline(module, position, steps))
    return CourseOutline(modules=outlines, url=course.url or "")


@kept(most=500)
def kept_outline(course_pk: int) -> CourseOutline:
    """The same for showing: read again after an editor changed something. Shared; never change it."""
    return course_outline(CoursePage.objects.get(pk=course_pk))


@kept(most=1000)
def kept_course(pk: int) -> CoursePage:
    """A course with its language, published or not, for showing. Shared; never change it."""
    return CoursePage.objects.select_related("locale").get(pk=pk)


@kept(most=5000)
def kept_course_above(path: str) -> CoursePage:
    """The course with a step at this path, for showing. Raises CoursePage.DoesNotExist. Shared; never change it."""
    return CoursePage.objects.get(path=path[: -2 * StepPage.steplen])


def _module_outline(module: ModulePage, number: int, steps: list[StepOutline]) -> ModuleOutline:
    return ModuleOutline(
        pk=module.pk,
        key=module.translation_key,
        title=module.title,
        slug=module.slug,
        intro=module.intro,
        intention_prompt=module.intention_prompt,
        number=number,
        steps=steps,
    )


def _step_outline(page: StepPage, number: int, titles: Mapping[UUID, str]) -> StepOutline:
    return StepOutline(
        pk=page.pk,
        key=page.translation_key,
        title=page.title,
        url=page.url or "",
        minutes=page.minutes,
        required=page.required,
        kind=ContentType.objects.get_for_id(page.content_type_id).model,
        number=number,
        opens_after=page.opens_after_key,
        opens_after_title=titles.get(page.opens_after_key, ""),
        published_at=page.first_published_at,
        done_by=page.specific_class.done_by,
    )
