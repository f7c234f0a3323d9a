"""Reading the JSON question bank."""

import pytest

from quizzes.exchange.load import import_bank
from quizzes.models import Question
from quizzes.types import type_of

pytestmark = pytest.mark.django_db

OPTIONS = [
    {"text": "Ja", "correct": True, "feedback": "Goed."},
    {"text": "Nee", "correct": False, "feedback": "Toch wel."},
]


def entry(key: str, kind: str, **fields):
    return {
        "id": key,
        "topic": 2,
        "type": kind,
        "difficulty": "makkelijk",
        "bloom": "begrijpen",
        "prompt": "Mag dit?",
        "explanation": "Het staat in de wet.",
        "source": "Aanbestedingswet 2012, artikel 2.82",
        "status": "bron",
        "options": OPTIONS,
        **fields,
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("single_choice", "single_choice"),
        ("case_single", "single_choice"),
        ("multiple_choice", "multiple_choice"),
        ("case_multiple", "multiple_choice"),
        ("true_false", "true_false"),
    ],
)
def test_every_supported_kind_becomes_a_published_question(kind, expected):
    report = import_bank([entry("T2-01", kind, context="Een gemeente twijfelt.")])
    question = Question.objects.get()
    assert report.created == ["T2-01"]
    assert (question.key, question.live, question.topic) == ("T2-01", True, 2)
    assert question.context == "Een gemeente twijfelt."
    assert question.live_revision_id
    assert question.body[0].block_type == expected
    frozen = type_of(expected).freeze(question.body[0].value, None)
    assert [(option["correct"], option["feedback"]) for option in frozen["options"]] == [
        (True, "Goed."),
        (False, "Toch wel."),
    ]


def test_a_second_time_changes_nothing():
    import_bank([entry("T2-01", "single_choice")])
    Question.objects.update(prompt="Door de redactie veranderd")
    report = import_bank([entry("T2-01", "single_choice"), entry("T2-02", "true_false")])
    assert (report.existing, report.created) == (["T2-01"], ["T2-02"])
    assert Question.objects.get(key="T2-01").prompt == "Door de redactie veranderd"


def test_a_key_that_comes_twice_is_made_once():
    report = import_bank([entry("T2-01", "single_choice")] * 2)
    assert (report.created, report.existing) == (["T2-01"], ["T2-01"])


def test_what_we_cannot_ask_yet_is_reported():
    report = import_bank([entry("T1-04", "hotspot"), entry("T1-12", "drawing")])
    assert report.unsupported == {"T1-04": "hotspot", "T1-12": "drawing"}
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"options": OPTIONS[:1]}, "2"),
        ({"options": [OPTIONS[0], OPTIONS[0]]}, "Vink precies één antwoord aan als het goede."),
        ({"options": [{"text": "Ja", "correct": True}]}, "feedback"),
        ({"options": None}, "TypeError"),
        ({"topic": 99}, "99"),
        ({"difficulty": "onmogelijk"}, "onmogelijk"),
        ({"prompt": ""}, "leeg"),
        ({"id": "met spatie"}, "cijfers"),
        ({"type": "true_false", "options": [OPTIONS[0]]}, "ValueError"),
    ],
)
def test_a_broken_entry_is_reported_with_its_reason_and_the_rest_is_read(broken, reason):
    report = import_bank([{**entry("T2-01", "single_choice"), **broken}, entry("T2-02", "single_choice")])
    assert report.created == ["T2-02"]
    (told,) = report.invalid.values()
    assert reason in told


def test_the_report_can_be_read():
    broken = {**entry("T2-03", "single_choice"), "topic": 99}
    report = import_bank([entry("T2-01", "single_choice"), entry("T2-02", "hotspot"), broken])
    added, unsupported, refused = str(report).splitlines()
    assert added == "1 questions added, 0 were there already."
    assert unsupported == "Not asked yet, for want of their type: 1 hotspot."
    assert refused.startswith("Refused T2-03: ")
    assert str(import_bank([])) == "0 questions added, 0 were there already."
