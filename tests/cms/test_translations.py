"""Editors translate pages in the admin; what can be translated, what is copied, and what a visitor meets."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

from cms.blocks.comparison_table import EXAMPLE_TABLE, ComparisonTableBlock
from courses.models import CoursePage, LessonPage
from tests.factories.cms import make_page
from tests.factories.courses import make_course, make_lesson, module_of
from tests.factories.guests import make_editor
from tests.factories.quizzes import make_question, make_quiz
from tests.factories.translations import make_english_course, make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(home) -> Locale:
    """English with its front page and catalogue; a page can only be translated below those."""
    make_translation(home)
    make_translation(home.get_children().get(slug="cursussen").specific)
    return Locale.objects.get(language_code="en")


@pytest.fixture
def as_editor(home) -> Client:
    client = Client()
    client.force_login(make_editor())
    return client


def submit(client: Client, page: CoursePage, locale: Locale):
    """What the form behind the button Translate sends, for a page with all that is below it."""
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": [locale.pk], "include_subtree": "on"})


def write(client: Client, page: LessonPage, locale: Locale, texts: dict[str, str]) -> None:
    """Translate these texts in the translation editor."""
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
    for segment in StringSegment.objects.filter(source=translation.source, string__data__in=texts):
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        value = urlencode({"value": texts[segment.string.data]})
        response = client.put(address, value, content_type="application/x-www-form-urlencoded")
        assert response.status_code in (200, 201)


def publish(client: Client, page: LessonPage) -> None:
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})
    assert response.status_code in (200, 302)


@pytest.fixture
def lesson(home) -> LessonPage:
    course = make_course("Sociaal inkopen", lessons=0, themes=["inkoop"], sdgs=[8])
    first = make_lesson(module_of(course), title="Eerst")
    lesson = make_lesson(module_of(course), title="De wet", minutes=7, opens_after=first)
    lesson.body = [("text", "<p>Dit mag.</p>"), ("definition", {"term": "Perceel", "meaning": "Een deel."})]
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def test_a_course_with_all_that_is_below_it_becomes_a_draft_in_english(as_editor, english, lesson):
    assert submit(as_editor, lesson.course, english).status_code == 302
    course = lesson.course.get_translation(english)
    assert not course.live
    assert course.specific.themes == ["inkoop"]
    assert course.specific.sdgs == [8]
    other = lesson.get_translation(english).specific
    assert not other.live
    assert (other.minutes, other.opens_after.translation_key) == (7, lesson.opens_after.translation_key)


def test_an_editor_translates_a_lesson_and_publishes_it(
    as_editor, english, lesson, django_capture_on_commit_callbacks
):
    submit(as_editor, lesson.course, english)
    other = lesson.get_translation(english)
    assert as_editor.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code == 200
    write(as_editor, lesson, english, {"De wet": "The law", "Dit mag.": "This is allowed.", "Perceel": "Lot"})
    with django_capture_on_commit_callbacks(execute=True):
        publish(as_editor, other)
    other = LessonPage.objects.get(pk=other.pk)
    assert (other.live, other.title) == (True, "The law")
    assert "This is allowed." in str(other.body)
    assert [block.id for block in other.body] == [block.id for block in lesson.body]


def test_what_changed_in_dutch_since_is_still_to_be_translated(as_editor, english, lesson):
    submit(as_editor, lesson.course, english)
    write(as_editor, lesson, english, {"Dit mag.": "This is allowed.", "Perceel": "Lot", "Een deel.": "A part."})
    translation = Translation.objects.get(source__object_id=lesson.translation_key)
    total, done = translation.get_progress()
    first, *others = lesson.body.raw_data
    lesson.body = [{**first, "value": "<p>Dit mag niet meer.</p>"}, *others]
    lesson.save_revision().publish()
    source = TranslationSource.objects.get(object_id=lesson.translation_key)
    response = as_editor.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {})
    assert response.status_code == 302
    assert translation.get_progress() == (total, done - 1)


def test_a_quiz_begins_as_a_copy_and_keeps_its_own_questions(as_editor, english, home):
    quiz = make_quiz(make_question())
    submit(as_editor, quiz.course, english)
    other = quiz.get_translation(english).specific
    assert [item.question for item in other.items.all()] == quiz.questions()
    edit = as_editor.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).content.decode()
    assert 'name="items-0-question"' in edit
    own = make_question()
    other.items.get().delete()
    other.items.create(question=own)
    other.save_revision().publish()
    TranslationSource.update_or_create_from_instance(quiz)
    Translation.objects.get(source__object_id=quiz.translation_key).save_target(publish=False)
    assert [item.question for item in other.get_latest_revision_as_object().items.all()] == [own]


def test_only_editors_translate(lesson, english, learner):
    client = Client()
    client.force_login(learner)
    assert submit(client, lesson.course, english).status_code in (302, 403, 404)
    assert not lesson.course.has_translation(english)


def test_nothing_is_sent_to_a_translation_service():
    assert get_machine_translator() is None
    assert not hasattr(settings, "WAGTAILLOCALIZE_MACHINE_TRANSLATOR")


def test_a_table_is_translated_cell_by_cell():
    block = ComparisonTableBlock().child_blocks["table"]
    table = block.to_python(EXAMPLE_TABLE)
    segments = [one for one in block.get_translatable_segments(table) if not one.is_empty()]
    texts = [segment.string.data for segment in segments]
    assert texts[:4] == ["Welk middel past?", "Vraag", "Voorbehoud (2.82)", "Voorwaarde (2.80)"]
    assert {"Mag iedereen meedoen?", "Alleen sociale partijen.", "Over het werk"} <= set(texts)
    for segment in segments:
        segment.string.data = segment.string.data.upper()
    translated = block.restore_translated_segments(block.to_python(EXAMPLE_TABLE), segments)
    assert translated.caption == "WELK MIDDEL PAST?"
    assert translated.columns[0]["heading"] == "VRAAG"
    point, option = translated.row_data[0]["values"][:2]
    assert point == "MAG IEDEREEN MEEDOEN?"
    assert (option["text"], option["answer"]) == ("ALLEEN SOCIALE PARTIJEN.", "no")


def test_a_table_in_a_lesson_is_among_the_texts_to_translate(lesson):
    lesson.body = [
        (
            "table",
            {
                "caption": "Boven",
                "first_column_is_header": True,
                "table": {"columns": [{"type": "text", "heading": "Kop"}], "rows": [{"values": ["Cel"]}]},
            },
        )
    ]
    lesson.save_revision().publish()
    found = extract_segments(LessonPage.objects.get(pk=lesson.pk))
    texts = {segment.string.data for segment in found if isinstance(segment, StringSegmentValue)}
    assert {"Boven", "Kop", "Cel"} <= texts


def in_english() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def test_an_english_interface_leads_to_english_pages_and_marks_what_is_dutch(english):
    make_page("Over ons", slug="over", show_in_footer=True)
    page = html.fromstring(in_english().get("/zoeken/").content)
    assert page.xpath("//a[@class='ldl-brand']/@href") == ["/en/"]
    menu = page.xpath("//nav[@aria-label='Main menu']//a[@href='/en/cursussen/']")[0]
    assert menu.get("lang") is None
    about = page.xpath("//footer//a[@href='/over/']")[0]
    assert about.get("lang") == "nl"


def test_a_dutch_interface_stays_among_dutch_pages(english):
    page = html.fromstring(Client().get("/zoeken/").content)
    assert page.xpath("//a[@class='ldl-brand']/@href") == ["/"]
    assert page.xpath("//nav[@aria-label='Hoofdmenu']//a[@href='/cursussen/']/@lang") == []


@pytest.mark.indexed
def test_searching_finds_the_page_and_its_translation_each_with_its_language(home):
    course = make_course("Sociaal inkopen bij Zeewolde", lessons=0)
    make_english_course(course, "Buying social at Zeewolde")
    page = html.fromstring(Client().get("/zoeken/?q=zeewolde").content)
    found = {(link.text_content(), link.get("lang")) for link in page.xpath("//*[@class='ldl-hits']//h2/a")}
    assert found == {("Sociaal inkopen bij Zeewolde", "nl"), ("Buying social at Zeewolde", "en")}


def test_the_language_buttons_lead_to_the_same_page_in_that_language(home):
    course = make_course("Sociaal inkopen")
    english_course = make_english_course(course)
    for page, language, other in ((course, "en", english_course), (english_course, "nl", course)):
        assert Client().post("/taal/", {"language": language, "next": page.url}).url == other.url
