"""Anyone with the code sees what the certificate states, and nobody finds one without."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from certificates.codes import new_code
from certificates.verify import UNKNOWN_PER_MINUTE
from tests.factories.certificates import make_certificate, reissue_as, revoke_as
from tests.factories.people import make_user

from .pages import main_of


@pytest.fixture(autouse=True)
def no_counts() -> None:
    cache.clear()


@pytest.fixture
def visitor(home) -> Client:
    return Client()


def test_a_visitor_sees_what_the_certificate_states(visitor, certificate):
    response = visitor.get(f"/certificaat/{certificate.code}/")
    assert response.status_code == 200
    page = main_of(response)
    for words in [
        "Certificaat van Sanne de Vries",
        "Dit certificaat is geldig",
        certificate.course_title,
        "10 minuten",
        certificate.issuer_name,
        certificate.grouped_code,
        "kiezen tussen instrumenten",
        "Deze pagina bewijst niet wie iemand is",
    ]:
        assert words in page


@pytest.mark.row("P13", "B49")
def test_it_shows_no_more_than_the_certificate(visitor, certificate, learner):
    revoke_as(certificate, "Geheime reden", make_user(name="Hanna van Personeelszaken"))
    page = main_of(visitor.get(f"/certificaat/{certificate.code}/"))
    for hidden in [learner.email, "Geheime reden", "Hanna", "/mijn-leren/certificaat/"]:
        assert hidden not in page


@pytest.mark.row("C3")
def test_a_revoked_certificate_says_so_with_the_date_at_once(visitor, certificate):
    visitor.get(f"/certificaat/{certificate.code}/")
    revoke_as(certificate)
    page = main_of(visitor.get(f"/certificaat/{certificate.code}/"))
    assert "Dit certificaat is ingetrokken" in page
    assert "niet meer geldig" in page
    assert "Dit certificaat is geldig" not in page


@pytest.mark.row("B46")
def test_a_name_with_markup_is_text(visitor):
    other = make_certificate(make_user(name="<img src=x onerror=alert(1)>"))
    page = visitor.get(f"/certificaat/{other.code}/").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page


@pytest.mark.row("B49", "P13")
@pytest.mark.parametrize("path", ["/certificaat/", "/certificaat/{code}/", "/certificaat/{unknown}/"])
def test_no_page_is_indexed_kept_or_told_to_the_next_site(visitor, certificate, path):
    response = visitor.get(path.format(code=certificate.code, unknown=new_code()))
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.row("B49")
@pytest.mark.parametrize("code", ["x", "A" * 25, "U" * 26, "..%5C", "A" * 500, "é" * 26])
def test_an_unknown_and_a_malformed_code_get_the_same_answer(visitor, code):
    unknown = visitor.get(f"/certificaat/{new_code()}/")
    malformed = visitor.get(f"/certificaat/{code}/")
    assert unknown.status_code == malformed.status_code == 404
    assert main_of(unknown) == main_of(malformed)
    assert set(unknown.headers) == set(malformed.headers)
    assert "Wij kennen dit certificaat niet" in main_of(unknown)


def test_a_code_as_people_type_it_leads_to_the_one_address(visitor, certificate):
    typed = certificate.grouped_code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    response = visitor.get(f"/certificaat/{typed}/")
    assert response.status_code == 302
    assert response["Location"] == f"/certificaat/{certificate.code}/"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.row("B47")
def test_only_reading_is_possible(visitor, certificate):
    assert Client(enforce_csrf_checks=False).post(f"/certificaat/{certificate.code}/").status_code == 405
    assert visitor.head(f"/certificaat/{certificate.code}/").status_code == 200


def test_reading_a_certificate_takes_few_queries(visitor, certificate, django_assert_max_num_queries):
    visitor.get(f"/certificaat/{certificate.code}/")
    cache.clear()
    with django_assert_max_num_queries(25) as queries:
        visitor.get(f"/certificaat/{certificate.code}/")
    own = [query for query in queries.captured_queries if "certificates_" in query["sql"]]
    assert len(own) == 1
    assert "content" not in own[0]["sql"]


@pytest.mark.parametrize("state", ["valid", "expired", "replaced", "revoked"])
def test_in_each_state_a_page_takes_at_most_five_queries(visitor, state, django_assert_max_num_queries):
    certificate = make_certificate(valid_until=date(2026, 1, 31) if state == "expired" else None)
    if state == "replaced":
        reissue_as(certificate)
    if state == "revoked":
        revoke_as(certificate)
    # The frame of the page comes from memory after the first time.
    visitor.get("/certificaat/")
    with django_assert_max_num_queries(5):
        visitor.get(f"/certificaat/{certificate.code}/")


# --- The form ----------------------------------------------------------------


def test_the_form_leads_to_the_certificate(visitor, certificate):
    assert "Certificaat controleren" in main_of(visitor.get("/certificaat/"))
    response = visitor.get("/certificaat/", {"code": certificate.grouped_code})
    assert response["Location"] == f"/certificaat/{certificate.code}/"


def test_a_pasted_address_works_as_well(visitor, certificate):
    response = visitor.get("/certificaat/", {"code": certificate.verification_url})
    assert response["Location"] == f"/certificaat/{certificate.code}/"


@pytest.mark.parametrize("typed", ["AB12 &lt;", "A" * 26])
def test_an_unknown_code_in_the_form_is_kept_with_a_message(visitor, typed):
    page = visitor.get("/certificaat/", {"code": typed}).content.decode()
    assert "<title>Fout: Certificaat controleren" in page
    assert "Wij kennen geen certificaat met deze code" in page
    assert f'value="{typed.replace("&", "&amp;")}"' in page
    assert 'aria-invalid="true"' in page
    assert 'href="#id_code"' in page


def test_an_empty_form_asks_for_the_code(visitor):
    assert "Vul de code van het certificaat in." in main_of(visitor.get("/certificaat/", {"code": " "}))


# --- Guessing ----------------------------------------------------------------


def guess(visitor: Client, times: int, **headers: str) -> list[int]:
    return [visitor.get(f"/certificaat/{new_code()}/", **headers).status_code for _ in range(times)]


@pytest.mark.row("B49")
def test_guessing_is_limited_per_minute(visitor):
    assert guess(visitor, UNKNOWN_PER_MINUTE) == [404] * UNKNOWN_PER_MINUTE
    response = visitor.get(f"/certificaat/{new_code()}/")
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert "Wacht een minuut" in main_of(response)


@pytest.mark.row("B49")
def test_the_form_counts_too(visitor):
    for _ in range(UNKNOWN_PER_MINUTE):
        assert visitor.get("/certificaat/", {"code": new_code()}).status_code == 200
    assert visitor.get("/certificaat/", {"code": new_code()}).status_code == 429
    assert guess(visitor, 1) == [429]
    assert visitor.get("/certificaat/", {"code": ""}).status_code == 200


@pytest.mark.row("B49")
def test_a_town_hall_behind_one_address_still_opens_real_certificates(visitor, certificate):
    guess(visitor, UNKNOWN_PER_MINUTE + 1)
    for _ in range(UNKNOWN_PER_MINUTE + 1):
        assert visitor.get(f"/certificaat/{certificate.code}/").status_code == 200


def test_another_address_is_not_bothered(visitor):
    guess(visitor, UNKNOWN_PER_MINUTE + 1)
    assert guess(visitor, 1, REMOTE_ADDR="192.0.2.7") == [404]


def test_the_count_ends_with_its_minute(visitor, monkeypatch):
    guess(visitor, UNKNOWN_PER_MINUTE)

    def gone(key: str) -> int:
        raise ValueError

    monkeypatch.setattr(cache, "incr", gone)
    assert guess(visitor, 1) == [404]
