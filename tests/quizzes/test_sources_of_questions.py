"""A question cites sources that are kept once; the learner reads them with the explanation."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from people.roles import PlatformRole
from quizzes.attempts import save_answers, submit
from quizzes.bank import copy_of
from quizzes.exchange import bank_json, csv_file, gift, gift_export, moodle_xml, moodle_xml_export
from quizzes.exchange.dump import entry_of
from quizzes.exchange.load import import_bank, load, plan_import
from quizzes.models import Question, QuestionSource
from quizzes.snapshot import freeze_quiz
from tests.factories.cms import make_source
from tests.factories.people import make_user
from tests.factories.quizzes import make_question, make_quiz, right_answers, start_attempt

CHOICE = {
    "id": "T2-90",
    "type": "single_choice",
    "topic": 2,
    "prompt": "Mag dit?",
    "options": [
        {"text": "Ja", "correct": True, "feedback": "Goed."},
        {"text": "Nee", "correct": False, "feedback": "Toch wel."},
    ],
}


@pytest.fixture
def source(db):
    return make_source(key="aw2012-2-82", title="Aanbestedingswet 2012", article="artikel 2.82")


def cite(question, *sources):
    for order, source in enumerate(sources):
        QuestionSource.objects.create(question=question, source=source, sort_order=order)
    question = Question.objects.get(pk=question.pk)
    question.save_revision().publish()
    return Question.objects.get(pk=question.pk)


def keys_of(question):
    return [citation.source.key for citation in question.citations.all()]


class TestReading:
    def test_the_learner_reads_the_source_with_the_date_of_its_text(self, as_learner, learner, source):
        quiz = make_quiz(cite(make_question(), source), show_feedback="after")
        attempt = start_attempt(learner, quiz)
        during = as_learner.get(reverse("quiz_attempt", args=[attempt.public_id])).content.decode()
        save_answers(attempt, right_answers(attempt))
        submit(attempt)
        after = as_learner.get(reverse("quiz_attempt", args=[attempt.public_id])).content.decode()
        assert source.url not in during
        assert f'href="{source.url}"' in after
        assert "1 september 2025" in after

    def test_an_attempt_keeps_the_words_of_the_source(self, learner, source):
        attempt = start_attempt(learner, make_quiz(cite(make_question(), source)))
        source.title = "Een andere wet"
        source.text_date = date(2026, 1, 1)
        source.save()
        attempt.refresh_from_db()
        (frozen,) = attempt.items[0]["sources"]
        assert frozen["name"] == "Aanbestedingswet 2012, artikel 2.82"
        assert frozen["text_date"] == "2025-09-01"

    def test_a_question_without_sources_is_frozen_as_before(self, db):
        (frozen,) = freeze_quiz([make_question()], None)
        assert "sources" not in frozen

    def test_freezing_many_questions_costs_no_more_queries_than_two(self, source):
        questions = [cite(make_question(), source) for _number in range(6)]

        def queries(number):
            fresh = list(Question.objects.filter(pk__in=[question.pk for question in questions[:number]]))
            with CaptureQueriesContext(connection) as asked:
                freeze_quiz(fresh, None)
            return len(asked)

        assert queries(6) == queries(2)


class TestEditing:
    @pytest.fixture
    def as_editor(self, home):
        editor = make_user(name="Rik Redactie")
        editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
        client = Client()
        client.force_login(editor)
        return client

    def test_an_editor_adds_a_source_in_a_draft_and_publishes_it(self, as_editor, source):
        question = make_question()
        address = reverse("wagtailsnippets_quizzes_question:edit", args=[question.pk])
        form = nested_form_data(
            {
                **{name: getattr(question, name) for name in ("key", "prompt", "context", "explanation", "source")},
                **{name: getattr(question, name) for name in ("status", "language", "topic", "difficulty", "bloom")},
                "image": "",
                "tags": "",
                "body": streamfield(
                    [("true_false", {"answer": "true", "feedback_true": "Goed.", "feedback_false": "Toch wel."})]
                ),
                "citations": inline_formset([{"source": source.pk}]),
            }
        )
        assert as_editor.post(address, form).status_code == 302
        question.refresh_from_db()
        assert keys_of(question) == []
        assert keys_of(question.get_latest_revision_as_object()) == ["aw2012-2-82"]
        assert as_editor.post(address, {**form, "action-publish": "1"}).status_code == 302
        assert keys_of(Question.objects.get(pk=question.pk)) == ["aw2012-2-82"]

    def test_the_preview_shows_the_source(self, as_editor, source):
        question = cite(make_question(), source)
        response = question.make_preview_request(None, "")
        assert source.url in response.content.decode()

    def test_a_copy_cites_the_same_sources(self, as_editor, source):
        original = cite(make_question(), source, make_source(key="avg-5"))
        assert keys_of(copy_of(original)) == ["aw2012-2-82", "avg-5"]
        form = as_editor.get(reverse("wagtailsnippets_quizzes_question:copy", args=[original.pk])).context["form"]
        assert [each["source"].value() for each in form.formsets["citations"].forms] == [
            citation.source_id for citation in original.citations.all()
        ]

    def test_a_source_that_a_question_cites_cannot_be_deleted(self, source):
        cite(make_question(), source)
        with pytest.raises(ProtectedError):
            source.delete()


class TestExchange:
    FORMATS = [(bank_json, bank_json), (gift_export, gift), (moodle_xml_export, moodle_xml)]

    @pytest.mark.parametrize(("writer", "reader"), FORMATS, ids=["json", "gift", "moodle"])
    def test_a_file_brings_the_sources_back(self, source, writer, reader):
        other = make_source(key="avg-5")
        text = writer.write([entry_of(cite(make_question(key="T2-91"), other, source))]).text
        QuestionSource.objects.all().delete()
        Question.objects.all().delete()
        plan = plan_import(reader.read(text), {"topic": 2})
        assert (plan.problems, plan.notes) == ([], [])
        (question,) = load(plan, make_user())
        assert keys_of(question.get_latest_revision_as_object()) == ["avg-5", "aw2012-2-82"]

    def test_a_source_that_is_not_here_is_told_and_left_out(self, source):
        text = bank_json.write([{**CHOICE, "sources": ["bestaat-niet", "aw2012-2-82"]}]).text
        plan = plan_import(bank_json.read(text), {})
        assert "bestaat-niet" in plan.notes[0].text
        (question,) = load(plan, make_user())
        assert keys_of(question) == ["aw2012-2-82"]

    @pytest.mark.parametrize("wrong", ["aw2012-2-82", [1], {"key": "x"}])
    def test_sources_that_are_no_list_of_keys_are_refused(self, source, wrong):
        plan = plan_import(bank_json.read(bank_json.write([{**CHOICE, "sources": wrong}]).text), {})
        assert plan.new == []
        assert len(plan.problems) == 1

    def test_a_table_that_has_no_sources_is_read_as_before(self, db):
        plan = plan_import(csv_file.read("vraag;antwoord 1;antwoord 2;goed\nMag dit?;Ja;Nee;1\n"), {"topic": 2})
        assert len(plan.new) == 1

    def test_the_shipped_bank_may_name_only_sources_that_exist(self, source):
        report = import_bank([{**CHOICE, "sources": ["aw2012-2-82"]}, {**CHOICE, "id": "T2-92", "sources": ["weg"]}])
        assert report.created == ["T2-90"]
        assert "weg" in report.invalid["T2-92"]
        assert keys_of(Question.objects.get(key="T2-90")) == ["aw2012-2-82"]
