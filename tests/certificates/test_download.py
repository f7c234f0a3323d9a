"""The holder downloads the stored bytes; for everyone else the certificate is not there."""

import pytest
from django.test import Client

from certificates.models import CertificatePdf
from people.models import Membership
from tests.factories.certificates import make_certificate, revoke_as
from tests.factories.courses import make_course
from tests.factories.people import make_member, make_organisation, make_user

from .pages import main_of


def address(certificate) -> str:
    return f"/mijn-leren/certificaat/{certificate.code}/pdf/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_holder_gets_the_stored_bytes_as_a_file(drawn, as_learner):
    response = as_learner.get(address(drawn.certificate))
    assert response.content == bytes(drawn.content)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="certificaat-')
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("title", "file_name"),
    [
        ("Artikel 2.82: voorbehouden opdrachten", "certificaat-artikel-2-82-voorbehouden-opdrachten.pdf"),
        ('Één "gróót" feest\r\nSet-Cookie: x', "certificaat-een-groot-feest-set-cookie-x.pdf"),
        ("学", "certificaat.pdf"),
        ("lang " * 50, "certificaat-lang" + "-lang" * 12 + "-lan.pdf"),
    ],
)
def test_the_file_name_says_which_course(home, learner, as_learner, title, file_name):
    certificate = make_certificate(learner, make_course(title))
    CertificatePdf.objects.create(certificate=certificate, content=b"%PDF-1.7", sha256="0" * 64)
    assert as_learner.get(address(certificate))["Content-Disposition"] == f'attachment; filename="{file_name}"'


def test_a_colleague_finds_nothing(drawn, learner):
    organisation = make_organisation()
    make_member(organisation, user=learner)
    assert signed_in(make_member(organisation)).get(address(drawn.certificate)).status_code == 404


def test_an_hr_officer_finds_nothing(drawn, learner):
    organisation = make_organisation()
    make_member(organisation, user=learner)
    officer = make_member(organisation, role=Membership.Role.HR)
    assert signed_in(officer).get(address(drawn.certificate)).status_code == 404


def test_an_outsider_finds_nothing(drawn):
    assert signed_in(make_user()).get(address(drawn.certificate)).status_code == 404


def test_an_administrator_finds_nothing_either(drawn):
    assert signed_in(make_user(is_superuser=True)).get(address(drawn.certificate)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(drawn):
    response = Client().get(address(drawn.certificate))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("code", ["4BP816D7Z5ZMM8AAWHR9B5Z07X", "x", "U" * 26])
def test_foreign_unknown_and_malformed_are_the_same(drawn, code):
    outsider = signed_in(make_user())
    foreign = outsider.get(address(drawn.certificate))
    other = outsider.get(f"/mijn-leren/certificaat/{code}/pdf/")
    assert foreign.status_code == other.status_code == 404
    assert main_of(foreign) == main_of(other)


def test_a_pdf_that_is_not_drawn_yet_follows(certificate, as_learner):
    response = as_learner.get(address(certificate))
    assert response.status_code == 200
    page = main_of(response)
    assert "Uw certificaat volgt" in page
    assert certificate.course_title in page
    assert f"/certificaat/{certificate.code}/" in page


def test_instead_of_a_revoked_file_one_sees_that_it_is_revoked(drawn, as_learner):
    revoke_as(drawn.certificate)
    response = as_learner.get(address(drawn.certificate), follow=True)
    assert response.redirect_chain == [(f"/certificaat/{drawn.certificate.code}/", 302)]
    assert "ingetrokken" in main_of(response)


def test_downloading_is_reading(drawn, as_learner):
    assert as_learner.post(address(drawn.certificate)).status_code == 405
