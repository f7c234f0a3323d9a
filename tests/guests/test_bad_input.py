"""Whatever is typed, pasted or added: a sentence says what to do, what was typed is there, and nothing breaks."""

import io
import re
import zipfile
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from lxml import html
from PIL import Image

from cms.models import CmsImage
from cms.written_text import as_written
from guests import cases, profiles
from guests.models import CasePage, Enterprise, Session
from operations.heartbeat import SWEEP, beat
from people.models import OutboxMail
from tests.access.addresses import every_address
from tests.factories.evidence import a_photo_with_a_place
from tests.factories.guests import make_draft

from .conftest import signed_in
from .every_form import FORMS, Place, proposal_of
from .test_case_pictures import add
from .test_profile import TOLD
from .test_session_form import last_sunday

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]

LONG = "x" * 100_000
FROM_WORD = (
    '<p class=MsoNormal style="mso-fareast-language:NL"><o:p>&nbsp;</o:p>Geplakt</p><script>alert(1)</script>'
    '<img src=x onerror=alert(1)><a href="javascript:alert(1)">klik</a><svg onload=alert(1)>"\'></textarea>'
    "{{ 7|add:7 }}"
)


@pytest.fixture
def place(request, author, editor) -> Place:
    """The form of this name."""
    return FORMS[request.param](author, editor)


PAGES = [name for name in FORMS if name != "autosave"]


def rows() -> list[Any]:
    kept = [model.objects.order_by("pk").values() for model in (Enterprise, Session, CmsImage)]
    return [list(one) for one in kept] + [cases.texts_of(cases.draft_of(case)) for case in CasePage.objects.all()]


# --- Much too long -------------------------------------------------------------


@pytest.mark.parametrize("place", PAGES, indirect=True)
def test_a_hundred_thousand_characters_are_refused_at_their_field_and_all_of_them_come_back(place):
    before = rows()
    for name in place.texts:
        sent = {"website": f"https://{LONG}", "link": f"https://{LONG}", "email": f"{LONG}@x.nl"}.get(name, LONG)
        if "proof" in name:
            sent = f"https://{LONG}"

        answer = place.send(**{name: sent})

        assert answer.status_code == 200, name
        form = answer.context["form"]
        assert list(form.errors) == [name]
        assert any(re.search(r"\d", error) for error in form.errors[name]), form.errors[name]
        assert sent in answer.content.decode(), name
    assert rows() == before


@pytest.mark.parametrize("place", PAGES, indirect=True)
def test_no_browser_cuts_off_what_is_pasted(place):
    page = html.fromstring(place.client.get(place.path).content)

    limited = page.xpath("//main//*[self::textarea or self::input[not(@type='email')]][@maxlength]/@name")
    assert set(limited) & set(place.texts) == set()


@pytest.mark.parametrize("place", ["autosave"], indirect=True)
def test_saving_while_one_types_names_the_text_that_is_too_long_and_keeps_the_rest(place):
    for name in place.texts:
        answer = place.send(**{name: LONG})
        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == [name]
        place.filled["version"] = answer.json()["version"]


# --- What nobody can see -------------------------------------------------------


@pytest.mark.parametrize("place", FORMS, indirect=True)
def test_signs_that_nobody_can_see_are_taken_out_or_named_and_never_break_anything(place):
    for name in place.texts:
        if name == "email":
            continue
        whole = place.send(**{name: f"{place.filled.get(name) or ''}\x00\x07\x0b\ufffd"})
        # Half of a pair, as only a program sends it.
        alone = place.client.post(
            place.path, f"{name}=a%00%07%0B%ED%A0%80", content_type="application/x-www-form-urlencoded"
        )

        assert whole.status_code < 500, name
        assert alone.status_code < 500, name


def test_a_text_from_word_keeps_its_line_ends_and_loses_what_nobody_sees():
    assert as_written("een\x0btwee\u2028drie\r\nvier\rvijf\x00\x07\ud800") == "een\ntwee\ndrie\nvier\nvijf"
    assert as_written("Café\u00a0– “ja”\t€ 5 🌷") == "Café\u00a0– “ja”\t€ 5 🌷"


