"""Pages that every site has."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms.stream import BODY_BLOCKS


class BasePage(Page):
    """What all our pages share; every page type inherits from it."""

    # What somebody sends goes to a view.
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    # Whether a visitor may read the text of this kind of page, also in a search result.
    text_for_everyone: ClassVar[bool] = True

    content_panels = Page.content_panels
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], _("Navigation")),
    ]

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Wagtail looks for restrictions on every page above; a site without any need not look."""
        from cms.restrictions import has_restrictions

        restrictions: models.QuerySet[PageViewRestriction] = (
            super().get_view_restrictions() if has_restrictions() else PageViewRestriction.objects.none()
        )
        return restrictions

    def get_url_parts(self, request: Any = None) -> tuple[int, str | None, str | None] | None:
        from cms.page_addresses import url_parts_of

        return url_parts_of(self, request)

    @property
    def search_teaser(self) -> str:
        """What a search result shows below the title; a page that asks for sign-in keeps it empty."""
        return getattr(self, "summary", "") or getattr(self, "intro", "")


class HomePage(BasePage):
    """The front page of one site; what a signed-in learner meets there comes from courses."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    template = "cms/home_page.html"

    def parts(self) -> list[list[StreamValue.StreamChild]]:
        """The blocks of the text, a new part at each heading."""
        parts: list[list[StreamValue.StreamChild]] = []
        for block in self.body:
            if block.block_type == "heading" or not parts:
                parts.append([])
            parts[-1].append(block)
        return parts

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")


class StandardPage(BasePage):
    """A page of text: about, privacy, accessibility, help."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True)
    show_in_footer = models.BooleanField(_("show in the footer"), default=False)

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("show_in_footer")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    template = "cms/standard_page.html"

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")
