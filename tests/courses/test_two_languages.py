"""A course in two languages is one course: listed once, enrolled in once, finished once."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import Locale

from certificates.models import Certificate
from courses.enrol import enrol
from courses.models import CourseCompletion, CoursePage, Enrolment
from courses.progress import progress_of
from tests.factories.courses import make_course, steps_of
from tests.factories.quizzes import finish_attempt, make_question, make_quiz
from tests.factories.translations import make_english_course, make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def dutch(home) -> CoursePage:
    return make_course("Sociaal inkopen", lessons=2)


@pytest.fixture
def english(dutch) -> CoursePage:
    return make_english_course(dutch, "Social procurement")


def page_at(address: str, client: Client | None = None) -> html.HtmlElement:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return html.fromstring(response.content)


def cards(page: html.HtmlElement) -> list[tuple[str, str]]:
    """Title and language of each course in a list."""
    return [(link.text_content(), link.get("lang")) for link in page.xpath("//*[@class='utrecht-card__link']")]


def badges(page: html.HtmlElement) -> list[str]:
    return page.xpath("//*[@class='utrecht-card__badges']/*/text()")


def in_english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


DUTCH_CARD, ENGLISH_CARD = ("Sociaal inkopen", "nl"), ("Social procurement", "en")


@pytest.mark.parametrize(
    ("address", "card"),
    [
        ("/cursussen/", DUTCH_CARD),
        ("/en/cursussen/", ENGLISH_CARD),
        ("/cursussen/?taal=en", ENGLISH_CARD),
        ("/en/cursussen/?taal=nl", DUTCH_CARD),
        ("/cursussen/?taal=nl&taal=en", DUTCH_CARD),
        ("/en/cursussen/?taal=nl&taal=en", ENGLISH_CARD),
        ("/", DUTCH_CARD),
        ("/en/", ENGLISH_CARD),
    ],
)
def test_a_course_is_listed_once_in_the_language_asked_for(english, address, card):
    assert cards(page_at(address)) == [card]


def test_each_language_counts_the_courses_there_are_in_it(english):
    make_course("Alleen hier")
    page = page_at("/en/cursussen/")
    boxes = page.xpath("//input[@name='taal']")
    counts = {box.get("value"): box.getparent().xpath(".//*[@class='ldl-facet__count']/text()")[0] for box in boxes}
    assert counts == {"nl": "2", "en": "1"}
    assert cards(page) == [ENGLISH_CARD, ("Alleen hier", "nl")]
    assert badges(page) == ["In Dutch"]


def test_a_card_in_another_language_than_the_interface_says_so(english):
    assert badges(page_at("/cursussen/")) == []
    assert badges(page_at("/cursussen/?taal=en")) == ["In het Engels"]


@pytest.mark.indexed
def test_words_of_either_language_find_the_course(english):
    assert cards(page_at("/cursussen/?q=procurement")) == [DUTCH_CARD]
    assert cards(page_at("/en/cursussen/?q=inkopen")) == [ENGLISH_CARD]


def test_a_copy_that_waits_for_its_translation_is_no_version(dutch):
    make_translation(dutch.get_parent().specific)
    dutch.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    assert cards(page_at("/en/cursussen/")) == [DUTCH_CARD]


def test_a_version_that_is_offline_is_not_listed(english):
    english.unpublish()
    page = page_at("/en/cursussen/")
    assert cards(page) == [DUTCH_CARD]
    assert not page.xpath("//input[@name='taal'][@value='en']")


def test_a_course_started_in_dutch_and_ended_in_english_is_finished(as_learner, learner, dutch, english):
    enrolment = enrol(learner, dutch)
    first, second = steps_of(dutch)[0], steps_of(english)[1]
    as_learner.post(reverse("mark_done", args=[first.pk]))
    assert "1 of 2 steps done" in in_english(as_learner).get(second.url).content.decode()
    assert as_learner.post(reverse("mark_done", args=[second.pk])).url == reverse("my_learning")
    assert CourseCompletion.objects.get().enrolment == enrolment
    assert progress_of(Enrolment.objects.get()).percentage == 100


def test_the_certificate_is_in_the_language_one_enrolled_in(as_learner, learner, dutch, english):
    enrol(learner, english)
    for step in steps_of(dutch):
        as_learner.post(reverse("mark_done", args=[step.pk]))
    certificate = Certificate.objects.get()
    assert (certificate.language, certificate.course_title) == ("en", "Social procurement")


def test_enrolling_in_the_translation_is_the_same_enrolment(as_learner, learner, dutch, english):
    as_learner.post(reverse("enrol", args=[dutch.pk]))
    response = as_learner.post(reverse("enrol", args=[english.pk]))
    assert response.url == steps_of(english)[0].url
    assert Enrolment.objects.get().course == dutch


def test_what_follows_a_step_is_in_the_language_of_that_step(as_learner, learner, dutch, english):
    enrol(learner, dutch)
    first, second = steps_of(english)
    assert as_learner.post(reverse("mark_done", args=[first.pk])).url == second.url


def test_my_learning_leads_to_the_language_of_the_interface(as_learner, learner, dutch, english):
    enrol(learner, dutch)
    address = reverse("my_learning")
    go_on = "//a[contains(@class, 'utrecht-button--primary-action')]/@href"
    assert page_at(address, as_learner).xpath(go_on) == [steps_of(dutch)[0].url]
    assert page_at(address, in_english(as_learner)).xpath(go_on) == [steps_of(english)[0].url]
    english.unpublish()
    assert page_at(address, as_learner).xpath(go_on) == [steps_of(dutch)[0].url]


def test_the_front_page_leads_to_the_language_of_the_interface(as_learner, learner, dutch, english):
    enrol(learner, dutch)
    page = page_at("/en/", as_learner)
    assert steps_of(english)[0].url in page.xpath("//a/@href")
    assert steps_of(dutch)[0].url not in page.xpath("//a/@href")


def test_a_bookmark_opens_in_the_language_of_the_interface(as_learner, learner, dutch, english):
    enrol(learner, dutch)
    as_learner.post(reverse("bookmark", args=[steps_of(dutch)[1].pk]), {"keep": "1"})
    page = page_at(reverse("my_learning"), in_english(as_learner))
    assert page.xpath("//*[contains(@class, 'ldl-kept')]//a/@href") == [steps_of(english)[1].url]


def test_attempts_at_a_quiz_count_in_both_languages(as_learner, learner, home):
    dutch_quiz = make_quiz(make_question(), max_attempts=2)
    make_english_course(dutch_quiz.course)
    english_quiz = dutch_quiz.get_translations().get().specific
    finish_attempt(learner, dutch_quiz, right=False)
    assert "You have 1 attempt left" in in_english(as_learner).get(english_quiz.url).content.decode()
    as_learner.post(reverse("quiz_start", args=[english_quiz.pk]))
    assert [attempt.number for attempt in english_quiz.attempts.all()] == [2]


def test_course_and_step_say_in_the_other_language_that_they_are_there(as_learner, dutch, english):
    link = page_at(dutch.url).xpath("//dd/a[@hreflang='en'][@lang='en']")[0]
    assert link.get("href") == english.url
    assert link.text_content().strip() == "This course is also available in English"
    link = page_at(steps_of(english)[0].url, as_learner).xpath("//article//a[@hreflang='nl']")[0]
    assert link.get("href") == steps_of(dutch)[0].url
    assert link.text_content().strip() == "Lees deze stap in het Nederlands"


def test_search_engines_are_told_of_both_languages(dutch, english):
    for page in (dutch, english):
        links = page_at(page.url).xpath("//head/link[@rel='alternate']")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "nl": f"http://testserver{dutch.url}",
            "en": f"http://testserver{english.url}",
            "x-default": f"http://testserver{dutch.url}",
        }


def test_a_course_in_one_language_speaks_of_no_other(dutch):
    page = page_at(dutch.url)
    assert not page.xpath("//head/link[@rel='alternate']")
    assert not page.xpath("//main//a[@hreflang]")


def test_what_to_finish_first_is_named_in_the_language_of_the_course(as_learner, home):
    first, second = make_course("Eerst dit"), make_course("Dan dat")
    second.prerequisites = [first]
    second.save_revision().publish()
    make_english_course(first, "First this")
    english = make_english_course(second, "Then that")
    page = page_at(english.url, as_learner)
    assert "First this" in page.text_content()
    assert "Eerst dit" not in page.text_content()
    as_learner.post(reverse("enrol", args=[english.pk]))
    assert not Enrolment.objects.exists()