@pytest.mark.parametrize("place", ["case"], indirect=True)
def test_a_pasted_text_with_such_signs_is_simply_kept(place):
    answer = place.send(title="Groen\x00 werk", summary="Regel een.\x0bRegel\x00 twee.")

    assert answer.status_code == 302
    draft = cases.draft_of(CasePage.objects.get())
    assert draft.title == "Groen werk"
    assert draft.summary == "Regel een.\nRegel twee."


@pytest.mark.parametrize("who", ["visitor", "author"])
def test_no_address_breaks_on_signs_that_no_database_can_look_for(who, author):
    beat(SWEEP)
    client = signed_in(author) if who == "author" else Client()
    for address in every_address():
        if address.is_of_the_admin:
            continue
        for sign in ("%00", "%ED%A0%80", "%F0%9F%8C%B7"):
            path = address.path % dict.fromkeys(address.arguments, f"a{sign}")
            question = "&".join(
                f"{name}=a{sign}" for name in ("q", "sector", "region", "sdg", "state", "page", "pagina")
            )
            assert client.get(f"{path}?{question}").status_code < 500, path


# --- Markup --------------------------------------------------------------------


def obeyed(body: str) -> list[str]:
    """Markup of what was pasted that a browser would take for markup."""
    page = html.fromstring(body)
    found = [str(script.text) for script in page.iter("script") if "alert" in (script.text or "")]
    for element in page.iter():
        attributes = {name.lower(): value for name, value in element.attrib.items()}
        found += [f"{name}={value}" for name, value in attributes.items() if name.startswith("on")]
        found += [value for value in attributes.values() if value.strip().lower().startswith("javascript:")]
        found += [value for name, value in attributes.items() if name == "style" and "mso-" in value]
        found += [value for name, value in attributes.items() if name == "class" and value == "MsoNormal"]
        found += [element.tag for _once in "x" if isinstance(element.tag, str) and element.tag.endswith(("o:p", ":p"))]
    return found


def test_markup_is_noticed_when_it_is_obeyed():
    assert len(obeyed(f"<html><body>{FROM_WORD}</body></html>")) >= 5


def pasted(path: str, client: Client) -> None:
    body = client.get(path).content.decode()
    assert obeyed(body) == [], path
    assert "Geplakt" in unescape(body), path
    assert "{{ 7|add:7 }}" in unescape(body), path


def test_what_was_pasted_into_a_case_is_shown_as_it_was_typed_and_never_obeyed(author, editor, as_author, as_editor):
    texts = dict.fromkeys(("author_name", *CasePage.PARTS), f"{FROM_WORD} {'Genoeg woorden. ' * 6}")
    texts["author_name"] = "<b onclick=x>Geplakt</b>"
    texts["summary"] = FROM_WORD
    case = make_draft(author, title="Geplakt <script>alert(1)</script>", **texts)
    studio = ("studio_case", "studio_preview", "studio_pictures", "studio_use", "studio_answers")
    for name in studio:
        body = as_author.get(reverse(name, args=[case.pk])).content.decode()
        assert obeyed(body) == [], name
    pasted(reverse("studio_preview", args=[case.pk]), as_author)
    pasted(reverse("studio_case", args=[case.pk]), as_author)
    cases.submit(case, author, cases.version_of(CasePage.objects.get()))
    pasted(reverse("review_case", args=[case.pk]), as_editor)
    CasePage.objects.get().latest_revision.publish()
    published = CasePage.objects.get()
    pasted(published.url, Client())
    for path in ("/casussen/", "/zoeken/?q=geplakt", "/studio/"):
        assert obeyed(as_author.get(path).content.decode()) == [], path
    assert "/casussen/" in published.url


def test_what_was_pasted_into_a_session_is_never_obeyed(author, as_author):
    session = proposal_of(author)
    Session.objects.filter(pk=session.pk).update(
        title="<script>alert(1)</script>", place=FROM_WORD[-90:], agenda=FROM_WORD
    )

    pasted(reverse("studio_session", args=[session.pk]), as_author)
    pasted(reverse("session_change", args=[session.pk]), as_author)
    pasted(reverse("session", args=[session.pk]), signed_in(session.organisation.memberships.first().user))


