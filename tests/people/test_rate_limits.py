"""Limits on signing in hold for an account, and let a town hall behind one address in."""

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client, override_settings

from config.cache import NO_ANSWER
from people.checks import cache_is_shared
from tests.factories.people import PASSWORD, make_user
from tests.factories.second_step import sign_in

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def guess(email: str, times: int, **headers: str) -> list[int]:
    client = Client()
    return [
        client.post(LOGIN, {"login": email, "password": f"fout-{number}"}, **headers).status_code
        for number in range(times)
    ]


@pytest.mark.row("B4")
def test_sixty_people_sign_in_from_one_address_within_a_minute(home):
    people = [make_user() for _person in range(60)]
    clients = [sign_in(person) for person in people]
    assert [is_signed_in(client) for client in clients] == [True] * 60


@pytest.mark.row("B4")
def test_the_sixth_wrong_password_closes_one_account_and_no_other(home):
    victim, colleague = make_user(), make_user()
    assert guess(victim.email, 5) == [200] * 5

    client = sign_in(victim)
    assert not is_signed_in(client)
    answer = Client().post(LOGIN, {"login": victim.email.upper(), "password": PASSWORD})
    assert "U hebt het te vaak geprobeerd" in answer.text
    assert answer.context["form"]["login"].value() == victim.email.upper()
    assert is_signed_in(sign_in(colleague))


@pytest.mark.row("B4")
def test_a_forged_address_of_the_visitor_changes_nothing(home):
    victim = make_user()
    for number in range(6):
        guess(victim.email, 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}", HTTP_X_REAL_IP=f"198.51.100.{number}")
    assert not is_signed_in(sign_in(victim, HTTP_X_FORWARDED_FOR="192.0.2.1"))


@pytest.mark.row("B4")
@override_settings(ACCOUNT_RATE_LIMITS={"login": "3/m/ip"})
def test_nobody_gets_round_the_limit_of_an_address_by_forging_one(home):
    for number in range(3):
        guess(f"niemand{number}@elders.example", 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert guess("niemand@elders.example", 1, HTTP_X_FORWARDED_FOR="192.0.2.7") == [429]


@pytest.mark.row("B4")
@override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}, ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_the_last_address_counts_which_the_proxy_wrote(home):
    guess("a@elders.example", 1, HTTP_X_FORWARDED_FOR="203.0.113.1")
    assert guess("b@elders.example", 1, HTTP_X_FORWARDED_FOR="203.0.113.2") == [200]
    assert guess("c@elders.example", 1, HTTP_X_FORWARDED_FOR="192.0.2.9, 203.0.113.2") == [429]


class BrokenCache(LocMemCache):
    def _fail(self, *_arguments: object, **_options: object) -> None:
        raise NO_ANSWER[0]("The cache does not answer.")

    add = get = set = delete = _fail  # type: ignore[assignment]


BROKEN = {"default": {"BACKEND": "tests.people.test_rate_limits.BrokenCache"}}


@pytest.mark.row("B5")
def test_while_the_cache_is_down_nobody_signs_in_and_a_page_says_so(home):
    person = make_user()
    client = Client(raise_request_exception=False)
    with override_settings(CACHES=BROKEN):
        for path, words in (
            (LOGIN, {"login": person.email, "password": PASSWORD}),
            ("/accounts/password/reset/", {"email": person.email}),
            ("/accounts/login/code/", {"email": person.email}),
            ("/accounts/signup/", {"name": "Iemand", "email": "nieuw@elders.example", "password1": PASSWORD}),
        ):
            answer = client.post(path, words)
            assert (answer.status_code, answer["Retry-After"]) == (503, "30"), path
            assert "Het lukt nu even niet" in answer.text
    assert not is_signed_in(client)
    assert is_signed_in(sign_in(person))


@pytest.mark.row("B5")
def test_what_else_goes_wrong_is_not_blamed_on_the_cache(home, monkeypatch):
    def fail(*_arguments: object, **_options: object) -> None:
        raise ValueError

    monkeypatch.setattr("allauth.account.adapter.DefaultAccountAdapter.pre_authenticate", fail)
    client = Client(raise_request_exception=False)
    assert client.post(LOGIN, {"login": "a@elders.example", "password": PASSWORD}).status_code == 500


@pytest.mark.row("B5")
@pytest.mark.parametrize(
    ("backend", "errors"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", ["people.E001"]),
        ("django.core.cache.backends.dummy.DummyCache", ["people.E001"]),
        ("django.core.cache.backends.redis.RedisCache", []),
        ("django.core.cache.backends.db.DatabaseCache", []),
    ],
)
def test_going_live_is_refused_with_a_cache_that_processes_do_not_share(settings, backend, errors):
    settings.CACHES = {"default": {"BACKEND": backend}}
    assert [error.id for error in cache_is_shared()] == errors
