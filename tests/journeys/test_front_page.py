"""Ten minutes between two meetings: from signing in to learning, and a day to be ready by."""

import re
from datetime import timedelta

from django.utils import timezone

from courses.enrol import enrol
from courses.models import CoursePage, Enrolment
from curriculum.demo import PASSWORD
from people.models import User

from .conftest import WIDE


def test_two_clicks_from_signing_in_to_learning(visit):
    course = CoursePage.objects.get(slug="artikel-2-82", locale__language_code="nl")
    enrol(User.objects.get(email="ambtenaar@demo.example"), course)
    visitor = visit()
    visitor.go("/")
    visitor.click("link", "Inloggen")
    visitor.page.get_by_label("E-mail").fill("ambtenaar@demo.example")
    visitor.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    visitor.page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
    visitor.page.wait_for_load_state()
    visitor.look()
    go_on = visitor.page.locator("main .utrecht-button--primary-action").first
    assert go_on.inner_text().startswith("Ga verder met")
    box = go_on.bounding_box()
    assert box["y"] + box["height"] <= WIDE["height"], "the way on is seen without scrolling"
    go_on.click()
    visitor.page.wait_for_load_state()
    assert visitor.page.get_by_role("button", name="Markeer als gedaan").count() == 1

    visitor.go("/mijn-leren/")
    visitor.click("link", re.compile("Plan wanneer u klaar wilt zijn"))
    field = visitor.page.get_by_label(re.compile("Ik wil deze cursus af hebben op"))
    day = timezone.localdate()
    field.fill((day - timedelta(days=1)).isoformat())
    visitor.click("button", "Dag opslaan")
    assert visitor.page.title().startswith("Fout:")
    assert field.input_value() == (day - timedelta(days=1)).isoformat()
    field.fill((day + timedelta(days=9)).isoformat())
    visitor.click("button", "Dag opslaan")
    assert Enrolment.objects.get(user__email="ambtenaar@demo.example").target_date == day + timedelta(days=9)
    visitor.go("/")
    assert "nog 9 dagen" in visitor.text()
