"""What cites a source is read again after its text changed, until an editor says that it was."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from certificates.models import Certificate
from cms.models import SourceReading
from courses.models import CoursePage
from curriculum.source_reviews import Kind, changed_sources, note_read, number_open, number_open_below
from people.roles import PlatformRole
from quizzes.models import Question, QuestionSource, QuestionTag, QuizDraw
from tests.factories.certificates import make_certificate
from tests.factories.cms import make_source
from tests.factories.courses import make_course, make_lesson, module_of
from tests.factories.people import make_user
from tests.factories.quizzes import make_question, make_quiz

pytestmark = pytest.mark.indexed


@pytest.fixture
def source(home):
    return make_source(key="aw2012-2-82", text_date=date(2025, 9, 1))


@pytest.fixture
def course(source):
    return make_course("Voorbehouden opdrachten")


@pytest.fixture
def editor(home):
    editor = make_user(name="Rik Redactie")
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    return editor


@pytest.fixture
def as_editor(editor):
    return signed_in(editor)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def lesson_citing(course, *blocks, title="De wet"):
    lesson = make_lesson(module_of(course), title=title)
    lesson.body = list(blocks)
    lesson.save_revision().publish()
    return published_before(lesson)


def quoting(source):
    return ("legal_quote", {"source": source, "part": "lid 1", "text": "Een aanbestedende dienst kan …"})


def question_citing(source, **fields):
    question = make_question(**fields)
    QuestionSource.objects.create(question=question, source=source)
    question = Question.objects.get(pk=question.pk)
    question.save_revision().publish()
    return published_before(question)


def published_before(made):
    """Published for the first time a day ago."""
    type(made).objects.filter(pk=made.pk).update(first_published_at=timezone.now() - timedelta(days=1))
    return type(made).objects.get(pk=made.pk)


def change(source, day=date(2026, 1, 1)):
    source.text_date = day
    source.save()
    return source.changes.last()


def open_titles():
    return [reading.citing.title for each in changed_sources() for reading in each.readings]


def read(client, source, kind, made, newest):
    address = reverse("source_was_read", args=[source.pk, kind, made.pk])
    return client.post(address, {"change": newest.pk})


class TestWhatIsOpen:
    def test_nothing_while_no_text_changed(self, course, source):
        lesson_citing(course, quoting(source))
        assert changed_sources() == []
        assert number_open() == 0

    def test_lessons_that_quote_or_list_the_source_and_questions_that_cite_it(self, course, source):
        lesson_citing(course, quoting(source), title="Citaat")
        lesson_citing(course, ("sources", [source]), title="Bronnen")
        lesson_citing(course, quoting(make_source(key="avg-5")), title="Iets anders")
        make_quiz(question_citing(source, key="T2-90", prompt="Mag dit?"), course=course)
        change(source)
        assert sorted(open_titles()) == ["Bronnen", "Citaat", "T2-90: Mag dit?"]
        assert number_open() == 3

    def test_not_what_was_published_after_the_change_or_never(self, course, source):
        change(source)
        later = make_lesson(module_of(course), title="Later")
        later.body = [quoting(source)]
        later.save_revision().publish()
        draft = question_citing(source)
        Question.objects.filter(pk=draft.pk).update(first_published_at=None)
        assert open_titles() == []

    def test_a_question_leads_to_the_course_that_asks_or_may_draw_it(self, course, source):
        asked = question_citing(source, key="T2-90", topic=2)
        drawn = question_citing(source, key="T3-90", topic=3)
        drawn.tags.add("eindtoets")
        drawn.save()
        make_quiz(asked, course=course)
        other = make_course("SDG's")
        quiz = make_quiz(course=other)
        quiz.draws = [QuizDraw(count=1, tag=QuestionTag.objects.get(name="eindtoets"))]
        quiz.save()
        change(source)
        (found,) = changed_sources()
        assert {reading.citing.title[:5]: reading.courses for reading in found.readings} == {
            "T2-90": ["Voorbehouden opdrachten"],
            "T3-90": ["SDG's"],
        }

    def test_two_changes_are_one_thing_to_read(self, course, source):
        lesson_citing(course, quoting(source))
        change(source)
        newest = change(source, date(2026, 7, 1))
        (found,) = changed_sources()
        assert [reading.change for reading in found.readings] == [newest]

    def test_a_page_that_is_deleted_is_no_longer_open(self, course, source):
        lesson = lesson_citing(course, quoting(source))
        change(source)
        lesson.delete()
        assert number_open() == 0


class TestReadingAgain:
    def test_an_editor_notes_it_and_the_row_says_who_when_and_which_change(self, as_editor, editor, course, source):
        lesson = lesson_citing(course, quoting(source))
        noted = change(source)
        assert read(as_editor, source, "page", lesson, noted).status_code == 302
        row = SourceReading.objects.get()
        assert (row.change, row.read_by, row.object_id) == (noted, editor, lesson.pk)
        assert timezone.now() - row.read_at < timedelta(minutes=1)
        assert number_open() == 0

    def test_the_next_change_opens_it_again(self, editor, course, source):
        lesson = lesson_citing(course, quoting(source))
        note_read(editor, source.pk, Kind.PAGE, lesson.pk, change(source).pk)
        change(source, date(2026, 7, 1))
        assert number_open() == 1

    def test_a_change_that_was_not_on_the_screen_stays_open(self, as_editor, course, source):
        lesson = lesson_citing(course, quoting(source))
        shown = change(source)
        newest = change(source, date(2026, 7, 1))
        read(as_editor, source, "page", lesson, shown)
        (found,) = changed_sources()
        assert found.readings[0].changes == [newest]

    def test_noting_it_twice_is_said_and_is_one_row(self, as_editor, course, source):
        lesson = lesson_citing(course, quoting(source))
        noted = change(source)
        for _time in range(2):
            response = read(as_editor, source, "page", lesson, noted)
        assert SourceReading.objects.count() == 1
        assert "heeft dat al" in as_editor.get(response.url).content.decode()

    def test_a_question_and_a_page_of_one_number_are_not_confused(self, editor, course, source):
        lesson = lesson_citing(course, quoting(source))
        question_citing(source, pk=lesson.pk)
        note_read(editor, source.pk, Kind.QUESTION, lesson.pk, change(source).pk)
        assert open_titles() == [lesson.title]

    @pytest.mark.parametrize(("kind", "newest"), [("page", ""), ("page", "x"), ("image", "1")])
    def test_an_address_that_was_not_on_the_screen_is_not_there(self, as_editor, source, kind, newest):
        address = reverse("source_was_read", args=[source.pk, kind, 1])
        assert as_editor.post(address, {"change": newest}).status_code == 404


class TestTheScreen:
    def test_it_names_source_dates_page_and_course_and_leads_to_the_editor(self, as_editor, course, source):
        lesson = lesson_citing(course, quoting(source))
        change(source)
        body = as_editor.get(reverse("changed_sources")).content.decode()
        assert "1 september 2025" in body
        assert "1 januari 2026" in body
        assert course.title in body
        assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in body
        assert "(1) Gewijzigde bronnen" in body

    def test_the_editor_of_a_course_reads_it_above_the_page(self, as_editor, course, source):
        lesson = lesson_citing(course, quoting(source))
        make_quiz(question_citing(source), course=course)
        change(source)
        assert number_open_below(course) == 2
        assert number_open_below(lesson) == 1
        assert number_open_below(make_course("Iets anders")) == 0
        body = as_editor.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
        assert "Lees 2 pagina" in body

    @pytest.mark.parametrize("who", ["learner", "entrepreneur"])
    def test_nobody_else_sees_the_list_or_notes_anything(self, course, source, who):
        lesson = lesson_citing(course, quoting(source))
        noted = change(source)
        user = make_user()
        if who == "entrepreneur":
            user.groups.add(Group.objects.get(name=PlatformRole.ENTREPRENEUR.value))
        client = signed_in(user)
        assert client.get(reverse("changed_sources")).status_code in (302, 403)
        assert read(client, source, "page", lesson, noted).status_code in (302, 403)
        assert not SourceReading.objects.exists()

    def test_looking_writes_nothing(self, as_editor, course, source):
        lesson_citing(course, quoting(source))
        noted = change(source)
        as_editor.get(reverse("changed_sources"))
        assert as_editor.get(reverse("source_was_read", args=[source.pk, "page", 1])).status_code == 405
        assert not SourceReading.objects.exists()
        assert noted.source.changes.count() == 1

    def test_many_texts_cost_no_more_queries_than_few(self, course, source):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                changed_sources()
            return len(asked)

        other = make_source(key="avg-5")
        for each in (source, other):
            lesson_citing(course, quoting(each), title=each.key)
            make_quiz(question_citing(each), course=course)
            change(each)
        changed_sources()
        few = queries()
        for number in range(5):
            fresh = make_source(key=f"bron-nieuw-{number}")
            lesson_citing(course, quoting(fresh), title=f"Les {number}")
            make_quiz(question_citing(fresh), course=make_course(f"Cursus {number}"))
            change(fresh)
        assert queries() == few


class TestCertificates:
    def test_the_number_per_course_that_was_earned_under_the_old_text(self, course, source):
        lesson_citing(course, quoting(source))
        certificate = make_certificate(course=course)
        make_certificate(course=make_course("Iets anders"))
        noted = change(source)
        (found,) = changed_sources()
        assert [(old.course, old.number) for old in found.certificates] == [(course.title, 1)]
        noted.source.changes.update(changed_at=timezone.now() - timedelta(days=3))
        Page.objects.filter(first_published_at__isnull=False).update(
            first_published_at=timezone.now() - timedelta(days=9)
        )
        (found,) = changed_sources()
        assert [old.number for old in found.certificates] == [0]
        assert Certificate.objects.get(pk=certificate.pk).status == Certificate.Status.VALID

    def test_nothing_is_taken_offline_and_no_certificate_changes(self, course, source):
        lesson = lesson_citing(course, quoting(source))
        certificate = make_certificate(course=course)
        before = Certificate.objects.filter(pk=certificate.pk).values().get()
        change(source)
        changed_sources()
        assert Certificate.objects.filter(pk=certificate.pk).values().get() == before
        assert Page.objects.get(pk=lesson.pk).live
        assert CoursePage.objects.get(pk=course.pk).live
