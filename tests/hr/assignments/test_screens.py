"""An HR officer assigns: fills in, looks at what it does, makes it, and follows it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from hr.assignments import exempt, keep_duties
from hr.models import Assignment, Duty, Exemption, QuietDay
from hr.reminders import remind
from people.mail_choices import choose
from people.mail_kinds import MailKind
from people.models import Membership, OutboxMail
from tests.factories.assignments import assign, duty_of, in_days
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_lead, make_municipality, signed_in
from tests.factories.paths import make_path
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db
LIST, NEW, QUIET = "/hr/opdrachten/", "/hr/opdrachten/nieuw/", "/hr/stille-dagen/"


@pytest.fixture
def fields(course, clock):
    return {
        "subject": f"course-{course.translation_key}",
        "for_whom": "everyone",
        "also_later": "on",
        "due_kind": "day",
        "due_on": "2027-03-01",
        "repeats": "never",
        "reminds": ["-14", "-3", "1", "7"],
        "announces": "on",
    }


def text_of(response) -> str:
    return " ".join(html.fromstring(response.content).text_content().split())


def send(town, fields, **more):
    return signed_in(town.officer).post(NEW, fields | more)


class TestMaking:
    def test_first_one_sees_what_it_does_and_nothing_is_kept(self, town, course, anne, bert, fields, clock):
        finish(bert, course)
        choose(town.officer, MailKind.DUTIES, wanted=False)
        page = text_of(send(town, fields))
        assert "U geeft “Artikel 2.82” als opdracht aan 3 mensen. 1 is al klaar." in page
        assert "U mailt 1 persoon, op 4 januari 2027." in page
        assert "De eerste herinnering gaat op 15 februari 2027." in page
        assert "1 persoon krijgt geen mail" in page
        assert not Assignment.objects.exists()
        assert not OutboxMail.objects.exists()

    def test_the_check_sends_all_that_was_filled_in_once_more(self, town, course, anne, fields):
        groups = {"for_whom": "groups", "departments": [town.department.pk], "people": anne.email, "manager_days": 10}
        page = html.fromstring(send(town, fields, **groups).content)
        (form,) = [one for one in page.forms if "subject" in one.fields]
        names = [(one.name, one.value) for one in form.inputs if one.name and one.name != "csrfmiddlewaretoken"]
        sent = {}
        for name, value in names:
            sent.setdefault(name, []).append(value)
        signed_in(town.officer).post(NEW, sent | {"again": ""})
        assert not Assignment.objects.exists()
        sent.pop("again", None)
        signed_in(town.officer).post(NEW, sent | {"confirmed": ""})
        made = Assignment.objects.get()
        assert (made.reminds, made.manager_days, made.announces) == ([-14, -3, 1, 7], 10, True)
        assert list(made.departments.all()) == [town.department]
        assert list(made.people.all()) == [anne]
        assert made.created_by == town.officer

    def test_made_twice_by_a_second_click_it_is_there_once(self, town, anne, fields):
        client = signed_in(town.officer)
        for _number in range(2):
            client.post(NEW, fields | {"confirmed": ""})
        assert Assignment.objects.count() == 1

    def test_back_to_the_form_keeps_what_was_filled_in(self, town, anne, fields):
        page = html.fromstring(send(town, fields, again="", manager_days="12").content)
        assert page.xpath("//input[@name='manager_days']/@value") == ["12"]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"subject": ""}, "Kies een cursus of een leerpad."),
            ({"due_on": "2027-01-04"}, "Deze dag komt niet meer. Kies een dag na vandaag."),
            ({"due_on": "2030-01-01"}, "Deze dag is meer dan twee jaar weg."),
            ({"due_on": "gisteren"}, "Vul de dag in als dag-maand-jaar"),
            ({"due_on": ""}, "Vul de dag in waarop het klaar moet zijn."),
            ({"due_kind": "days"}, "Vul het aantal dagen in."),
            ({"due_kind": "days", "due_days": "100000"}, "Vul een heel getal in van 1 tot en met 730."),
            ({"for_whom": "groups"}, "Kies hieronder minstens één afdeling, functie of persoon."),
            ({"for_whom": "groups", "people": "weg@elders.example"}, "is van niemand die voor uw organisatie werkt"),
            ({"repeats": "months"}, "Vul in na hoeveel maanden."),
            ({"repeats": "yearly"}, "Vul de dag in en kies de maand."),
            ({"repeats": "yearly", "repeat_day": "30", "repeat_month": "2"}, "Deze dag bestaat niet in die maand."),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_kept(self, town, fields, changes, said):
        response = send(town, fields, confirmed="", **changes)
        assert response.status_code == 200
        assert said in text_of(response)
        assert not Assignment.objects.exists()

    def test_a_path_is_not_repeated(self, town, course, fields):
        path = make_path([course])
        changes = {"subject": f"path-{path.translation_key}", "repeats": "months", "repeat_months": "6"}
        assert "Een leerpad rondt u één keer af." in text_of(send(town, fields, **changes))

    def test_groups_of_another_municipality_are_not_on_offer(self, town, fields):
        elsewhere = make_municipality("Gemeente Anders")
        changes = {"for_whom": "groups", "departments": [elsewhere.department.pk], "people": elsewhere.officer.email}
        page = text_of(send(town, fields, confirmed="", **changes))
        assert "Selecteer een geldige keuze" in page
        assert not Assignment.objects.exists()


class TestFollowing:
    def test_numbers_are_the_people_behind_them(self, town, course, anne, bert, clock):
        assignment = assign(town, course, due_on=in_days(5))
        finish(bert, course)
        keep_duties()
        clock.forward(7)
        client = signed_in(town.officer)
        page = html.fromstring(client.get(f"{LIST}{assignment.pk}/").content)
        numbers = [int(one.text) for one in page.xpath("//dd[@class='hr-numbers__count']/a")]
        assert numbers == [0, 2, 1, 0]
        for number, link in zip(numbers, page.xpath("//dd[@class='hr-numbers__count']/a/@href"), strict=True):
            rows = html.fromstring(client.get(link.partition("#")[0]).content).xpath("//tbody/tr")
            assert len(rows) == number

    def test_what_became_of_the_mail_is_said(self, town, course, anne, clock):
        choose(town.officer, MailKind.DUTIES, wanted=False)
        assignment = assign(town, course)
        remind()
        page = text_of(signed_in(town.officer).get(f"{LIST}{assignment.pk}/"))
        assert "Wacht op verzending: 1" in page
        assert "Deze persoon wil dit niet: 1" in page
        OutboxMail.objects.update(state="given_up")
        assert "Kon niet worden verstuurd: 2" in text_of(signed_in(town.officer).get(f"{LIST}{assignment.pk}/"))

    def test_exempting_with_a_reason_and_taking_it_back(self, town, course, anne):
        assignment, client = assign(town, course), signed_in(town.officer)
        address = f"{LIST}{assignment.pk}/vrijstellen/{duty_of(anne, assignment).pk}/"
        assert "Schrijf waarom" in text_of(client.post(address, {"reason": ""}))
        page = client.post(address, {"reason": "Geeft zelf les"}, follow=True)
        assert "Anne Aa heeft vrijstelling en kan lezen waarom." in text_of(page)
        assert duty_of(anne, assignment).closed == "exempted"
        assert client.get(address).status_code == 404
        undo = f"{LIST}{assignment.pk}/vrijstelling/{Exemption.objects.get().pk}/weg/"
        client.post(undo)
        assert duty_of(anne, assignment).closed_at is None

    def test_ending_asks_first(self, town, course, anne):
        assignment, client = assign(town, course), signed_in(town.officer)
        address = f"{LIST}{assignment.pk}/beeindigen/"
        assert "2 mensen hebben de opdracht" in text_of(client.get(address))
        assert duty_of(anne, assignment).closed_at is None
        assert "Niemand hoeft hem nog te doen." in text_of(client.post(address, follow=True))
        assert duty_of(anne, assignment).closed == "ended"

    def test_an_example_goes_to_the_officer_alone(self, town, course, anne):
        assignment = assign(town, course)
        page = signed_in(town.officer).post(f"{LIST}{assignment.pk}/voorbeeld/", follow=True)
        assert "Een voorbeeld is onderweg" in text_of(page)
        mail = OutboxMail.objects.get()
        assert mail.user == town.officer
        assert "Artikel 2.82" in mail.body

    def test_two_hundred_people_cost_as_many_queries_as_ten(self, town, course):
        assignment, client = assign(town, course), signed_in(town.officer)

        def queries():
            with CaptureQueriesContext(connection) as asked:
                client.get(f"{LIST}{assignment.pk}/")
                client.get(LIST)
            return len(asked)

        make_member(town.organisation)
        keep_duties()
        few = queries()
        for number in range(60):
            Duty.objects.create(assignment=assignment, user=make_user(name=f"P {number}"), due_on=in_days(3))
        assign(town, make_course())
        assert queries() == few


ADDRESSES = ["", "nieuw/", "{pk}/", "{pk}/vrijstellen/{duty}/", "{pk}/beeindigen/"]
POSTS = ["{pk}/voorbeeld/", "{pk}/vrijstelling/{exemption}/weg/", "{pk}/beeindigen/", "nieuw/"]


@pytest.mark.parametrize("who", ["lead", "colleague", "officer elsewhere", "outsider", "visitor"])
def test_nobody_else_comes_near(town, course, anne, bert, who, client):
    assignment = assign(town, course)
    exempt(assignment, bert, "Elders", town.officer)
    quiet = QuietDay.objects.create(organisation=town.organisation, day=in_days(3))
    words = {"pk": assignment.pk, "duty": duty_of(anne, assignment).pk, "exemption": Exemption.objects.get().pk}
    people = {
        "lead": lambda: make_lead(town.department),
        "colleague": lambda: make_member(town.organisation),
        "officer elsewhere": lambda: make_municipality("Gemeente Anders").officer,
        "outsider": make_user,
    }
    expected = {404}
    if who == "visitor":
        expected = {302}
    else:
        client = signed_in(people[who]())
    own = {"", "nieuw/"} if who == "officer elsewhere" else set()
    for tail in ADDRESSES:
        assert (client.get(LIST + tail.format(**words)).status_code in expected) is (tail not in own)
    for tail in POSTS:
        status = client.post(LIST + tail.format(**words), {"reason": "x"}).status_code
        assert (status in expected) is (tail not in own)
    assert (client.get(QUIET).status_code in expected) is (who != "officer elsewhere")
    assert client.post(f"{QUIET}{quiet.pk}/weg/").status_code in expected
    if who == "officer elsewhere":
        assert "Artikel 2.82" not in text_of(client.get(LIST))
    assignment.refresh_from_db()
    assert assignment.ended_at is None
    assert Exemption.objects.exists()
    assert QuietDay.objects.exists()


class TestQuietDays:
    def test_a_day_is_added_once_and_removed(self, town, clock):
        client = signed_in(town.officer)
        client.post(QUIET, {"day": "2027-02-12", "name": "Carnaval"})
        assert "staat al in de lijst" in text_of(client.post(QUIET, {"day": "2027-02-12"}))
        assert "Deze dag is voorbij." in text_of(client.post(QUIET, {"day": "2026-02-12"}))
        day = QuietDay.objects.get()
        assert (day.organisation, day.name) == (town.organisation, "Carnaval")
        client.post(f"{QUIET}{day.pk}/weg/")
        assert not QuietDay.objects.exists()

    def test_one_button_adds_the_public_holidays_that_are_still_to_come(self, town, clock):
        client = signed_in(town.officer)
        assert "17 dagen zijn toegevoegd." in text_of(client.post(f"{QUIET}feestdagen/", follow=True))
        assert "Alle feestdagen staan al in de lijst." in text_of(client.post(f"{QUIET}feestdagen/", follow=True))
        assert "Koningsdag" in text_of(client.get(QUIET))


class TestLearner:
    def test_the_own_duty_stands_in_the_agenda_once_with_who_asks(self, town, course, anne, clock):
        course.mandatory = True
        course.save()
        assign(town, course, due_on=in_days(9))
        for path in ("/", "/mijn-leren/"):
            lines = html.fromstring(signed_in(anne).get(path).content).xpath(
                "//section[contains(@aria-labelledby,'due')]//li"
            )
            words = [" ".join(line.text_content().split()) for line in lines]
            assert words == ["Artikel 2.82 13 januari 2027 · nog 9 dagen · gevraagd door Gemeente Eigen"]

    def test_late_is_said_in_words(self, town, course, anne, clock):
        assign(town, course, due_on=in_days(2))
        clock.forward(5)
        assert "te laat sinds 7 januari 2027" in text_of(signed_in(anne).get("/"))

    def test_two_duties_of_one_course_are_one_line_with_the_first_day(self, town, course, anne, clock):
        assign(town, course, due_on=in_days(20))
        assign(town, course, people=[anne], due_on=in_days(10))
        page = text_of(signed_in(anne).get("/mijn-leren/"))
        assert "nog 10 dagen" in page
        assert "nog 20 dagen" not in page

    def test_who_is_exempted_reads_why(self, town, course, anne):
        assignment = assign(town, course)
        exempt(assignment, anne, "Geeft zelf les", town.officer)
        page = text_of(signed_in(anne).get("/mijn-leren/"))
        assert "U hebt vrijstelling" in page
        assert "Geeft zelf les" in page

    def test_what_is_finished_closed_or_ended_is_gone(self, town, course, anne):
        assign(town, course)
        finish(anne, course)
        keep_duties()
        assert "gevraagd door" not in text_of(signed_in(anne).get("/mijn-leren/"))

    def test_a_colleague_sees_nothing_of_it(self, town, course, anne, bert):
        assign(town, course, people=[anne])
        assert "gevraagd door" not in text_of(signed_in(bert).get("/"))


def test_the_overview_leads_there_for_officers_only(town):
    assert f'href="{LIST}"' in signed_in(town.officer).get("/hr/").content.decode()
    assert f'href="{LIST}"' not in signed_in(make_lead(town.department)).get("/hr/").content.decode()


def test_an_officer_of_two_organisations_chooses_one(town, course, anne, fields):
    elsewhere = make_municipality("Gemeente Anders")
    make_member(elsewhere.organisation, role=Membership.Role.HR, user=town.officer)
    groups = {"organisation": town.organisation.pk, "for_whom": "groups", "departments": [elsewhere.department.pk]}
    page = text_of(send(town, fields, confirmed="", **groups))
    assert "Kies alleen wat bij de gekozen organisatie hoort." in page
    send(town, fields, confirmed="", organisation=elsewhere.organisation.pk)
    assert Assignment.objects.get().organisation == elsewhere.organisation
    assert timezone.now() + timedelta(days=1) > Assignment.objects.get().created_at
