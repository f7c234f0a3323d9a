"""Selections with a name, and their numbers by mail."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hr.models import SavedView
from hr.reports import begin_of_period, mail_reports
from people.mail_kinds import MailKind
from people.models import MailChoice, Membership, OutboxMail
from tests.factories.courses import make_course
from tests.factories.duties import make_late
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/weergaven/"
NEW = f"{ADDRESS}nieuw/"
# A Wednesday; the Monday and the first day of the month after it.
WEDNESDAY = datetime(2026, 7, 15, 10, tzinfo=UTC)
MONDAY = datetime(2026, 7, 20, 6, tzinfo=UTC)
FIRST = datetime(2026, 8, 1, 6, tzinfo=UTC)


@pytest.fixture
def town(home):
    make_course("De cursus")
    return make_municipality("Gemeente Eigen")


def save(client, query="", name="Inkoop", report="none"):
    return client.post(f"{NEW}{query}", {"name": name, "report": report}, follow=True)


def at(monkeypatch, moment):
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_filter_gets_a_name_and_leads_back_to_the_same_selection(town):
    client = signed_in(town.officer)
    filters = f"department={town.below.pk}&status=late"
    page = client.get(f"/hr/?{filters}&pagina=2").content.decode()
    link = f"{NEW}?{filters}&scherm=hr_overview"
    assert f'href="{link.replace("&", "&amp;")}"' in page

    answer = client.post(link, {"name": "Te laat", "report": "none"}, follow=True).content.decode()
    assert "Te laat" in answer
    view = SavedView.objects.get()
    assert (view.screen, view.query) == ("hr_overview", filters)
    assert client.get(f"{ADDRESS}{view.pk}/open/").url == f"/hr/?{filters}"


@pytest.mark.parametrize(
    ("screen", "address", "kept"),
    [
        ("hr_dashboard", "/hr/dashboard/", ""),
        ("hr_matrix", "/hr/matrix/?name=jan", "name=jan"),
        ("elders", "/hr/", ""),
    ],
)
def test_each_screen_has_views_with_its_own_filters(town, screen, address, kept):
    client = signed_in(town.officer)
    save(client, f"?scherm={screen}&name={'' if screen == 'elders' else 'jan'}&pagina=3")

    view = SavedView.objects.get()
    assert view.query == kept
    assert client.get(f"{ADDRESS}{view.pk}/open/").url == address


def test_a_filter_that_is_not_understood_is_not_saved_but_shown(town):
    response = signed_in(town.officer).post(f"{NEW}?department=999", {"name": "X", "report": "none"})

    assert response.url == "/hr/?department=999"
    assert not SavedView.objects.exists()


def test_it_is_renamed_and_removed(town):
    client = signed_in(town.officer)
    save(client)
    view = SavedView.objects.get()

    client.post(f"{ADDRESS}{view.pk}/", {"name": "Nieuwe naam", "report": "weekly"})
    view.refresh_from_db()
    assert (view.name, view.report) == ("Nieuwe naam", "weekly")
    page = client.post(f"{ADDRESS}{view.pk}/weg/", follow=True).content.decode()
    assert "U hebt nog geen bewaarde weergaven." in page


@pytest.mark.parametrize(
    ("query", "sent", "said"),
    [
        ("", {"name": "", "report": "none"}, "Geef de weergave een naam."),
        ("", {"name": "Inkoop", "report": "none"}, "U hebt al een weergave met deze naam."),
        ("", {"name": "x" * 101, "report": "none"}, "Een naam mag 100 tekens hebben; deze heeft er 101."),
        ("?name=jan", {"name": "Jan", "report": "weekly"}, "we mailen niets over één persoon"),
        ("", {"name": "Jan", "report": "elk uur"}, "elk uur"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(town, query, sent, said):
    client = signed_in(town.officer)
    save(client)
    response = client.post(f"{NEW}{query}", sent)

    assert response.status_code == 200
    page = response.content.decode()
    assert said in page
    assert f'value="{sent["name"]}"' in page or not sent["name"]
    assert SavedView.objects.count() == 1


def test_each_person_has_names_of_their_own(town):
    for user in (town.officer, make_lead(town.department)):
        save(signed_in(user))

    assert SavedView.objects.filter(name="Inkoop").count() == 2


@pytest.mark.parametrize("who", ["other officer", "lead", "officer elsewhere", "colleague", "outsider", "visitor"])
def test_nobody_else_comes_near(town, client, who):
    save(signed_in(town.officer))
    view = SavedView.objects.get()
    user = {
        "other officer": lambda: make_member(town.organisation, role=Membership.Role.HR),
        "lead": lambda: make_lead(town.department),
        "officer elsewhere": lambda: make_municipality("Gemeente Anders").officer,
        "colleague": lambda: make_member(town.organisation),
        "outsider": make_user,
        "visitor": lambda: None,
    }[who]()
    client = signed_in(user) if user else client
    expected = 404 if user else 302

    for tail in ("", "open/"):
        assert client.get(f"{ADDRESS}{view.pk}/{tail}").status_code == expected
    for tail in ("", "weg/"):
        assert client.post(f"{ADDRESS}{view.pk}/{tail}", {"name": "X", "report": "none"}).status_code == expected
    for address in (ADDRESS, NEW):
        status = client.get(address).status_code
        assert status == (200 if "officer" in who or who == "lead" else expected)
    assert SavedView.objects.get().name == "Inkoop"


def test_opening_answers_to_get_and_writes_nothing(town):
    client = signed_in(town.officer)
    save(client)

    view = SavedView.objects.get()
    assert client.post(f"{ADDRESS}{view.pk}/open/").status_code == 405
    assert client.get(f"{ADDRESS}{view.pk}/weg/").status_code == 405


@pytest.mark.parametrize(("report", "moment"), [("weekly", MONDAY), ("monthly", FIRST)])
def test_the_numbers_come_once_a_period_from_the_next_one_on(town, monkeypatch, report, moment):
    at(monkeypatch, WEDNESDAY)
    person = make_member(town.organisation, name="Bea Bezig")
    client = signed_in(town.officer)
    save(client, report=report)
    make_late(person, town.organisation, make_course("Tweede"))
    assert mail_reports() == 0

    at(monkeypatch, moment)
    assert mail_reports() == 1
    assert mail_reports() == 0
    mail = OutboxMail.objects.get()
    assert (mail.user, mail.kind) == (town.officer, MailKind.REPORTS)
    for words in ("Te laat: 1", "Niet begonnen: 3", "Gemeente Eigen: 2 medewerkers, 2 cursussen", "/open/"):
        assert words in mail.body
    assert "Bea" not in mail.body


def test_nothing_is_mailed_before_seven(town, monkeypatch):
    at(monkeypatch, WEDNESDAY)
    save(signed_in(town.officer), report="weekly")
    at(monkeypatch, MONDAY.replace(hour=4))
    assert mail_reports() == 0


def test_after_weeks_in_which_nothing_swept_there_is_one_mail(town, monkeypatch):
    at(monkeypatch, WEDNESDAY)
    save(signed_in(town.officer), report="weekly")
    at(monkeypatch, FIRST)
    assert mail_reports() == 1
    assert OutboxMail.objects.count() == 1


def test_another_rhythm_begins_with_the_next_period(town, monkeypatch):
    at(monkeypatch, WEDNESDAY)
    client = signed_in(town.officer)
    save(client)
    view = SavedView.objects.get()
    at(monkeypatch, FIRST)
    client.post(f"{ADDRESS}{view.pk}/", {"name": "Inkoop", "report": "monthly"})
    assert mail_reports() == 0


def lose_role(town):
    Membership.objects.filter(user=town.officer).update(role=Membership.Role.MEMBER)


def lose_account(town):
    town.officer.is_active = False
    town.officer.save()


def lose_department(town):
    town.below.delete()


def refuse(town):
    MailChoice.objects.create(user=town.officer, kind=MailKind.REPORTS, wanted=False)


@pytest.mark.parametrize("change", [lose_role, lose_account, lose_department, refuse])
def test_nothing_is_mailed_to_who_lost_it_or_does_not_want_it(town, monkeypatch, change):
    at(monkeypatch, WEDNESDAY)
    save(signed_in(town.officer), f"?department={town.below.pk}", report="weekly")
    change(town)
    at(monkeypatch, MONDAY)

    assert mail_reports() == 0
    assert not OutboxMail.objects.exists()


def test_one_view_that_fails_keeps_no_other_from_its_reader(town, monkeypatch):
    at(monkeypatch, WEDNESDAY)
    client = signed_in(town.officer)
    for name in ("Eerste", "Tweede"):
        save(client, name=name, report="weekly")
    SavedView.objects.filter(name="Eerste").update(screen="nowhere")
    at(monkeypatch, MONDAY)

    assert mail_reports() == 1
    assert "Tweede" in OutboxMail.objects.get().subject


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), report=st.sampled_from(["weekly", "monthly"]))
def test_a_period_begins_on_a_monday_or_the_first_and_not_in_the_future(day, report):
    begins = begin_of_period(report, day)

    assert begins <= day
    assert begins.weekday() == 0 if report == "weekly" else begins.day == 1
    assert (day - begins).days < (7 if report == "weekly" else 31)
    assert begin_of_period(report, begins) == begins
