"""How certificates look: what an editor chooses, and the pictures as they were printed."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, PreviewableMixin

from certificates.pdf import missing_glyphs
from certificates.printable import printable
from cms.contrast import HEX_COLOUR, MINIMUM_FOR_TEXT, contrast

from .register import FrozenError

MOST_SIGNATORIES = 3
_is_colour = RegexValidator(HEX_COLOUR, _("Write the colour as # and six figures or letters, as #0b5c75."))


def _can_be_printed(text: str) -> None:
    """Refused here, because one such character would stop every certificate of the design."""
    if missing := missing_glyphs(printable(text)):
        raise ValidationError(
            _("Certificates cannot be printed with these characters: %(characters)s. Leave them out."),
            params={"characters": " ".join(sorted(missing))},
        )


class CertificateDesign(PreviewableMixin, ClusterableModel):
    """Words and look that an editor adds. What is issued keeps a copy: changing this changes no certificate."""

    class Language(models.TextChoices):
        OF_THE_COURSE = "", _("That of the course")
        DUTCH = "nl", _("Dutch")
        ENGLISH = "en", _("English")

    class Orientation(models.TextChoices):
        PORTRAIT = "portrait", pgettext_lazy("orientation of paper", "Portrait")
        LANDSCAPE = "landscape", pgettext_lazy("orientation of paper", "Landscape")

    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("For editors; not printed."))
    orientation = models.CharField(
        _("orientation"), max_length=20, choices=Orientation.choices, default=Orientation.PORTRAIT
    )
    language = models.CharField(_("language"), max_length=10, choices=Language.choices, blank=True)
    text = models.CharField(_("sentence below the course"), max_length=300, blank=True, validators=[_can_be_printed])
    accent = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[_is_colour],
        help_text=_("For the edge and the headings. Empty: the colour of the platform."),
    )
    logo = models.ForeignKey(
        "cms.CmsImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    logo_alt = models.CharField(
        _("the logo in words"),
        max_length=150,
        blank=True,
        validators=[_can_be_printed],
        help_text=_("For who does not see it, as in: Coat of arms of the municipality of Rivierdam."),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("orientation"), FieldPanel("language")]),
        FieldPanel("text"),
        FieldPanel("accent"),
        FieldPanel("logo"),
        FieldPanel("logo_alt"),
        InlinePanel("signatories", heading=_("Signatories"), label=_("Signatory"), max_num=MOST_SIGNATORIES),
        InlinePanel("uses", heading=_("Used for"), label=_("Course, learning path or site")),
    ]
    preview_modes = [("", _("Ordinary words")), ("long", _("Long words"))]
    default_preview_mode = ""

    class Meta:
        verbose_name = _("design of certificates")
        verbose_name_plural = _("designs of certificates")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if HEX_COLOUR.match(self.accent) and contrast(self.accent, "#ffffff") < MINIMUM_FOR_TEXT:
            errors["accent"] = _(
                "%(colour)s and white differ too little (%(ratio)s to 1; at least 4.5 is needed). "
                "Choose a darker colour."
            ) % {"colour": self.accent, "ratio": f"{contrast(self.accent, '#ffffff'):.1f}"}
        if self.logo_id and not self.logo_alt.strip():
            errors["logo_alt"] = _("Say in words what the logo is, for who does not see it.")
        if errors:
            raise ValidationError(errors)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "certificates/admin/design_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from certificates.preview import preview_context

        return preview_context(self, with_long_words=mode_name == "long")


class Signatory(Orderable):
    """Whose name and signature stand on certificates of a design."""

    design = ParentalKey(CertificateDesign, on_delete=models.CASCADE, related_name="signatories")
    name = models.CharField(_("name"), max_length=100, validators=[_can_be_printed])
    position = models.CharField(
        _("position"), max_length=100, blank=True, validators=[_can_be_printed], help_text=_("As in: Mayor.")
    )
    signature = models.ForeignKey(
        "cms.CmsImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signature"),
        help_text=_("A picture on a white background."),
    )

    panels = [FieldPanel("name"), FieldPanel("position"), FieldPanel("signature")]

    class Meta(Orderable.Meta):
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return self.name


class DesignUse(models.Model):
    """A course, a path or a site (a municipality) has its certificates in a design: at most one each.

    The design of a course holds for its translations as well, unless one has a design of its own.
    """

    design = ParentalKey(CertificateDesign, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("course or learning path"),
    )
    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("all courses and paths of the site"),
    )

    panels = [PageChooserPanel("page", ["courses.CoursePage", "courses.PathPage"]), FieldPanel("site")]

    class Meta:
        verbose_name = _("use of a design")
        verbose_name_plural = _("uses of designs")
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                name="certificates_one_design_per_page",
                violation_error_message=_("This course or path has another design. Take it away there first."),
            ),
            models.UniqueConstraint(
                fields=["site"],
                name="certificates_one_design_per_site",
                violation_error_message=_("This site has another design. Take it away there first."),
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) ^ Q(site__isnull=True),
                name="certificates_design_of_page_or_site",
                violation_error_message=_("Choose a course or path, or a site: one of the two."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.page or self.site)


class FrozenImage(models.Model):
    """A picture as it is printed, found by its content: a thousand certificates share one. Never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True, editable=False)
    content = models.BinaryField()
    content_type = models.CharField(max_length=50, default="image/png", editable=False)
    # CmsImage.file_hash of the file it was made of, so that nothing is read twice.
    source = models.CharField(max_length=40, db_index=True, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("picture on certificates")
        verbose_name_plural = _("pictures on certificates")

    def __str__(self) -> str:
        return self.sha256

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raise FrozenError for a picture that was kept before."""
        if not self._state.adding:
            raise FrozenError("A printed picture is kept as it is.")
        super().save(*args, **kwargs)
