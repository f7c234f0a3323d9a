"""What is on a transcript, and that page, PDF and machine-readable file say the same."""

import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from certificates.codes import grouped_code
from certificates.models import Certificate
from courses.models import CourseCompletion, PathCompletion, PathEnrolment, PathPage
from courses.study_time import in_words
from tests.certificates.pages import main_of
from tests.certificates.pdf_reading import text_of
from tests.factories.certificates import make_certificate, make_enrolment, revoke_as
from tests.factories.courses import make_course
from tests.factories.evidence import make_evidence
from tests.factories.people import make_user
from tests.schema_check import faults
from transcript.models import Evidence
from transcript.record import CertificateState, transcript_of

PAGE, PDF, JSON = (f"/mijn-leren/leeroverzicht{ending}" for ending in ("/", ".pdf", ".json"))
SCHEMA = json.loads((settings.BASE_DIR / "docs" / "transcript.schema.json").read_text())


def finish_path(user, minutes: int = 25) -> PathCompletion:
    course = make_course()
    path = course.get_parent().add_child(
        instance=PathPage(title="Leerpad voor inkopers", slug=f"pad-{course.slug}", summary="Waar het over gaat.")
    )
    enrolment = PathEnrolment.objects.create(user=user, path=path, path_key=path.translation_key)
    return PathCompletion.objects.create(enrolment=enrolment, study_minutes=minutes)


@pytest.fixture
def full(learner, home):
    """Someone with two courses, a path, and evidence in every state."""
    for title, minutes in (("Eerste cursus", 70), ("Tweede cursus", 50)):
        certificate = make_certificate(learner, make_course(title))
        CourseCompletion.objects.filter(pk=certificate.completion_id).update(study_minutes=minutes)
    finish_path(learner)
    make_evidence(learner, title="Bevestigde dag", minutes=195, state=Evidence.State.CONFIRMED)
    make_evidence(learner, title="Wachtende dag", minutes=390)
    make_evidence(learner, title="Teruggestuurde dag", minutes=1000, state=Evidence.State.RETURNED)
    return learner


def test_hours_are_added_per_origin_and_a_path_adds_nothing(full):
    transcript = transcript_of(full)
    assert transcript.minutes_here == 120
    assert transcript.minutes_confirmed == 195
    assert transcript.minutes_stated == 390


def test_the_three_forms_say_the_same(full, as_learner):
    data = as_learner.get(JSON).json()
    page, pdf = main_of(as_learner.get(PAGE)), text_of(as_learner.get(PDF).content)
    assert data["totals"] == {
        "minutes_learned_here": 120,
        "minutes_confirmed_elsewhere": 195,
        "minutes_stated_elsewhere": 390,
    }
    for minutes in data["totals"].values():
        assert in_words(minutes) in page
        assert in_words(minutes).replace(" ", "") in pdf
    titles = [row["title"] for part in ("courses", "paths", "elsewhere") for row in data[part]]
    assert len(titles) == 6
    for title in titles:
        assert title in page
        assert title.replace(" ", "") in pdf
    codes = [row["certificate"]["code"] for row in data["courses"]]
    for code in codes:
        assert grouped_code(code) in page
        assert grouped_code(code) in pdf


def test_what_is_busy_is_not_on_it(learner, as_learner):
    make_enrolment(learner, make_course("Halverwege"))
    assert "Halverwege" not in main_of(as_learner.get(PAGE))
    assert as_learner.get(JSON).json()["courses"] == []


def test_nobody_elses_learning_is_on_it(full):
    other = transcript_of(make_user())
    assert other.is_empty
    assert (other.minutes_here, other.minutes_confirmed, other.minutes_stated) == (0, 0, 0)


def test_the_latest_comes_first(full):
    assert [course.title for course in transcript_of(full).courses] == ["Tweede cursus", "Eerste cursus"]


def test_it_takes_five_queries_however_much_there_is(full, django_assert_num_queries):
    for _ in range(3):
        make_certificate(full)
        make_evidence(full)
        finish_path(full)
    with django_assert_num_queries(5):
        transcript = transcript_of(full)
        words = [(row.title, row.language, row.certificate_state) for row in (*transcript.courses, *transcript.paths)]
    assert len(words) == 9


def test_a_course_keeps_the_words_of_its_certificate(learner, home):
    certificate = make_certificate(learner, make_course("Oude naam"))
    course = certificate.completion.enrolment.course
    course.title = "Nieuwe naam"
    course.save()
    (row,) = transcript_of(learner).courses
    assert (row.title, row.finished_on) == ("Oude naam", certificate.completed_on)


