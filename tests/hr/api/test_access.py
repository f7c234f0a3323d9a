"""Who gets an answer of the API, and what everybody else is told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hr.models import ApiScope, ApiToken
from tests.factories.api import PREFIX, Program, assign, finish_settled
from tests.factories.courses import make_course
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db
PATHS = {"/people": ApiScope.PEOPLE, "/assignments": ApiScope.ASSIGNMENTS, "/completions": ApiScope.COMPLETIONS}


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


def is_problem(response, status: int) -> bool:
    problem = response.json()
    return (
        response.status_code == problem["status"] == status
        and response["Content-Type"] == "application/problem+json"
        and bool(problem["title"])
        and bool(problem["detail"])
        and response["API-Version"] == "1.0.0"
    )


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("header", [None, "Bearer", "Bearer ldl_fout", "Basic aGFsbG86d2VyZWxk", "Bearer \u00e9"])
def test_without_a_token_that_holds_nobody_is_told_anything(town, path, header):
    headers = {"Authorization": header} if header else {}
    response = Client().get(f"{PREFIX}{path}", headers=headers)
    assert is_problem(response, 401)
    assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", PATHS)
def test_a_session_is_no_token(town, path):
    assert is_problem(signed_in(town.officer).get(f"{PREFIX}{path}"), 401)


@pytest.mark.parametrize("path", PATHS)
def test_a_token_opens_only_what_it_says(town, path):
    assert Program(town, PATHS[path]).get(path).status_code == 200
    others = Program(town, *(set(ApiScope.values) - {PATHS[path]}))
    assert is_problem(others.get(path), 403)


def test_a_token_that_is_revoked_or_too_old_opens_nothing(town):
    revoked, expired = Program(town), Program(town)
    ApiToken.objects.filter(pk=revoked.token.pk).update(revoked_at=timezone.now())
    ApiToken.objects.filter(pk=expired.token.pk).update(expires_at=timezone.now())
    assert is_problem(revoked.get("/people"), 401)
    assert is_problem(expired.get("/people"), 401)


@pytest.mark.row("B29")
def test_a_token_of_another_municipality_finds_nothing_of_this_one(town):
    course = make_course("De cursus")
    person = make_member(town.organisation)
    finish_settled(person, course)
    assignment = assign(town, course, person)
    stranger = Program(make_municipality("Gemeente Anders"))

    assert person.email not in stranger.get("/people").content.decode()
    assert stranger.get("/completions").json()["items"] == []
    assert stranger.get("/completions", personId=person.memberships.get().pk).json()["items"] == []
    assert stranger.get("/assignments").json()["items"] == []
    for path in (f"/assignments/{assignment.pk}", f"/assignments/{assignment.pk}/duties"):
        assert is_problem(stranger.get(path), 404)


def test_the_last_day_of_use_is_noted(town):
    program = Program(town)
    program.get("/people")
    program.token.refresh_from_db()
    assert program.token.last_used_on == timezone.localdate()


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"cursor": "verzonnen"}, "cursor"),
        ({"limit": 0}, "values"),
        ({"limit": 1001}, "values"),
        ({"limit": "veel"}, "values"),
        ({"since": "gisteren"}, "values"),
        ({"since": "2026-01-01T00:00:00"}, "values"),
        ({"since": "0.5"}, "values"),
        ({"since": "0001-01-01T00:00:00+20:33"}, "values"),
        ({"sinds": "2026-01-01"}, "parameters"),
        ({"personId": -1}, "values"),
        ({"personId": 10**30}, "values"),
    ],
)
def test_a_value_that_cannot_be_used_is_a_problem_that_says_which(town, parameters, said):
    response = Program(town).get("/completions", **parameters)
    assert is_problem(response, 400)
    assert said in response.json()["detail"]


def test_a_moment_that_is_still_to_come_is_refused(town):
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    response = Program(town).get("/completions", since=tomorrow)
    assert is_problem(response, 400)
    assert "still to come" in response.json()["detail"]


def test_a_cursor_that_was_changed_is_refused(town):
    program = Program(town)
    cursor = program.get("/people").json()["cursor"]
    assert is_problem(program.get("/people", cursor=f"{cursor}A"), 400)


@pytest.mark.parametrize("path", ["/", "/niets", "/people/", "/docs"])
def test_an_address_that_is_not_there_is_a_problem_and_no_page(town, path):
    assert is_problem(Program(town).get(path), 404)


def test_only_reading_is_possible(town):
    response = Client().post(f"{PREFIX}/people")
    assert is_problem(response, 405)
    assert response["Allow"] == "GET"


def test_whoever_asks_too_often_is_told_when_to_come_back(town, monkeypatch):
    monkeypatch.setattr("ninja.throttling.SimpleRateThrottle.allow_request", lambda *_arguments: False)
    response = Program(town).get("/people")
    assert is_problem(response, 429)
    assert int(response["Retry-After"]) > 0


class TestConnections:
    """The page on which an HR officer lets programs in."""

    ADDRESS = "/hr/koppelingen/"

    def test_a_token_is_shown_once_and_works(self, town):
        client = signed_in(town.officer)
        page = client.post(self.ADDRESS, {"name": "AFAS", "scopes": ["people"]}).content.decode()
        secret = page.partition('<code class="hr-secret">')[2].partition("</code>")[0]
        response = Client().get(f"{PREFIX}/people", headers={"Authorization": f"Bearer {secret}"})
        assert response.status_code == 200
        again = client.get(self.ADDRESS).content.decode()
        assert "AFAS" in again
        assert secret not in again
        assert not ApiToken.objects.filter(secret_hash__contains=secret).exists()

    def test_revoking_stops_it_at_once(self, town):
        program = Program(town)
        client = signed_in(town.officer)
        page = client.post(f"{self.ADDRESS}{program.token.pk}/intrekken/", follow=True).content.decode()
        assert "krijgt niets meer" in page
        assert program.get("/people").status_code == 401

    def test_what_was_typed_is_kept_when_something_is_missing(self, town):
        page = signed_in(town.officer).post(self.ADDRESS, {"name": "AFAS"}).content.decode()
        assert "Kies ten minste één ding dat het programma mag." in page
        assert 'value="AFAS"' in page
        assert not ApiToken.objects.exists()

    def test_it_is_for_the_own_hr_officers_only(self, town):
        token = Program(town).token
        others = [
            make_lead(town.department),
            make_member(town.organisation),
            make_municipality().officer,
            make_user(is_superuser=True),
        ]
        for user in others:
            client = signed_in(user)
            assert client.post(f"{self.ADDRESS}{token.pk}/intrekken/").status_code == 404
        assert [signed_in(user).get(self.ADDRESS).status_code for user in others] == [404, 404, 200, 404]
        assert f"{token.pk}/intrekken/" not in signed_in(others[2]).get(self.ADDRESS).content.decode()
        assert Client().get(self.ADDRESS).status_code == 302
        token.refresh_from_db()
        assert token.revoked_at is None
