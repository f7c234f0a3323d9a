"""Enterprises, and who writes for them."""

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from cms.blocks.sdg_tile import GOAL_CHOICES
from cms.sdgs import BY_NUMBER, Goal
from people.roles import PlatformRole

LONGEST_NAME = 150
LONGEST_MISSION = 500
# Not that of a URLField, which also lets ftp through.
web_address = URLValidator(schemes=["http", "https"])


def _link(name: Any, help_text: Any) -> models.CharField:
    return models.CharField(name, max_length=200, blank=True, validators=[web_address], help_text=help_text)


def _picture(name: Any) -> models.ForeignKey:
    """Its words for who cannot see it are the description of the image."""
    return models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=name,
    )


class Label(NamedTuple):
    """A label that an enterprise says it has, and where that can be checked."""

    name: str
    proof: str


class GoalsField(forms.TypedMultipleChoiceField):
    """A box for each goal; gives their numbers."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        field = Enterprise._meta.get_field("sdgs")
        words = {"label": capfirst(str(field.verbose_name)), "help_text": field.help_text, "required": False}
        super().__init__(choices=GOAL_CHOICES, coerce=int, **words | options)


class EnterpriseAdminForm(WagtailAdminModelForm):
    """The numbers of goals as boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sdgs"] = GoalsField()


@register_snippet
class Enterprise(index.Indexed, models.Model):
    """A social enterprise. Its members write its cases together."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    slug = models.SlugField(_("short name in addresses"), unique=True)
    mission = models.TextField(_("mission"), max_length=LONGEST_MISSION, blank=True)
    sector = models.CharField(_("sector"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=100, blank=True)
    website = _link(_("website"), _("With https:// in front."))
    sdgs = models.JSONField(
        _("Sustainable Development Goals"),
        default=list,
        blank=True,
        help_text=_("The goals that your work contributes to most."),
    )
    # A label counts as stated when there is a page that proves it.
    code_proof = _link(
        _("Code Sociale Ondernemingen: link to the proof"), _("The page in the register of the Code, with https://.")
    )
    pso_proof = _link(_("PSO: link to the proof"), _("The page in the register of the PSO, with https://."))
    bcorp_proof = _link(_("B Corp: link to the proof"), _("The page in the directory of B Corps, with https://."))
    logo = _picture(_("logo"))
    portrait = _picture(_("portrait"))
    admitted = models.BooleanField(
        _("admitted"),
        default=False,
        help_text=_("The profile is on the site for everybody."),
    )
    fictional = models.BooleanField(_("fictional"), default=False, help_text=_("Made up; readers are told so."))
    sessions_a_year = models.PositiveSmallIntegerField(
        _("sessions a year"),
        null=True,
        blank=True,
        help_text=_("How many sessions the enterprise wants to give in a calendar year. Empty: no limit."),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="enterprises",
        limit_choices_to={"groups__name": PlatformRole.ENTREPRENEUR.value},
        verbose_name=_("members"),
        help_text=_("Entrepreneurs who write the cases of this enterprise."),
    )

    base_form_class = EnterpriseAdminForm
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("mission"),
        FieldRowPanel([FieldPanel("sector"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("legal_form"), FieldPanel("website")]),
        FieldPanel("sdgs"),
        *[FieldPanel(proof) for proof in ("code_proof", "pso_proof", "bcorp_proof")],
        FieldRowPanel([FieldPanel("logo"), FieldPanel("portrait")]),
        FieldRowPanel([FieldPanel("admitted"), FieldPanel("fictional")]),
        FieldPanel("members", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def goals(self) -> list[Goal]:
        """The goals in the order of their numbers."""
        return [BY_NUMBER[number] for number in sorted(set(self.sdgs))]

    @property
    def labels(self) -> list[Label]:
        """What it says it has; nobody here has checked it."""
        stated = [
            Label("Code Sociale Ondernemingen", self.code_proof),
            Label("PSO", self.pso_proof),
            Label("B Corp", self.bcorp_proof),
        ]
        return [label for label in stated if label.proof]