def test_a_course_without_certificate_has_its_own_title(learner, home):
    Certificate.objects.filter(pk=make_certificate(learner, make_course("Zonder papier")).pk).delete()
    (row,) = transcript_of(learner).courses
    assert (row.title, row.language, row.certificate, row.counts) == ("Zonder papier", "nl", None, True)


def test_the_hours_of_a_revoked_certificate_do_not_count_and_it_says_so(learner, as_learner):
    certificate = make_certificate(learner)
    revoke_as(certificate)
    transcript = transcript_of(learner)
    assert transcript.courses[0].certificate_state == CertificateState.REVOKED
    assert transcript.minutes_here == 0
    assert "ingetrokken" in main_of(as_learner.get(PAGE))
    assert "telt niet mee" in main_of(as_learner.get(PAGE))
    assert "Niet zelf gemaakt" not in main_of(as_learner.get(PAGE))


@pytest.mark.parametrize(
    ("days_left", "state"), [(1, CertificateState.VALID), (0, CertificateState.VALID), (-1, CertificateState.EXPIRED)]
)
def test_a_certificate_counts_until_its_last_day(learner, home, days_left, state):
    make_certificate(learner, valid_until=timezone.localdate() + timedelta(days=days_left))
    (row,) = transcript_of(learner).courses
    assert row.certificate_state == state
    assert row.counts


def test_the_last_day_of_a_certificate_is_said(learner, as_learner):
    make_certificate(learner, valid_until=date(2199, 2, 28))
    assert "geldig, tot en met 28 februari 2199" in " ".join(main_of(as_learner.get(PAGE)).split())
    assert "geldig,totenmet28februari2199" in text_of(as_learner.get(PDF).content)
    assert as_learner.get(JSON).json()["courses"][0]["certificate"]["valid_until"] == "2199-02-28"


def test_the_remark_of_hr_is_for_the_learner_and_not_on_what_is_shown_around(full, as_learner):
    for address in (PAGE, JSON):
        assert "Gezien." not in as_learner.get(address).content.decode()
    assert "Gezien." not in text_of(as_learner.get(PDF).content)


@pytest.mark.parametrize("person", ["full", "learner"])
def test_the_machine_readable_form_is_what_its_schema_says(person, request, as_learner):
    request.getfixturevalue(person)
    data = as_learner.get(JSON).json()
    assert faults(data, SCHEMA) == []
    assert data["format"] == "leeroverzicht/1"


def test_the_schema_refuses_what_is_wrong(full, as_learner):
    data = as_learner.get(JSON).json()
    wrong = [
        data | {"format": "leeroverzicht/2"},
        data | {"extra": 1},
        {key: value for key, value in data.items() if key != "totals"},
        data | {"totals": data["totals"] | {"minutes_learned_here": "2 uur"}},
        data | {"courses": [data["courses"][0] | {"finished_on": "3-12-2026"}]},
        data | {"elsewhere": [data["elsewhere"][0] | {"status": "onbekend"}]},
        data | {"courses": [data["courses"][0] | {"certificate": {}}]},
    ]
    assert [bool(faults(one, SCHEMA)) for one in wrong] == [True] * len(wrong)


def test_every_field_of_the_schema_is_described():
    described = (settings.BASE_DIR / "docs" / "transcript-format.md").read_text()

    def names(schema: dict) -> set[str]:
        own = set(schema.get("properties", {}))
        parts = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
        parts += [schema["items"]] if "items" in schema else []
        parts += schema.get("anyOf", [])
        return own.union(*(names(part) for part in parts))

    assert {name for name in names(SCHEMA) if f"`{name}`" not in described} == set()


def test_the_files_are_called_after_the_day(full, as_learner):
    today = timezone.localdate().isoformat()
    assert as_learner.get(PDF)["Content-Disposition"] == f'attachment; filename="leeroverzicht-{today}.pdf"'
    assert as_learner.get(JSON)["Content-Disposition"] == f'attachment; filename="leeroverzicht-{today}.json"'
    assert as_learner.get(JSON)["Content-Type"] == "application/json"


def test_my_learning_leads_to_it(as_learner):
    assert f'href="{PAGE}"' in main_of(as_learner.get("/mijn-leren/"))


def test_names_are_text_in_the_machine_readable_form(learner, as_learner):
    make_evidence(learner, title='Şükrü "</script>" <b>')
    assert as_learner.get(JSON).json()["elsewhere"][0]["title"] == 'Şükrü "</script>" <b>'
