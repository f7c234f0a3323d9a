"""The course on article 2.82: each lesson asks something, and its sums are right whatever they are asked of."""

from math import ceil

import pytest

from curriculum import shipped

(COURSE,) = (course for course in shipped.courses() if course["slug"] == "artikel-2-82")
LESSONS = [step for module in COURSE["modules"] for step in module["steps"] if step["kind"] == "lesson"]
QUESTIONS = {question["id"]: question for question in shipped.questions()}
SUMS = {
    "T2-05": ceil(0.30 * 46),
    "T2-06": next(extra for extra in range(40) if (9 + extra) / (40 + extra) >= 0.30),
    "T2-26": round(7 / 24 * 100, 1),
    "T2-41": ceil(0.30 * 65),
    "T2-46": 55_000 * (3 + 2),
    "T2-47": round((14 - 2) / (46 - 2) * 100, 1),
}


@pytest.mark.parametrize("lesson", LESSONS, ids=[lesson["slug"] for lesson in LESSONS])
def test_each_lesson_asks_one_question_with_one_right_answer_and_says_why(lesson):
    (question,) = (block["check_question"] for block in lesson["body"] if "check_question" in block)
    assert [option["correct"] for option in question["options"]].count(True) == 1
    assert all(option["feedback"] for option in question["options"])


def test_the_right_answer_is_not_always_the_longest():
    asked = [
        block["check_question"]["options"] for step in LESSONS for block in step["body"] if "check_question" in block
    ]
    longest = [max(options, key=lambda option: len(option["text"])) for options in asked]
    assert sum(option["correct"] for option in longest) <= len(asked) / 2


@pytest.mark.parametrize(("key", "answer"), SUMS.items())
def test_a_sum_of_the_bank_is_right(key, answer):
    numeric = QUESTIONS[key]["numeric"]
    assert numeric["answer"] == answer
    assert answer not in [error["value"] for error in numeric["common_errors"]]


def test_a_question_of_the_final_quiz_names_its_source_and_answers_every_option():
    pool = [question for question in QUESTIONS.values() if "eindtoets-282" in question.get("tags", ())]
    assert len(pool) > 20
    for question in pool:
        assert question["source"], question["id"]
        parts = question.get("options", []) + question.get("pairs", []) + question.get("order", [])
        assert all(part["feedback"] for part in parts), question["id"]
