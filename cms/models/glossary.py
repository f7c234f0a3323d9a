"""The words of the field, each explained once for all texts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from .sources import Source

SYNONYMS_HELP = _("Other words for the same, with commas between. People find the term by them.")


class TermWords(models.Model):
    """What a term is called and what it means, in one language. synonyms: with commas between."""

    term = models.CharField(_("term"), max_length=120)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    synonyms = models.CharField(_("synonyms"), max_length=250, blank=True, help_text=SYNONYMS_HELP)
    meaning = models.TextField(_("meaning"), max_length=500, help_text=_("One or two short sentences."))

    panels = [FieldPanel("term"), FieldPanel("abbreviation"), FieldPanel("synonyms"), FieldPanel("meaning")]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.term


@register_snippet
class Term(TermWords, ClusterableModel, index.Indexed):
    """A term in the language of the platform; below it the same in other languages.

    key: its place in the glossary (#key), the same in every language.
    """

    key = models.SlugField(
        _("key"), max_length=100, unique=True, help_text=_("Short and lasting, as perceel. Links lead to it.")
    )
    source = models.ForeignKey(
        Source, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    panels = [
        FieldPanel("key"),
        *TermWords.panels,
        FieldPanel("source"),
        InlinePanel("translations", heading=_("In other languages"), label=_("Language")),
    ]
    search_fields = [
        index.SearchField("term"),
        index.AutocompleteField("term"),
        index.SearchField("synonyms"),
        index.AutocompleteField("abbreviation"),
    ]

    class Meta:
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("terms of the glossary")
        ordering = ["term"]


class TermTranslation(TermWords):
    """The words of a term in another language than that of the platform."""

    of = ParentalKey(Term, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=[(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE],
    )

    panels = [FieldPanel("language"), *TermWords.panels]

    class Meta:
        verbose_name = _("term in another language")
        verbose_name_plural = _("terms in other languages")
        constraints = [models.UniqueConstraint(fields=["of", "language"], name="cms_term_once_in_a_language")]
