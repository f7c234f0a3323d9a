"""The questions that ship: their right answers are right and explained."""

import hashlib
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curriculum import shipped

QUESTIONS = shipped.questions()
NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
# Digests of the right answers as they were checked one by one. Whoever changes the words of one checks it again.
RIGHT_ANSWERS: dict[str, str] = json.loads((Path(__file__).parent / "right_answers.json").read_text())


def _needed_for_share(staff: float, target: float, percentage: float) -> int:
    """How many people of the target group have to come so that they are at least this share of all."""
    return next(extra for extra in range(1000) if (target + extra) * 100 >= percentage * (staff + extra))


def _net(numbers: list[float]) -> float:
    placements, success, benefit, deadweight, subsidy, guidance = numbers[:6]
    lasting = placements * success / 100
    return lasting * benefit * (1 - deadweight / 100) - lasting * (subsidy + guidance)


# From the numbers in the text of the question, in their order, to its answer. A number in words stands in the formula.
FORMULAS: dict[str, Any] = {
    "T1-12": lambda n: n[1] - n[3],
    "T1-33": lambda n: n[0] / sum(n) * 100,
    "T1-35": lambda n: (n[0] - n[1]) * n[2] / 100,
    "T1-37": lambda n: 8 * n[0] / n[1],
    "T2-05": lambda n: math.ceil(n[0] * n[1] / 100),
    "T2-06": lambda n: _needed_for_share(n[0], n[1], n[3]),
    "T2-26": lambda n: 7 / n[0] * 100,
    "T2-41": lambda n: math.ceil(0.3 * n[0]),
    "T2-46": lambda n: 5 * n[0],
    "T2-47": lambda n: (n[1] - 2) / (n[0] - 2) * 100,
    "T2-28/1": lambda n: n[1] / n[0] * 100,
    "T3-11": lambda n: (n[2] - n[0]) / (n[1] - n[0]) * 100,
    "T3-15": lambda n: (n[2] - n[0]) / (n[1] - n[0]) * 100,
    "T4-04": lambda n: n[3] + n[4] - sum(n[:3]),
    "T4-05": lambda n: (1 - n[0] / n[1]) * 100,
    "T4-13": lambda n: n[0] - n[1] - n[2],
    "T4-14": lambda n: n[0] * n[1] / (n[1] + n[2]),
    "T4-20": lambda n: n[0] * (1 - n[2] / 100) - n[1],
    "T5-65": lambda n: n[0] / (0.5 * n[1] / 100),
    "T5-66": lambda n: 4 * (n[0] + n[1]) + n[2],
    "T5-73": lambda n: (n[1] - n[3]) / n[0] * 100,
    "T6-01": lambda n: n[0] * n[1] / 100 * n[2] * (1 - n[3] / 100),
    "T6-02": _net,
    "T6-03": lambda n: n[6] / _net(n) * 12,
    "T6-09": lambda n: (100 - n[0]) / 100 * n[1],
    "T6-11": lambda n: n[0] * n[3] / 100 // n[4],
    "T6-14": lambda n: (1 - (n[1] + n[2]) / n[0]) * 100,
    "T6-17": lambda n: n[0] * n[1] / 100 - n[2],
    "T6-19": lambda n: (n[1] - n[2]) / 100 * n[0] * n[3],
    "T7-13": lambda n: n[1] / n[0] * 100,
    "T8-46": lambda n: sum(n[:3]) * n[3] + n[4],
    "T8-52": lambda n: n[1] / n[0] * 100,
}
# Nothing to reckon: the number stands in the law, in the source that the question names.
READ_IN_THE_LAW = {"T2-17": 20}


def parts() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Key, text and answers of every question, and of every part of one that has parts."""
    for question in QUESTIONS:
        text = f"{question.get('context') or ''} {question['prompt']}"
        yield question["id"], text, question
        for number, part in enumerate(question.get("parts", []), start=1):
            yield f"{question['id']}/{number}", f"{question.get('context') or ''} {part['prompt']}", part


def numbers_in(text: str) -> list[float]:
    return [float(found.replace(".", "").replace(",", ".")) for found in NUMBER.findall(text)]


CHOICES = [(key, part["options"]) for key, _text, part in parts() if "options" in part]
NUMERIC = [(key, text, part["numeric"]) for key, text, part in parts() if "numeric" in part]


def test_every_key_is_used_once():
    keys = [question["id"] for question in QUESTIONS]
    assert sorted(set(keys)) == sorted(keys)


def test_every_option_has_feedback():
    assert [key for key, options in CHOICES for option in options if not option.get("feedback")] == []
    assert [key for key, _text, numeric in NUMERIC if not numeric["feedback_incorrect"]] == []
    assert [q["id"] for q in QUESTIONS for pair in q.get("pairs", []) if not pair.get("feedback")] == []


@pytest.mark.parametrize(("key", "text", "numeric"), NUMERIC, ids=[key for key, _text, _numeric in NUMERIC])
def test_a_numeric_answer_follows_from_the_numbers_of_the_question(key, text, numeric):
    if key in READ_IN_THE_LAW:
        assert numeric["answer"] == READ_IN_THE_LAW[key]
        return
    assert key in FORMULAS, "write down how the answer follows from the numbers of the question"
    reckoned = FORMULAS[key](numbers_in(text))
    # An answer that is rounded may be off by half of its last digit.
    digits = len(str(numeric["answer"]).partition(".")[2])
    assert abs(reckoned - numeric["answer"]) <= 0.5 * 10**-digits
    for error in numeric.get("common_errors", []):
        assert abs(error["value"] - numeric["answer"]) > numeric["tolerance"], f"{key}: a mistake counts as right"


def right_answer(question: dict[str, Any]) -> Any:
    if "options" in question:
        return sorted(option["text"] for option in question["options"] if option["correct"])
    if "numeric" in question:
        return question["numeric"]["answer"]
    if "order" in question:
        return [item["text"] for item in sorted(question["order"], key=lambda item: item["position"])]
    return sorted([pair["left"], pair["right"]] for pair in question["pairs"])


def test_right_answers_are_the_ones_that_were_checked():
    known = {question["id"]: question for question in QUESTIONS}
    assert set(RIGHT_ANSWERS) <= set(known)
    changed = [
        key
        for key, digest in RIGHT_ANSWERS.items()
        if hashlib.sha256(json.dumps(right_answer(known[key]), ensure_ascii=False).encode()).hexdigest()[:12] != digest
    ]
    assert changed == []


def test_every_source_that_a_question_cites_exists():
    known = {source["key"] for source in shipped.sources()}
    assert {key for question in QUESTIONS for key in question.get("sources", [])} <= known


def test_every_source_has_a_date_or_says_that_there_is_none():
    known = re.compile(r"\b(19|20)\d\d\b|niet bekend|niet geciteerd")
    undated = [
        source["key"]
        for source in shipped.sources()
        if not source["text_date"] and not known.search(f"{source['title']} {source['note']}")
    ]
    assert undated == []
