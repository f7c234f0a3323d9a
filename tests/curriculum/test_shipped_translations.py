"""The translations that ship stand beside the pages they translate, and leave what an editor did alone."""

from random import Random

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.models import CmsDocument, HomePage
from courses.models import CourseIndexPage, CoursePage, LessonPage, PathPage
from courses.outline import course_outline
from curriculum import shipped
from curriculum.load import load_course, load_glossary, load_sources
from curriculum.site import setup_site
from curriculum.translate import load_translations
from quizzes.draw import pool_of, questions_to_ask
from quizzes.exchange.load import import_bank
from quizzes.models import Question, QuizPage
from tests.factories.paths import make_path

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Of the questions of the translated course; to load the others takes long.
TOPIC = 1


@pytest.fixture
def home() -> HomePage:
    """A site with the courses that are translated, before their translations are there."""
    home = setup_site()
    load_sources()
    load_glossary()
    for document in shipped.media()["documents"]:
        CmsDocument.objects.create(title=document["title"], file=ContentFile(b"%PDF-", name="werkblad.pdf"))
    import_bank([question for question in shipped.questions() if question["topic"] == TOPIC])
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


def test_the_english_practice_quiz_asks_the_same_in_english(home):
    load_translations(home)
    quiz = QuizPage.objects.get(slug="oefentoets-de-basis")
    keys = [question.key for question in quiz.questions()]
    assert [question.key for question in english_of(quiz).questions()] == [f"{key}-en" for key in keys]


def test_the_english_final_quiz_draws_from_the_same_questions_in_english(home):
    load_translations(home)
    quiz = QuizPage.objects.get(slug="eindtoets-de-basis")
    (draw,) = quiz.draws.all()
    (english_draw,) = english_of(quiz).draws.all()
    pool = set(pool_of(draw, "nl").values_list("key", flat=True))
    assert {f"{key}-en" for key in pool} == set(pool_of(english_draw, "en").values_list("key", flat=True))
    asked = questions_to_ask(english_of(quiz), Random(1), ())  # noqa: S311 - which questions are drawn is no secret
    assert len(asked) == draw.count == 8
    assert {question.language for question in asked} == {"en"}


def test_every_english_question_is_of_the_type_of_the_one_it_translates():
    dutch = {question["id"]: question for question in shipped.questions()}
    answers = ("options", "pairs", "order")
    for english in shipped.questions("en"):
        original = dutch[english["id"].removesuffix("-en")]
        assert english["type"] == original["type"]
        assert english.get("tags") == original.get("tags"), english["id"]
        assert [len(english.get(part, [])) for part in answers] == [len(original.get(part, [])) for part in answers]
        rights = [[option["correct"] for option in one.get("options", [])] for one in (english, original)]
        assert rights[0] == rights[1], english["id"]
        numbers = [one.get("numeric", {}) for one in (english, original)]
        assert numbers[0].get("answer") == numbers[1].get("answer"), english["id"]


def test_a_path_is_there_in_english_with_the_same_courses(home, client):
    basics = CoursePage.objects.get(slug="sociaal-ondernemen-de-basis")
    path = make_path([basics])
    PathPage.objects.filter(pk=path.pk).update(slug="leerpad-voor-iedereen")
    load_translations(home)
    english = english_of(PathPage.objects.get(pk=path.pk))
    assert (english.title, english.slug) == ("For everyone", "path-for-everyone")
    assert [item.course for item in english.items.all()] == [basics]
    page = client.get(english.url, headers={"accept-language": "en"}).content.decode()
    assert "Social enterprise: the basics" in page


def test_every_path_has_its_texts_in_english():
    assert [entry["translates"] for entry in shipped.translated_paths("en")] == [
        path["slug"] for path in shipped.paths()
    ]


def test_what_an_editor_removed_is_left_out_and_the_rest_keeps_its_own_text(home):
    LessonPage.objects.get(slug="herken-een-sociale-onderneming").delete()
    load_translations(home)
    assert not LessonPage.objects.filter(slug="recognise-a-social-enterprise").exists()
    assert english_of(LessonPage.objects.get(slug="code-pso-en-b-corp")).title == "The Code, the PSO and B Corp"


def test_every_text_is_known_as_a_translation_so_that_a_later_change_shows(home):
    load_translations(home)
    for translation in Translation.objects.all():
        total, translated = translation.get_progress()
        assert total == translated, translation.source.object_repr
    course = CoursePage.objects.get(slug="sociaal-ondernemen-de-basis")
    lessons = LessonPage.objects.descendant_of(course).count()
    modules = course.get_children().count()
    assert Translation.objects.count() == 1 + modules + lessons


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
