"""A municipality's colours from its design token file: read, shown, refused with the reason, taken over."""

import json
from contextlib import suppress

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from cms.branding_file import FoundColour, UnusableFileError, read_colours
from cms.contrast import HEX_COLOUR
from cms.models import Branding
from people.roles import PlatformRole, permission
from tests.factories.cms import make_branding
from tests.factories.people import make_user

MAIN = "utrecht-button-primary-action-background-color"


def as_json(content: object) -> bytes:
    return json.dumps(content).encode()


STYLE_DICTIONARY = as_json(
    {
        "utrecht": {
            "color": {"red": {"40": {"value": "#CC0000", "type": "color"}}},
            "button": {"primary-action": {"background-color": {"value": "{utrecht.color.red.40.value}"}}},
            "page-header": {"background-color": {"value": "rgb(34, 34, 34)", "comment": "de balk"}},
        }
    }
)
W3C = as_json(
    {
        "gemeente": {
            "$type": "color",
            "color": {"primary": {"$value": {"colorSpace": "srgb", "components": [0.8, 0, 0], "hex": "#cc0000"}}},
            "header": {"background-color": {"$value": "#222"}},
        }
    }
)
CSS = b"""
/* --gemeente-color-primary: #ffffff; */
.gemeente-theme {
  --gemeente-color-red: #cc0000ff;
  --gemeente-color-primary: var(--gemeente-color-red, #000);
  --gemeente-page-header-background-color: rgb(34 34 34 / 100%)
}
"""


@pytest.mark.parametrize("content", [STYLE_DICTIONARY, W3C, CSS, b"\xef\xbb\xbf" + CSS])
def test_the_two_colours_are_found_in_every_kind_of_file(content):
    found = read_colours(content)
    assert (found.primary.colour, found.header.colour) == ("#cc0000", "#222222")


def test_the_more_precise_name_wins_wherever_it_stands():
    found = read_colours(f":root {{ --a-color-primary: #111111; --{MAIN}: #222222; }}".encode())
    assert found.primary == FoundColour(MAIN, "#222222")
    assert found.header is None


@pytest.mark.parametrize(
    "value", ["red", "#cc000080", "#cc00", "rgb(300, 0, 0)", "{color.primary}", "var(--color-primary)", "12", ""]
)
def test_what_is_no_opaque_colour_is_passed_over(value):
    with pytest.raises(UnusableFileError, match="geen hoofdkleur"):
        read_colours(as_json({"color": {"primary": {"value": value}}}))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00binary", "geen tekstbestand"),
        (b"", "geen hoofdkleur"),
        (b"<svg><!ENTITY a 'b'></svg>", "geen hoofdkleur"),
        (b'{"color": ', "geen geldige JSON"),
        (b" " * 200_001, "groter dan 200 kB"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "te diep genest"),
        (b"[" * 10_000 + b"]" * 10_000, "te diep genest"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, "te diep genest"),
        (b'{"color": {"primary": {"value": ' + b"9" * 100_000 + b"}}}", "geen hoofdkleur"),
        (b'{"color": {"primary": {"value": 1e999999999}}}', "geen hoofdkleur"),
        (b"[1, 2]", "geen hoofdkleur"),
        (b"/*" * 90_000, "geen hoofdkleur"),
        (b"--a:" * 49_000, "geen hoofdkleur"),
        (b"-" * 190_000, "geen hoofdkleur"),
        (b"--a" + b" " * 190_000, "geen hoofdkleur"),
        (b":root{--color-primary:" + b"var(" * 40 + b"}", "geen hoofdkleur"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(UnusableFileError, match=sentence):
        read_colours(content)


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    try:
        found = read_colours(b":root { --color-primary: #123456; } " + content)
    except UnusableFileError:
        return
    assert HEX_COLOUR.match(found.primary.colour)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from(["value", "$value", "color", "primary", "hex"]), json_values))
def test_any_json_is_read_or_refused(content):
    with suppress(UnusableFileError):
        read_colours(as_json(content))


@pytest.fixture
def site(home) -> Site:
    return Site.objects.get()


