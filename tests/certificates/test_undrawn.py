"""Administrators see which certificates have no PDF, what they can do about it, and try again."""

from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from certificates.drawing import draw
from certificates.models import Certificate, CertificatePdf, DrawingProblem
from certificates.pdf import NotDrawnError
from people.roles import PlatformRole
from tests.factories.certificates import make_certificate, reissue_as
from tests.factories.courses import make_course
from tests.factories.hr import signed_in
from tests.factories.people import make_user

LIST = "/admin/certificaten-zonder-pdf/"


@pytest.fixture
def administrator(home) -> Client:
    return signed_in(make_user(is_superuser=True))


def try_again(client: Client, certificate: Certificate):
    return client.post(reverse("draw_certificate_now", args=[certificate.pk]), follow=True).content.decode()


def with_problem(kind: str) -> Certificate:
    certificate = make_certificate()
    DrawingProblem.objects.create(certificate=certificate, kind=kind, detail="RuntimeError", tries=3)
    return certificate


def test_without_problems_there_is_nothing_to_do(administrator, drawn):
    assert "U hoeft niets te doen" in administrator.get(LIST).content.decode()


def test_a_character_in_the_name_leads_to_issuing_again_after_which_it_is_off_the_list(administrator):
    certificate = make_certificate(make_user(name="学 Vries"))
    assert not draw(certificate)
    page = administrator.get(LIST).content.decode()
    assert "U+5B66" in page
    assert "andere schrijfwijze" in page
    assert reverse("certificate_register:reissue", args=[certificate.pk]) in page
    reissue_as(certificate, "Xue Vries")
    assert "U hoeft niets te doen" in administrator.get(LIST).content.decode()


def test_a_character_in_the_course_is_not_repaired_by_another_name(administrator):
    certificate = make_certificate(course=make_course("Leren 学"))
    assert not draw(certificate)
    page = administrator.get(LIST).content.decode()
    assert "lettertype" in page
    assert reverse("certificate_register:reissue", args=[certificate.pk]) not in page


@pytest.mark.parametrize(("kind", "advice"), [("seal", "de sleutel"), ("renderer", "volgende poging")])
def test_each_kind_says_what_to_do(administrator, kind, advice):
    with_problem(kind)
    assert advice in administrator.get(LIST).content.decode()


def test_trying_again_draws_it(administrator):
    certificate = with_problem("renderer")
    assert "De PDF is er" in try_again(administrator, certificate)
    assert CertificatePdf.objects.filter(certificate=certificate).exists()
    assert not DrawingProblem.objects.exists()


def test_what_fails_again_stays_with_one_try_more(administrator):
    certificate = with_problem("renderer")
    with patch("certificates.drawing.draw_pdf", side_effect=NotDrawnError("stuk")):
        assert "Het is weer niet gelukt" in try_again(administrator, certificate)
    assert DrawingProblem.objects.get().tries == 4


def test_looking_draws_nothing(administrator):
    certificate = with_problem("renderer")
    administrator.get(LIST)
    assert administrator.get(reverse("draw_certificate_now", args=[certificate.pk])).status_code == 405
    assert DrawingProblem.objects.get().tries == 3


def test_a_longer_list_costs_no_more_queries(administrator, django_assert_max_num_queries):
    with_problem("renderer")
    administrator.get(LIST)
    with django_assert_max_num_queries(100) as with_one:
        administrator.get(LIST)
    for _ in range(3):
        with_problem("seal")
    with django_assert_max_num_queries(len(with_one)):
        administrator.get(LIST)


@pytest.mark.parametrize("who", ["holder", "outsider", "editor"])
def test_nobody_else_comes_near(home, who):
    certificate = with_problem("renderer")
    user = certificate.user if who == "holder" else make_user()
    if who == "editor":
        user.groups.add(Group.objects.get(name=PlatformRole.EDITOR))
    client = signed_in(user)
    # An editor may enter the admin, and finds nothing there; the others are sent to its door.
    refused = 404 if who == "editor" else 302
    assert client.get(LIST).status_code == refused
    assert client.post(reverse("draw_certificate_now", args=[certificate.pk])).status_code == refused
    assert DrawingProblem.objects.get().tries == 3
