"""The learning paths that ship: on the site once, with courses that exist, and somebody follows one."""

import pytest

from courses.models import CourseIndexPage, CoursePage, PathEnrolment, PathPage
from courses.paths import courses_by_path
from curriculum import shipped
from curriculum.demo import FOLLOWS_A_PATH
from curriculum.load import load_paths
from tests.factories.courses import make_course

pytestmark = pytest.mark.once

ENTRY = {
    "slug": "pad",
    "title": "Pad",
    "summary": "Kort.",
    "audience": "",
    "target_groups": [],
    "courses": [{"course": "tweede"}, {"course": "eerste", "required": False}],
}


def test_every_shipped_path_is_there_with_its_courses_in_order_and_somebody_follows_one(loaded):
    catalogue = CourseIndexPage.objects.get(slug="cursussen")
    paths = {path.slug: path for path in PathPage.objects.live().child_of(catalogue)}
    assert paths.keys() == {entry["slug"] for entry in shipped.paths()}
    courses = courses_by_path(paths.values())
    for entry in shipped.paths():
        slugs = [part.course.slug for part in courses[paths[entry["slug"]].pk]]
        assert slugs == [item["course"] for item in entry["courses"]]
    assert PathEnrolment.objects.get().user.name == FOLLOWS_A_PATH


def test_a_path_is_loaded_as_written_and_only_once(home, monkeypatch):
    for slug in ("eerste", "tweede"):
        CoursePage.objects.filter(pk=make_course().pk).update(slug=slug)
    monkeypatch.setattr(shipped, "paths", lambda: [ENTRY])
    for _ in range(2):
        load_paths(CourseIndexPage.objects.get())
    items = PathPage.objects.get().items.all()
    assert [(item.course.slug, item.required) for item in items] == [("tweede", True), ("eerste", False)]


def test_a_course_that_does_not_exist_is_an_error(home, monkeypatch):
    monkeypatch.setattr(shipped, "paths", lambda: [ENTRY])
    with pytest.raises(CoursePage.DoesNotExist):
        load_paths(CourseIndexPage.objects.get())
    assert not PathPage.objects.exists()
