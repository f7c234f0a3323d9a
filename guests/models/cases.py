"""Cases, and cases taken up in courses."""

from collections.abc import Collection
from typing import Any, ClassVar, NamedTuple, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PagePermissionTester
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.choice_list import ChoiceListField
from cms.models import BasePage
from cms.sdgs import BY_NUMBER, GOALS, Goal
from courses.languages import in_language
from courses.models import StepPage
from people.models import User
from people.perms import in_platform_role
from people.roles import PlatformRole

from .enterprises import Enterprise

# A text of this length takes about four minutes to read; six of them fill a step.
LONGEST_TEXT = 4000
LONGEST_SUMMARY = 300
LONGEST_INDICATOR = 150
LONGEST_FIGURE = 40
MOST_PICTURES = 4


class ForReadersOfTheLibrary(BasePage):
    """A page that asks who comes to sign in, if its library says so."""

    class Meta:
        abstract = True

    @property
    def search_teaser(self) -> str:
        return super().search_teaser if self.text_for_everyone else ""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.text_for_everyone and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response


class CaseIndexPage(ForReadersOfTheLibrary):
    """The library of cases of one site."""

    intro = models.TextField(_("introduction"), blank=True)
    signed_in_only = models.BooleanField(
        _("only for people who signed in"),
        default=False,
        help_text=_("Visitors without an account find the titles, and are asked to sign in to read."),
    )

    # Who may read does not depend on the language.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("signed_in_only", overridable=False)]

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["guests.CasePage"]
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("signed_in_only")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    template = "guests/case_index_page.html"

    class Meta:
        verbose_name = _("case library")
        verbose_name_plural = _("case libraries")

    @property
    def text_for_everyone(self) -> bool:  # type: ignore[override]
        return not self.signed_in_only

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guests.case_library import library_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | library_context(self, request.GET)


# Numbers before the names, as everybody knows the goals.
GOAL_CHOICES = [(goal.number, format_lazy("{number}. {name}", number=goal.number, name=goal.name)) for goal in GOALS]


class Section(NamedTuple):
    """One part of a case as it is shown; `part` is the name of its field."""

    part: str
    heading: str
    text: str


def _part(name: Any, help_text: Any) -> models.TextField:
    """A part of a case: plain text, paragraphs divided by empty lines. Markup in it is shown, not obeyed."""
    return models.TextField(name, max_length=LONGEST_TEXT, help_text=help_text)


class CasePermissionTester(PagePermissionTester):
    """What people of the staff may do with a case in the admin."""

    def can_publish(self) -> bool:
        """A case that somebody from outside writes is published by their own approval (guests/final_wording.py)."""
        return super().can_publish() and not self.page.specific.authors.exists()


