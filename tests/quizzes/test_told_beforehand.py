"""Before handing in, nothing the site sends depends on what is right (row Q11).

The same attempt is walked through twice with the same answers; the second time other answers are right and
every word that is told afterwards is another. Each page and each line of JSON must be the same, byte for byte.
"""

import re
from random import Random

import pytest
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from cms.models import CmsImage
from quizzes.models import Attempt
from quizzes.types import TYPES, type_of
from tests.factories.quizzes import make_question, make_quiz, right_answers, sent_fields, start_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.row("Q11")]

# What only what happened afterwards may tell. `maximum` and `assessment` of an open answer are told with it.
TOLD_AFTERWARDS = ("feedback", "answer", "tolerance", "common_errors", "accepted", "model_answer", "instruction")
OTHER_TEXTS = [{"text": "4711", "percentage": 100, "feedback": "4711"}]
# Different at every request, whatever is right.
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|"token": "\w+"|"saved_at": "[\d:]+"')


def with_another_solution(part, key=""):
    """What was frozen, with something else right and other words about it."""
    if isinstance(part, dict):
        return {name: with_another_solution(value, name) for name, value in part.items()}
    if key.startswith(TOLD_AFTERWARDS):
        return OTHER_TEXTS if key == "accepted" else [] if isinstance(part, list) else "4711"
    if not isinstance(part, list):
        return part
    changed = [with_another_solution(each) for each in part]
    if key == "options":
        return moved_on(changed, "correct")
    if key == "lefts":
        return moved_on(changed, "right")
    return changed[1:] + changed[:1] if key == "right" else changed


def moved_on(parts, name):
    """What the first had belongs to the second now, and so on."""
    values = [part[name] for part in parts]
    return [{**part, name: value} for part, value in zip(parts, values[-1:] + values[:-1], strict=True)]


def turn_around(attempt: Attempt, numbers) -> None:
    for item in attempt.items:
        if item["number"] in numbers:
            item |= {"body": with_another_solution(item["body"]), "explanation": "Verklapt", "source": "Verklapt"}
    attempt.save(update_fields=["items"])


def start_over(attempt: Attempt) -> None:
    attempt.answers.all().delete()
    attempt.version = 0
    attempt.save(update_fields=["version"])


def walk(client: Client, attempt: Attempt, answers, checks=()) -> list[tuple[str, int, str, bytes]]:
    """Every response on the way to the button that hands in: address, status, where it leads, body."""
    base = f"/mijn-leren/toets/{attempt.public_id}/"
    told = []

    def note(response, address):
        told.append((address, response.status_code, response.get("Location", ""), CHANGING.sub(b"", response.content)))

    def look(*rest):
        for address in rest:
            note(client.get(base + address), address)

    def send(address, version, numbers, action="", **more):
        fields = {"version": version, "asked": list(numbers), **more} | ({"action": action} if action else {})
        for item in attempt.items:
            if item["number"] in numbers:
                fields |= sent_fields(item, answers[item["number"]])
        note(client.post(base + address, fields), address)

    numbers = list(answers)
    note(client.get(attempt.quiz.url), "quiz")
    look("", *(f"{number}/" for number in numbers), "overzicht/", "bewaren/")
    for number in checks:
        send(f"{number}/", attempt.version, [number], f"check {number}")
        attempt.refresh_from_db()
    asked = [number for number in numbers if number not in checks]
    note(client.post(f"{base}overzicht/", {"version": attempt.version}), "handed in incomplete")
    for number in asked:
        send("bewaren/", attempt.version, [number])
        attempt.refresh_from_db()
    one = attempt.rules["screens"] == "one"
    send("bewaren/", 0, asked[:1], question_99="x")
    # An old window that was left blank: told what is saved, in JSON and on a page.
    stale = {"version": 0, "asked": asked[:1], "action": "save"}
    note(client.post(f"{base}bewaren/", stale), "stale")
    note(client.post(base + (f"{asked[0]}/" if one else ""), stale), "stale")
    send(f"{asked[-1]}/" if one else "", attempt.version, asked[-1:], "save")
    look("", *(f"{number}/" for number in asked), "overzicht/", "bewaren/")
    return told


