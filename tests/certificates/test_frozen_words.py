"""What was promised does not change, whoever asks and whatever is renamed."""

import hashlib

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from certificates import guard
from certificates.drawing import draw
from certificates.models import Certificate, CertificatePdf, FrozenError
from tests.factories.certificates import make_certificate
from tests.factories.people import make_user

from .pages import main_of
from .pdf_reading import text_of

pytestmark = pytest.mark.row("C1")

FROZEN = {
    "code": "0" * 26,
    "holder_name": "Iemand anders",
    "course_title": "Een andere cursus",
    "study_minutes": 1000,
    "goals": [],
    "issuer_name": "Gemeente Elders",
    "language": "en",
    "issued_at": timezone.now(),
    "completed_on": timezone.localdate().replace(year=2020, day=1),
    "course_revision_id": 999,
    "user": None,
    "completion": None,
}


@pytest.mark.parametrize("field", FROZEN)
def test_saving_another_word_is_refused(certificate, field):
    setattr(certificate, field, FROZEN[field])
    with pytest.raises(FrozenError, match=field):
        certificate.save()


@pytest.mark.parametrize("field", FROZEN.keys() - {"user", "completion"})
def test_the_database_refuses_another_word_whoever_asks(certificate, field):
    with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
        QuerySet.update(Certificate.objects.filter(pk=certificate.pk), **{field: FROZEN[field]})


def test_the_database_refuses_another_holder_and_another_completion(certificate):
    other = make_certificate()
    for change in ({"user": other.user}, {"completion": None, "path_completion": None, "replaces": other}):
        with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
            QuerySet.update(Certificate.objects.filter(pk=certificate.pk), **change)


def test_the_database_refuses_other_bytes(drawn):
    with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
        CertificatePdf.objects.filter(pk=drawn.pk).update(content=b"other")


def test_the_guard_can_be_put_up_again(certificate):
    guard.install(using="default")
    guard.install(using="default")
    with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
        QuerySet.update(Certificate.objects.filter(pk=certificate.pk), holder_name="Iemand anders")


@pytest.mark.parametrize("field", FROZEN)
def test_updating_another_word_is_refused(certificate, field):
    with pytest.raises(FrozenError, match=field):
        Certificate.objects.filter(pk=certificate.pk).update(**{field: FROZEN[field]})


def test_a_copy_under_the_same_number_is_refused(certificate):
    forged = Certificate(pk=certificate.pk, holder_name="Iemand anders")
    with pytest.raises(FrozenError):
        forged.save()


def test_kept_bytes_are_not_replaced(drawn):
    drawn.content = b"other"
    with pytest.raises(FrozenError):
        drawn.save()


def test_a_completion_has_one_certificate_in_the_database_too(certificate):
    copy = Certificate.objects.get()
    copy.pk, copy.code, copy._state.adding = None, "1" * 26, True
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_revoked_without_a_moment_is_refused_by_the_database(certificate):
    certificate.status = Certificate.Status.REVOKED
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate.save()


def rename_everything(certificate: Certificate) -> None:
    course = certificate.completion.enrolment.course
    course.title = "Een heel andere cursus"
    course.goals = [("goal", "iets anders")]
    course.save_revision().publish()
    certificate.user.name = "Nieuwe Naam"
    certificate.user.save()


def test_renaming_course_and_person_changes_neither_page_nor_bytes(drawn, client, as_learner):
    page = main_of(client.get(f"/certificaat/{drawn.certificate.code}/"))
    file = as_learner.get(f"/mijn-leren/certificaat/{drawn.certificate.code}/pdf/").content
    rename_everything(drawn.certificate)
    assert main_of(client.get(f"/certificaat/{drawn.certificate.code}/")) == page
    assert as_learner.get(f"/mijn-leren/certificaat/{drawn.certificate.code}/pdf/").content == file


def test_a_pdf_drawn_after_the_renaming_has_the_old_words(certificate):
    rename_everything(certificate)
    late = Certificate.objects.get()
    assert draw(late)
    text = text_of(bytes(late.pdf.content))
    assert "SannedeVries" in text
    assert "NieuweNaam" not in text
    assert "andere" not in text


def test_the_checksum_is_that_of_the_bytes(drawn):
    stored = CertificatePdf.objects.get()
    assert stored.sha256 == hashlib.sha256(bytes(stored.content)).hexdigest()


def test_the_register_outlives_the_account(drawn, client, learner):
    code = drawn.certificate.code
    learner.delete()
    certificate = Certificate.objects.get()
    assert certificate.user is None
    assert certificate.completion is None
    assert client.get(f"/certificaat/{code}/").status_code == 200


def test_nobody_downloads_a_certificate_without_account(drawn, learner, client):
    code = drawn.certificate.code
    learner.delete()
    client.force_login(make_user())
    assert client.get(f"/mijn-leren/certificaat/{code}/pdf/").status_code == 404
