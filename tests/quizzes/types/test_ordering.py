from fractions import Fraction
from random import Random

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.types.base import Choice, ReviewLine, UnreadableAnswer
from quizzes.types.ordering import TYPE
from tests.factories.quizzes import ORDERING

from .fields import block_error, frozen_of, page_of, received

# Shown as c, a, b.
FROZEN = {
    "items": [
        {"id": "id-c", "text": "Drie", "feedback": "Aan het eind."},
        {"id": "id-a", "text": "Een", "feedback": "Eerst."},
        {"id": "id-b", "text": "Twee", "feedback": "Dan."},
    ],
    "right": ["id-a", "id-b", "id-c"],
}
RIGHT = ["id-a", "id-b", "id-c"]


@given(st.integers() | st.none(), st.integers(3, 12))
def test_items_are_never_shown_in_the_right_order(seed, size):
    value = {"items": [{"text": f"Stap {number}", "feedback": ""} for number in range(size)]}
    frozen = frozen_of(TYPE, value, None if seed is None else Random(seed))  # noqa: S311
    shown = [item["id"] for item in frozen["items"]]
    assert shown != frozen["right"]
    assert sorted(shown) == sorted(frozen["right"])


def test_without_shuffling_the_order_shown_is_the_same_each_time():
    first, second = ([item["text"] for item in frozen_of(TYPE, ORDERING)["items"]] for _again in range(2))
    assert first == second


def test_each_item_in_its_place_earns_its_part():
    assert TYPE.mark(FROZEN, RIGHT).correct
    assert TYPE.mark(FROZEN, ["id-a", "id-c", "id-b"]).points == Fraction(1, 3)
    assert TYPE.mark(FROZEN, ["id-a", None, None]).points == Fraction(1, 3)


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("q_0=3&q_1=1&q_2=2", RIGHT),
        ("q_0=1&q_1=2&q_2=3", ["id-c", "id-a", "id-b"]),
        ("q_0=&q_1=3&q_2=", [None, None, "id-a"]),
        ("q_1=3", [None, None, "id-a"]),
        ("q_0=&q_1=&q_2=", None),
        ("", None),
        ("q=id-a&q_7=1", None),
    ],
)
def test_the_answer_lists_the_items_by_place(query, answer):
    assert received(TYPE.form_field(FROZEN), query) == answer


@pytest.mark.parametrize("answer", [RIGHT, ["id-c", "id-a", "id-b"], [None, None, "id-a"]])
def test_a_saved_answer_is_chosen_again(answer):
    field = TYPE.form_field(FROZEN)
    shown = field.prepare_value(answer)
    query = "&".join(f"q_{number}={place}" for number, place in enumerate(shown))
    assert received(field, query) == answer


def test_only_a_full_order_is_an_answer():
    assert TYPE.is_answered(FROZEN, RIGHT)
    assert not TYPE.is_answered(FROZEN, ["id-a", None, "id-b"])


def test_one_place_for_two_items_is_told_and_kept_on_the_page():
    with pytest.raises(UnreadableAnswer) as caught:
        received(TYPE.form_field(FROZEN), "q_0=2&q_1=2&q_2=1")
    assert "plaats 2" in caught.value.messages[0]
    page = page_of(TYPE, FROZEN, QueryDict("question_3_0=2&question_3_1=2&question_3_2=1"))
    assert "plaats 2" in page
    assert page.count('<option value="2" selected>') == 2


@pytest.mark.parametrize(
    "query", ["q_0=4", "q_0=0", "q_0=-1", "q_0=id-a", "q_0=1&q_0=2", "q_0=1%00", "q_0=NaN", "&".join(["q_0=1"] * 1000)]
)
def test_what_no_list_offers_is_no_mistake_of_a_person(query):
    with pytest.raises(ValidationError) as caught:
        received(TYPE.form_field(FROZEN), query)
    assert not isinstance(caught.value, UnreadableAnswer)


def test_the_review_goes_place_by_place_and_explains_each_item_once():
    assert TYPE.review(FROZEN, ["id-a", "id-c", None]) == [
        ReviewLine("1. Een", chosen=True, right=True, feedback="Eerst."),
        ReviewLine("2. Drie", chosen=True, right=False, feedback="Aan het eind."),
        ReviewLine("2. Twee", chosen=False, right=True, feedback="Dan."),
        ReviewLine("3. Drie", chosen=False, right=True, feedback=""),
    ]


def test_without_an_answer_the_review_tells_the_whole_order():
    assert [(line.text, line.feedback) for line in TYPE.review(FROZEN, None)] == [
        ("1. Een", "Eerst."),
        ("2. Twee", "Dan."),
        ("3. Drie", "Aan het eind."),
    ]


def test_an_item_that_was_taken_away_since_is_left_out():
    assert [line.text for line in TYPE.review(FROZEN, ["id-gone", "id-b", "id-c", "id-a"])] == [
        "1. Een",
        "2. Twee",
        "3. Drie",
    ]
    assert [choice.label for choice in TYPE.choices_made(FROZEN, ["id-gone", "id-b"])] == ["2. Twee"]


def test_the_answer_can_be_counted_and_read():
    assert TYPE.choices_made(FROZEN, ["id-a", None, "id-b"]) == [
        Choice("1:id-a", "1. Een", right=True),
        Choice("3:id-b", "3. Twee", right=False),
    ]
    assert TYPE.answer_text(FROZEN, RIGHT) == "1. Een; 2. Twee; 3. Drie"


def test_each_item_has_its_own_labelled_list():
    page = page_of(TYPE, FROZEN, answer=RIGHT)
    for number, text in enumerate(["Drie", "Een", "Twee"]):
        assert f'name="question_3_{number}"' in page
        assert f'for="id_question_3_{number}">{text}</label>' in page
    assert page.count("selected") == 3


def test_the_lists_can_also_be_drawn_together():
    form = forms.Form()
    form.fields["q"] = TYPE.form_field(FROZEN)
    assert [f'id="id_q_{number}"' in str(form["q"]) for number in range(4)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Een", "Twee"], "3"),
        (["Een", "Twee", "een."], "dezelfde tekst"),
        (["Een", "Twee", ""], "text"),
        ([f"Stap {number}" for number in range(13)], "12"),
    ],
)
def test_an_editor_is_told_what_does_not_fit(texts, told):
    assert told in block_error(TYPE, {"items": [{"text": text, "feedback": ""} for text in texts]})


def test_the_bank_gives_the_order_by_position():
    entry = {"order": [{"position": 2, "text": "b"}, {"position": 10, "text": "c"}, {"position": 1, "text": "a"}]}
    assert [item["text"] for item in TYPE.from_bank(entry)["items"]] == ["a", "b", "c"]


def test_a_position_that_comes_twice_is_refused():
    with pytest.raises(ValueError, match="same position"):
        TYPE.from_bank({"order": [{"position": 1, "text": "a"}, {"position": 1, "text": "b"}]})
