"""A course that was finished in two periods stands on the transcript twice, each with its own certificate."""

import pytest
from lxml import html

from certificates.codes import grouped_code
from certificates.models import Certificate
from courses.enrol import enrol, open_new_period
from courses.models import CourseCompletion
from tests.factories.certificates import finish
from tests.factories.courses import make_course
from transcript.record import transcript_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(learner, home):
    """Someone who finished a course in two periods and is busy in a third."""
    course = make_course("Sociaal inkopen")
    finish(enrol(learner, course))
    finish(open_new_period(learner, course))
    open_new_period(learner, course)
    return learner


def test_every_finished_period_is_a_line_and_the_hours_are_those_of_both(twice):
    transcript = transcript_of(twice)
    assert [one.title for one in transcript.courses] == ["Sociaal inkopen"] * 2
    assert [one.certificate.completion.enrolment.period for one in transcript.courses] == [2, 1]
    assert transcript.minutes_here == sum(CourseCompletion.objects.values_list("study_minutes", flat=True))


def test_the_page_and_the_file_show_both_certificates(twice, as_learner):
    page = html.fromstring(as_learner.get("/mijn-leren/leeroverzicht/").content)
    words = " ".join(page.xpath("//main")[0].text_content().split())
    data = as_learner.get("/mijn-leren/leeroverzicht.json").content.decode()
    codes = list(Certificate.objects.values_list("code", flat=True))
    assert len(codes) == 2
    for code in codes:
        assert grouped_code(code) in words
        assert code in data or grouped_code(code) in data
