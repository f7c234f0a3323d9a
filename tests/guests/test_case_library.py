"""A library is for everybody or for who signed in, and readers look in it by goal, sector and region."""

import pytest
from django.urls import reverse

from guests import case_library
from guests.models import CasePage
from tests.factories.guests import make_enterprise, make_entrepreneur, make_published_case
from tests.factories.people import make_user

from .conftest import signed_in, signed_in_english

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(author):
    enterprise = author.enterprises.get()
    enterprise.admitted = True
    enterprise.save()
    return make_published_case(author, "klaproos")


def close(library) -> None:
    library.signed_in_only = True
    library.save_revision().publish()


def with_goals(case: CasePage, *goals: int) -> CasePage:
    case.sdgs = list(goals)
    case.save_revision().publish()
    return case


@pytest.fixture
def three(author):
    """Of three enterprises: green in the west with goal 8, green in the east, catering in the west."""
    told = (("Groen", "West", (8, 10)), ("Groen", "Oost", (10,)), ("Catering", "West", ()))
    for number, (sector, region, goals) in enumerate(told):
        writer = make_entrepreneur(make_enterprise(sector=sector, region=region, admitted=True))
        with_goals(make_published_case(writer, f"nummer{number}"), *goals)


def titles(client, address: str) -> list[str]:
    return [case.title for case in client.get(address).context["cases"]]


def test_it_is_open_until_an_editor_closes_it(case, library, client):
    for address in (library.url, case.url):
        assert client.get(address).status_code == 200

    close(library)

    for address in (library.url, case.url):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/login/?next=/casussen/")


def test_who_signed_in_reads_a_closed_library_whoever_they_are(case, library, author, other_author):
    close(library)

    for user in (make_user(), author, other_author):
        assert case.title in signed_in(user).get(library.url).content.decode()
        assert "Tekst klaproos" in signed_in(user).get(case.url).content.decode()


@pytest.mark.indexed
def test_a_visitor_finds_the_title_in_a_closed_library_and_no_word_of_the_text(case, library, client):
    of_summary, of_text = "wat het de gemeente oplevert", "alinea die lang genoeg is"
    assert of_summary in client.get("/zoeken/?q=klaproos").content.decode()

    close(library)

    found = client.get("/zoeken/?q=klaproos").content.decode()
    assert case.url in found
    assert of_summary not in found
    assert of_text not in found
    assert of_summary in signed_in(make_user()).get("/zoeken/?q=klaproos").content.decode()


def test_the_page_of_the_enterprise_shows_a_visitor_no_case_of_a_closed_library(case, library, client):
    address = reverse("enterprise", args=[case.enterprise.slug])
    assert case.title in client.get(address).content.decode()

    close(library)

    assert case.title not in client.get(address).content.decode()
    assert case.title in signed_in(make_user()).get(address).content.decode()


def test_readers_look_by_goal_sector_and_region_together(three, client):
    assert titles(client, "/casussen/?sector=Groen") == ["Casus nummer1", "Casus nummer0"]
    assert titles(client, "/casussen/?sector=Groen&region=West") == ["Casus nummer0"]
    assert titles(client, "/casussen/?sdg=10") == ["Casus nummer1", "Casus nummer0"]
    assert titles(client, "/casussen/?sdg=8&region=Oost") == []


def test_what_is_not_understood_leaves_nothing_out(three, client):
    assert len(titles(client, "/casussen/?sdg=99&sector=Onzin&region=%00")) == 3


def test_nothing_found_says_so_and_leads_back_to_all(three, library):
    page = signed_in_english(make_user()).get(f"{library.url}?sdg=8&region=Oost").content.decode()

    assert "0 cases" in page
    assert "Show all cases" in page
    assert "There are no cases yet." not in page


def test_only_what_published_cases_have_can_be_chosen(three, author):
    make_enterprise(sector="Ongezien")
    form = case_library.CaseFilter({}, cases=CasePage.objects.live().select_related("enterprise"))

    assert [value for value, _words in form.fields["sector"].choices] == ["", "Catering", "Groen"]
