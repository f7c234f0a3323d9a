"""Administrators choose how long something is kept, for the platform and for each organisation."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import RetentionPeriod, User
from people.privacy.retention import days_kept
from tests.factories.people import PASSWORD, make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.row("P9")]


def test_a_period_is_chosen_and_bad_input_is_kept_with_what_to_do(home):
    client = Client()
    client.force_login(User.objects.create_superuser("beheer@gemeente.example", PASSWORD))
    organisation = make_organisation()
    address = reverse("retentionperiod:add")
    for wrong in (
        {"kept": "mail", "days": "10"},
        {"kept": "looks", "days": "0"},
        {"kept": "audit", "days": "10", "organisation": organisation.pk},
    ):
        assert client.post(address, {"organisation": ""} | wrong).status_code == 200
        assert not RetentionPeriod.objects.exists()
    client.post(address, {"kept": "looks", "days": "90", "organisation": organisation.pk})
    client.post(address, {"kept": "looks", "days": "180", "organisation": ""})
    assert days_kept("looks") == 180
    assert client.post(address, {"kept": "looks", "days": "90", "organisation": organisation.pk}).status_code == 200
    assert RetentionPeriod.objects.count() == 2
    assert client.get(reverse("retentionperiod:index")).status_code == 200
