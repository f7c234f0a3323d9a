"""The demonstration shows HR sums of intentions."""

import pytest

from commitments.counts import Counts, counts_by_course
from commitments.models import Intention, IntentionReport
from courses.models import CoursePage
from curriculum.demo_intentions import INTENTIONS, load_demo_intentions
from people.models import User

pytestmark = pytest.mark.once


def test_five_colleagues_have_an_intention_and_loading_again_adds_none(loaded):
    course = CoursePage.objects.get(slug="artikel-2-82")
    load_demo_intentions(course)
    assert Intention.objects.count() == len(INTENTIONS)
    assert IntentionReport.objects.count() == len([outcome for _who, _what, outcome in INTENTIONS if outcome])
    assert counts_by_course(User.objects.values("pk")) == {course.translation_key: Counts(len(INTENTIONS), None)}
