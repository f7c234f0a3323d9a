"""The shape of a course: modules and their steps in order, read once per request."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.contenttypes.models import ContentType

from .completion_rules import Step
from .models import CoursePage, ModulePage, StepPage


@dataclass(frozen=True)
class StepOutline:
    """A step as a table of contents shows it. `kind` is the model name: lessonpage, quizpage, casesteppage."""

    pk: int
    key: UUID
    title: str
    url: str
    minutes: int
    required: bool
    kind: str
    number: int

    @property
    def rule(self) -> Step:
        return Step(key=self.key, required=self.required)


@dataclass(frozen=True)
class ModuleOutline:
    title: str
    slug: str
    intro: str
    number: int
    steps: list[StepOutline] = field(default_factory=list)


@dataclass(frozen=True)
class CourseOutline:
    modules: list[ModuleOutline]

    @property
    def steps(self) -> list[StepOutline]:
        return [step for module in self.modules for step in module.steps]

    @property
    def rules(self) -> list[Step]:
        return [step.rule for step in self.steps]

    @property
    def minutes(self) -> int:
        """Study time of the required steps."""
        return sum(step.minutes for step in self.steps if step.required)

    def step(self, key: UUID) -> StepOutline | None:
        return next((step for step in self.steps if step.key == key), None)


def course_outline(course: CoursePage) -> CourseOutline:
    """Published steps in published modules, in tree order; two queries, whatever the size."""
    modules = list(ModulePage.objects.child_of(course).live().order_by("path"))
    pages = list(StepPage.objects.descendant_of(course).live().order_by("path"))
    outlines = []
    number = 0
    for position, module in enumerate(modules, start=1):
        steps = []
        for page in pages:
            if page.path.startswith(module.path):
                number += 1
                steps.append(_step_outline(page, number))
        outlines.append(
            ModuleOutline(title=module.title, slug=module.slug, intro=module.intro, number=position, steps=steps)
        )
    return CourseOutline(modules=outlines)


def _step_outline(page: StepPage, number: int) -> StepOutline:
    return StepOutline(
        pk=page.pk,
        key=page.translation_key,
        title=page.title,
        url=page.url or "",
        minutes=page.minutes,
        required=page.required,
        kind=ContentType.objects.get_for_id(page.content_type_id).model,
        number=number,
    )
