"""One stylesheet for each site, kept by the browser until something in it changes."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.models import Branding
from cms.stylesheet import branding_css, css_for, stylesheet_url
from tests.factories.cms import make_branding
from tests.factories.people import make_user


def address_on(client: Client, path: str = "/") -> str:
    return re.search(r'href="(/huisstijl\.css[^"]*)"', client.get(path).content.decode()).group(1)


def test_everybody_gets_the_stylesheet_and_may_keep_it_for_ever(client, home):
    response = client.get(address_on(client))
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in response.headers["Vary"]
    css = response.content.decode()
    assert "--ldl-brand-primary: #0b5c75" in css
    assert ".utrecht-button" in css
    assert "@media print" in css


def test_under_an_old_address_the_browser_asks_again(client, home):
    response = client.get(reverse("stylesheet") + "?v=oud")
    assert response.headers["Cache-Control"] == "no-cache"
    again = client.get(reverse("stylesheet"), headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_the_sheet_asks_for_nothing_but_our_own_fonts(home):
    addresses = re.findall(r'url\("([^"]+)"\)', css_for(Branding()))
    ours = [address for address in addresses if not address.startswith("data:image/svg+xml,")]
    assert ours
    assert all(re.fullmatch(r"/static/fonts/[\w-]+\.woff2", address) for address in ours)
    assert "@import" not in css_for(Branding())


def test_the_colours_of_the_municipality_win_and_change_the_address(client, home):
    before = address_on(client)
    make_branding(primary_colour="#7a1f5c", header_colour="#222222", organisation_name="Gemeente Rivierdam")
    after = address_on(client)
    assert after != before
    css = client.get(after).content.decode()
    assert css.rindex("--ldl-brand-primary: #7a1f5c;") > css.rindex("--ldl-brand-primary: #0b5c75;")
    assert "Gemeente Rivierdam" in client.get("/").content.decode()


def test_a_colour_that_came_in_by_another_door_is_left_out_if_it_is_no_colour():
    assert branding_css(Branding(primary_colour="red;}*{x", header_colour="#222222")) == (
        ":root { --ldl-brand-header: #222222; }\n"
    )


def test_showing_a_page_writes_no_branding(client, home):
    client.get("/")
    assert not Branding.objects.exists()


def test_two_sites_each_have_their_own_colours(rf, home):
    make_branding(primary_colour="#7a1f5c")
    other = Site.objects.create(hostname="testserver", port=80, root_page=home)
    Branding.objects.create(site=other, primary_colour="#123456")
    first = rf.get("/", HTTP_HOST="localhost")
    second = rf.get("/", HTTP_HOST="testserver")
    assert stylesheet_url(first) != stylesheet_url(second)


@pytest.mark.django_db
def test_an_administrator_can_choose_the_branding_for_the_first_time(client, home):
    client.force_login(make_user(is_superuser=True))
    site = Site.objects.get()
    address = reverse("wagtailsettings:edit", args=["cms", "branding", site.pk])
    assert client.get(address).status_code == 200
    client.post(
        address, {"organisation_name": "Gemeente X", "logo": "", "primary_colour": "#7a1f5c", "header_colour": ""}
    )
    assert Branding.objects.get().primary_colour == "#7a1f5c"
