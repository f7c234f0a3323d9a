"""Editors make designs in the admin, and see the paper before anyone has it."""

import struct
import zlib

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.forms import get_image_form

from certificates.models import CertificateDesign, FrozenImage, Signatory
from certificates.pictures import UnreadablePictureError, printed_picture
from cms.models import CmsImage
from people.roles import PlatformRole
from tests.factories.designs import make_design, small_png, use_for
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(client, home):
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    client.force_login(editor)
    return client


def form_data(**fields):
    rows = {
        f"{name}-{count}": number
        for name in ("signatories", "uses")
        for count, number in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 3))
    }
    known = {"name": "Rivierdam", "orientation": "landscape", "language": "nl", "text": "Een zin.", "accent": ""}
    return rows | known | fields


def test_an_editor_makes_a_design_with_a_signatory_for_a_site(as_editor, home):
    site = home.get_site()
    data = form_data(
        **{
            "signatories-TOTAL_FORMS": 1,
            "signatories-0-name": "Aleida ten Brink",
            "signatories-0-position": "Burgemeester",
            "signatories-0-ORDER": 1,
            "uses-TOTAL_FORMS": 1,
            "uses-0-site": site.pk,
        }
    )
    response = as_editor.post("/admin/snippets/certificates/certificatedesign/add/", data)
    assert response.status_code == 302
    design = CertificateDesign.objects.get()
    assert design.signatories.get().name == "Aleida ten Brink"
    assert design.uses.get().site == site


def test_a_second_design_for_the_same_site_is_refused_with_what_was_typed(as_editor, home):
    use_for(make_design(signatories=0), home.get_site())
    data = form_data(**{"uses-TOTAL_FORMS": 1, "uses-0-site": home.get_site().pk, "text": "Mijn zin."})
    page = as_editor.post("/admin/snippets/certificates/certificatedesign/add/", data).content.decode()
    assert "Deze site heeft al een ander ontwerp." in page
    assert "Mijn zin." in page
    assert CertificateDesign.objects.count() == 1


def test_who_is_no_editor_sees_no_designs(client, learner):
    design = make_design(signatories=0)
    client.force_login(learner)
    for address in ("", "add/", f"edit/{design.pk}/", f"preview/{design.pk}/"):
        assert client.get(f"/admin/snippets/certificates/certificatedesign/{address}").status_code in {302, 403, 404}


def test_a_colour_that_white_does_not_show_on_is_refused():
    with pytest.raises(ValidationError, match="verschillen te weinig"):
        CertificateDesign(name="Geel", accent="#ffee00").full_clean()
    with pytest.raises(ValidationError):
        CertificateDesign(name="Geen kleur", accent="red").full_clean()


def test_a_logo_without_words_is_refused(home):
    design = make_design(signatories=0)
    design.logo_alt = " "
    with pytest.raises(ValidationError) as refused:
        design.full_clean()
    assert set(refused.value.message_dict) == {"logo_alt"}


def test_a_character_that_no_font_has_is_refused_in_the_design():
    with pytest.raises(ValidationError, match="学"):
        CertificateDesign(name="Tekens", text="学").full_clean()
    with pytest.raises(ValidationError, match="🎓"):
        Signatory(name="Aleida 🎓").full_clean(exclude=["design"])


def bomb(side: int = 40_000) -> bytes:
    """The beginning of a PNG of side by side pixels; nothing more is needed to refuse it."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


@pytest.mark.parametrize("side", [40_000, 7_000])
def test_a_picture_of_too_many_pixels_is_refused_with_what_to_do(home, side):
    file = SimpleUploadedFile("handtekening.png", bomb(side), "image/png")
    form = get_image_form(CmsImage)({"title": "Handtekening"}, {"file": file})
    assert not form.is_valid()
    assert "Maak de afbeelding kleiner" in form.errors["file"][0]


@pytest.mark.parametrize("side", [40_000, 7_000])
def test_a_picture_of_too_many_pixels_is_not_opened_for_the_paper_either(side, tmp_path):
    file = tmp_path / "bomb.png"
    file.write_bytes(bomb(side))
    with file.open("rb") as opened, pytest.raises(UnreadablePictureError):
        printed_picture(opened)


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"GIF89a"])
def test_what_is_no_picture_of_dots_is_not_opened(content, tmp_path):
    file = tmp_path / "picture.png"
    file.write_bytes(content)
    with file.open("rb") as opened, pytest.raises(UnreadablePictureError):
        printed_picture(opened)


def test_a_large_picture_is_printed_small(tmp_path):
    file = tmp_path / "large.png"
    file.write_bytes(small_png(size=(2400, 300)))
    with file.open("rb") as opened:
        printed = printed_picture(opened)
    assert struct.unpack(">II", printed[16:24]) == (1200, 150)


@pytest.mark.parametrize("mode", ["", "long"])
def test_the_preview_shows_the_drawn_page_and_writes_nothing(mode, rf):
    design = make_design(orientation="landscape", language="en")
    page = design.make_preview_request(preview_mode=mode).content.decode()
    assert 'src="data:image/png;base64,' in page
    assert FrozenImage.objects.count() == 0


def test_the_preview_says_what_cannot_be_drawn():
    design = make_design(signatories=0, text="学")
    assert "U+5B66" in design.make_preview_request(preview_mode="").content.decode()


def test_an_editor_gets_the_preview_of_what_is_not_saved_yet(as_editor):
    address = reverse(CertificateDesign.snippet_viewset.get_url_name("preview_on_add"))
    assert as_editor.post(address, form_data(text="Nog niet bewaard.")).json() == {
        "is_valid": True,
        "is_available": True,
    }
    assert "data:image/png;base64," in as_editor.get(address).content.decode()
    assert CertificateDesign.objects.count() == 0
