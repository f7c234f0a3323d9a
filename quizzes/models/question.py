"""The question bank."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import validate_slug
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from quizzes.types import body_blocks, type_of


class QuestionTag(TagBase):
    """A word editors sort questions by, and from which a quiz may draw."""

    free_tagging = True

    class Meta:
        verbose_name = _("tag of questions")
        verbose_name_plural = _("tags of questions")


class TaggedQuestion(ItemBase):
    """That a question has a tag."""

    tag = models.ForeignKey(QuestionTag, related_name="tagged", on_delete=models.CASCADE)
    content_object = ParentalKey("quizzes.Question", related_name="tagged_items", on_delete=models.CASCADE)


class Question(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, ClusterableModel
):
    """One question of the bank. Quizzes ask the published version; attempts keep a copy of what they asked."""

    class Topic(models.IntegerChoices):
        SOCIAL_ENTERPRISE = 1, _("Social entrepreneurship")
        RESERVED_CONTRACTS = 2, _("Article 2.82 and social procurement")
        SDGS = 3, _("SDGs")
        BUDGETS = 4, _("Budgets of several portfolios")
        BUSINESS = 5, _("Companies and social enterprises")
        FINANCE = 6, _("Creative with money")
        VISIBILITY = 7, _("Visibility")
        GUESTS = 8, _("Entrepreneurs as guest presenters")

    class Difficulty(models.TextChoices):
        EASY = "makkelijk", _("Easy")
        MEDIUM = "gemiddeld", _("Medium")
        HARD = "moeilijk", _("Hard")

    class Bloom(models.TextChoices):
        """Levels of thinking, after Bloom."""

        REMEMBER = "onthouden", _("Remembering")
        UNDERSTAND = "begrijpen", _("Understanding")
        APPLY = "toepassen", _("Applying")
        ANALYSE = "analyseren", _("Analysing")
        EVALUATE = "evalueren", _("Evaluating")
        DESIGN = "ontwerpen", _("Designing")

    class Status(models.TextChoices):
        """What the question rests on."""

        SOURCE = "bron", _("A source that was read")
        KNOWLEDGE = "kennis", _("Own knowledge")
        FICTIONAL = "fictief", _("Fictional figures")

    # No SlugField: Wagtail's editor would write its capitals small.
    key = models.CharField(
        _("key"),
        max_length=50,
        unique=True,
        validators=[validate_slug],
        help_text=_("Short and lasting, as T2-01."),
    )
    context = models.TextField(_("case"), blank=True, help_text=_("What happened; shown above the question."))
    prompt = models.TextField(_("question"))
    # Described by the image's own description; an image a question shows cannot be deleted.
    image = models.ForeignKey(
        "cms.CmsImage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Shown under the question. Give the picture a description for who cannot see it."),
    )
    body = StreamField(
        body_blocks(),
        verbose_name=_("answers"),
        max_num=1,
        help_text=_("Choose with the plus sign how this question is answered, and fill in the answers."),
    )
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("Shown to everyone afterwards."))
    source = models.TextField(_("source"), blank=True, help_text=_("Where the facts come from, with the date."))
    status = models.CharField(_("rests on"), max_length=20, choices=Status.choices, default=Status.SOURCE)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    topic = models.PositiveSmallIntegerField(_("topic"), choices=Topic.choices)
    difficulty = models.CharField(
        _("difficulty"), max_length=20, choices=Difficulty.choices, default=Difficulty.MEDIUM
    )
    bloom = models.CharField(_("level of thinking"), max_length=20, choices=Bloom.choices, default=Bloom.UNDERSTAND)

    tags = ClusterTaggableManager(
        through=TaggedQuestion, blank=True, verbose_name=_("tags"), help_text=_("A quiz can draw questions by tag.")
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="question")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="question",
        for_concrete_model=False,
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("context"), FieldPanel("prompt"), FieldPanel("image"), FieldPanel("body")], _("Question")
        ),
        MultiFieldPanel([FieldPanel("explanation"), FieldPanel("source"), FieldPanel("status")], _("Afterwards")),
        InlinePanel(
            "citations",
            heading=_("Sources"),
            label=_("Source"),
            help_text=_("When the text of one of these changes, this question comes back to be read again."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("key"), FieldPanel("language")]),
                FieldPanel("topic"),
                FieldRowPanel([FieldPanel("difficulty"), FieldPanel("bloom")]),
                FieldPanel("tags"),
            ],
            _("In the question bank"),
        ),
    ]
    search_fields = [
        index.SearchField("prompt"),
        index.AutocompleteField("prompt"),
        index.SearchField("key"),
        index.AutocompleteField("key"),
        index.SearchField("context"),
        index.FilterField("topic"),
        index.FilterField("difficulty"),
        index.FilterField("status"),
        index.FilterField("language"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key}: {Truncator(self.prompt).chars(80)}"

    @property
    def revisions(self) -> Any:
        return self._revisions

    @property
    def type_label(self) -> Promise | str:
        """The kind of question in words; empty for a draft without answers."""
        return type_of(self.body[0].block_type).label if self.body else ""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from quizzes.preview import preview_context

        return preview_context(self)
