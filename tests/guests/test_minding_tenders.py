"""Who decides on a session, a case or a line of the register reads that there is a tender, and what to do."""

import pytest
from django.urls import reverse
from lxml import html

from guests.models import ContactMoment, Session, Tender
from tests.factories.guests import make_entrepreneur, make_submitted_case
from tests.factories.hr import make_lead, make_municipality
from tests.factories.sessions import make_proposal, typed
from tests.factories.tenders import day, make_tender

from .conftest import signed_in_english

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
RUNS = "is running, and"
COMES = "is expected, and"
WHAT_TO_DO = "Write down who spoke with whom"


@pytest.fixture
def town(library):
    return make_municipality("Gemeente Rivierdam")


@pytest.fixture
def enterprise(author):
    enterprise = author.enterprises.get()
    enterprise.admitted = True
    enterprise.save()
    return enterprise


def text_of(answer) -> str:
    return " ".join(html.fromstring(answer.content).text_content().split())


def propose(user, name, **more):
    return signed_in_english(user).post(reverse(name), typed() | more)


def hidden_field(answer) -> str:
    return html.fromstring(answer.content).xpath("//input[@name='weighed']/@value")[0]


# --- A proposal ----------------------------------------------------------------------


def test_a_host_reads_it_first_and_then_sends_what_was_typed(town, enterprise):
    make_tender(enterprise, town.organisation, subject="Perceel 3")
    first = propose(town.officer, "session_new", enterprise=enterprise.pk)

    words = text_of(first)
    assert "Perceel 3" in words
    assert RUNS in words
    assert WHAT_TO_DO in words
    assert "has not been sent yet" in words
    assert first.context["form"]["title"].value() == "Groen onderhoud"
    assert not Session.objects.exists()

    second = propose(town.officer, "session_new", enterprise=enterprise.pk, weighed=hidden_field(first))
    assert second.status_code == 302
    assert Session.objects.count() == 1


def test_an_entrepreneur_reads_it_too(town, author, enterprise):
    make_tender(enterprise, town.organisation)

    first = propose(author, "studio_new_session", organisation=town.organisation.pk)
    assert RUNS in text_of(first)

    propose(author, "studio_new_session", organisation=town.organisation.pk, weighed=hidden_field(first))
    assert Session.objects.count() == 1


def test_what_was_read_about_one_enterprise_does_not_count_for_another(town, enterprise):
    other = make_entrepreneur().enterprises.get()
    for one in (enterprise, other):
        make_tender(one, town.organisation)
    first = propose(town.officer, "session_new", enterprise=enterprise.pk)

    second = propose(town.officer, "session_new", enterprise=other.pk, weighed=hidden_field(first))

    assert second.status_code == 200
    assert not Session.objects.exists()


def test_what_a_municipality_expects_is_told_to_its_host_and_not_to_the_enterprise(town, author, enterprise):
    make_tender(enterprise, town.organisation, by_enterprise=False, starts_on=None, ends_on=None)

    assert COMES in text_of(propose(town.officer, "session_new", enterprise=enterprise.pk))
    assert propose(author, "studio_new_session", organisation=town.organisation.pk).status_code == 302


@pytest.mark.parametrize("fields", [{"starts_on": day(-9), "ends_on": day(-1)}, {"organisation": None}])
def test_nothing_is_said_of_what_is_over_or_elsewhere(town, enterprise, fields):
    make_tender(enterprise, **{"organisation": town.organisation} | fields)

    assert propose(town.officer, "session_new", enterprise=enterprise.pk).status_code == 302


def test_nothing_is_said_of_a_tender_that_was_struck_out(town, enterprise):
    make_tender(enterprise, town.organisation)
    Tender.objects.update(struck_at="2026-01-01T12:00Z")

    assert propose(town.officer, "session_new", enterprise=enterprise.pk).status_code == 302


# --- Who says yes ----------------------------------------------------------------------


def test_both_sides_read_it_where_they_say_yes_and_a_visitor_does_not():
    meeting = make_proposal()
    pages = [(meeting.host, "session"), (meeting.presenter, "studio_session")]
    for user, name in pages:
        assert RUNS not in text_of(signed_in_english(user).get(reverse(name, args=[meeting.session.pk])))

    make_tender(meeting.session.enterprise, meeting.organisation)

    for user, name in pages:
        words = text_of(signed_in_english(user).get(reverse(name, args=[meeting.session.pk])))
        assert RUNS in words
        assert WHAT_TO_DO in words
    Session.objects.update(open_to_all=True, confirmed_by_presenter_at="2026-01-01T12:00Z")
    visited = signed_in_english(meeting.visitor()).get(reverse("session", args=[meeting.session.pk]))
    assert visited.status_code == 200
    assert RUNS not in text_of(visited)


def test_a_team_lead_who_hosts_reads_it_as_well(town, enterprise):
    make_tender(enterprise, town.organisation)

    assert RUNS in text_of(propose(make_lead(town.department), "session_new", enterprise=enterprise.pk))


# --- The register ------------------------------------------------------------------------


def test_the_register_says_it_before_and_after_a_line_is_recorded(town, enterprise):
    make_tender(enterprise, town.organisation, subject="Perceel 3")
    make_tender(enterprise, make_municipality().organisation, subject="Van een ander")
    client = signed_in_english(town.officer)

    before = text_of(client.get(reverse("hr_contact_moments")))
    assert "Perceel 3" in before
    assert WHAT_TO_DO in before
    assert "Van een ander" not in before
    told = {"happened_on": day(-1), "enterprise": enterprise.pk, "colleague": "Aleida", "subject": "Gastles"}
    after = text_of(client.post(reverse("hr_contact_moments"), told, follow=True))

    assert ContactMoment.objects.count() == 1
    assert "there is a tender with" in after


def test_the_register_is_silent_about_an_enterprise_without_a_tender(town, enterprise):
    told = {"happened_on": day(-1), "enterprise": enterprise.pk, "colleague": "Aleida", "subject": "Gastles"}

    after = text_of(signed_in_english(town.officer).post(reverse("hr_contact_moments"), told, follow=True))

    assert "there is a tender with" not in after


# --- The review ----------------------------------------------------------------------------


def test_the_reviewer_of_a_case_reads_about_every_tender_of_its_enterprise(author, editor, enterprise, town):
    case = make_submitted_case(author)
    address = reverse("review_case", args=[case.pk])
    client = signed_in_english(editor)
    assert "takes part in a tender" not in text_of(client.get(address))

    make_tender(enterprise, town.organisation, subject="Perceel 3")
    make_tender(enterprise, subject="Catering", starts_on=None, ends_on=None)

    words = text_of(client.get(address))
    for expected in ("Perceel 3", "Catering", "Gemeente Elders", "takes part in a tender"):
        assert expected in words
