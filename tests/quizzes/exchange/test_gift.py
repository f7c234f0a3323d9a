"""Reading GIFT as Moodle reads it."""

import pytest

from quizzes.exchange import gift
from quizzes.exchange.entries import UnusableFileError


def one(text: str):
    (entry,) = gift.read(text).entries
    return entry


def part(text: str) -> dict:
    data = one(text).data
    return data.get(data["type"]) or {name: data[name] for name in ("options", "pairs", "distractors") if name in data}


def test_a_missing_word_is_a_blank():
    assert one("Den Haag ligt aan {~de Maas =zee} en niet verder.").data["prompt"] == (
        "Den Haag ligt aan _____ en niet verder."
    )


def test_a_full_stop_after_the_answers_makes_a_blank_as_in_moodle():
    assert one("Twee plus twee is {=vier =4}.").data["prompt"] == "Twee plus twee is _____."


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ("{T}", "true_false"),
        ("{false}", "true_false"),
        ("{}", "open_answer"),
        ("{#5:1}", "numeric"),
        ("{=a =b}", "short_answer"),
        ("{=a ~b}", "single_choice"),
        ("{~%50%a ~%50%b ~%-50%c}", "multiple_choice"),
        ("{=a -> b =c -> d}", "matching"),
    ],
)
def test_the_answers_tell_the_type(answers, kind):
    entry = one(f"Vraag {answers}")
    assert entry.data["type"] == kind
    assert entry.notes == []


def test_feedback_of_a_statement_is_for_wrong_then_right():
    assert [option["feedback"] for option in part("Zin {FALSE#Toch niet.#Juist.####Uitleg}")["options"]] == [
        "Toch niet.",
        "Juist.",
    ]
    assert one("Zin {FALSE#Toch niet.#Juist.####Uitleg}").data["explanation"] == "Uitleg"


@pytest.mark.parametrize(
    ("written", "answer", "tolerance"),
    [("5", 5, 0), ("5:0.5", 5, 0.5), ("3.141..3.142", 3.1415, 0.0005), ("-2:1", -2, 1), ("2..4", 3, 1)],
)
def test_a_number_has_its_margin(written, answer, tolerance):
    found = part(f"Hoeveel? {{#{written}}}")
    assert (found["answer"], found["tolerance"]) == (answer, tolerance)


def test_numbers_that_earn_nothing_are_common_errors():
    found = part("Hoeveel? {#=7:0#Goed. =%0%12:0#Dat is het totaal. ~#Reken nog eens.}")
    assert found["common_errors"] == [{"value": 12, "feedback": "Dat is het totaal."}]
    assert (found["feedback_correct"], found["feedback_incorrect"]) == ("Goed.", "Reken nog eens.")


def test_weights_that_cannot_be_kept_are_told():
    entry = one("Vraag {~fout ~%50%half =heel}")
    assert [option["correct"] for option in entry.data["options"]] == [False, False, True]
    assert len(entry.notes) == 1


def test_answers_without_a_pair_are_distractors():
    found = part("Verbind {=wet -> regels =loon -> geld = -> tijd}")
    assert found["distractors"] == ["tijd"]


def test_what_stands_behind_a_backslash_is_text():
    entry = one(r"::a\:b::Wat is \{x\} \= 2?{=\~\= \# ~\\n}")
    assert entry.data["prompt"] == "Wat is {x} = 2?"
    assert [option["text"] for option in entry.data["options"]] == ["~= #", r"\n"]


def test_a_category_and_a_comment_become_tags_and_key():
    text = "$CATEGORY: $course$/top/Inkoop/Wet\n\n// [id:T9-01] [tag:nieuw]\nMag dit? {T}"
    data = one(text).data
    assert (data["id"], data["tags"]) == ("T9-01", ["Inkoop", "Wet", "nieuw"])


def test_the_same_question_always_gets_the_same_key_and_a_second_one_its_own():
    twice = [entry.data["id"] for entry in gift.read("Mag dit? {T}\n\nMag dit? {T}").entries]
    again = [entry.data["id"] for entry in gift.read("// anders\n\nMag dit? {T}").entries]
    assert twice == [again[0], f"{again[0]}-2"]


def test_a_text_without_answers_is_told_with_its_line():
    reading = gift.read("Goed {T}\n\nDit is uitleg.\n\nNog een {F}")
    assert len(reading.entries) == 2
    assert [problem.line for problem in reading.problems] == [3]


@pytest.mark.parametrize(
    "broken",
    ["Vraag {zonder = of ~ het}", "Vraag {#geen getal}", "Vraag {~a ~b}", "Vraag {=a->b =c} ", "A {T} en {F}"],
)
def test_a_broken_question_is_told_with_its_line_and_the_rest_is_read(broken):
    reading = gift.read(f"Goed {{T}}\n\n\n{broken}\n\nOok goed {{F}}")
    assert len(reading.entries) == 2
    assert [problem.line for problem in reading.problems] == [4]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Goed {T}\n\nVraag {=a {b} ~c}", 3),
        ("Goed {T}\n\nVraag\n{=a ~c\n\nVolgende {T}", 4),
        ("Goed {T}\n\nVraag =a ~c}", 3),
    ],
)
def test_braces_that_do_not_match_refuse_the_file(text, line):
    with pytest.raises(UnusableFileError) as refused:
        gift.read(text)
    assert refused.value.line == line


def test_html_becomes_plain_text():
    entry = one("[html]<p>Eerst <b>dit</b>.</p><ul><li>een</li><li>twee</li></ul>{T}")
    assert entry.data["prompt"] == "Eerst dit.\n\n- een\n- twee"
    assert "b" in entry.notes[0]


def test_a_sign_that_looks_like_html_stays():
    assert one("Is 1 < 2 en x <y? {T}").data["prompt"] == "Is 1 < 2 en x <y?"
