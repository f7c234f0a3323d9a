"""As long as a tender runs a case can be out of sight everywhere, and it comes back by itself."""

import pytest
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import Locale

from courses.enrol import enrol
from courses.models import CourseCompletion, StepCompletion
from courses.progress import complete_step, progress_of
from guests import tenders
from guests.hidden_cases import hidden_cases, is_hidden
from guests.models import CaseHiding, CasePage, CaseRating, TableAnswer, Tender
from tests.factories.courses import make_course
from tests.factories.guests import make_case_step, make_entrepreneur, make_published_case
from tests.factories.hr import make_municipality
from tests.factories.tenders import day, make_hidden, make_tender

from .conftest import signed_in, signed_in_english

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]


@pytest.fixture
def case(author) -> CasePage:
    author.enterprises.update(admitted=True)
    return make_published_case(author, "klaproos")


def places(case: CasePage, client: Client | None = None) -> list[bool]:
    """Whether it is in the library, on the profile and in the search."""
    client = client or Client()
    addresses = ["/casussen/", reverse("enterprise", args=[case.enterprise.slug]), "/zoeken/?q=klaproos"]
    return [case.url in client.get(address).content.decode() for address in addresses]


def text_of(answer) -> str:
    return " ".join(html.fromstring(answer.content).text_content().split())


# --- Out of sight ----------------------------------------------------------------


@pytest.mark.parametrize("everything", [False, True])
def test_it_is_not_in_the_library_the_profile_or_the_search(case, everything):
    assert places(case) == [True, True, True]

    make_hidden(case, everything)

    assert places(case) == [False, False, False]


def test_another_case_of_the_enterprise_stays_unless_all_are_hidden(case, author):
    other = make_published_case(author, "margriet")
    make_hidden(case)
    assert other.url in Client().get("/casussen/").content.decode()

    make_hidden(case, everything=True)
    assert other.url not in Client().get("/casussen/").content.decode()


def test_a_case_of_another_enterprise_stays(case):
    other = make_published_case(make_entrepreneur(), "margriet")

    make_hidden(case, everything=True)

    assert not is_hidden(other)
    assert "margriet" in Client().get(other.url).content.decode()


def test_a_visitor_finds_nothing_at_its_address_and_a_reader_a_sentence(case, learner):
    make_hidden(case)

    assert Client().get(case.url).status_code == 404
    answer = signed_in_english(learner).get(case.url)
    assert "cannot be seen for a while" in text_of(answer)
    assert answer["X-Robots-Tag"] == "noindex"
    for words in ("klaproos", case.enterprise.name):
        assert words not in text_of(answer)


def test_its_authors_and_the_editors_read_it_and_that_others_do_not(case, author, colleague, editor):
    make_hidden(case)

    for user in (author, colleague, editor):
        body = text_of(signed_in_english(user).get(case.url))
        assert "Tekst klaproos" in body
        assert "readers cannot see this case now" in body


def test_a_course_does_not_name_its_author(case):
    course = make_course()
    make_case_step(course, case)
    named = Template("{% load guest_tags %}{% guest_authors course %}")
    assert "klaproos" in named.render(Context({"course": course}))

    make_hidden(case)

    assert "klaproos" not in named.render(Context({"course": course}))


def test_a_translation_is_hidden_with_it(case):
    translated = make_published_case(make_entrepreneur(), "poppy")
    english = Locale.objects.get_or_create(language_code="en")[0]
    CasePage.objects.filter(pk=translated.pk).update(translation_key=case.translation_key, locale=english)
    make_hidden(case)

    assert is_hidden(translated)


# --- By itself -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "hidden"),
    [
        ({"starts_on": None, "ends_on": None}, False),
        ({"starts_on": day(1), "ends_on": None}, False),
        ({"starts_on": day(0), "ends_on": day(0)}, True),
        ({"starts_on": day(-9), "ends_on": None}, True),
        ({"starts_on": day(-9), "ends_on": day(-1)}, False),
    ],
)
def test_it_is_hidden_on_the_days_of_the_tender_only(case, days, hidden):
    make_hidden(case, **days)

    assert is_hidden(case) == hidden
    assert places(case) == [not hidden] * 3


def test_what_is_struck_out_hides_nothing(case):
    tenders.strike_out(make_hidden(case))

    assert not is_hidden(case)


def test_of_two_tenders_the_last_to_end_brings_it_back(case):
    first, second = make_hidden(case), make_hidden(case, subject="Catering")

    Tender.objects.filter(pk=first.pk).update(ends_on=day(-1))
    assert is_hidden(case)
    Tender.objects.filter(pk=second.pk).update(ends_on=day(-1))
    assert not is_hidden(case)


