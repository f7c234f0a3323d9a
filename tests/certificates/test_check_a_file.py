"""Anyone hands in a PDF and reads in one sentence what it is; nothing of it is kept."""

import os
import tempfile
from datetime import date

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates.drawing import draw
from certificates.file_check import MOST_BYTES
from certificates.issue import reissue
from certificates.models import CertificatePdf
from certificates.verify import UNKNOWN_PER_MINUTE
from tests.factories.certificates import make_certificate, revoke_as
from tests.factories.people import make_user
from tests.factories.seals import drawn_pdf, write_key

from .pages import main_of

ADDRESS = "/certificaat/pdf/"


@pytest.fixture(autouse=True)
def no_counts() -> None:
    cache.clear()


@pytest.fixture
def visitor(home) -> Client:
    return Client()


def hand_in(visitor: Client, content: bytes, name: str = "certificaat.pdf", **named):
    return visitor.post(ADDRESS, {"file": SimpleUploadedFile(name, content, "application/pdf")}, **named)


def said_of(visitor: Client, content: bytes, **named: str) -> str:
    response = hand_in(visitor, content, **named)
    assert response.status_code == 200
    return main_of(response)


@pytest.mark.parametrize("address", ["/certificaat/", "/certificaat/{code}/"])
def test_every_page_that_verifies_leads_to_it(visitor, certificate, address):
    assert f'href="{ADDRESS}"' in main_of(visitor.get(address.format(code=certificate.code)))


def test_it_says_how_large_a_file_may_be_before_one_is_chosen(visitor):
    assert "Hoogstens 5,0" in main_of(visitor.get(ADDRESS))


def test_the_form_comes_with_an_origin_that_the_check_of_its_token_takes(visitor):
    """With no-referrer a browser sends `Origin: null`, which is refused."""
    assert visitor.get(ADDRESS)["Referrer-Policy"] == "same-origin"


def test_the_file_we_issued_leads_to_its_certificate(visitor, drawn):
    certificate = drawn.certificate
    page = said_of(visitor, bytes(drawn.content))
    for words in [
        "Dit bestand is precies zoals wij het uitgaven",
        certificate.holder_name,
        certificate.course_title,
        "Dit certificaat is geldig.",
        "De pdf heeft geen digitaal zegel",
        f'href="/certificaat/{certificate.code}/"',
    ]:
        assert words in page


def test_a_sealed_file_we_issued_says_by_whom_it_is_sealed(visitor, certificate, settings, tmp_path):
    settings.CERTIFICATE_SEAL_KEY = write_key(tmp_path / "key.pem")
    settings.CERTIFICATE_SEAL_IS_DEMONSTRATION = False
    draw(certificate)
    page = said_of(visitor, bytes(certificate.pdf.content))
    assert "De pdf heeft een digitaal zegel van Gemeente Rivierdam" in page


@pytest.mark.row("C3")
def test_a_revoked_certificate_is_not_called_valid(visitor, drawn):
    revoke_as(drawn.certificate)
    page = said_of(visitor, bytes(drawn.content))
    assert "Maar dit certificaat is op" in page
    assert "utrecht-alert--error" in page
    assert "is geldig" not in page


@pytest.mark.row("C3")
def test_a_replaced_certificate_is_not_called_valid(visitor, drawn):
    reissue(drawn.certificate, "Sanne Jansen", "Andere naam", make_user())
    page = said_of(visitor, bytes(drawn.content))
    assert "geldt een ander certificaat" in page
    assert "is geldig" not in page
    assert "Sanne Jansen" not in page


@pytest.mark.row("C3")
def test_an_expired_certificate_is_not_called_valid(visitor, learner):
    certificate = make_certificate(learner, valid_until=date(2020, 1, 31))
    draw(certificate)
    page = said_of(visitor, bytes(certificate.pdf.content))
    assert "Maar dit certificaat is sinds 1 februari 2020 verlopen" in page
    assert "is geldig" not in page


def test_one_byte_less_is_not_ours_and_tells_nothing_of_the_certificate(visitor, drawn):
    page = said_of(visitor, bytes(drawn.content)[:-1])
    assert "Dit bestand hebben wij niet uitgegeven" in page
    assert drawn.certificate.code not in page
    assert drawn.certificate.holder_name not in page


