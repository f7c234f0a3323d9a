"""The holder shows a certificate with a link, and ends that."""

import pytest
from django.core.cache import cache
from django.test import Client

from certificates.models import ShareLink
from certificates.sharing import find_shared, open_link, share, shared_url, stop_sharing
from tests.factories.certificates import make_certificate, reissue_as, revoke_as
from tests.factories.hr import signed_in
from tests.factories.people import make_member, make_organisation, make_user

from .pages import main_of


@pytest.fixture(autouse=True)
def no_counts() -> None:
    cache.clear()


@pytest.fixture
def visitor(home) -> Client:
    return Client()


def own_page(certificate) -> str:
    return f"/mijn-leren/certificaat/{certificate.code}/"


def shared_page(link) -> str:
    return f"/certificaat/gedeeld/{link.token}/"


@pytest.mark.row("P13")
def test_the_holder_switches_it_on_and_a_visitor_sees_the_certificate_without_its_code(
    as_learner, visitor, certificate
):
    page = main_of(as_learner.post(f"{own_page(certificate)}delen/", follow=True))
    link = open_link(certificate)
    assert shared_url(link) in page
    shown = main_of(visitor.get(shared_page(link)))
    assert "Certificaat van Sanne de Vries" in shown
    assert "Dit certificaat is geldig" in shown
    assert certificate.grouped_code not in shown
    assert certificate.code not in shown


def test_pressing_twice_gives_one_link(as_learner, certificate):
    for _ in range(2):
        as_learner.post(f"{own_page(certificate)}delen/")
    assert ShareLink.objects.count() == 1


@pytest.mark.row("P13")
def test_once_off_it_is_as_if_it_never_was(as_learner, visitor, certificate):
    link = share(certificate)
    page = main_of(as_learner.post(f"{own_page(certificate)}niet-delen/", follow=True))
    assert link.token not in page
    ended, unknown = visitor.get(shared_page(link)), visitor.get("/certificaat/gedeeld/bestaat-niet/")
    assert ended.status_code == unknown.status_code == 404
    assert main_of(ended) == main_of(unknown)
    assert set(ended.headers) == set(unknown.headers)


def test_on_again_gives_another_address(certificate):
    first = share(certificate)
    stop_sharing(certificate)
    second = share(certificate)
    assert first.token != second.token
    assert find_shared(first.token) is None
    assert find_shared(second.token) == certificate


def test_the_token_has_128_bits(certificate):
    assert len(share(certificate).token) == 22


def test_the_link_goes_along_with_a_certificate_that_is_issued_again(visitor, certificate):
    link = share(certificate)
    replacement = reissue_as(certificate, "Sanne Vries")
    shown = main_of(visitor.get(shared_page(link)))
    assert "Certificaat van Sanne Vries" in shown
    assert "Sanne de Vries" not in shown
    stop_sharing(replacement)
    assert visitor.get(shared_page(link)).status_code == 404


def test_a_revoked_certificate_says_so_there_too_and_is_not_shared_anew(as_learner, visitor, certificate):
    link = share(certificate)
    revoke_as(certificate)
    assert "Dit certificaat is ingetrokken" in main_of(visitor.get(shared_page(link)))
    stop_sharing(certificate)
    as_learner.post(f"{own_page(certificate)}delen/")
    assert open_link(certificate) is None


@pytest.mark.row("P13")
def test_the_page_is_not_indexed_kept_or_told_to_the_next_site(visitor, certificate):
    response = visitor.get(shared_page(share(certificate)))
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"


def test_it_takes_at_most_five_queries(visitor, certificate, django_assert_max_num_queries):
    address = shared_page(share(certificate))
    visitor.get(address)
    with django_assert_max_num_queries(5):
        visitor.get(address)


def test_reading_switches_nothing(as_learner, certificate):
    for action in ("delen", "niet-delen"):
        assert as_learner.get(f"{own_page(certificate)}{action}/").status_code == 405


@pytest.mark.parametrize("page", ["", "json/", "delen/", "niet-delen/"])
@pytest.mark.parametrize("who", ["colleague", "outsider", "administrator"])
def test_somebody_else_finds_nothing(certificate, learner, who, page):
    organisation = make_organisation()
    make_member(organisation, user=learner)
    link = share(certificate)
    others = {
        "colleague": lambda: make_member(organisation),
        "outsider": make_user,
        "administrator": lambda: make_user(is_superuser=True),
    }
    client = signed_in(others[who]())
    send = client.post if page.endswith("delen/") else client.get
    assert send(f"{own_page(certificate)}{page}").status_code == 404
    assert open_link(certificate) == link


def test_a_visitor_is_asked_to_sign_in(visitor, certificate):
    assert visitor.get(own_page(certificate))["Location"].startswith("/accounts/login/")


def test_the_page_of_a_replaced_certificate_leads_to_what_counts_now(as_learner, certificate):
    last = reissue_as(reissue_as(certificate, "Eerste"), "Tweede")
    response = as_learner.get(own_page(certificate), follow=True)
    assert response.redirect_chain == [(own_page(last), 302)]


def test_my_learning_leads_to_the_own_page(as_learner, certificate):
    assert f'href="{own_page(certificate)}"' in main_of(as_learner.get("/mijn-leren/"))


def test_a_certificate_of_another_is_not_found_by_a_link_of_mine(certificate):
    other = make_certificate(make_user())
    assert find_shared(share(certificate).token) != other
