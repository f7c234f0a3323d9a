"""The translations that ship stand beside the pages they translate, and leave what an editor did alone."""

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.models import HomePage
from courses.models import CourseIndexPage, CoursePage, LessonPage
from courses.outline import course_outline
from curriculum import shipped
from curriculum.load import load_course, load_sources
from curriculum.site import setup_site
from curriculum.translate import load_translations
from quizzes.exchange.load import import_bank
from quizzes.models import Question, QuizPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    """A site with the courses that are translated, before their translations are there."""
    home = setup_site()
    load_sources()
    import_bank(shipped.questions())
    translated = {course["translates"] for course in shipped.translated_courses("en")}
    for course in shipped.courses():
        if course["slug"] in translated:
            load_course(CourseIndexPage.objects.child_of(home).get(), course)
    return home


def english_of(page: Page) -> Page:
    return page.get_translation(Locale.objects.get(language_code="en")).specific


def test_the_translated_course_is_the_same_course_step_by_step(home, client):
    course = CoursePage.objects.get(slug="sociaal-ondernemen-de-basis")
    load_translations(home)
    english = english_of(course)
    assert [step.key for step in course_outline(english).steps] == [step.key for step in course_outline(course).steps]
    assert course_outline(english).minutes == course_outline(course).minutes
    assert (english.themes, english.sdgs, english.level) == (course.themes, course.sdgs, course.level)
    assert len(english.goals) == len(course.goals)
    for lesson in LessonPage.objects.descendant_of(course):
        assert [block.id for block in english_of(lesson).body] == [block.id for block in lesson.body]
    assert client.get("/en/").status_code == client.get("/en/courses/").status_code == 200
    assert client.get("/en/courses/social-enterprise-the-basics/").status_code == 200


def test_the_english_quiz_asks_as_much_in_english(home):
    load_translations(home)
    quiz = QuizPage.objects.get(slug="eindtoets-de-basis")
    keys = [question.key for question in quiz.questions()]
    assert [question.key for question in english_of(quiz).questions()] == [f"{key}-en" for key in keys]
    for key in keys:
        dutch, english = (Question.objects.get(key=one) for one in (key, f"{key}-en"))
        assert dutch.body[0].block_type == english.body[0].block_type


def test_every_text_is_known_as_a_translation_so_that_a_later_change_shows(home):
    load_translations(home)
    for translation in Translation.objects.all():
        total, translated = translation.get_progress()
        assert total == translated, translation.source.object_repr
    assert Translation.objects.count() == 6


def test_loading_again_changes_nothing_and_keeps_what_an_editor_changed(home):
    load_translations(home)
    lesson = english_of(LessonPage.objects.get(slug="de-missie-staat-voorop"))
    lesson.title = "Edited since"
    lesson.save_revision().publish()
    counts = [model.objects.count() for model in (Page, Question, Translation, Locale)]
    load_translations(home)
    assert [model.objects.count() for model in (Page, Question, Translation, Locale)] == counts
    assert LessonPage.objects.get(pk=lesson.pk).title == "Edited since"


def test_a_lesson_that_an_editor_gave_other_blocks_is_still_translated(home):
    lesson = LessonPage.objects.get(slug="de-missie-staat-voorop")
    lesson.body = [("text", "<p>Kort.</p>")]
    lesson.save_revision().publish()
    load_translations(home)
    assert english_of(lesson).title == "The mission comes first"
    assert not Translation.objects.filter(source__object_id=lesson.translation_key).exists()
