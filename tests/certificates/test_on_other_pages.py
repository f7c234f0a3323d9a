"""The certificate beside a finished course, and all of someone in a list."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from certificates.drawing import draw
from certificates.models import Certificate
from tests.factories.certificates import make_certificate, make_enrolment, revoke_as
from tests.factories.courses import make_course
from tests.factories.people import make_user


def rendered(tag: str, **variables: object) -> str:
    return Template("{% load certificate_tags %}{% " + tag + " %}").render(Context(variables)).strip()


def link(enrolment: object) -> str:
    return rendered("certificate_link enrolment", enrolment=enrolment)


def test_a_finished_course_offers_the_pdf_and_the_verification_page(drawn):
    html = link(drawn.certificate.completion.enrolment)
    assert "Download uw certificaat (PDF)" in html
    assert f'href="/mijn-leren/certificaat/{drawn.certificate.code}/pdf/"' in html
    assert "Controlepagina" in html
    assert f'href="/certificaat/{drawn.certificate.code}/"' in html


def test_a_pdf_that_is_not_drawn_yet_follows(certificate):
    html = link(certificate.completion.enrolment)
    assert "Uw certificaat volgt" in html
    assert "/pdf/" not in html


def test_a_revoked_certificate_is_not_offered(drawn):
    revoke_as(drawn.certificate)
    html = link(drawn.certificate.completion.enrolment)
    assert "Uw certificaat is ingetrokken" in html
    assert "/pdf/" not in html


@pytest.mark.parametrize("finished", [None, "busy"])
def test_without_certificate_there_is_nothing(home, finished):
    assert link(make_enrolment() if finished else None) == ""


def test_the_list_has_the_own_certificates_only_the_newest_first(home, learner):
    for title in ("Eerste cursus", "Tweede cursus"):
        make_certificate(learner, make_course(title))
    make_certificate(make_user(), make_course("Cursus van een ander"))
    html = rendered("my_certificates user", user=learner)
    assert "Mijn certificaten" in html
    assert html.index("Tweede cursus") < html.index("Eerste cursus")
    assert "Cursus van een ander" not in html


def test_the_list_takes_one_query_and_no_bytes(home, learner, django_assert_num_queries):
    for _ in range(3):
        draw(make_certificate(learner))
    with django_assert_num_queries(1) as queries:
        html = rendered("my_certificates user", user=learner)
    assert html.count("Download uw certificaat (PDF)") == Certificate.objects.count() == 3
    assert "content" not in queries.captured_queries[0]["sql"]


@pytest.mark.parametrize("signed_in", [True, False])
def test_without_certificates_there_is_no_list(home, learner, signed_in):
    assert rendered("my_certificates user", user=learner if signed_in else AnonymousUser()) == ""
