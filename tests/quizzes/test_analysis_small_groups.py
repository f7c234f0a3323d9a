"""Numbers about one to four people cannot be read from the analysis, and cannot be worked out either."""

from collections import defaultdict
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis_choices import lines_of
from quizzes.analysis_of_quiz import Scored, _few
from quizzes.grading import Mark
from quizzes.small_groups import is_few, merge_small, splits_off_few
from quizzes.types import Choice

OPTIONS = [Choice("a", "A", True), Choice("b", "B", False), Choice("c", "C", False), Choice("d", "D", False)]


def test_only_one_to_four_people_are_few():
    assert [count for count in range(7) if is_few(count)] == [1, 2, 3, 4]
    assert [count for count in range(13) if splits_off_few(count, 12)] == [1, 2, 3, 4, 8, 9, 10, 11]


def together(*counts: int) -> list[tuple[tuple[int, ...], int]]:
    return [(one.positions, one.count) for one in merge_small(counts)]


def test_small_numbers_are_put_together():
    assert together(20, 6, 3, 1, 0) == [((0,), 20), ((1, 2, 3), 10), ((4,), 0)]


def test_only_what_half_of_them_did_stands_beside_small_numbers():
    assert together(20, 30, 8, 2) == [((0, 2, 3), 30), ((1,), 30)]
    assert together(20, 29, 9, 2) == [((0, 1, 2, 3), 60)]


def test_a_small_number_alone_takes_all_others_with_it():
    assert together(20, 2, 0) == [((0, 1), 22), ((2,), 0)]


def test_without_small_numbers_nothing_is_put_together():
    assert together(5, 0, 6) == [((0,), 5), ((1,), 0), ((2,), 6)]


def test_when_all_are_few_nothing_is_shown():
    assert merge_small([2, 1, 0]) == []


@given(st.lists(st.integers(min_value=0, max_value=30), max_size=8))
def test_what_is_put_together_is_complete_and_never_about_few(counts):
    merged = merge_small(counts)
    assert not any(is_few(one.count) for one in merged)
    if merged:
        assert sorted(position for one in merged for position in one.positions) == list(range(len(counts)))
        assert all(one.count == sum(counts[position] for position in one.positions) for one in merged)
    else:
        assert is_few(sum(counts)) or not counts


def shown(counts: tuple[int, ...]) -> tuple:
    """Everything the screen tells about a question with one right answer, the first, that was chosen this often."""
    chosen = [[option] for option, count in zip(OPTIONS, counts, strict=False) for _ in range(count)]
    scores = [Scored(Mark(Fraction(one.right), Fraction(1)), [one]) for [one] in chosen]
    few = _few(scores)
    facility = None if few else Fraction(counts[0], sum(counts))
    return sum(counts), few, facility, lines_of(chosen, OPTIONS[: len(counts)], right_is_known=not few)


@pytest.mark.parametrize(("options", "most"), [(4, 14), (3, 27), (2, 27)])
def test_no_small_number_can_be_worked_out_of_everything_that_is_shown(options, most):
    """Tries every way in which five people and more can answer: what looks the same must leave small numbers open."""
    look_alikes: dict[tuple, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=options):
        if 5 <= sum(counts) <= most:
            look_alikes[shown(counts)].append(counts)
    for possible in look_alikes.values():
        for position in range(options):
            values = {counts[position] for counts in possible}
            assert len(values) > 1 or not is_few(min(values)), possible


def test_what_nobody_chose_is_told():
    lines = lines_of([[OPTIONS[0]]] * 6 + [[OPTIONS[1]]] * 7, OPTIONS, right_is_known=True)
    assert [(line.labels, line.count) for line in lines] == [(("A",), 6), (("B",), 7), (("C",), 0), (("D",), 0)]


def test_no_answer_counts_as_one():
    lines = lines_of([[OPTIONS[0]]] * 6 + [[]] * 5, OPTIONS[:2], right_is_known=True)
    assert [(line.labels, line.count, line.blank) for line in lines] == [
        (("A",), 6, False),
        (("B",), 0, False),
        ((), 5, True),
    ]


def test_several_choices_are_told_in_words_as_soon_as_one_is_about_few():
    chosen = [[OPTIONS[0], OPTIONS[1]]] * 9 + [[OPTIONS[0], OPTIONS[2]]] * 3
    lines = lines_of(chosen, OPTIONS, right_is_known=True)
    assert [line.count for line in lines] == [None, None, None, 0]
    assert [line.at_least_half for line in lines] == [True, True, False, False]


def test_several_choices_are_counted_when_none_is_about_few():
    chosen = [[OPTIONS[0], OPTIONS[1]]] * 6 + [[OPTIONS[0], OPTIONS[2]]] * 5
    assert [line.count for line in lines_of(chosen, OPTIONS, right_is_known=True)] == [11, 6, 5, 0]


def test_what_few_people_wrote_is_not_repeated():
    chosen = [[Choice("sroi", "SROI", True)]] * 6 + [
        [Choice(f"tekst {number}", "Ik, Jan", False)] for number in range(7)
    ]
    lines = lines_of(chosen, [], right_is_known=True)
    assert [(line.labels, line.count, line.others) for line in lines] == [(("SROI",), 6, False), ((), 7, True)]


def test_what_few_people_wrote_among_several_things_is_not_repeated():
    secret = Choice("1:geheim", "Ik, Jan", False)
    chosen = [[OPTIONS[0], OPTIONS[1]]] * 6 + [[OPTIONS[0], secret]] * 2
    assert "Ik, Jan" not in str(lines_of(chosen, [], right_is_known=False))


def test_open_answers_are_not_told_at_all():
    assert lines_of([[]] * 9, [], right_is_known=True) == ()
