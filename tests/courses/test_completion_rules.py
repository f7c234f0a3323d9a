"""What "finished" means, over generated courses and histories."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.completion_rules import Step, earns_completion, progress, required_keys

steps = st.lists(st.builds(Step, key=st.uuids(), required=st.booleans()), max_size=12, unique_by=lambda step: step.key)


@st.composite
def course_and_history(draw) -> tuple[list[Step], set[UUID]]:
    course = draw(steps)
    own = draw(st.sets(st.sampled_from([step.key for step in course]))) if course else set()
    return course, own | draw(st.sets(st.uuids(), max_size=3))


@given(course_and_history(), st.booleans())
def test_progress_never_leaves_its_bounds(case, finished):
    course, done = case
    result = progress(course, done, already_finished=finished)
    assert 0 <= result.done <= result.total == len(required_keys(course))
    assert 0 <= result.percentage <= 100


@given(course_and_history(), st.booleans())
def test_a_hundred_percent_means_finished_and_nothing_else(case, finished):
    course, done = case
    result = progress(course, done, already_finished=finished)
    assert (result.percentage == 100) == finished


@given(course_and_history())
def test_a_course_is_earned_exactly_when_all_required_steps_are_done(case):
    course, done = case
    required = {step.key for step in course if step.required}
    assert earns_completion(course, done) == (bool(required) and required <= done)


@given(course_and_history(), st.uuids())
def test_doing_one_more_step_never_lowers_progress(case, extra):
    course, done = case
    assert progress(course, done | {extra}).done >= progress(course, done).done


@given(course_and_history(), steps)
def test_steps_added_after_finishing_take_nothing_back(case, added):
    course, done = case
    later = progress([*course, *added], done, already_finished=True)
    assert later.finished
    assert later.done == later.total


@given(course_and_history())
def test_optional_steps_do_not_count(case):
    course, done = case
    without = [step for step in course if step.required]
    assert progress(course, done) == progress(without, done)


def test_a_course_without_required_steps_is_never_finished_by_itself():
    optional = Step(key=UUID(int=1), required=False)
    assert not earns_completion([], set())
    assert not earns_completion([optional], {optional.key})
    assert progress([], set()).percentage == 0
