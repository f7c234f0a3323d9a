"""Quizzes: which questions they ask and by which rules."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from courses.completion_rules import DoneBy
from courses.models import StepPage
from quizzes.editor_forms import QuizPageForm
from quizzes.rules import Mode, Moment, Screens

from .question import Question, QuestionTag


class QuizPage(StepPage):
    """A step that is done by passing it."""

    intro = models.TextField(_("introduction"), blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in per cent"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    mode = models.CharField(_("kind"), max_length=10, choices=Mode.choices, default=Mode.EXAM)
    max_attempts = models.PositiveSmallIntegerField(
        _("number of attempts"), default=0, help_text=_("0 means: as often as one likes.")
    )
    waiting_hours = models.PositiveSmallIntegerField(
        _("hours before a next attempt"), default=0, help_text=_("0 means: at once.")
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        default=0,
        help_text=_("0 means: no limit, which is best for most people. Some people have extra time."),
    )
    screens = models.CharField(_("screens"), max_length=10, choices=Screens.choices, default=Screens.ONE)
    shuffle_questions = models.BooleanField(_("shuffle the questions"), default=False)
    shuffle_options = models.BooleanField(
        _("shuffle the answers"), default=True, help_text=_("Every attempt shows them in another order.")
    )
    show_points = models.CharField(_("show the points"), max_length=10, choices=Moment.choices, default=Moment.AFTER)
    show_feedback = models.CharField(
        _("show the feedback"), max_length=10, choices=Moment.choices, default=Moment.AFTER
    )
    show_right_answers = models.CharField(
        _("show the right answers"), max_length=10, choices=Moment.choices, default=Moment.AFTER
    )
    ask_confidence = models.BooleanField(
        _("ask how sure the learner is"),
        default=False,
        help_text=_("With each question. It does not count; it shows learners what they only thought they knew."),
    )

    done_by = DoneBy.PASSING
    is_creatable = True
    # A quiz asks questions in its own language: a translation begins as a copy, which an editor goes on with.
    localize_default_translation_mode = "simple"
    override_translatable_fields: ClassVar[list[Any]] = [
        *StepPage.override_translatable_fields,
        BaseTranslatableField("items"),
        BaseTranslatableField("draws"),
    ]
    base_form_class = QuizPageForm
    content_panels = [
        *StepPage.content_panels,
        *StepPage.step_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("mode"), FieldPanel("pass_mark")]),
                FieldRowPanel([FieldPanel("max_attempts"), FieldPanel("waiting_hours"), FieldPanel("time_limit")]),
            ],
            _("Rules"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("screens"),
                FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
                FieldPanel("ask_confidence"),
            ],
            _("How the questions are asked"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("show_points"), FieldPanel("show_feedback"), FieldPanel("show_right_answers")]
                )
            ],
            _("What is shown when"),
        ),
        InlinePanel("items", heading=_("Questions"), label=_("Question")),
        InlinePanel("draws", heading=_("Draws from the question bank"), label=_("Draw")),
    ]
    search_fields = [*StepPage.search_fields, index.SearchField("intro")]
    template = "quizzes/quiz_page.html"

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def questions(self) -> list[Question]:
        """The fixed questions: those that are published, in order. What is drawn comes with each attempt."""
        return [item.question for item in self.items.select_related("question") if item.question.live]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from quizzes.introduction import quiz_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | quiz_context(self, context["enrolment"])


class QuizItem(Orderable):
    """The place of a question in a quiz."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("question"))

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        verbose_name = _("question in a quiz")
        verbose_name_plural = _("questions in quizzes")

    def __str__(self) -> str:
        return str(self.question)


class QuizDraw(Orderable):
    """So many questions drawn from the bank at each attempt; what is left empty does not matter."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="draws")
    count = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    tag = models.ForeignKey(
        QuestionTag, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tag")
    )
    topic = models.PositiveSmallIntegerField(_("topic"), choices=Question.Topic.choices, null=True, blank=True)
    difficulty = models.CharField(
        _("difficulty"), max_length=20, choices=Question.Difficulty.choices, blank=True, default=""
    )

    panels = [
        FieldRowPanel([FieldPanel("count"), FieldPanel("tag")]),
        FieldRowPanel([FieldPanel("topic"), FieldPanel("difficulty")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("draw from the question bank")
        verbose_name_plural = _("draws from the question bank")

    def __str__(self) -> str:
        parts = [self.tag, self.get_topic_display() if self.topic else "", self.get_difficulty_display()]
        return f"{self.count}: " + ", ".join(str(part) for part in parts if part)
