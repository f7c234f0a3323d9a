"""Authors see in which courses their case is and what learners make of it, in numbers and never a person."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from courses.enrol import enrol
from courses.progress import complete_step
from guests import case_use
from guests.models import CaseRating
from tests.factories.courses import make_course
from tests.factories.guests import make_case_step, make_draft, make_published_case
from tests.factories.people import make_user

from .conftest import signed_in, signed_in_english

pytestmark = [pytest.mark.django_db, pytest.mark.row("P4")]


@pytest.fixture
def case(author):
    return make_published_case(author, "klaproos")


@pytest.fixture
def step(case):
    return make_case_step(make_course(lessons=0, title="Sociaal inkopen"), case)


def readers(step, number: int) -> list:
    people = [make_user() for _ in range(number)]
    for user in people:
        complete_step(enrol(user, step.course), step)
    return people


def press(user, step, useful: str):
    return signed_in(user).post(reverse("case_rating", args=[step.pk]), {"useful": useful})


def use_page(user, case) -> str:
    return signed_in_english(user).get(reverse("studio_use", args=[case.pk])).content.decode()


def test_the_author_and_a_colleague_see_it_and_nobody_else(author, colleague, other_author, editor, step, client):
    address = reverse("studio_use", args=[step.case_id])

    for member in (author, colleague):
        assert "Sociaal inkopen" in signed_in(member).get(address).content.decode()
    for outsider in (other_author, editor, make_user()):
        assert signed_in(outsider).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_a_course_is_named_once_and_only_when_learners_meet_the_case_in_it(author, case, step):
    make_case_step(step.course, case)
    hidden_course, hidden_step = (
        make_case_step(make_course(title=title), case) for title in ("Kladcursus", "Gepland")
    )
    hidden_course.course.unpublish()
    hidden_step.unpublish()

    page = use_page(author, case)

    assert page.count("Sociaal inkopen") == 1
    assert "Kladcursus" not in page
    assert "Gepland" not in page


def test_a_module_that_is_not_published_hides_the_course(author, case, step):
    step.get_parent().unpublish()

    assert case_use.courses_with(case) == []


def test_readers_are_told_in_whole_fives_and_one_person_counts_once(case, step):
    (first, *_others) = readers(step, 4)
    again = make_case_step(make_course(lessons=0), case)
    complete_step(enrol(first, again.course), again)
    assert case_use.readers_of(case) is None

    readers(again, 1)
    assert case_use.readers_of(case) == 5

    readers(step, 4)
    assert case_use.readers_of(case) == 5


def test_no_reader_is_named(author, case, step):
    for person in readers(step, 6):
        press(person, step, "yes")

    page = use_page(author, case)

    assert "At least 5 people." in page
    for enrolment in step.course.enrolments.all():
        assert enrolment.user.name not in page
        assert enrolment.user.email not in page


def test_ratings_are_sums_from_five_people_on_and_a_small_group_stays_hidden(author, case, step, english):
    people = readers(step, 6)
    for person in people[:4]:
        press(person, step, "yes")
    assert "Fewer than five people answered." in use_page(author, case)

    press(people[4], step, "yes")
    press(people[5], step, "no")

    assert case_use.ratings_of(case) == case_use.RatingSum(5, [("Yes", 5), ("Partly", None), ("No", None)])


def test_a_learner_says_it_once_and_may_change_it(step):
    (person,) = readers(step, 1)

    assert press(person, step, "yes").url == f"{step.url}#nuttig"
    press(person, step, "partly")

    assert [rating.useful for rating in CaseRating.objects.filter(user=person)] == ["partly"]
    assert "Your answer: Partly." in signed_in_english(person).get(step.url).content.decode()


def test_the_same_case_in_another_course_is_the_same_rating(case, step):
    (person,) = readers(step, 1)
    other = make_case_step(make_course(lessons=0), case)
    enrol(person, other.course)

    press(person, step, "yes")
    press(person, other, "no")

    assert CaseRating.objects.get().useful == "no"


def test_only_who_is_enrolled_is_asked_and_may_answer(step, author, client):
    reader = make_user()
    assert reverse("case_rating", args=[step.pk]) not in signed_in(reader).get(step.url).content.decode()
    for user in (reader, author):
        assert press(user, step, "yes").status_code == 404
    assert client.post(reverse("case_rating", args=[step.pk])).status_code == 302
    assert not CaseRating.objects.exists()


def test_an_unknown_answer_another_kind_of_step_and_a_case_offline_are_refused(step):
    (person,) = readers(step, 1)
    lesson = make_course(lessons=1)
    enrol(person, lesson)

    assert press(person, step, "misschien").status_code == 400
    assert signed_in(person).get(reverse("case_rating", args=[step.pk])).status_code == 405
    step.case.unpublish()
    assert press(person, step, "yes").status_code == 404
    assert not CaseRating.objects.exists()


def test_a_step_that_is_not_open_yet_takes_no_rating(case):
    course = make_course(lessons=0)
    first, second = make_case_step(course, case), make_case_step(course, case)
    second.opens_after = first
    second.save()
    person = make_user()
    enrol(person, course)

    assert press(person, second, "yes").url == second.url
    assert not CaseRating.objects.exists()


def test_a_case_that_was_never_published_has_no_link_to_its_use(as_author, author, case):
    draft = make_draft(author)

    assert reverse("studio_use", args=[draft.pk]) not in as_author.get(f"/studio/casus/{draft.pk}/").content.decode()
    assert reverse("studio_use", args=[case.pk]) in as_author.get(f"/studio/casus/{case.pk}/").content.decode()


@given(st.integers(min_value=0, max_value=10_000))
def test_a_number_is_told_as_the_fives_below_it(number):
    told = case_use.in_fives(number)

    assert (told is None) == (number < 5)
    assert told is None or (told % 5 == 0 and 0 <= number - told < 5)
