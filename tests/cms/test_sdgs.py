"""Seventeen goals whose text can be read on their official colour."""

import pytest

from cms.contrast import MINIMUM_FOR_TEXT, contrast
from cms.sdgs import GOALS


def test_there_are_seventeen_in_order():
    assert [goal.number for goal in GOALS] == list(range(1, 18))
    assert len({str(goal.name) for goal in GOALS}) == 17


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: str(goal.number))
def test_the_text_can_be_read_on_the_colour(goal):
    assert contrast(goal.colour, goal.text_colour) >= MINIMUM_FOR_TEXT
