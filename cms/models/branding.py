"""How one site looks: a municipality's name, logo and colours, as data."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from cms.contrast import HEX_COLOUR, MINIMUM_FOR_TEXT, contrast

_is_colour = RegexValidator(HEX_COLOUR, _("Write the colour as # and six figures or letters, as #0b5c75."))


@register_setting(icon="view")
class Branding(BaseSiteSetting):
    """The colours feed custom properties of static/css/tokens.css; empty means the product's own."""

    organisation_name = models.CharField(_("name of the municipality"), max_length=100, blank=True)
    logo = models.ForeignKey(
        "cms.CmsImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    primary_colour = models.CharField(
        _("main colour"),
        max_length=7,
        blank=True,
        validators=[_is_colour],
        help_text=_("For buttons and links; must be readable on white and with white text on it."),
    )
    header_colour = models.CharField(
        _("colour of the top bar"),
        max_length=7,
        blank=True,
        validators=[_is_colour],
        help_text=_("The top bar has white text."),
    )

    select_related = ["logo"]

    panels = [
        FieldPanel("organisation_name"),
        FieldPanel("logo"),
        HelpPanel(template="cms/admin/branding_file_link.html"),
        FieldPanel("primary_colour"),
        FieldPanel("header_colour"),
    ]

    class Meta:
        verbose_name = _("branding")
        verbose_name_plural = _("branding")

    @classmethod
    def for_site(cls, site: Site) -> "Branding":
        """The branding of `site`; not yet saved when nobody chose one, since showing a page never writes."""
        found: Branding | None = cls.base_queryset().filter(site=site).first()
        return found or cls(site=site)

    def clean(self) -> None:
        super().clean()
        errors = {}
        for field in ("primary_colour", "header_colour"):
            colour = getattr(self, field)
            if HEX_COLOUR.match(colour) and contrast(colour, "#ffffff") < MINIMUM_FOR_TEXT:
                errors[field] = _(
                    "%(colour)s and white differ too little (%(ratio)s to 1; at least 4.5 is needed). "
                    "Choose a darker colour."
                ) % {"colour": colour, "ratio": f"{contrast(colour, '#ffffff'):.1f}"}
        if errors:
            raise ValidationError(errors)
