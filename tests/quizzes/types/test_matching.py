from fractions import Fraction
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from quizzes.types.base import Choice, ReviewLine, UnreadableAnswer
from quizzes.types.matching import TYPE
from tests.factories.quizzes import MATCHING

from .fields import block_error, frozen_of, page_of, received

FROZEN = {
    "lefts": [
        {"id": "l1", "text": "Wet", "right": "r1", "feedback": "Bij wet."},
        {"id": "l2", "text": "Subsidie", "right": "r2", "feedback": "Bij subsidie."},
        {"id": "l3", "text": "Loon", "right": "r2", "feedback": "Bij loon."},
    ],
    "rights": [{"id": "r3", "text": "Tijd"}, {"id": "r2", "text": "Geld"}, {"id": "r1", "text": "Regels"}],
}
RIGHT = {"l1": "r1", "l2": "r2", "l3": "r2"}


def pairs(*texts: tuple[str, str]):
    return [{"left": left, "right": right, "feedback": ""} for left, right in texts]


def test_an_equal_text_is_one_answer_for_both():
    frozen = frozen_of(TYPE, MATCHING)
    assert sorted(right["text"] for right in frozen["rights"]) == ["Geld", "Regels", "Tijd"]
    _law, subsidy, wage = (left["right"] for left in frozen["lefts"])
    assert subsidy == wage


def test_nothing_that_goes_to_the_page_tells_what_belongs_together():
    frozen = frozen_of(TYPE, MATCHING)
    assert not {left["id"] for left in frozen["lefts"]} & {right["id"] for right in frozen["rights"]}
    other = {**MATCHING, "pairs": pairs(("Wet", "Geld"), ("Subsidie", "Regels"), ("Loon", "Regels"))}
    assert {right["id"]: right["text"] for right in frozen["rights"]} == {
        right["id"]: right["text"] for right in frozen_of(TYPE, other)["rights"]
    }


def test_without_shuffling_the_items_keep_the_order_of_the_editor_and_the_answers_do_not():
    value = {"pairs": pairs(*((f"L{number}", f"R{number}") for number in range(12))), "distractors": []}
    frozen = frozen_of(TYPE, value)
    assert [left["text"] for left in frozen["lefts"]] == [f"L{number}" for number in range(12)]
    assert [right["text"] for right in frozen["rights"]] != [f"R{number}" for number in range(12)]
    assert frozen["rights"] == frozen_of(TYPE, value)["rights"]


def test_both_sides_are_shuffled_by_the_attempt():
    orders = [frozen_of(TYPE, MATCHING, Random(seed)) for seed in range(20)]  # noqa: S311
    assert len({tuple(left["text"] for left in frozen["lefts"]) for frozen in orders}) > 1
    assert len({tuple(right["text"] for right in frozen["rights"]) for frozen in orders}) > 1


def test_each_right_pair_earns_its_part():
    assert TYPE.mark(FROZEN, RIGHT).correct
    assert TYPE.mark(FROZEN, {"l1": "r1", "l2": "r1"}).points == Fraction(1, 3)
    assert TYPE.mark(FROZEN, {"l2": "r2", "l3": "r2"}).points == Fraction(2, 3)


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("q_0=r1&q_1=r2&q_2=r2", RIGHT),
        ("q_0=&q_1=r3", {"l2": "r3"}),
        ("q_0=&q_1=&q_2=", None),
        ("", None),
    ],
)
def test_the_answer_is_what_was_chosen_for_each_item(query, answer):
    assert received(TYPE.form_field(FROZEN), query) == answer


@pytest.mark.parametrize("answer", [RIGHT, {"l2": "r3"}])
def test_a_saved_answer_is_chosen_again(answer):
    field = TYPE.form_field(FROZEN)
    query = "&".join(f"q_{number}={chosen}" for number, chosen in enumerate(field.prepare_value(answer)))
    assert received(field, query) == answer


def test_only_a_choice_for_every_item_is_an_answer():
    assert TYPE.is_answered(FROZEN, RIGHT)
    assert not TYPE.is_answered(FROZEN, {"l1": "r1", "l2": "r2"})


