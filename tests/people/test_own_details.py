"""People change their own name, and see who can follow them."""

import pytest
from django.urls import reverse

from tests.factories.people import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db


def test_somebody_changes_the_own_name(as_learner, learner):
    response = as_learner.post(reverse("my_details"), {"name": "Sanne Ó Briain"}, follow=True)
    learner.refresh_from_db()
    assert learner.name == "Sanne Ó Briain"
    assert "Uw naam is gewijzigd" in response.content.decode()


def test_an_empty_name_is_refused_and_nothing_changes(as_learner, learner):
    response = as_learner.post(reverse("my_details"), {"name": "  "})
    content = response.content.decode()
    assert "Schrijf uw naam op" in content
    assert "<title>Fout:" in content
    learner.refresh_from_db()
    assert learner.name == "Sanne de Vries"


def test_no_other_field_can_be_sent_along(as_learner, learner):
    as_learner.post(reverse("my_details"), {"name": "Sanne", "is_superuser": "on", "email": "x@elders.example"})
    learner.refresh_from_db()
    assert not learner.is_superuser
    assert learner.email != "x@elders.example"


def test_one_reads_who_follows_one(as_learner, learner):
    organisation = make_organisation("Gemeente Duinwijk")
    assert "U hoort hier niet bij een organisatie" in as_learner.get(reverse("my_details")).content.decode()
    make_member(organisation, user=learner)
    content = as_learner.get(reverse("my_details")).content.decode()
    assert "Gemeente Duinwijk" in content
    assert "Niet uw antwoorden" in content


def test_a_visitor_signs_in_first_and_nobody_sees_another(client, home):
    make_user(name="Iemand Anders")
    assert client.get(reverse("my_details")).status_code == 302