def test_one_changed_byte_after_the_seal_is_said_in_one_sentence(visitor, certificate, settings, tmp_path):
    settings.CERTIFICATE_SEAL_KEY = write_key(tmp_path / "key.pem")
    draw(certificate)
    content = bytearray(certificate.pdf.content)
    content[2000] ^= 1
    page = said_of(visitor, bytes(content))
    assert "Dit bestand is veranderd nadat wij het verzegelden" in page
    assert certificate.holder_name not in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: drawn_pdf()[:9000], "Dit bestand is niet heel"),
        (drawn_pdf, "Dit bestand hebben wij niet uitgegeven"),
        (lambda: b"noise", "Dit bestand is geen pdf"),
        (lambda: os.urandom(MOST_BYTES), "Dit bestand is geen pdf"),
    ],
)
def test_other_files_are_told_apart(visitor, content, words):
    assert words in said_of(visitor, content())


@pytest.mark.row("C11")
def test_it_is_said_in_english_too(visitor, drawn):
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = said_of(visitor, bytes(drawn.content))
    assert "exactly as we issued it" in page
    assert "Dit bestand" not in page


@pytest.mark.row("B46")
def test_a_file_name_with_markup_is_text(visitor):
    page = said_of(visitor, b"noise", name="<img src=x onerror=alert(1)>.pdf")
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page


def test_nothing_of_it_is_kept(visitor, drawn, monkeypatch):
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("It is looked at in memory.")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    said_of(visitor, os.urandom(MOST_BYTES - 1))
    assert CertificatePdf.objects.count() == 1


# --- What is refused -----------------------------------------------------------


@pytest.mark.parametrize("sent", [{}, {"file": ""}])
def test_without_a_file_it_asks_for_one(visitor, sent):
    page = visitor.post(ADDRESS, sent).content.decode()
    assert "Kies de pdf die u wilt controleren." in page
    assert "<title>Fout: Controleer een pdf" in page
    assert 'href="#id_file"' in page


def test_an_empty_file_is_said_to_be_empty(visitor):
    assert "Dit bestand is leeg" in main_of(hand_in(visitor, b""))


@pytest.mark.parametrize("size", [MOST_BYTES + 1, MOST_BYTES + 100_000])
def test_a_file_that_is_too_large_is_dropped_with_the_reason(visitor, size):
    page = main_of(hand_in(visitor, bytes(size)))
    assert "Dit bestand is groter dan 5,0" in page
    assert 'aria-invalid="true"' in page


def test_a_form_of_another_site_is_refused(home):
    assert hand_in(Client(enforce_csrf_checks=True), b"noise").status_code == 403


def test_the_own_form_is_taken_also_when_the_file_is_too_large(home):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(ADDRESS)
    for content, words in [(b"noise", "is geen pdf"), (bytes(MOST_BYTES + 100_000), "groter dan")]:
        token = page.context["csrf_token"]
        file = SimpleUploadedFile("x.pdf", content)
        assert words in main_of(browser.post(ADDRESS, {"csrfmiddlewaretoken": str(token), "file": file}))


def test_unknown_files_are_limited_with_unknown_codes_and_ours_are_not(visitor, drawn):
    for _ in range(UNKNOWN_PER_MINUTE):
        assert hand_in(visitor, b"noise").status_code == 200
    assert hand_in(visitor, b"noise").status_code == 429
    assert visitor.get("/certificaat/BESTAATNIET/").status_code == 429
    assert "precies zoals wij het uitgaven" in said_of(visitor, bytes(drawn.content))


def test_the_answer_is_not_indexed_kept_or_told_to_the_next_site(visitor, drawn):
    for response in (visitor.get(ADDRESS), hand_in(visitor, bytes(drawn.content)), hand_in(visitor, b"noise")):
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cache-Control"] == "no-store"


def test_finding_the_file_reads_no_bytes_of_others(visitor, drawn, django_assert_max_num_queries):
    with django_assert_max_num_queries(25) as queries:
        hand_in(visitor, bytes(drawn.content))
    own = [query["sql"] for query in queries.captured_queries if "certificates_" in query["sql"]]
    assert len(own) == 1
    assert "content" not in own[0]
