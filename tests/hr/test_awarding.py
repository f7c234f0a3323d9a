"""An HR officer awards certificates for a course that was taken on paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.drawing import draw_due
from certificates.models import Certificate, CertificateEvent, CertificatePdf
from courses.enrol import enrol
from courses.models import CourseCompletion, Enrolment
from people.models import OutboxMail
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/toekennen/"
REASON = "Presentielijst van de cursusdag in het stadhuis"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def course(home):
    return make_course(lessons=2)


@pytest.fixture
def people(town):
    return [make_member(town.organisation, town.below, name=name) for name in ("Anne Aa", "Bert Bee")]


@pytest.fixture
def fields(course, people):
    return {
        "course": str(course.translation_key),
        "finished_on": (timezone.localdate() - timedelta(days=30)).isoformat(),
        "emails": "\n".join(user.email for user in people),
        "reason": REASON,
    }


def send(user, fields, **more):
    return signed_in(user).post(ADDRESS, fields | more, follow=True).content.decode()


def test_before_anything_is_written_the_officer_reads_who_gets_one_and_who_has_one(town, course, people, fields):
    finish(people[1], course)
    page = send(town.officer, fields)

    assert "1 persoon krijgt een certificaat en een mail" in page
    assert "1 persoon heeft deze cursus al afgerond; er verandert niets" in page
    assert page.index("Anne Aa") < page.index("Bert Bee")
    assert REASON in page
    assert not Certificate.objects.exists()
    assert not Enrolment.objects.filter(user=people[0]).exists()


def test_everybody_on_the_list_has_a_certificate_that_says_so(town, course, people, fields):
    page = send(town.officer, fields, confirmed="")

    assert "2 personen hebben nu een certificaat en krijgen daarover een mail." in page
    for user in people:
        certificate = Certificate.objects.get(user=user)
        assert certificate.result == Certificate.Result.ON_PAPER
        assert certificate.completed_on == timezone.localdate() - timedelta(days=30)
        assert certificate.completion.enrolment.course_key == course.translation_key
        event = CertificateEvent.objects.get(certificate=certificate)
        assert (event.kind, event.by, event.reason) == ("awarded", town.officer, REASON)
        mail = OutboxMail.objects.get(user=user)
        assert REASON in mail.body
        assert f"/mijn-leren/certificaat/{certificate.code}/" in mail.body


def test_the_verification_page_says_that_it_was_done_on_paper(town, people, fields, client):
    send(town.officer, fields, confirmed="")
    code = Certificate.objects.filter(user=people[0]).get().code

    assert (
        "Buiten deze website afgerond en vastgelegd door de gemeente"
        in client.get(f"/certificaat/{code}/").content.decode()
    )


def test_the_pdf_is_drawn_by_the_sweep_and_not_in_the_request(
    town, people, fields, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(town.officer, fields, confirmed="")
    assert not CertificatePdf.objects.exists()

    in_five_minutes = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr(timezone, "now", lambda: in_five_minutes)
    assert draw_due() == 2


def test_a_second_click_awards_nothing_twice(town, people, fields):
    send(town.officer, fields, confirmed="")
    page = send(town.officer, fields, confirmed="")

    assert "Er is niets veranderd voor wie de cursus al had afgerond: Anne Aa, Bert Bee." in page
    assert Certificate.objects.count() == CourseCompletion.objects.count() == 2


def test_who_is_busy_keeps_what_is_done_and_is_ready(town, course, people, fields):
    enrolment = enrol(people[0], course)
    send(town.officer, fields, confirmed="")

    assert enrolment.completion.on_paper
    assert Enrolment.objects.filter(user=people[0]).count() == 1


def test_back_to_the_list_keeps_what_was_typed(town, fields):
    page = send(town.officer, fields, again="")

    assert "Certificaten toekennen" in page
    assert REASON in page
    assert f'value="{fields["finished_on"]}"' in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"course": "8d7e9c3a-0000-4000-8000-000000000000"}, "Kies de cursus die is afgerond."),
        ({"course": ""}, "Kies de cursus die is afgerond."),
        ({"finished_on": "2999-01-01"}, "Deze dag moet nog komen."),
        ({"finished_on": ""}, "Vul de dag in waarop de cursus is afgerond."),
        ({"finished_on": "gisteren"}, "Vul de datum in als dag-maand-jaar"),
        ({"emails": ""}, "Vul minstens één e-mailadres in."),
        ({"emails": "\n".join(f"a{number}@eigen.example" for number in range(201))}, "Hoogstens 200 adressen"),
        ({"reason": ""}, "Schrijf op hoe u het weet."),
        ({"reason": "x" * 501}, "Een reden mag 500 tekens hebben; deze heeft er 501."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(town, fields, changes, said):
    page = send(town.officer, fields | changes, confirmed="")

    assert said in page
    assert not Certificate.objects.exists()


def test_an_address_of_another_municipality_is_refused_as_one_of_nobody(town, fields):
    elsewhere = make_municipality("Gemeente Anders").officer
    for email in (elsewhere.email, "niemand@nergens.example"):
        page = send(town.officer, fields | {"emails": email}, confirmed="")
        assert f"“{email}” is van niemand die voor uw organisatie werkt." in page
    assert not Certificate.objects.exists()


def test_nobody_awards_to_themselves(town, fields):
    page = send(town.officer, fields | {"emails": town.officer.email}, confirmed="")

    assert "U kunt uzelf geen certificaat toekennen." in page
    assert not Certificate.objects.exists()


def test_a_certificate_that_would_have_expired_is_refused(town, course, fields):
    course.certificate_months = 12
    course.save()
    old = (timezone.localdate() - timedelta(days=400)).isoformat()
    page = send(town.officer, fields | {"finished_on": old}, confirmed="")

    assert "Een certificaat van deze cursus zou al verlopen zijn" in page
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("who", ["lead", "colleague", "outsider"])
def test_only_hr_awards(town, fields, who):
    user = {
        "lead": lambda: make_lead(town.department),
        "colleague": lambda: make_member(town.organisation),
        "outsider": make_user,
    }[who]()
    client = signed_in(user)

    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, fields | {"confirmed": ""}).status_code == 404
    assert not Certificate.objects.exists()


def test_a_visitor_signs_in_first(client, town, fields):
    assert client.post(ADDRESS, fields).status_code == 302


def test_what_a_list_costs_grows_with_the_list_only(town, course, fields, django_assert_max_num_queries):
    everyone = [make_member(town.organisation) for _ in range(20)]
    client = signed_in(town.officer)
    # Each certificate is an entry in the audit log, in the transaction that makes it.
    with django_assert_max_num_queries(50 + 40 * len(everyone)):
        client.post(ADDRESS, fields | {"emails": "\n".join(user.email for user in everyone), "confirmed": ""})
    assert Certificate.objects.count() == 20