@pytest.mark.parametrize("place", ["profile", "application", "new session"], indirect=True)
@pytest.mark.parametrize("link", ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,<script>", "//x"])
def test_a_link_that_runs_something_is_refused_and_kept(place, link):
    name = "link" if "link" in place.texts else "website"
    fields = {name: link, "kind": "online"} if name == "link" else {name: link}

    answer = place.send(**fields)

    assert list(answer.context["form"].errors) == [name]
    assert link.strip() in unescape(answer.content.decode())
    assert "https://" in answer.context["form"].errors[name][0]
    assert not OutboxMail.objects.exists()


# --- Pictures ------------------------------------------------------------------


def a_jpeg() -> bytes:
    written = io.BytesIO()
    Image.effect_noise((60, 40), 90).convert("RGB").save(written, "JPEG")
    return written.getvalue()


def a_jar() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("Evil.class", "GEHEIM")
    return written.getvalue()


def a_gif() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (9, 9)).save(written, "GIF")
    return written.getvalue()


HIDDEN = (b"<script", b"<html", b"GEHEIM", b"PK\x03\x04", b"Merk-van-telefoon", b"opmerking", b"Exif", b"GPS")
KEPT = {
    "a page behind a JPEG": a_jpeg() + b"<html><script>alert(1)</script>",
    "an archive behind a JPEG": a_jpeg() + a_jar(),
    "a page in the comment of a JPEG": a_jpeg()[:2] + b"\xff\xfe\x00\x10<script>x</s>" + b"\0" * 1 + a_jpeg()[2:],
    "a photo with a place": a_photo_with_a_place(),
}
REFUSED = {
    "an archive behind a GIF": a_gif() + a_jar(),
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page with the name of a picture": b"<html><script>alert(1)</script></html>",
    "a page that begins as a JPEG": b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>",
    "a picture of an iPhone": b"\x00\x00\x00\x18ftypheic" + b"0" * 50,
    "a picture of 20 MB": a_jpeg() + b"\0" * 20 * 1024 * 1024,
}


def to_case(client: Client, author, content: bytes) -> Any:
    return add(client, make_draft(author), upload=SimpleUploadedFile("portret.jpg", content))


def to_profile(client: Client, author, content: bytes) -> Any:
    enterprise = author.enterprises.get()
    sent = {"logo": SimpleUploadedFile("portret.jpg", content), "logo_alt": "Twee mensen planten een boom."}
    version = {"version": profiles.version_of(enterprise)}
    return client.post(reverse("studio_profile", args=[enterprise.pk]), TOLD | sent | version)


@pytest.mark.parametrize("send", [to_case, to_profile])
@pytest.mark.parametrize("content", KEPT.values(), ids=KEPT.keys())
def test_of_a_picture_only_what_can_be_seen_is_kept(as_author, author, send, content):
    assert send(as_author, author, content).status_code == 302

    with CmsImage.objects.get().file.open("rb") as file:
        kept = file.read()
    assert [word for word in HIDDEN if word in kept] == []
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}


@pytest.mark.parametrize("send", [to_case, to_profile])
@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_picture_for_a_page_is_refused_with_a_sentence_and_the_words_stay(as_author, author, send, content):
    answer = send(as_author, author, content)

    assert answer.status_code == 200
    assert 'value="Twee mensen planten een boom."' in answer.content.decode()
    [errors] = answer.context["form"].errors.values()
    assert re.search(r"JPEG|20 MB", errors[0])
    assert not CmsImage.objects.exists()


# --- Times ---------------------------------------------------------------------


@pytest.mark.parametrize("place", ["new session", "session"], indirect=True)
@pytest.mark.parametrize("month", [3, 10])
def test_in_the_night_that_the_clock_changes_a_session_is_refused_and_everything_typed_stays(place, month):
    day = last_sunday(month).isoformat()
    sent = {"title": "Nachtelijk overleg", "day": day, "begins": "02:30", "ends": "04:00", "agenda": "Koffie, thee."}
    count = Session.objects.count()

    answer = place.send(**sent)

    assert list(answer.context["form"].errors) == ["begins"]
    body = unescape(answer.content.decode())
    assert gettext("In this night the clock changes. Let it end before two or begin after three o'clock.") in body
    assert [text for text in sent.values() if text not in body] == []
    assert Session.objects.filter(title="Nachtelijk overleg").count() == 0
    assert Session.objects.count() == count
