"""The pages and roles without which no site works: front page, catalogue, case library, review."""

from typing import TypeVar

from django.conf import settings
from wagtail.models import Locale, Page, Site

from cms.models import BasePage, HomePage
from courses.models import CourseIndexPage
from guests.cases import setup_review
from guests.models import CaseIndexPage
from people.roles import sync_roles

PageType = TypeVar("PageType", bound=BasePage)


def setup_site() -> HomePage:
    """Make what is missing and leave alone what is there; safe to run at every upgrade."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home = HomePage.objects.order_by("path").first() or _replace_welcome_page()
    child(home, CourseIndexPage(title="Cursussen", slug="cursussen", show_in_menus=True, intro=CATALOGUE_INTRO))
    child(home, CaseIndexPage(title="Casussen", slug="casussen", show_in_menus=True))
    sync_roles()
    setup_review()
    return home


CATALOGUE_INTRO = "Elke cursus bestaat uit korte lessen. U stopt wanneer u wilt en gaat later verder waar u was."


def child(parent: Page, page: PageType) -> PageType:
    """`page` under `parent`, published; the one that is there already when the slug is taken."""
    existing = type(page).objects.child_of(parent).filter(slug=page.slug).first()
    if existing is not None:
        return existing
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def _replace_welcome_page() -> HomePage:
    root = Page.objects.get(depth=1)
    for welcome in root.get_children():
        welcome.delete()
    root.refresh_from_db()
    home: HomePage = root.add_child(instance=HomePage(title=settings.WAGTAIL_SITE_NAME, slug="home"))
    home.save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": settings.WAGTAIL_SITE_NAME},
    )
    return home
