"""A page in another language: the same page of the tree of that language, when it is published there."""

from wagtail.models import Page

from cms.content_version import kept


def translation_of(page: Page, language: str) -> Page | None:
    """The published page with the same content in `language`; None for the language it has itself."""
    return translations_of(page).get(language)


def translations_of(page: Page) -> dict[str, Page]:
    """The published translations by language, without the page itself. A copy in waiting (alias) is none."""
    return _translations(page.pk)


@kept(most=2000)
def _translations(pk: int) -> dict[str, Page]:
    page = Page.objects.get(pk=pk)
    others = page.get_translations().live().filter(alias_of__isnull=True).select_related("locale")
    return {other.locale.language_code: other for other in others}