def every_type():
    return [make_question(name) for name in TYPES]


@pytest.mark.parametrize("screens", ["one", "all"])
def test_no_page_and_no_line_of_json_depends_on_what_is_right(as_learner, learner, screens):
    attempt = start_attempt(learner, make_quiz(*every_type(), screens=screens))
    answers = right_answers(attempt)
    first = walk(as_learner, attempt, answers)
    start_over(attempt)
    turn_around(attempt, answers)
    assert right_answers(attempt) != answers
    assert walk(as_learner, attempt, answers) == first
    assert {status for _address, status, _to, _body in first} == {200, 303, 400, 409}


def test_a_checked_question_tells_nothing_of_the_others(as_learner, learner):
    rules = {"mode": "practice", "show_feedback": "during", "show_points": "during", "show_right_answers": "during"}
    attempt = start_attempt(learner, make_quiz(*every_type(), screens="one", **rules))
    answers = right_answers(attempt)
    first = walk(as_learner, attempt, answers, checks=[1])
    assert b"Toelichting" in as_learner.get(f"/mijn-leren/toets/{attempt.public_id}/1/").content
    start_over(attempt)
    turn_around(attempt, [number for number in answers if number != 1])
    assert walk(as_learner, attempt, answers, checks=[1]) == first


def test_a_solution_that_leaked_would_be_seen(as_learner, learner):
    """The walk is sharp: after handing in, the two differ."""
    attempt = start_attempt(learner, make_quiz(make_question()))
    answers = right_answers(attempt)
    first = walk(as_learner, attempt, answers)
    start_over(attempt)
    turn_around(attempt, answers)
    attempt.items[0]["prompt"] += f" {attempt.items[0]['body']['options'][0]['correct']}"
    attempt.save(update_fields=["items"])
    assert walk(as_learner, attempt, answers) != first


@pytest.mark.parametrize("name", ["single_choice", "multiple_choice", "true_false"])
def test_which_option_is_right_does_not_decide_the_order(name):
    value = make_question(name).body[0].value
    before = type_of(name).freeze(value, Random(7))["options"]  # noqa: S311 - an order, not a secret
    if name == "true_false":
        value["answer"] = "false"
    else:
        for option in value["options"]:
            option["correct"] = not option["correct"]
    after = type_of(name).freeze(value, Random(7))["options"]  # noqa: S311 - an order, not a secret
    assert [option["id"] for option in after] == [option["id"] for option in before]
    assert [option["correct"] for option in after] != [option["correct"] for option in before]


@pytest.mark.parametrize("name", ["ordering", "matching"])
@pytest.mark.parametrize("seed", [None, *range(5)])
def test_what_belongs_together_never_stands_in_that_order(name, seed):
    value = make_question(name).body[0].value
    body = type_of(name).freeze(value, None if seed is None else Random(seed))  # noqa: S311 - an order
    if name == "ordering":
        assert [item["id"] for item in body["items"]] != body["right"]
    else:
        # Ids follow from the texts alone, so they tell nothing of the pairs.
        assert {right["id"] for right in body["rights"]} >= {left["right"] for left in body["lefts"]}
        assert all(left["id"] != left["right"] for left in body["lefts"])


def test_the_name_of_a_picture_is_not_told(as_learner, learner):
    picture = get_test_image_file(filename="antwoord-is-optie-2.png")
    image = CmsImage.objects.create(title="Optie-2", description="Een brug", file=picture)
    attempt = start_attempt(learner, make_quiz(make_question(image=image)))
    page = as_learner.get(f"/mijn-leren/toets/{attempt.public_id}/").content.decode()
    assert "<img" in page
    assert 'alt="Een brug"' in page
    assert "optie-2" not in page.lower()
