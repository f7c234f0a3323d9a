"""Enterprises, and who writes for them."""

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from people.roles import PlatformRole


@register_snippet
class Enterprise(index.Indexed, models.Model):
    """A social enterprise. Its members write its cases together."""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("short name in addresses"), unique=True)
    mission = models.TextField(_("mission"), max_length=500, blank=True)
    sector = models.CharField(_("sector"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=100, blank=True)
    # Not a URLField: that one also lets ftp through.
    website = models.CharField(
        _("website"),
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("With https:// in front."),
    )
    fictional = models.BooleanField(_("fictional"), default=False, help_text=_("Made up; readers are told so."))
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="enterprises",
        limit_choices_to={"groups__name": PlatformRole.ENTREPRENEUR.value},
        verbose_name=_("members"),
        help_text=_("Entrepreneurs who write the cases of this enterprise."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("mission"),
        FieldRowPanel([FieldPanel("sector"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("legal_form"), FieldPanel("website")]),
        FieldPanel("fictional"),
        FieldPanel("members", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