@pytest.mark.parametrize(
    "query", ["q_0=l1", "q_0=x", "q_0=r1&q_0=r2", "q_0=Regels", "q_0=r1%00", "&".join(["q_0=r1"] * 1000)]
)
def test_what_no_list_offers_is_no_mistake_of_a_person(query):
    with pytest.raises(ValidationError) as caught:
        received(TYPE.form_field(FROZEN), query)
    assert not isinstance(caught.value, UnreadableAnswer)


def test_the_review_goes_item_by_item_and_explains_each_once():
    assert TYPE.review(FROZEN, {"l1": "r1", "l2": "r3"}) == [
        ReviewLine("Wet: Regels", chosen=True, right=True, feedback="Bij wet."),
        ReviewLine("Subsidie: Tijd", chosen=True, right=False, feedback="Bij subsidie."),
        ReviewLine("Subsidie: Geld", chosen=False, right=True, feedback=""),
        ReviewLine("Loon: Geld", chosen=False, right=True, feedback="Bij loon."),
    ]


def test_an_answer_that_was_taken_away_since_is_left_out():
    assert [line.text for line in TYPE.review(FROZEN, {"l1": "r9"})] == ["Wet: Regels", "Subsidie: Geld", "Loon: Geld"]
    assert TYPE.choices_made(FROZEN, {"l1": "r9"}) == []


def test_the_answer_can_be_counted_and_read():
    assert TYPE.choices_made(FROZEN, {"l3": "r2", "l1": "r3"}) == [
        Choice("l1:r3", "Wet: Tijd", right=False),
        Choice("l3:r2", "Loon: Geld", right=True),
    ]
    assert TYPE.answer_text(FROZEN, RIGHT) == "Wet: Regels; Subsidie: Geld; Loon: Geld"


def test_each_item_has_its_own_labelled_list_and_the_answers_stand_there_in_full():
    page = page_of(TYPE, FROZEN, answer=RIGHT)
    for number, text in enumerate(["Wet", "Subsidie", "Loon"]):
        assert f'for="id_question_3_{number}">{text}</label>' in page
        assert f'name="question_3_{number}"' in page
    assert "<strong>A.</strong> Tijd" in page
    assert page.count('<option value="r2" selected>B. Geld</option>') == 2


def test_what_was_chosen_stays_chosen_beside_an_error():
    page = page_of(TYPE, FROZEN, QueryDict("question_3_1=r3"))
    assert page.count("selected") == 3
    assert '<option value="r3" selected>' in page


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"pairs": pairs(("a", "b")), "distractors": []}, "pairs"),
        ({"pairs": pairs(("a", "x"), ("A.", "y")), "distractors": []}, "dezelfde tekst"),
        ({"pairs": pairs(("a", "x"), ("b", "x")), "distractors": []}, "maar één antwoord"),
        ({"pairs": pairs(("a", "x"), ("b", "y")), "distractors": ["X"]}, "distractors"),
        ({"pairs": pairs(("a", "x"), ("b", "y")), "distractors": ["z", "z"]}, "distractors"),
        ({"pairs": pairs(("a", "x"), ("b", "")), "distractors": []}, "right"),
        ({"pairs": pairs(("a", "x"), ("b", "y")), "distractors": ["z"] * 9}, "distractors"),
    ],
)
def test_an_editor_is_told_what_does_not_fit(value, told):
    assert told in block_error(TYPE, value)


@pytest.mark.parametrize(
    "value",
    [
        {"pairs": pairs(("a", "x"), ("b", "y")), "distractors": []},
        {"pairs": pairs(("a", "x"), ("b", "x")), "distractors": ["y"]},
        {"pairs": pairs(("a", "?"), ("b", "!")), "distractors": []},
    ],
)
def test_a_whole_question_is_accepted(value):
    assert block_error(TYPE, value) == ""


def test_the_bank_need_not_have_distractors():
    value = TYPE.from_bank({"pairs": [{"left": "a", "right": "b"}]})
    assert value == {"pairs": [{"left": "a", "right": "b", "feedback": ""}], "distractors": []}
