"""The page tree every test stands on."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.models import Translation

from cms.models import HomePage
from courses.models import CourseIndexPage
from people.roles import sync_roles


def make_site() -> HomePage:
    """Root, home, catalogue and roles. Also after a flush, which takes Wagtail's own first rows away."""
    home = HomePage.objects.order_by("path").first()
    if home is not None:
        return home
    Locale.objects.get_or_create(language_code="nl")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    # A migration of the package makes it; no model names it.
    Permission.objects.get_or_create(
        codename="submit_translation",
        content_type=ContentType.objects.get_for_model(Translation),
        defaults={"name": "Can submit translations"},
    )
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    for default_page in root.get_children():
        default_page.delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Leren doet leven", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Leren doet leven")
    home.add_child(instance=CourseIndexPage(title="Cursussen", slug="cursussen", show_in_menus=True))
    sync_roles()
    return home
