"""What a question rests on, as sources that are kept once."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cms.models import Source


class QuestionSource(Orderable):
    """That a question cites a source. When the text of the source changes, the question is to be read again."""

    question = ParentalKey("quizzes.Question", on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))

    panels = [FieldPanel("source")]

    class Meta(Orderable.Meta):
        verbose_name = _("source of a question")
        verbose_name_plural = _("sources of questions")

    def __str__(self) -> str:
        return str(self.source)
