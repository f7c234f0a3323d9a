"""What every page has: one heading, a way past the menu, a title of its own, nothing inline."""

import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from lxml import html

from tests.factories.cms import make_branding, make_page
from tests.factories.courses import make_course
from tests.factories.people import PASSWORD, make_user

PUBLIC = [
    "/",
    "/over/",
    "/zoeken/",
    "/zoeken/?q=over",
    "/bestaat-niet/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-verkeerd/",
    "/accounts/password/reset/key/done/",
    "/accounts/inactive/",
]
SIGNED_IN = [
    "/",
    "/over/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/stijlgids/",
]


@pytest.fixture
def site(home):
    make_page("Over ons", slug="over", show_in_footer=True, body=[("heading", "Kop"), ("text", "<p>Tekst</p>")])
    make_page("Hulp", slug="hulp", show_in_footer=True)
    home.intro = "Leer samenwerken."
    home.body = [("text", "<p>Zomaar.</p>"), ("heading", "Voor HR"), ("text", "<p>Overzicht.</p>")]
    home.save_revision().publish()
    make_course("Sociaal inkopen")
    return home


def page_at(client, path):
    return html.fromstring(client.get(path).content)


def check_frame(page):
    assert len(page.xpath("//h1")) == 1
    assert not page.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
    first_link = page.xpath("//body//a")[0]
    assert first_link.get("href") == "#inhoud"
    assert page.xpath("//main[@id='inhoud'][@tabindex='-1']")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(heading.tag[1]) for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert all(following - level <= 1 for level, following in pairwise(levels))
    outside = [address for address in page.xpath("//@src | //link/@href") if not address.startswith("/")]
    assert outside == []


@pytest.mark.indexed
@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_page_has_the_frame(client, site, path):
    check_frame(page_at(client, path))


@pytest.mark.parametrize("path", SIGNED_IN)
def test_every_page_of_somebody_signed_in_has_the_frame(client, site, path):
    client.force_login(make_user(is_superuser=True))
    check_frame(page_at(client, path))


@pytest.mark.indexed
def test_every_page_has_a_title_of_its_own(client, site):
    titles = [page_at(client, path).findtext("head/title") for path in PUBLIC]
    assert len(set(titles)) == len(titles)
    assert all(title.endswith(" – Leren doet leven") for title in titles)


def test_the_page_that_is_not_there_answers_404(client, site):
    assert client.get("/bestaat-niet/").status_code == 404


def test_a_visitor_is_offered_to_sign_in_and_somebody_signed_in_to_sign_out(client, site):
    assert "Inloggen" in page_at(client, "/").xpath("string(//header)")
    client.force_login(make_user(name="Sanne de Vries"))
    header = page_at(client, "/").xpath("//header")[0]
    assert "Sanne de Vries" in header.text_content()
    assert header.xpath(".//form[@method='post'][@action='/accounts/logout/']//button")
    assert header.xpath(f".//a[@href='{reverse('my_learning')}']")


def test_the_menu_comes_from_the_page_tree_and_marks_where_one_is(client, site):
    links = page_at(client, "/cursussen/").xpath("//nav[@aria-label='Hoofdmenu']//a[@aria-current='page']/@href")
    assert links == ["/cursussen/"]
    deeper = page_at(client, "/cursussen/").xpath("//a[contains(@class, 'utrecht-card__link')]/@href")[0]
    assert page_at(client, deeper).xpath("//nav[@aria-label='Hoofdmenu']//a[@aria-current='true']/@href") == [
        "/cursussen/"
    ]


def test_the_menu_button_opens_the_menu_without_javascript(client, site):
    page = page_at(client, "/")
    target = page.xpath("//button[text()='Menu']/@popovertarget")[0]
    assert page.get_element_by_id(target).get("popover") is not None


def test_help_stands_at_the_same_place_on_every_page_and_not_twice(client, site):
    for path in ("/", "/zoeken/", "/accounts/login/", "/bestaat-niet/"):
        page = page_at(client, path)
        assert page.xpath("//header//li[1]/a/@href")[0] == "/hulp/"
        assert page.xpath("//footer//a/@href") == ["/over/", "/cookies/", "/begrippen/"]


def test_breadcrumbs_lead_back_to_the_front_page(client, site):
    crumbs = page_at(client, "/over/").xpath("//nav[@aria-label='Kruimelpad']")[0]
    assert crumbs.xpath(".//a/@href") == ["/"]
    assert crumbs.xpath("string(.//li[@aria-current='page'])") == "Over ons"
    assert not page_at(client, "/").xpath("//nav[@aria-label='Kruimelpad']")


def test_the_municipality_stands_in_the_top_bar(client, site):
    make_branding(organisation_name="Gemeente Rivierdam")
    assert "Gemeente Rivierdam" in page_at(client, "/").xpath("string(//header)")


def test_the_front_page_has_the_fewest_requests(client, site):
    page = page_at(client, "/")
    assert len(page.xpath("//link[@rel='stylesheet'] | //script | //img | //link[@rel='icon' or @rel='preload']")) <= 7


def test_a_message_is_announced(client, site):
    user = make_user()
    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, follow=True)
    status = html.fromstring(response.content).xpath("//main//*[@role='status']")[0]
    assert "U bent ingelogd." in status.text_content()


def test_the_page_for_when_all_is_broken_needs_neither_request_nor_database():
    page = html.fromstring(render_to_string("500.html"))
    assert page.xpath("string(//h1)") == "Er ging iets mis"
    assert not page.xpath("//@style | //style | //script")


def test_without_a_site_a_page_still_appears(client, site):
    from wagtail.models import Site

    Site.objects.all().delete()
    response = client.get("/accounts/login/")
    assert response.status_code == 200
    assert re.search(r"<title>\s*Inloggen – Leren doet leven", response.content.decode())