class CasePage(ForReadersOfTheLibrary):
    """What an entrepreneur tells civil servants. `owner` is the entrepreneur's account.

    Written in the studio as revisions, published only by the review (guests/cases.py).
    """

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="cases", verbose_name=_("enterprise")
    )
    author_name = models.CharField(
        _("author"), max_length=150, help_text=_("The name that readers see with this case.")
    )
    fictional = models.BooleanField(_("fictional"), default=False, help_text=_("Made up; readers are told so."))
    summary = models.TextField(
        _("summary"),
        max_length=LONGEST_SUMMARY,
        help_text=_("What is this case about, in two or three sentences? Readers see this first."),
    )
    social_problem = _part(
        _("The social problem"),
        _("What goes wrong in your area, and for whom? For example: “Many people who want to work sit at home.”"),
    )
    what_we_do = _part(
        _("What we do"),
        _("Your work and the people who do it. For example: “We keep parks tidy, with 46 people.”"),
    )
    what_it_yields = _part(
        _("What it yields"),
        _("Name figures if you have them, and what you do not know. For example: “Four people got a steady job.”"),
    )
    sdgs = ChoiceListField(
        _("sustainable development goals"),
        options=GOAL_CHOICES,
        coerce=int,
        help_text=_("Tick the goals to which your work contributes most; three is often enough."),
    )
    indicator = models.CharField(
        _("what you measure"),
        max_length=LONGEST_INDICATOR,
        blank=True,
        help_text=_("One thing that shows what it yields. For example: “People who found a steady job.”"),
    )
    indicator_figure = models.CharField(
        _("figure"), max_length=LONGEST_FIGURE, blank=True, help_text=_("For example: “4 of 12”, or “38 %”.")
    )
    indicator_year = models.CharField(
        _("year of the figure"), max_length=4, blank=True, help_text=_("For example: “2025”.")
    )
    with_the_municipality = _part(
        _("With the municipality"),
        _("What went well and what did not? For example: “It began with coffee. The buyer asked what held us back.”"),
    )
    what_you_could_do = _part(
        _("What you could do"),
        _("Your advice to a civil servant. For example: “Call us before you start writing.”"),
    )
    question_to_reader = _part(
        _("A question for you"),
        _("What should the reader think about? For example: “Which work could a company like ours do for you?”"),
    )

    PARTS: ClassVar[tuple[str, ...]] = (
        "social_problem",
        "what_we_do",
        "what_it_yields",
        "with_the_municipality",
        "what_you_could_do",
        "question_to_reader",
    )

    # What an author writes beside the text parts to say what it yields, in the order of the form.
    YIELD: ClassVar[tuple[str, ...]] = ("sdgs", "indicator", "indicator_figure", "indicator_year")

    parent_page_types = ["guests.CaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("enterprise"), FieldPanel("author_name"), FieldPanel("fictional")], _("Who tells it")
        ),
        FieldPanel("summary"),
        *[FieldPanel(part) for part in PARTS],
        MultiFieldPanel([FieldPanel(name) for name in YIELD], _("Goals and a figure")),
        InlinePanel("pictures", label=_("Picture"), max_num=MOST_PICTURES),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("author_name"),
        index.SearchField("summary", boost=2),
        index.SearchField("indicator"),
        *[index.SearchField(part) for part in PARTS],
        index.RelatedFields("enterprise", [index.SearchField("name")]),
    ]
    template = "guests/case_page.html"

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    @cached_property
    def text_for_everyone(self) -> bool:  # type: ignore[override]
        return not CaseIndexPage.objects.ancestor_of(self).filter(signed_in_only=True).exists()

    @property
    def authors(self) -> QuerySet[User]:
        """Who may write it in the studio (guests/cases.py, the other way round)."""
        writers = User.objects.filter(in_platform_role(PlatformRole.ENTREPRENEUR))
        own = Q(enterprises=self.enterprise_id) | Q(pk=self.owner_id, enterprises__isnull=False)
        return writers.filter(own).distinct()

    def permissions_for_user(self, user: User) -> CasePermissionTester:
        return CasePermissionTester(user, self)

    @property
    def sections(self) -> list[Section]:
        """The parts that have a text, in order."""
        return [
            Section(part, str(self._meta.get_field(part).verbose_name), getattr(self, part))
            for part in self.PARTS
            if getattr(self, part).strip()
        ]

    @property
    def goals(self) -> list[Goal]:
        """The goals it contributes to, in the order of their numbers."""
        return [BY_NUMBER[number] for number in sorted(self.sdgs)]

    @property
    def is_fictional(self) -> bool:
        return self.fictional or self.enterprise.fictional

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"case": self, "is_hidden": False}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While it is out of sight because of a tender who signed in reads that; a visitor finds nothing."""
        from guests.hidden_cases import is_hidden, may_read_hidden

        response = super().serve(request, *args, **kwargs)
        if not isinstance(response, TemplateResponse) or not is_hidden(self):
            return response
        if not request.user.is_authenticated:
            raise Http404
        if may_read_hidden(request.user, self):
            response.context_data = (response.context_data or {}) | {"is_hidden": True}
        else:
            response.template_name = "guests/case_hidden.html"
        response.headers["X-Robots-Tag"] = "noindex"
        return response


class CasePicture(Orderable):
    """A picture that an author added. It is part of the revision, so what is published is what was reviewed.

    alt: what can be seen, for people who cannot see it.
    """

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("picture")
    )
    alt = models.CharField(_("what can be seen"), max_length=255)

    panels = [FieldPanel("image"), FieldPanel("alt")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture of a case")
        verbose_name_plural = _("pictures of cases")


class CaseStepPage(StepPage):
    """A case from the library taken up as a step of a course, by reference: always the published text."""

    case = models.ForeignKey(CasePage, on_delete=models.PROTECT, related_name="steps", verbose_name=_("case"))

    is_creatable = True
    content_panels = [*BasePage.content_panels, *StepPage.step_panels, FieldPanel("case")]
    template = "guests/case_step_page.html"

    class Meta:
        verbose_name = _("case in a course")
        verbose_name_plural = _("cases in courses")

    @classmethod
    def hosts_of(cls, steps: Collection[StepPage]) -> dict[int, set[int]]:
        """Who wrote the case answers too: the members of its enterprise."""
        hosts = super().hosts_of(steps)
        members = User.objects.filter(
            in_platform_role(PlatformRole.ENTREPRENEUR), enterprises__cases__steps__in=list(hosts)
        )
        for pk, member in members.values_list("enterprises__cases__steps", "pk"):
            hosts[pk].add(member)
        return hosts

    @classmethod
    def presenters_in(cls, steps: Collection[int]) -> list[str]:
        """Who tells the case, and for which enterprise."""
        cases = CasePage.objects.filter(steps__in=steps).order_by("steps__path")
        return [f"{author}, {name}" for author, name in cases.values_list("author_name", "enterprise__name")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guests.hidden_cases import is_hidden

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["is_hidden"] = self.case.live and is_hidden(self.case)
        is_shown = self.case.live and not context["is_hidden"]
        context["case"] = in_language(self.case, self.locale.language_code) if is_shown else None
        if context["case"] and context["enrolment"] and context["step"]:
            from guests.case_steps import said_by

            # Who is enrolled has signed in.
            context |= said_by(cast("User", request.user), self)
        elif context["case"] and context["step"]:
            from guests.case_steps import shown_to_editor

            context |= shown_to_editor(request.user, self)
        return context
