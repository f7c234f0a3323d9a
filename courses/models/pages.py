"""Catalogue, course, module and step as pages. A page holds no personal data."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.choice_list import ChoiceListField
from cms.models import BasePage
from cms.sdgs import SDG_CHOICES
from cms.stream import BODY_BLOCKS
from courses.completion_rules import DoneBy
from courses.editor_forms import CoursePageForm, StepPageForm
from courses.facets import TargetGroup, Theme


class CourseIndexPage(BasePage):
    """The catalogue of one site."""

    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["courses.CoursePage", "courses.PathPage"]
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    template = "courses/course_index_page.html"

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.catalogue import catalogue

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"catalogue": catalogue(self, request)}


class CoursePage(BasePage):
    """What one learns, for whom, and where it comes from. Finished when its required steps are."""

    class Level(models.TextChoices):
        BASIC = "basis", _("Basic")
        ADVANCED = "gevorderd", _("Advanced")

    summary = models.CharField(_("summary"), max_length=250)
    goals = StreamField(
        [("goal", blocks.CharBlock(label=_("Goal"), max_length=200))],
        verbose_name=_("learning goals"),
        help_text=_("Each completes the sentence: after this course you can …"),
        blank=True,
    )
    # Answers are kept by the id of the block, which is the same in every language (commitments/scan.py).
    statements = StreamField(
        [("statement", blocks.CharBlock(label=_("Statement"), max_length=200))],
        verbose_name=_("statements of the self-scan"),
        help_text=_(
            "Learners say before and after the course how far each is true of them. Begin with “I”, as in: I know when"
            " I may reserve a contract. For another meaning remove the statement and add a new one: answers that are"
            " there belong to the old one."
        ),
        max_num=8,
        blank=True,
    )
    audience = models.CharField(_("for whom"), max_length=250, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.BASIC)
    last_checked = models.DateField(_("content last checked on"), null=True, blank=True)
    themes = ChoiceListField(_("themes"), options=Theme.choices)
    sdgs = ChoiceListField(_("sustainable development goals"), options=SDG_CHOICES, coerce=int)
    target_groups = ChoiceListField(_("target groups"), options=TargetGroup.choices)
    mandatory = models.BooleanField(
        _("mandatory"), default=False, help_text=_("Everyone in the municipality has to take this course.")
    )
    certificate_months = models.PositiveSmallIntegerField(
        _("certificate valid for, in months"), null=True, blank=True, help_text=_("Empty: valid without end.")
    )
    prerequisites = ParentalManyToManyField(
        "self", symmetrical=False, blank=True, related_name="prepares_for", verbose_name=_("courses to finish first")
    )

    # In a translation the same courses; wagtail-localize leaves out relations to many by itself.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("prerequisites", overridable=False)]
    base_form_class = CoursePageForm
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("goals"),
        FieldPanel("statements"),
        FieldPanel("audience"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("last_checked")]),
        FieldPanel("themes"),
        FieldPanel("sdgs"),
        FieldPanel("target_groups"),
        FieldRowPanel([FieldPanel("mandatory"), FieldPanel("certificate_months")]),
        FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("summary", boost=2), index.SearchField("goals")]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def published_prerequisites(self) -> list["CoursePage"]:
        """The courses to finish first that can be read, if possible in the language of this one."""
        from courses.languages import in_language

        return [in_language(course, self.locale.language_code) for course in self.prerequisites.all() if course.live]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.sources import shown_sources_of
        from courses.study import course_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context |= course_context(request.user, self)
        sources = shown_sources_of(context["outline"])
        return context | {"sources": sources}


class ModulePage(BasePage):
    """A part of a course that belongs together."""

    intro = models.TextField(_("introduction"), blank=True)
    intention_prompt = models.CharField(
        _("question for an intention"),
        max_length=300,
        blank=True,
        help_text=_("Asked at the end of the module: what will the learner do, and when? Empty: nothing is asked."),
    )

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage", "quizzes.QuizPage", "guests.CaseStepPage", "guests.SessionStepPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("intention_prompt")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A module has no page of its own: the course page lists it."""
        return redirect(f"{self.get_parent().get_url(request)}#{self.slug}")


class StepPage(BasePage):
    """Anything that counts as one step of a course: a lesson, a quiz, a case, a session.

    Not abstract, so that one query lists all steps of a course whatever their kind. Progress is
    kept by `translation_key`, so that a translated step is the same step.
    """

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5, validators=[MinValueValidator(1)])
    required = models.BooleanField(_("needed to finish the course"), default=True)
    opens_after = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="opens",
        verbose_name=_("opens after"),
        help_text=_("A step of this course that has to be done first."),
    )

    done_by: ClassVar[DoneBy] = DoneBy.SAYING_SO
    text_for_everyone = False
    is_creatable = False
    # The order of the steps is that of the course, not of a language.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("opens_after", overridable=False)]
    base_form_class = StepPageForm
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    step_panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("minutes"), FieldPanel("required")]),
        # Of the form alone, and shown only while people have nothing but this step left.
        FieldPanel("may_finish_people", disable_comments=True),
        PageChooserPanel("opens_after", "courses.StepPage"),
    ]

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    @property
    def course(self) -> CoursePage:
        """The course this step is in. Raises CoursePage.DoesNotExist for a step outside a course."""
        return CoursePage.objects.ancestor_of(self).get()

    @classmethod
    def courses_of(cls, steps: Collection["StepPage"]) -> dict[int, CoursePage]:
        """The course of each of these steps, by primary key of the step; one query."""
        above = {step.pk: step.path[: -2 * step.steplen] for step in steps}
        courses = {course.path: course for course in CoursePage.objects.filter(path__in=set(above.values()))}
        return {pk: courses[path] for pk, path in above.items() if path in courses}

    @classmethod
    def hosts_of(cls, steps: Collection["StepPage"]) -> dict[int, set[int]]:
        """Who answers questions about these steps of this type: primary keys of people by that of the step.

        The owners of the step and of its course. Other kinds of step add theirs, in as many queries for one
        step as for many.
        """
        courses = cls.courses_of(steps)
        owners = {step.pk: {step.owner_id} for step in steps}
        for pk, course in courses.items():
            owners[pk].add(course.owner_id)
        return {pk: found - {None} for pk, found in owners.items()}

    @classmethod
    def presenters_in(cls, steps: Collection[int]) -> list[str]:
        """Names of the guests that readers meet in these steps of this type, by primary key; none in most."""
        return []

    @property
    def marked_by_learner(self) -> bool:
        """Whether a learner's word does this step, be it beside something else."""
        return self.done_by == DoneBy.SAYING_SO

    @property
    def search_teaser(self) -> str:
        """Anybody may find a step by its title; its text is for who signed in."""
        return ""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A step that opens after another one is replaced by a page that says so."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        if response.context_data and response.context_data["opens_after"]:
            response.template_name = "courses/locked_step.html"
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.study import step_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | step_context(request.user, self)


class LessonPage(StepPage):
    """One subject, a few minutes of reading; done when the learner says so."""

    intro = models.TextField(_("introduction"), blank=True, help_text=_("What you can do after this lesson."))
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"))

    is_creatable = True
    content_panels = [*BasePage.content_panels, *StepPage.step_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
