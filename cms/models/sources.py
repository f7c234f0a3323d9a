"""Legal and other sources that texts refer to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet


@register_snippet
class Source(index.Indexed, models.Model):
    """An article of law, a parliamentary paper or a publication, with the date of the text that was read."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        PARLIAMENT = "parliament", _("Parliamentary paper")
        PUBLICATION = "publication", _("Publication")

    key = models.SlugField(_("key"), max_length=100, unique=True, help_text=_("Short and lasting, as aw2012-2-82."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PUBLICATION)
    title = models.CharField(_("title"), max_length=250)
    article = models.CharField(_("article"), max_length=100, blank=True)
    publisher = models.CharField(_("publisher"), max_length=150, blank=True)
    url = models.URLField(_("address"), blank=True)
    text_date = models.DateField(_("date of the text"), null=True, blank=True)
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    panels = [
        FieldPanel("key"),
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("article"),
        FieldPanel("publisher"),
        FieldPanel("url"),
        FieldPanel("text_date"),
        FieldPanel("checked_on"),
        FieldPanel("note"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("article"),
        index.AutocompleteField("article"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "article"]

    def __str__(self) -> str:
        return f"{self.title}, {self.article}" if self.article else self.title

    @property
    def language(self) -> str:
        """That of title, publisher and note: a source is kept once, in the language of the platform."""
        return settings.LANGUAGE_CODE
