import re
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.forms import AnswerForm
from quizzes.types.base import UnreadableAnswer
from quizzes.types.case import TYPE, part_types
from tests.factories.quizzes import CASE, answer_to, sent_fields

from .fields import block_error, frozen_of, page_of, received

FROZEN = frozen_of(TYPE, CASE)
ITEM = {"number": 3, "type": "case", "body": FROZEN}
RIGHT, WRONG = answer_to(ITEM, correct=True), answer_to(ITEM, correct=False)
ORDER = FROZEN["parts"][3]["body"]


def sent(answer, **changes):
    """What a browser sends; of a part that is None nothing."""
    filled_in = [part or RIGHT[place] for place, part in enumerate(answer)]
    left_open = tuple(f"question_3_p{place}" for place, part in enumerate(answer) if part is None)
    data = QueryDict(mutable=True)
    for name, value in (sent_fields(ITEM, filled_in) | changes).items():
        if not name.startswith(left_open):
            data.setlist(name, value if isinstance(value, list) else [value])
    return data


def form_of(answer, **changes):
    form = AnswerForm([ITEM], sent(answer, **changes))
    form.full_clean()
    return form


def without(number):
    """The right answer with this part left open."""
    return [None if place == number else part for place, part in enumerate(RIGHT, start=1)]


@given(st.lists(st.booleans(), min_size=5, max_size=5))
def test_the_parts_earn_together_what_each_earns(right):
    answer = [good if is_right else bad for good, bad, is_right in zip(RIGHT, WRONG, right, strict=True)]
    alone = [
        part_types()[part["type"]].mark(part["body"], given_answer)
        for part, given_answer in zip(FROZEN["parts"], answer, strict=True)
    ]
    mark = TYPE.mark(FROZEN, answer)
    assert mark.points == sum((each.points for each in alone), Fraction(0))
    assert mark.maximum == 5
    assert mark.correct == all(right)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_every_part_needs_an_answer_and_what_is_there_is_kept(number):
    assert TYPE.is_answered(FROZEN, RIGHT)
    form = form_of(without(number))
    assert form.answers() == {3: without(number)}
    assert not TYPE.is_answered(FROZEN, without(number))
    assert TYPE.mark(FROZEN, without(number)).points == 4


def test_a_part_that_is_answered_in_part_is_kept_too():
    half = without(4)
    half[3] = [None, ORDER["right"][1], None, None]
    assert form_of(half).answers() == {3: half}
    assert not TYPE.is_answered(FROZEN, half)


def test_no_part_answered_is_no_answer():
    assert received(TYPE.form_field(FROZEN), "") is None
    assert form_of([None] * 5).answers() == {3: None}


def test_a_mistake_says_in_which_part_it_is():
    form = form_of(RIGHT, question_3_p2="veel", question_3_p3_0="1", question_3_p3_1="1")
    assert not form.is_tampered
    number, order = form.errors["question_3"]
    assert number.startswith("Onderdeel 3: Vul een getal in")
    assert order.startswith("Onderdeel 4: ")


@pytest.mark.parametrize(
    "changes",
    [
        {"question_3_p0": "van-een-andere-vraag"},
        {"question_3_p1": ["van-een-andere-vraag"]},
        {"question_3_p2": "1" * 20_000},
        {"question_3_p3_0": "99"},
        {"question_3_p4_0": ["a", "b"]},
        {"question_3_p0": "van-een-andere-vraag", "question_3_p2": "veel"},
    ],
)
def test_what_no_page_sends_is_tampering_whatever_the_other_parts_are(changes):
    form = form_of(RIGHT, **changes)
    assert form.is_tampered
    assert form.answers() == {}


def test_a_mistake_in_one_part_is_raised_as_such():
    with pytest.raises(UnreadableAnswer):
        received(TYPE.form_field(FROZEN), "q_p2=veel")
    with pytest.raises(ValidationError) as caught:
        received(TYPE.form_field(FROZEN), "q_p0=elders")
    assert not isinstance(caught.value, UnreadableAnswer)


def test_every_name_in_the_page_is_let_through():
    names = set(re.findall(r'name="(question_[^"]+)"', page_of(TYPE, FROZEN)))
    assert names == set(sent_fields(ITEM, RIGHT))
    assert names == AnswerForm([ITEM]).names()


