"""The analysis of a quiz as editors see it: who counts, what is shown, and what never is."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.enrol import enrol
from courses.models import Enrolment
from people.models import User
from people.roles import PlatformRole
from quizzes.analysis_of_quiz import Few, analysis_of
from quizzes.models import Answer, Attempt, Judgement, Question, QuizPage, Regrade, RegradedAttempt
from quizzes.rules import freeze_rules
from quizzes.snapshot import freeze_quiz
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.quizzes import make_question, make_quiz, options

pytestmark = pytest.mark.django_db

RIGHT, WRONG, OTHER = 2, 1, 3
START = timezone.now() - timedelta(days=3)


@pytest.fixture
def quiz(home) -> QuizPage:
    """Two questions with one right answer: the second of three."""
    return make_quiz(make_question(key="EEN"), make_question(key="TWEE"))


@pytest.fixture
def as_editor(home) -> Client:
    editor = make_user(name="Rik Redactie")
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    return signed_in(editor)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url_of(quiz: QuizPage) -> str:
    return reverse("quiz_analysis", args=[quiz.pk])


def made(quiz: QuizPage, *chosen: int | None, user: User | None = None, **fields) -> Attempt:
    """A finished attempt in which these options were chosen, counted from 1; None for no answer."""
    user = user or make_user()
    enrolment = Enrolment.objects.filter(user=user).first() or enrol(user, quiz.course)
    questions = list(Question.objects.filter(pk__in=[item.question_id for item in quiz.items.all()]).order_by("pk"))
    attempt = Attempt.objects.create(
        **{
            "user": user,
            "enrolment": enrolment,
            "quiz": quiz,
            "quiz_key": quiz.translation_key,
            "number": enrolment.attempts.count() + 1,
            "rules": freeze_rules(quiz),
            "shuffle_seed": 1,
            "items": freeze_quiz(questions, None),
            "started_at": START,
            "finished_at": START + timedelta(minutes=10),
            "passed": True,
            **fields,
        }
    )
    for item, choice in zip(attempt.items, chosen, strict=True):
        if choice:
            value = item["body"]["options"][choice - 1]["id"]
            Answer.objects.create(
                attempt=attempt,
                version=item["number"],
                item=item["number"],
                value=value,
                saved_at=START + item["number"] * timedelta(seconds=45),
            )
    return attempt


def made_often(quiz: QuizPage, times: int, *chosen: int | None) -> list[Attempt]:
    return [made(quiz, *chosen) for _ in range(times)]


def test_four_people_are_too_few_for_any_figure(quiz, as_editor):
    made_often(quiz, 4, RIGHT, WRONG)
    analysis = analysis_of(quiz)
    assert analysis.people is None
    assert analysis.questions == ()
    page = as_editor.get(url_of(quiz)).content.decode()
    assert "<svg role=" not in page
    assert "EEN" not in page


def test_five_people_are_enough(quiz):
    made_often(quiz, 5, RIGHT, WRONG)
    first, second = analysis_of(quiz).questions
    assert (first.people, first.facility, second.facility) == (5, 1, 0)


def test_the_figures_of_a_small_quiz(quiz):
    """Fifteen people; the first question follows the second, except for five."""
    made_often(quiz, 5, RIGHT, RIGHT)
    made_often(quiz, 5, RIGHT, WRONG)
    made_often(quiz, 5, WRONG, WRONG)
    analysis = analysis_of(quiz)
    first, second = analysis.questions
    assert analysis.people == 15
    assert analysis.minutes == 10
    assert (first.facility, second.facility) == (Fraction(2, 3), Fraction(1, 3))
    assert first.discrimination == pytest.approx(0.5)
    assert second.discrimination == pytest.approx(0.5)
    assert analysis.alpha == pytest.approx(2 / 3)
    assert [(line.labels, line.count, line.right) for line in first.choices] == [
        (("Optie 2",), 10, True),
        (("Optie 1",), 5, False),
        (("Optie 3",), 0, False),
    ]


def test_the_time_a_question_takes_is_told_when_it_is_known_of_five_people(quiz, as_editor):
    made_often(quiz, 4, RIGHT, WRONG)
    made(quiz, None, WRONG)
    first, second = analysis_of(quiz).questions
    assert (first.seconds, second.seconds) == (None, 45)
    assert "45 seconden" in as_editor.get(url_of(quiz)).content.decode()


def test_only_the_first_attempt_of_each_person_counts(quiz):
    for attempt in made_often(quiz, 5, WRONG, WRONG):
        later = attempt.finished_at + timedelta(days=1)
        made(quiz, RIGHT, RIGHT, user=attempt.user, started_at=later, finished_at=later)
    analysis = analysis_of(quiz)
    assert analysis.people == 5
    assert analysis.questions[0].facility == 0


def test_attempts_that_are_open_or_not_judged_yet_do_not_count(quiz):
    made_often(quiz, 5, RIGHT, RIGHT)
    made(quiz, WRONG, WRONG, finished_at=None, passed=None)
    made(quiz, WRONG, WRONG, passed=None)
    assert analysis_of(quiz).people == 5


def test_practice_is_left_out_of_an_exam(quiz):
    made_often(quiz, 5, RIGHT, RIGHT)
    practised = made(quiz, WRONG, WRONG, rules=freeze_rules(quiz) | {"mode": "practice"})
    made(quiz, RIGHT, RIGHT, user=practised.user, finished_at=START + timedelta(days=1))
    assert analysis_of(quiz).people == 5


def test_a_quiz_for_practice_has_an_analysis_of_its_own(home, as_editor):
    quiz = make_quiz(make_question(), mode="practice")
    made_often(quiz, 5, RIGHT)
    assert analysis_of(quiz).people == 5
    assert "oefen" in as_editor.get(url_of(quiz)).content.decode()


def test_attempts_at_another_quiz_do_not_count(quiz):
    made_often(quiz, 4, RIGHT, RIGHT)
    made_often(make_quiz(make_question(), make_question()), 3, RIGHT, RIGHT)
    assert analysis_of(quiz).people is None


def test_the_newest_answer_counts_and_none_is_wrong(quiz):
    for attempt in made_often(quiz, 5, WRONG, RIGHT):
        right = attempt.items[0]["body"]["options"][RIGHT - 1]["id"]
        Answer.objects.create(attempt=attempt, version=3, item=1, value=right)
        Answer.objects.create(attempt=attempt, version=4, item=2, value=None)
    first, second = analysis_of(quiz).questions
    assert (first.facility, second.facility) == (1, 0)
    assert [line.count for line in second.choices if line.blank] == [5]


def test_a_changed_question_has_a_row_of_its_own(quiz, as_editor):
    made_often(quiz, 6, WRONG, RIGHT)
    question = Question.objects.get(key="EEN")
    question.prompt = "Nu duidelijker?"
    question.save_revision().publish()
    made_often(quiz, 4, RIGHT, RIGHT)
    old, new, unchanged = analysis_of(quiz).questions
    assert old.question == new.question
    assert (old.people, old.facility) == (6, 0)
    assert (new.people, new.facility, new.choices) == (None, None, ())
    assert unchanged.people == 10
    page = as_editor.get(url_of(quiz)).content.decode()
    assert "Nu duidelijker?" in page
    assert "Minder dan vijf mensen kregen deze versie." in page


def test_a_correction_of_the_key_counts(quiz):
    attempts = made_often(quiz, 5, WRONG, RIGHT)
    body = attempts[0].items[0]["body"]
    corrected = {
        "options": [option | {"correct": number == WRONG} for number, option in enumerate(body["options"], start=1)]
    }
    regrade = Regrade.objects.create(question=Question.objects.get(key="EEN"), body=corrected, reason="Sleutel fout")
    for attempt in attempts:
        RegradedAttempt.objects.create(
            regrade=regrade,
            attempt=attempt,
            item=1,
            score_before=1,
            score_after=2,
            passed_before=True,
            passed_after=True,
        )
    first = analysis_of(quiz).questions[0]
    assert first.facility == 1
    assert [line.labels for line in first.choices if line.right] == [("Optie 1",)]


def test_points_that_a_person_gave_count(quiz):
    for attempt in made_often(quiz, 5, WRONG, RIGHT):
        Judgement.objects.create(attempt=attempt, item=1, points=Decimal("0.50"), feedback="Half goed.")
    assert analysis_of(quiz).questions[0].facility == Fraction(1, 2)


def test_an_attempt_that_was_left_lying_took_until_its_deadline(quiz):
    for _ in range(5):
        deadline = START + timedelta(minutes=20)
        made(quiz, RIGHT, RIGHT, deadline=deadline, finished_at=START + timedelta(days=2))
    assert analysis_of(quiz).minutes == 20


def test_alpha_is_about_people_who_were_asked_the_same(quiz):
    made_often(quiz, 5, RIGHT, RIGHT)
    made_often(quiz, 5, WRONG, WRONG)
    for attempt in made_often(quiz, 5, RIGHT, WRONG):
        attempt.items = attempt.items[:1]
        attempt.save()
    analysis = analysis_of(quiz)
    assert analysis.people == 15
    assert (analysis.alpha, analysis.alpha_people) == (1, 10)


def test_too_few_wrong_answers_hide_the_facility_and_what_compares(quiz):
    made_often(quiz, 9, RIGHT, RIGHT)
    made_often(quiz, 2, WRONG, RIGHT)
    first = analysis_of(quiz).questions[0]
    assert first.few == Few.WRONG
    assert (first.facility, first.discrimination) == (None, None)
    assert {line.count for line in first.choices} == {0, 11}


def test_several_right_answers_are_counted_each(home):
    quiz = make_quiz(make_question("multiple_choice", options(True, True, False)))
    for attempt in made_often(quiz, 6, None):
        ids = [option["id"] for option in attempt.items[0]["body"]["options"]]
        Answer.objects.create(attempt=attempt, version=1, item=1, value=ids[:2])
    (question,) = analysis_of(quiz).questions
    assert question.facility == 1
    assert [line.count for line in question.choices] == [6, 6, 0]


@pytest.mark.parametrize(
    ("kind", "answer"), [("numeric", "1250,5"), ("short_answer", "loonkostensubsidie"), ("true_false", "true")]
)
def test_other_types_are_analysed_too(home, kind, answer):
    quiz = make_quiz(make_question(kind))
    for attempt in made_often(quiz, 5, None):
        Answer.objects.create(attempt=attempt, version=1, item=1, value=answer)
    (question,) = analysis_of(quiz).questions
    assert question.facility == 1
    assert question.choices[0].count == 5


def test_advice_is_given_in_plain_language(quiz, as_editor):
    made_often(quiz, 9, WRONG, RIGHT)
    page = as_editor.get(url_of(quiz)).content.decode()
    assert "Bijna iedereen kiest “Optie 1”, en dat is fout: is de vraag duidelijk?" in page
    assert "Iedereen heeft dit goed: is de vraag te makkelijk?" in page


def test_a_key_that_may_be_wrong_is_pointed_out(quiz, as_editor):
    made_often(quiz, 6, WRONG, RIGHT)
    made_often(quiz, 6, RIGHT, WRONG)
    assert "klopt de sleutel?" in as_editor.get(url_of(quiz)).content.decode()


def test_nobody_is_named(quiz, as_editor):
    attempts = made_often(quiz, 6, RIGHT, WRONG)
    page = as_editor.get(url_of(quiz)).content.decode()
    for attempt in attempts:
        for trace in (attempt.user.name, attempt.user.email, str(attempt.public_id)):
            assert trace not in page


def test_a_chart_has_its_words_and_its_table(quiz, as_editor):
    made_often(quiz, 6, RIGHT, WRONG)
    page = as_editor.get(url_of(quiz)).content.decode()
    charts = [part.split("</svg>")[0] for part in page.split("<svg role=")[1:]]
    assert len(charts) == 3
    for chart in charts:
        assert "<title id=" in chart
        assert "<desc id=" in chart
        assert "style=" not in chart
    # Between two charts, and after the last one, stands a table.
    assert all("<table" in part for part in page.split("<svg role=")[1:])
    assert "✓ “Optie 2”: 6 mensen" in charts[1]


@pytest.mark.indexed
def test_the_menu_of_a_quiz_and_the_bank_lead_to_the_analysis(quiz, as_editor):
    edit = as_editor.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])).content.decode()
    assert url_of(quiz) in edit
    usage = reverse(Question.snippet_viewset.get_url_name("usage"), args=[quiz.items.first().question_id])
    assert url_of(quiz) in as_editor.get(usage).content.decode()
    assert (
        url_of(quiz) not in as_editor.get(reverse("wagtailadmin_pages:edit", args=[quiz.course.pk])).content.decode()
    )


def test_only_editors_see_the_analysis(quiz, learner):
    made_often(quiz, 6, RIGHT, WRONG)
    officer = make_member(make_organisation(), role="hr")
    for client in (signed_in(learner), signed_in(officer), Client()):
        response = client.get(url_of(quiz))
        assert response.status_code == 302
        assert "Optie" not in response.content.decode()


def test_only_a_quiz_has_an_analysis(quiz, as_editor):
    assert as_editor.get(url_of(quiz.course)).status_code == 404
    assert as_editor.post(url_of(quiz)).status_code == 405


def many(quiz: QuizPage, count: int) -> None:
    """So many people at once, half of them all right and half all wrong."""
    example = made(quiz, RIGHT, RIGHT)
    start = User.objects.count()
    users = User.objects.bulk_create(
        [User(email=f"veel{number}@gemeente.example", name="Iemand") for number in range(start, start + count)]
    )
    course = quiz.course
    enrolments = Enrolment.objects.bulk_create(
        [Enrolment(user=user, course=course, course_key=course.translation_key) for user in users]
    )
    kept = ("quiz", "quiz_key", "rules", "shuffle_seed", "items", "started_at", "finished_at", "passed")
    attempts = Attempt.objects.bulk_create(
        [
            Attempt(user=user, enrolment=enrolment, number=1, **{name: getattr(example, name) for name in kept})
            for user, enrolment in zip(users, enrolments, strict=True)
        ]
    )
    Answer.objects.bulk_create(
        [
            Answer(
                attempt=attempt,
                version=1,
                item=item["number"],
                value=item["body"]["options"][(RIGHT if number % 2 else WRONG) - 1]["id"],
            )
            for number, attempt in enumerate(attempts)
            for item in attempt.items
        ]
    )


def queries_for(quiz: QuizPage, client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url_of(quiz)).status_code == 200
    return len(queries)


def test_a_thousand_attempts_cost_no_more_queries_than_ten(quiz, as_editor):
    many(quiz, 9)
    queries_for(quiz, as_editor)
    few = queries_for(quiz, as_editor)
    many(quiz, 990)
    assert queries_for(quiz, as_editor) == few
    assert analysis_of(quiz).people == 1001
