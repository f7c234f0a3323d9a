"""The certificate of a learning path, and until when a certificate counts, wherever it is shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from certificates.certificate_page import draw_pdf
from certificates.drawing import draw
from certificates.issue import issue
from certificates.models import Certificate, CertificatePdf, FrozenError
from certificates.validity import last_valid_day
from courses.models import CourseCompletion, PathCompletion, PathEnrolment
from courses.paths import follow
from tests.factories.certificates import certificate_words, make_enrolment, revoke_as
from tests.factories.courses import make_course
from tests.factories.paths import change_path, finish_course, make_path
from tests.factories.people import make_user

from .pages import main_of
from .pdf_reading import text_of
from .test_on_other_pages import link, rendered


@pytest.fixture
def courses(home):
    return [make_course("De basis"), make_course("Inkopen"), make_course("Verdieping")]


@pytest.fixture
def path(courses):
    return make_path(courses[:2], optional=courses[2:], title="Inkoper", certificate_months=24)


@pytest.fixture
def of_path(learner, path, courses) -> Certificate:
    """The certificate of a path whose optional course was finished, too."""
    follow(learner, path)
    for course in [courses[2], *courses[:2]]:
        finish_course(learner, course)
    return PathCompletion.objects.get().certificates.get()


def test_finishing_a_path_gives_a_certificate_of_its_own(of_path, learner, path):
    assert Certificate.objects.filter(user=learner).count() == 4
    assert of_path.is_of_path
    assert (of_path.course_title, of_path.course_key) == ("Inkoper", path.translation_key)
    assert of_path.goals == ["De basis", "Inkopen"]
    assert of_path.study_minutes == 20
    assert of_path.completed_on == timezone.localdate()
    assert of_path.valid_until == last_valid_day(timezone.localdate(), 24)


def test_the_certificate_of_a_course_is_not_of_a_path(certificate):
    assert not certificate.is_of_path
    assert certificate.valid_until is None


def test_issuing_twice_gives_the_same_certificate(of_path):
    assert issue(of_path.path_completion) == of_path


def test_a_completion_of_a_path_has_one_certificate_in_the_database_too(of_path):
    copy = Certificate.objects.get(pk=of_path.pk)
    copy.pk, copy.code, copy._state.adding = None, "1" * 26, True
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_its_pdf_is_drawn_at_once(learner, path, courses, django_capture_on_commit_callbacks):
    follow(learner, path)
    with django_capture_on_commit_callbacks(execute=True):
        for course in courses[:2]:
            finish_course(learner, course)
    text = text_of(bytes(CertificatePdf.objects.get(certificate__path_completion__isnull=False).content))
    assert "voorhetafrondenvanhetleerpad" in text
    assert "AfgerondecursussenvanditleerpadDebasis" in text.replace("–", "")
    assert "Geldigtotenmet" in text
    assert "vandecursus" not in text


def test_the_verification_page_says_that_it_is_a_path(of_path):
    page = main_of(Client().get(f"/certificaat/{of_path.code}/"))
    for words in (
        "Dit certificaat is geldig",
        "Leerpad",
        "Inkoper",
        "Afgeronde cursussen van dit leerpad",
        "De basis",
    ):
        assert words in page
    assert "<dt>Leerpad</dt>" in page


def test_it_still_says_so_when_the_account_is_gone(of_path, learner):
    learner.delete()
    page = main_of(Client().get(f"/certificaat/{of_path.code}/"))
    assert "<dt>Leerpad</dt>" in page
    of_course = Certificate.objects.get(course_title="De basis")
    assert "<dt>Cursus</dt>" in main_of(Client().get(f"/certificaat/{of_course.code}/"))


def test_what_an_editor_changes_later_changes_nothing(of_path, path, courses):
    page = main_of(Client().get(f"/certificaat/{of_path.code}/"))
    changed = change_path(path, courses[2:])
    changed.title, changed.certificate_months = "Iets anders", 1
    changed.save_revision().publish()
    assert main_of(Client().get(f"/certificaat/{of_path.code}/")) == page
    stored = Certificate.objects.get(pk=of_path.pk)
    stored.valid_until = None
    with pytest.raises(FrozenError, match="valid_until"):
        stored.save()


def test_the_holder_alone_finds_it_beside_the_path_and_downloads_it(of_path, as_learner):
    assert draw(of_path)
    address = f"/mijn-leren/certificaat/{of_path.code}/pdf/"
    assert address in link(PathEnrolment.objects.get())
    assert as_learner.get(address)["Content-Disposition"] == 'attachment; filename="certificaat-inkoper.pdf"'
    colleague = Client()
    colleague.force_login(make_user())
    assert colleague.get(address).status_code == 404


def test_a_path_that_is_not_finished_has_none(learner, path):
    assert link(follow(learner, path)) == ""


def test_the_own_list_tells_a_path_from_a_course(of_path, learner):
    html = rendered("my_certificates user", user=learner)
    assert html.count("Leerpad") == 1
    assert html.index("Leerpad") < html.index("Inkoper")


# --- Until when ---------------------------------------------------------------


def make_limited(learner, completed_at, months=12) -> Certificate:
    """Of a course whose certificate counts for so many months."""
    enrolment = make_enrolment(learner, make_course("Inkopen", certificate_months=months))
    return issue(CourseCompletion.objects.create(enrolment=enrolment, study_minutes=5, completed_at=completed_at))


def test_the_end_is_counted_from_the_day_in_the_netherlands(home, learner):
    certificate = make_limited(learner, datetime(2026, 1, 30, 23, 30, tzinfo=UTC), months=1)
    assert certificate.completed_on.isoformat() == "2026-01-31"
    assert certificate.valid_until.isoformat() == "2026-02-28"


def test_while_it_counts_every_page_says_until_when(home, learner):
    certificate = make_limited(learner, timezone.now())
    said = f"{certificate.valid_until.year}"
    page = main_of(Client().get(f"/certificaat/{certificate.code}/"))
    assert "Dit certificaat is geldig" in page
    assert "Geldig tot en met" in page
    assert said in page
    assert "Geldig tot en met" in link(certificate.completion.enrolment)


def test_once_it_is_over_every_page_says_since_when(home, learner):
    certificate = make_limited(learner, datetime(2024, 1, 15, 12, tzinfo=UTC))
    page = main_of(Client().get(f"/certificaat/{certificate.code}/"))
    assert "Dit certificaat is verlopen" in page
    assert "verlopen sinds 16 januari 2025" in page
    assert "15 januari 2025" in page
    assert "Dit certificaat is geldig" not in page
    assert "Verlopen sinds 16 januari 2025" in link(certificate.completion.enrolment)
    assert "Verlopen sinds 16 januari 2025" in rendered("my_certificates user", user=learner)


def test_revoked_comes_before_expired(home, learner):
    certificate = make_limited(learner, datetime(2024, 1, 15, 12, tzinfo=UTC))
    revoke_as(certificate)
    page = main_of(Client().get(f"/certificaat/{certificate.code}/"))
    assert "Dit certificaat is ingetrokken" in page
    assert "Dit certificaat is verlopen" not in page


def test_a_certificate_without_end_says_nothing_of_an_end(certificate):
    assert "Geldig tot" not in main_of(Client().get(f"/certificaat/{certificate.code}/"))
    assert "Geldig tot" not in link(certificate.completion.enrolment)
    assert "Geldigtot" not in text_of(draw_pdf(certificate))


def test_the_pdf_says_the_last_day_it_counts():
    until = timezone.localdate().replace(day=1) + timedelta(days=400)
    assert f"Geldigtotenmet{until.day}" in "".join(text_of(draw_pdf(certificate_words(valid_until=until))).split())