@pytest.fixture
def editor(site) -> Client:
    return signed_in(Group.objects.get(name=PlatformRole.EDITOR))


def signed_in(*groups: Group) -> Client:
    user = make_user()
    user.groups.set(groups)
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, site: Site, content: bytes, name: str = "tokens.json"):
    return client.post(reverse("branding_file", args=[site.pk]), {"file": SimpleUploadedFile(name, content)})


def test_an_editor_comes_from_branding_to_the_form_which_lists_the_names(editor, site):
    address = reverse("branding_file", args=[site.pk])
    settings_page = editor.get(reverse("wagtailsettings:edit", args=["cms", "branding", site.pk])).content.decode()
    assert f'href="{address}"' in settings_page
    page = editor.get(address).content.decode()
    assert "Namen die we herkennen" in page
    assert "page-header-background-color" in page


def test_the_preview_shows_what_was_found_and_changes_nothing(editor, site):
    page = send(editor, site, STYLE_DICTIONARY).content.decode()
    assert MAIN in page
    assert "#cc0000" in page
    assert "5,9 op 1" in page
    assert "15,9 op 1" in page
    assert not Branding.objects.exists()


def test_after_confirming_the_colours_are_in_use_and_the_rest_stays(editor, site):
    make_branding(organisation_name="Gemeente Rivierdam", header_colour="#333333")
    page = send(editor, site, CSS.replace(b"page-header", b"other"), "thema.css")
    assert "Staat niet in het bestand" in page.content.decode()
    confirm = page.context["confirm"].initial
    response = editor.post(reverse("branding_colours", args=[site.pk]), confirm, follow=True)
    assert "nu in gebruik" in response.content.decode()
    branding = Branding.objects.get()
    assert (branding.primary_colour, branding.header_colour) == ("#cc0000", "#333333")
    assert branding.organisation_name == "Gemeente Rivierdam"


@pytest.mark.parametrize(
    ("token", "label"), [("color-primary", "Hoofdkleur"), ("page-header-background-color", "Kleur van de bovenbalk")]
)
def test_a_colour_on_which_white_cannot_be_read_is_refused_and_the_pair_named(editor, site, token, label):
    page = send(editor, site, as_json({token: {"$value": "#ffcc00"}})).content.decode()
    assert f"{label}: #ffcc00 en wit verschillen te weinig (1.5 op 1" in page
    assert "Gebruik deze kleuren" not in page


@pytest.mark.parametrize("content", [b'{"a":' * 10_000, b" " * 300_000, b"\xff", b"{}"])
def test_a_hostile_file_gets_a_sentence_on_the_form(editor, site, content):
    response = send(editor, site, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]


def test_without_a_file_the_form_says_so(editor, site):
    response = editor.post(reverse("branding_file", args=[site.pk]))
    assert response.context["form"].errors["file"]


@pytest.mark.parametrize("colour", ["#ffcc00", "red;}*{x", "#12345"])
def test_the_second_step_checks_the_colours_once_more(editor, site, colour):
    response = editor.post(
        reverse("branding_colours", args=[site.pk]), {"primary_colour": colour, "header_colour": ""}, follow=True
    )
    assert "nu in gebruik" not in response.content.decode()
    assert not Branding.objects.exists()


@pytest.mark.parametrize("name", ["branding_file", "branding_colours"])
@pytest.mark.parametrize("in_the_admin", [True, False])
def test_others_are_sent_away(site, name, in_the_admin):
    staff = Group.objects.create(name="Alleen het beheer in")
    staff.permissions.add(permission("wagtailadmin.access_admin"))
    client = signed_in(staff) if in_the_admin else signed_in()
    response = client.post(reverse(name, args=[site.pk]), {"primary_colour": "#123456", "header_colour": ""})
    assert response.status_code in (302, 403)
    assert not Branding.objects.exists()


def test_taking_over_is_a_post_and_an_unknown_site_is_not_there(editor, site):
    assert editor.get(reverse("branding_colours", args=[site.pk])).status_code == 405
    assert editor.get(reverse("branding_file", args=[site.pk + 99])).status_code == 404
