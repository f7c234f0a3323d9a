"""What "finished" means, over generated courses and histories."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.completion_rules import Step, earns_completion, leads_to, locked_steps, progress, required_keys

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
    assert 0 <= result.done <= result.total <= len(required_keys(course))
    assert finished or result.total == len(required_keys(course))
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
    assert later.percentage == 100
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


@st.composite
def ordered_course_and_history(draw) -> tuple[list[Step], set[UUID]]:
    """Steps that open after others at random: circles, steps that are gone and steps after themselves too."""
    keys = draw(st.lists(st.uuids(), min_size=1, max_size=8, unique=True))
    before = st.none() | st.sampled_from(keys) | st.uuids()
    course = [Step(key=key, required=draw(st.booleans()), opens_after=draw(before)) for key in keys]
    return course, draw(st.sets(st.sampled_from(keys)))


@given(ordered_course_and_history())
def test_the_order_of_steps_shuts_nobody_out(case):
    course, done = case
    done = set(done)
    while open_steps := [step for step in course if step.key not in done | locked_steps(course, done).keys()]:
        done.add(open_steps[0].key)
    assert done == {step.key for step in course}


@given(ordered_course_and_history())
def test_what_is_done_is_never_locked_and_what_locks_can_be_done(case):
    course, done = case
    keys = {step.key for step in course}
    for locked, first in locked_steps(course, done).items():
        assert locked not in done
        assert first in keys - done
    assert locked_steps(course, done, all_open=True) == {}


@given(ordered_course_and_history())
def test_without_circles_a_step_opens_exactly_when_the_one_before_it_is_done(case):
    course, done = case
    position = {step.key: number for number, step in enumerate(course)}
    forward = [
        Step(step.key, step.required, step.opens_after if position.get(step.opens_after, 99) < number else None)
        for number, step in enumerate(course)
    ]
    expected = {
        step.key for step in forward if step.opens_after and step.key not in done and step.opens_after not in done
    }
    assert locked_steps(forward, done).keys() == expected


def test_going_back_through_what_comes_before():
    first, second, third, loose = (UUID(int=number) for number in range(4))
    after = {second: [first], third: [second, loose]}
    assert leads_to(third, first, after)
    assert not leads_to(first, third, after)
    assert leads_to(loose, loose, after)
