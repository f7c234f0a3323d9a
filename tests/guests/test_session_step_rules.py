"""Which session counts for a step: values in, a value out."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guests.session_step_rules import Held, Wanted, counts

COURSE, OTHER = uuid4(), uuid4()
NOW = datetime(2026, 11, 30, 14, tzinfo=UTC)
KINDS = ("online", "on_site", "mixed")


def held(course=COURSE, kind="on_site", starts_at=NOW) -> Held:
    return Held(course=course, kind=kind, starts_at=starts_at)


@pytest.mark.parametrize(("about", "is_enough"), [(COURSE, True), (OTHER, False), (None, False)])
def test_a_session_about_another_course_or_about_none_does_not_count_for_a_step_about_its_course(about, is_enough):
    assert counts(Wanted(course=COURSE), held(course=about)) is is_enough
    assert counts(Wanted(), held(course=about))


@pytest.mark.parametrize(
    ("asked", "kind", "is_enough"),
    [
        ("online", "online", True),
        ("online", "on_site", False),
        ("on_site", "on_site", True),
        ("on_site", "online", False),
        ("online", "mixed", True),
        ("on_site", "mixed", True),
    ],
)
def test_where_people_meet_counts_if_it_is_asked_and_both_is_either(asked, kind, is_enough):
    assert counts(Wanted(kind=asked), held(kind=kind)) is is_enough
    assert counts(Wanted(), held(kind=kind))


@pytest.mark.parametrize(("later", "is_enough"), [(-1, False), (0, True), (1, True)])
def test_what_began_before_the_period_does_not_count(later, is_enough):
    assert counts(Wanted(since=NOW), held(starts_at=NOW + timedelta(seconds=later))) is is_enough


@given(
    st.sampled_from((COURSE, None)),
    st.sampled_from(("", *KINDS)),
    st.sampled_from((NOW, None)),
    st.sampled_from((COURSE, OTHER, None)),
    st.sampled_from(KINDS),
    st.integers(min_value=-2, max_value=2),
)
def test_asking_for_less_never_makes_a_session_count_less(course, kind, since, about, where, days):
    session = held(about, where, NOW + timedelta(days=days))
    if counts(Wanted(course, kind, since), session):
        assert counts(Wanted(None, kind, since), session)
        assert counts(Wanted(course, "", since), session)
        assert counts(Wanted(course, kind, None), session)
