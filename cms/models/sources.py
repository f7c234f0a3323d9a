"""Legal and other sources that texts refer to."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Another date of the text is noted with it: whatever cites the source has to be read again."""
        with transaction.atomic():
            after = models.DateField().to_python(self.text_date)
            before = self._held_text_date() if self._writes_text_date(kwargs.get("update_fields")) else after
            super().save(*args, **kwargs)
            if before != after:
                SourceChange.objects.create(source=self, before=before, after=after)

    def _writes_text_date(self, update_fields: Any) -> bool:
        return not self._state.adding and (update_fields is None or "text_date" in update_fields)

    def _held_text_date(self) -> date | None:
        """As it is kept; the row is held, so that two changes are noted one after the other."""
        return Source.objects.select_for_update().values_list("text_date", flat=True).get(pk=self.pk)

    @property
    def language(self) -> str:
        """That of title, publisher and note: a source is kept once, in the language of the platform."""
        return settings.LANGUAGE_CODE


class SourceChange(models.Model):
    """The text of a source became another one. Never changed, never removed."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="changes", verbose_name=_("source"))
    before = models.DateField(_("date of the text before"), null=True, editable=False)
    after = models.DateField(_("date of the text after"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("changed text of a source")
        verbose_name_plural = _("changed texts of sources")
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.source}: {self.before} – {self.after}"


class SourceReading(models.Model):
    """An editor read a page or question again after the text of a source had changed, and left or made it right."""

    change = models.ForeignKey(SourceChange, on_delete=models.CASCADE, related_name="readings")
    # That of all pages is Page, whatever their type.
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("read by")
    )
    read_at = models.DateTimeField(_("read at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("text read again")
        verbose_name_plural = _("texts read again")
        constraints = [
            models.UniqueConstraint(fields=["change", "content_type", "object_id"], name="cms_source_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.change}: {self.content_type} {self.object_id}"
