"""The page tree every test stands on."""

from wagtail.models import Collection, Locale, Page, Site

from cms.models import HomePage
from courses.models import CourseIndexPage


def make_site() -> HomePage:
    """Root, home and catalogue. Also after a flush, which takes Wagtail's own first rows away."""
    home = HomePage.objects.first()
    if home is not None:
        return home
    Locale.objects.get_or_create(language_code="nl")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    for default_page in root.get_children():
        default_page.delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Leren doet leven", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Leren doet leven")
    home.add_child(instance=CourseIndexPage(title="Cursussen", slug="cursussen", show_in_menus=True))
    return home
