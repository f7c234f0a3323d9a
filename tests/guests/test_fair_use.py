"""Requests are spread: who proposes reads how much was promised, and whom else to ask."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from guests import fair_use
from guests.models import Enterprise, Session
from guests.sessions import enterprises_to_invite
from people.models import User
from tests.factories.guests import make_enterprise, make_entrepreneur
from tests.factories.hr import Municipality, make_municipality
from tests.factories.sessions import new_session, typed

from .conftest import signed_in_english

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def town(library) -> Municipality:
    return make_municipality("Gemeente Rivierdam")


def speaker(name: str, **fields) -> User:
    return make_entrepreneur(make_enterprise(name, admitted=True, **fields))


def give(town: Municipality, presenter: User, number: int = 1, agreed: bool = True, **fields) -> None:
    """Sessions that both sides said yes to."""
    now = timezone.now()
    for _number in range(number):
        session = new_session(town.organisation, presenter, **fields)
        session.presenter, session.confirmed_by_host_at = presenter, now
        session.confirmed_by_presenter_at = now if agreed else None
        session.save()


def text_of(answer) -> str:
    return " ".join(html.fromstring(answer.content).text_content().split())


def propose(town, presenter, **more):
    enterprise = presenter.enterprises.get()
    return signed_in_english(town.officer).post(reverse("session_new"), typed(enterprise=enterprise.pk) | more)


def this_year(**fields) -> dict:
    """The day of the form and of sessions that fall in the same calendar year."""
    day = timezone.localdate() + timedelta(days=20)
    zone = timezone.get_default_timezone()
    return {"starts_at": datetime(day.year, 6, 1, 14, tzinfo=zone)} | fields


# --- Who was asked least -----------------------------------------------------------------


def test_who_was_asked_least_stands_first_with_numbers(town):
    busy, quiet = speaker("Aalbes"), speaker("Zonnebloem")
    give(town, busy, 2)
    give(town, busy, starts_at=timezone.now() - timedelta(days=40))

    page = html.fromstring(signed_in_english(town.officer).get(reverse("session_new")).content)

    offered = [option.text_content() for option in page.xpath("//select[@name='enterprise']/option")][1:]
    assert offered == [
        "Zonnebloem – sessions in twelve months: 0 given, 0 promised",
        "Aalbes – sessions in twelve months: 1 given, 2 promised",
    ]
    assert quiet.enterprises.get().name == "Zonnebloem"


def test_only_what_both_agreed_to_counts_and_only_within_twelve_months(town):
    presenter = speaker("Aalbes")
    give(town, presenter, agreed=False)
    give(town, presenter, cancelled_at=timezone.now())
    for days in (-366, 366):
        give(town, presenter, starts_at=timezone.now() + timedelta(days=days))

    assert fair_use.loads_of(Enterprise.objects.filter(name="Aalbes")) == [fair_use.Load("Aalbes", 0, 0)]


def test_the_order_takes_one_query(town, django_assert_num_queries):
    for number in range(5):
        give(town, speaker(f"Onderneming {number}"), number)

    with django_assert_num_queries(1):
        found = list(fair_use.least_asked_first(enterprises_to_invite()))
    assert [one.load for one in found] == [0, 1, 2, 3, 4]


def test_an_enterprise_with_two_members_is_offered_once(town):
    presenter = speaker("Aalbes")
    make_entrepreneur(presenter.enterprises.get())
    give(town, presenter)

    assert [one.load for one in fair_use.least_asked_first(enterprises_to_invite())] == [1]


# --- A limit -------------------------------------------------------------------------------


def test_over_the_limit_a_host_reads_so_with_others_and_may_still_send_it(town):
    busy = speaker("Aalbes", sector="Groen", sessions_a_year=2)
    same_sector = speaker("Zonnebloem", sector="groen")
    give(town, busy, 2, **this_year())

    first = propose(town, busy)

    words = text_of(first)
    assert "Aalbes has promised 2 sessions" in words
    assert "at most 2 a year" in words
    assert reverse("enterprise", args=[same_sector.enterprises.get().slug]) in first.content.decode()
    weighed = html.fromstring(first.content).xpath("//input[@name='weighed']/@value")[0]
    assert propose(town, busy, weighed=weighed).status_code == 302


def test_within_the_limit_or_without_one_nothing_is_asked(town):
    within, without = speaker("Aalbes", sessions_a_year=3), speaker("Zonnebloem")
    for presenter in (within, without):
        give(town, presenter, 2, **this_year())
        assert propose(town, presenter).status_code == 302


def test_another_year_has_its_own_number(town):
    busy = speaker("Aalbes", sessions_a_year=1)
    give(town, busy, **this_year())
    year = (timezone.localdate() + timedelta(days=20)).year

    assert fair_use.over_limit(busy.enterprises.get(), year) is not None
    assert fair_use.over_limit(busy.enterprises.get(), year + 1) is None


def test_only_who_gave_less_and_has_room_and_is_admitted_is_suggested(town):
    busy = speaker("Aalbes", sector="Groen", region="Achterhoek", sessions_a_year=2)
    by_region = speaker("Braam", region="Achterhoek")
    as_busy = speaker("Cichorei", sector="Groen")
    full = speaker("Dille", sector="Groen", sessions_a_year=1)
    make_entrepreneur(make_enterprise("Els", sector="Groen"))
    speaker("Framboos", sector="Catering")
    give(town, busy, 2, **this_year())
    give(town, as_busy, 2, **this_year())
    give(town, full, 1, **this_year())

    over = fair_use.over_limit(busy.enterprises.get(), this_year()["starts_at"].year)

    assert [one.name for one in fair_use.others_instead(over)] == ["Braam"]
    assert by_region.enterprises.get().name == "Braam"


def test_an_enterprise_without_sector_and_region_has_nobody_instead(town):
    busy = speaker("Aalbes", sessions_a_year=0)
    speaker("Braam")

    assert "No other enterprise" in text_of(propose(town, busy))


def test_an_entrepreneur_over_the_own_limit_reads_so_and_where_to_change_it(town):
    busy = speaker("Aalbes", sector="Groen", sessions_a_year=0)
    speaker("Braam", sector="Groen")
    client = signed_in_english(busy)

    answer = client.post(reverse("studio_new_session"), typed(organisation=town.organisation.pk))

    assert reverse("studio_session_limit", args=[busy.enterprises.get().pk]) in answer.content.decode()
    assert "Braam" not in text_of(answer)
    assert not Session.objects.exists()


# --- In the studio ---------------------------------------------------------------------------


def test_members_read_who_gives_how_many(town):
    first = speaker("Aalbes")
    enterprise = first.enterprises.get()
    User.objects.filter(pk=first.pk).update(name="Anna Aalbers")
    second = make_entrepreneur(enterprise, name="Bert Bes")
    give(town, first, 2)
    give(town, second, starts_at=timezone.now() - timedelta(days=9))

    page = html.fromstring(
        signed_in_english(second).get(reverse("studio_session_limit", args=[enterprise.pk])).content
    )

    rows = [[cell.text_content() for cell in row.xpath("th|td")] for row in page.xpath("//tbody/tr")]
    assert rows == [["Anna Aalbers", "0", "2"], ["Bert Bes", "1", "0"]]
    studio = text_of(signed_in_english(second).get(reverse("studio_new_session")))
    assert "Sessions of Aalbes: 1 in the last twelve months, 2 promised for the next twelve." in studio


@pytest.mark.parametrize(("typed_in", "kept"), [("6", 6), ("0", 0), ("", None)])
def test_a_member_says_how_many_a_year(library, typed_in, kept):
    presenter = speaker("Aalbes", sessions_a_year=9)
    address = reverse("studio_session_limit", args=[presenter.enterprises.get().pk])

    assert signed_in_english(presenter).post(address, {"sessions_a_year": typed_in}).status_code == 302

    assert presenter.enterprises.get().sessions_a_year == kept


@pytest.mark.parametrize("wrong", ["zes", "-1", "366", "1,5"])
def test_what_is_no_number_stays_in_the_form_and_is_not_kept(library, wrong):
    presenter = speaker("Aalbes", sessions_a_year=9)
    address = reverse("studio_session_limit", args=[presenter.enterprises.get().pk])

    answer = signed_in_english(presenter).post(address, {"sessions_a_year": wrong})

    assert answer.context["form"].errors["sessions_a_year"]
    assert f'value="{wrong}"' in answer.content.decode()
    assert presenter.enterprises.get().sessions_a_year == 9


def test_nobody_of_another_enterprise_reads_or_sets_it(town):
    presenter = speaker("Aalbes", sessions_a_year=9)
    enterprise = presenter.enterprises.get()
    address = reverse("studio_session_limit", args=[enterprise.pk])

    for user in (speaker("Braam"), town.officer):
        client = signed_in_english(user)
        assert client.get(address).status_code == client.post(address, {"sessions_a_year": "1"}).status_code == 404
    enterprise.refresh_from_db()
    assert enterprise.sessions_a_year == 9
