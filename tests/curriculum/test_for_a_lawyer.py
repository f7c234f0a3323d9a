"""The list for a lawyer: complete, shown by course, and open again when a source changes."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.models import CoursePage
from curriculum import shipped
from curriculum.for_a_lawyer import item_of, lists_by_course
from curriculum.models import LegalCheck
from people.roles import PlatformRole
from tests.factories.cms import make_source
from tests.factories.courses import make_course
from tests.factories.people import make_user

LIST = "for_a_lawyer"
KEY = "sdg-artikel-2-80"


@pytest.fixture
def editor(home):
    editor = make_user(name="Rik Redactie")
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    return editor


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client


def page_of(key=KEY):
    return reverse("note_legal_check", args=[key])


def words(**changed):
    return {"checked_on": "2026-11-20", "checked_by": "mr. Aleida ten Brink", "remark": "Klopt nog."} | changed


def test_every_item_has_a_key_of_its_own_and_names_what_exists():
    items = shipped.for_a_lawyer()
    keys = [item["key"] for item in items]
    assert len(keys) == len(set(keys))
    courses = {course["slug"]: course for course in shipped.courses()}
    sources = {source["key"] for source in shipped.sources()}
    questions = {question["id"] for question in shipped.questions()}
    for item in items:
        assert set(item) <= {"key", "text", "kind", "course", "where", "sources"}, item["key"]
        assert item.get("kind", "lawyer") in ("lawyer", "look_up"), item["key"]
        assert set(item.get("sources", [])) <= sources, item["key"]
        if "course" in item:
            steps = [step for module in courses[item["course"]]["modules"] for step in module["steps"]]
            known = {step["title"] for step in steps} | questions
        else:
            known = questions
        assert set(item.get("where", [])) <= known, item["key"]


def test_the_list_stands_by_course_and_what_is_of_no_course_comes_last(as_editor):
    course = make_course("SDG's als gedeelde taal")
    CoursePage.objects.filter(pk=course.pk).update(slug="sdg-als-gedeelde-taal")
    lists = lists_by_course()
    assert sum(len(each.items) for each in lists) == len(shipped.for_a_lawyer())
    assert lists[-1].title == ""
    body = as_editor.get(reverse(LIST)).content.decode()
    assert str(course.title).replace("'", "&#x27;") in body
    assert "Wacht op een jurist" in body
    assert reverse(LIST) in as_editor.get(reverse("wagtailadmin_home")).content.decode()


def test_an_editor_notes_who_checked_an_item_and_when(as_editor, editor):
    assert as_editor.post(page_of(), words()).status_code == 302
    check = LegalCheck.objects.get()
    assert (check.item, check.checked_on, check.checked_by) == (KEY, date(2026, 11, 20), "mr. Aleida ten Brink")
    assert (check.remark, check.noted_by) == ("Klopt nog.", editor)
    assert not item_of(KEY).is_open
    assert "mr. Aleida ten Brink" in as_editor.get(reverse(LIST)).content.decode()


def test_a_second_note_is_added_and_counts(as_editor):
    for name in ("mr. A", "mr. B"):
        as_editor.post(page_of(), words(checked_by=name))
    assert LegalCheck.objects.count() == 2
    assert item_of(KEY).check.checked_by == "mr. B"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"checked_on": ""}, "Vul de dag in"),
        ({"checked_on": "gisteren"}, "Schrijf een dag als"),
        ({"checked_by": " "}, "Vul de naam in"),
        ({"remark": "x" * 2001}, "2000"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(as_editor, changed, sentence):
    body = as_editor.post(page_of(), words(**changed)).content.decode()
    assert sentence in body
    assert "Klopt nog." in body or "x" * 2001 in body
    assert not LegalCheck.objects.exists()


def test_a_day_that_has_not_come_is_refused(as_editor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    body = as_editor.post(page_of(), words(checked_on=tomorrow.isoformat())).content.decode()
    assert "nog niet geweest" in body
    assert not LegalCheck.objects.exists()


def test_a_changed_source_opens_the_item_again(as_editor):
    source = make_source(key="aw2012-2-80")
    source.text_date = date(2025, 12, 1)
    source.save()
    as_editor.post(page_of(), words())
    assert not item_of(KEY).is_open, "a change from before the check does not count"
    source.text_date = date(2026, 1, 1)
    source.save()
    assert item_of(KEY).is_open
    assert "Weer open" in as_editor.get(reverse(LIST)).content.decode()
    as_editor.post(page_of(), words())
    assert not item_of(KEY).is_open


def test_what_is_not_on_the_list_is_not_there(as_editor):
    assert as_editor.get(page_of("bestaat-niet")).status_code == 404
    assert as_editor.post(page_of("bestaat-niet"), words()).status_code == 404


def test_nobody_else_sees_the_list_or_notes_anything(home):
    client = Client()
    client.force_login(make_user())
    for address in (reverse(LIST), page_of()):
        assert client.get(address).status_code in (302, 403)
    assert client.post(page_of(), words()).status_code in (302, 403)
    assert not LegalCheck.objects.exists()


def test_a_longer_history_costs_no_more_queries(as_editor):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            lists_by_course()
        return len(asked)

    few = queries()
    source = make_source(key="aw2012-2-80")
    for month in range(1, 6):
        source.text_date = date(2026, month, 1)
        source.save()
        as_editor.post(page_of(), words())
    assert queries() == few