def test_each_part_is_a_group_with_its_number_and_question():
    page = page_of(TYPE, FROZEN)
    assert page.count("<fieldset") == page.count("<legend") == 6
    assert "Onderdeel 2 van 5" in page
    assert 'aria-labelledby="id_question_3_p1_number id_question_3_p1_prompt"' in page
    assert "Welke eisen?" in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'\sfor="([^"]+)"', page):
        assert target in ids
    for targets in re.findall(r'\saria-(?:labelledby|describedby)="([^"]+)"', page):
        assert set(targets.split()) <= set(ids)


def test_the_page_shows_the_error_at_the_part_and_keeps_what_was_typed():
    page = page_of(TYPE, FROZEN, sent(RIGHT, question_3_p2="veel"))
    assert 'value="veel"' in page
    assert 'id="id_question_3_p2_error"' in page
    assert page.count("ldl-part--invalid") == 1
    assert page.count(" checked") == 3


def test_the_page_shows_what_was_saved():
    page = page_of(TYPE, FROZEN, answer=RIGHT)
    assert page.count(" checked") == 3
    assert f'value="{RIGHT[2]}"' in page
    assert page.count(" selected") == len(RIGHT[3]) + len(RIGHT[4])
    assert "ldl-part--invalid" not in page


def test_what_was_sent_is_what_the_field_holds():
    data = sent(RIGHT, question_3_p2="veel")
    form = AnswerForm([ITEM], data)
    assert form["question_3"].value() == TYPE.form_field(FROZEN).widget.value_from_datadict(data, {}, "question_3")


def test_every_line_afterwards_says_of_which_part_it_is():
    lines = TYPE.review(FROZEN, RIGHT)
    assert all(line.right for line in lines)
    assert {re.match(r"Onderdeel (\d): ", line.text)[1] for line in lines} == {"1", "2", "3", "4", "5"}
    assert TYPE.answer_text(FROZEN, without(1)).startswith("Onderdeel 2: Optie 1; Optie 2; Onderdeel 3: ")


def test_the_same_choice_in_two_parts_is_counted_apart():
    keys = [choice.key for choice in TYPE.choices_made(FROZEN, RIGHT)]
    assert len(keys) == len(set(keys))
    assert all(key.split(":")[0] in {str(part["id"]) for part in FROZEN["parts"]} for key in keys)


def test_a_part_that_was_added_by_a_correction_is_open():
    mark = TYPE.mark(FROZEN, RIGHT[:3])
    assert (mark.points, mark.maximum) == (3, 5)


def test_the_bank_says_of_each_part_what_its_own_type_says():
    block = TYPE.block()
    entry = TYPE.to_bank(block.normalize(CASE))
    assert [part["type"] for part in entry["parts"]] == [part["type"] for part in CASE["parts"]]
    assert entry["parts"][0]["prompt"] == "Welke vorm?"
    assert entry["parts"][0]["options"][1]["correct"] is True
    assert TYPE.to_bank(block.normalize(TYPE.from_bank(entry))) == entry


def test_no_case_within_a_case_and_nothing_a_person_judges():
    assert not {"case", "open_answer"} & set(part_types())
    assert not any(part_type.needs_judgement({}) for part_type in part_types().values())
    for name in ("case", "open_answer", "onbekend"):
        with pytest.raises(KeyError):
            TYPE.from_bank({"parts": [{"type": name, "prompt": "Wat?"}]})


def test_an_editor_writes_two_parts_or_more_that_are_right_by_themselves():
    assert block_error(TYPE, CASE) == ""
    assert block_error(TYPE, {"parts": CASE["parts"][:1]})
    assert block_error(TYPE, {"parts": CASE["parts"][:2] * 6})
    no_right_option = {"options": [{"text": text, "correct": False, "feedback": "Nee."} for text in "ab"]}
    broken = {"type": "single_choice", "value": {"prompt": "Welke?", "answer": no_right_option}}
    assert "Vink precies één antwoord" in block_error(TYPE, {"parts": [*CASE["parts"], broken]})