# --- Courses -----------------------------------------------------------------------


def test_a_learner_reads_so_and_finishes_the_course(case, learner):
    course = make_course(lessons=0)
    step = make_case_step(course, case, title="Een praktijkverhaal")
    enrolment = enrol(learner, course)
    make_hidden(case)

    body = text_of(signed_in_english(learner).get(step.url))
    assert "cannot be seen for a while" in body
    assert "Mark as done" in body
    assert "klaproos" not in body

    signed_in(learner).post(reverse("mark_done", args=[step.pk]))
    assert CourseCompletion.objects.filter(enrolment=enrolment).exists()


def test_what_was_done_and_finished_before_stays(case, learner):
    course = make_course(lessons=1)
    step = make_case_step(course, case)
    enrolment = enrol(learner, course)
    complete_step(enrolment, step)
    before = progress_of(enrolment)

    make_hidden(case)

    assert progress_of(enrolment) == before
    assert StepCompletion.objects.filter(enrolment=enrolment, step=step).exists()


def test_nobody_rates_or_answers_it_meanwhile_and_what_was_typed_comes_back(case, learner):
    step = make_case_step(make_course(), case)
    enrol(learner, step.course)
    make_hidden(case)
    client = signed_in_english(learner)

    rated = client.post(reverse("case_rating", args=[step.pk]), {"useful": "yes"}, follow=True)
    opened = client.get(reverse("case_answer", args=[step.pk]), follow=True)
    sent = client.post(reverse("case_answer", args=[step.pk]), {"text": "Begin met een kleine opdracht."})

    for answer in (rated, opened):
        assert answer.redirect_chain[-1][0].startswith(step.url)
        assert "Come back later to answer." in text_of(answer)
    assert "Begin met een kleine opdracht." in text_of(sent)
    assert "has not been sent" in text_of(sent)
    for answer in (rated, opened, sent):
        assert "klaproos" not in text_of(answer)
    assert not CaseRating.objects.exists()
    assert not TableAnswer.objects.exists()


def test_it_costs_as_many_queries_for_one_hidden_case_as_for_many(case, author, django_assert_num_queries):
    make_hidden(case)
    with django_assert_num_queries(1):
        list(hidden_cases())
    for _number in range(4):
        make_hidden(make_published_case(author))
    with django_assert_num_queries(1):
        assert len(list(hidden_cases())) == 5


# --- Choosing ------------------------------------------------------------------------


def choose(user, tender, **data):
    return signed_in_english(user).post(reverse("tender_hide", args=[tender.pk]), data)


def test_the_enterprise_hides_a_case_and_shows_it_again(case, author, colleague):
    tender = make_tender(case.enterprise)

    choose(author, tender, cases=[case.pk])
    assert is_hidden(case)
    choose(colleague, tender)
    assert not is_hidden(case)
    assert CaseHiding.objects.get().ended_at is not None


def test_saving_the_same_choice_twice_is_one_hiding(case, author):
    tender = make_tender(case.enterprise)

    for _time in range(2):
        choose(author, tender, everything="on")

    assert CaseHiding.objects.count() == 1


def test_an_editor_hides_and_a_municipality_does_not(case, editor):
    town = make_municipality()
    tender = make_tender(case.enterprise, town.organisation)

    choose(town.officer, tender, everything="on")
    assert not is_hidden(case)
    choose(editor, tender, everything="on")
    assert is_hidden(case)


def test_a_case_of_another_enterprise_cannot_be_hidden(case, author):
    foreign = make_published_case(make_entrepreneur())

    answer = choose(author, make_tender(case.enterprise), cases=[foreign.pk])

    assert "Choose again" in text_of(answer)
    assert not CaseHiding.objects.exists()


def test_what_is_over_or_struck_out_hides_nothing_any_more(case, author):
    over = make_tender(case.enterprise, starts_on=day(-9), ends_on=day(-1))
    struck = make_tender(case.enterprise)
    tenders.strike_out(struck)

    for tender in (over, struck):
        choose(author, tender, everything="on")
    assert not CaseHiding.objects.exists()


def test_the_studio_says_which_case_is_hidden(case, author):
    make_published_case(author, "margriet")
    make_hidden(case)

    assert text_of(signed_in_english(author).get("/studio/")).count("Hidden because of a tender") == 1


def test_a_case_is_hidden_once_per_tender(case):
    for everything in (False, True):
        tender = make_hidden(case, everything)
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseHiding.objects.create(tender=tender, case=None if everything else case)
