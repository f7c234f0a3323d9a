"""Whichever recommendation somebody rates lowest in the self-scan, a course that ships is suggested for it."""

import pytest
from django.utils import translation

from commitments.practice import STATEMENTS, Rating, course_that_fits
from curriculum import shipped

pytestmark = pytest.mark.once

# Theme of a recommendation: the course about it.
SUGGESTED = {
    "trainen": "sociaal-ondernemen-de-basis",
    "binnenhalen": "de-sociaal-ondernemer-aan-tafel",
    "budgetten": "budgetten-verbinden",
    "sdgs": "sdg-als-gedeelde-taal",
    "inkoop": "artikel-2-82",
    "ontmoeten": "mkb-en-sociale-ondernemingen-samenbrengen",
    "creatief": "creatief-met-beperkte-middelen",
}


def test_each_of_the_seven_recommendations_suggests_the_course_about_it(loaded):
    assert SUGGESTED.keys() == {statement.theme.value for statement in STATEMENTS}
    with translation.override("nl"):
        for statement in STATEMENTS:
            course = course_that_fits(Rating(statement.theme, 1, None))
            assert course is not None, statement.theme
            assert course.slug == SUGGESTED[statement.theme]


@pytest.mark.parametrize("theme", SUGGESTED)
def test_the_file_of_the_course_names_the_recommendation(theme):
    assert [course["slug"] for course in shipped.courses() if theme in course["themes"]] == [SUGGESTED[theme]]
