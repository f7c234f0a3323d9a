"""Reading Moodle XML."""

import pytest

from quizzes.exchange import moodle_xml

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="


def question(kind: str, inside: str, text: str = "Mag dit?", text_format: str = "html", files: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>Naam</text></name>'
        f'<questiontext format="{text_format}"><text><![CDATA[{text}]]></text>{files}</questiontext>'
        f"{inside}</question>"
    )


def one(*args: str, **kwargs: str):
    (entry,) = moodle_xml.read(f"<quiz>{question(*args, **kwargs)}</quiz>").entries
    return entry


def answer(fraction: str, text: str, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{fraction}"><text>{text}</text><feedback><text>{feedback}</text></feedback>{more}</answer>'
    )


def test_a_choice_with_its_feedback():
    entry = one("multichoice", answer("100", "ja", "Goed.") + answer("0", "nee") + "<single>true</single>")
    assert entry.data["type"] == "single_choice"
    assert entry.data["options"][0] == {"text": "ja", "correct": True, "feedback": "Goed."}
    assert entry.notes == []


@pytest.mark.parametrize(
    ("more", "noted"),
    [
        ("<defaultgrade>1.0000000</defaultgrade><shuffleanswers>true</shuffleanswers>", 0),
        ("<defaultgrade>2.5</defaultgrade>", 1),
        ("<shuffleanswers>0</shuffleanswers>", 1),
    ],
)
def test_points_and_an_order_that_is_fixed_are_told(more, noted):
    entry = one("multichoice", answer("100", "ja") + answer("0", "nee") + "<single>true</single>" + more)
    assert len(entry.notes) == noted


@pytest.mark.parametrize(
    ("weights", "noted"), [(("50", "50", "-50"), 0), (("50", "50", "0"), 1), (("80", "20", "-50"), 1)]
)
def test_weights_of_several_answers_are_kept_or_told(weights, noted):
    inside = "".join(answer(weight, f"a{number}") for number, weight in enumerate(weights))
    entry = one("multichoice", f"{inside}<single>false</single>")
    assert entry.data["type"] == "multiple_choice"
    assert [option["correct"] for option in entry.data["options"]] == [True, True, False]
    assert len(entry.notes) == noted


def test_a_number_with_unit_and_common_error():
    inside = (
        answer("100", "7", "Goed.", "<tolerance>0.5</tolerance>")
        + answer("0", "12", "Dat is het totaal.", "<tolerance>0</tolerance>")
        + answer("0", "*", "Reken nog eens.")
        + "<units><unit><multiplier>1</multiplier><unit_name>banen</unit_name></unit></units>"
    )
    assert one("numerical", inside).data["numeric"] == {
        "answer": 7,
        "tolerance": 0.5,
        "unit": "banen",
        "feedback_correct": "Goed.",
        "feedback_incorrect": "Reken nog eens.",
        "common_errors": [{"value": 12, "feedback": "Dat is het totaal."}],
    }


def test_pairs_and_what_belongs_to_nothing():
    pair = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
    data = one("matching", pair.format("wet", "regels") + pair.format("loon", "geld") + pair.format("", "tijd")).data
    assert [(each["left"], each["right"]) for each in data["pairs"]] == [("wet", "regels"), ("loon", "geld")]
    assert data["distractors"] == ["tijd"]


def test_an_order_and_an_essay():
    assert [step["text"] for step in one("ordering", answer("1", "a") + answer("2", "b")).data["order"]] == ["a", "b"]
    essay = one("essay", "<defaultgrade>4</defaultgrade><graderinfo><text>Model</text></graderinfo>").data
    assert essay["open_answer"] == {"model_answer": "Model", "assessment": "person", "maximum": 4}


def test_what_has_no_place_is_told():
    inside = (
        answer("100", "ja")
        + answer("0", "nee")
        + "<hidden>1</hidden><hint><text>Kijk</text></hint><correctfeedback><text>Mooi</text></correctfeedback>"
    )
    assert len(one("multichoice", inside, text="<p>Mag <b>dit</b>?</p>").notes) == 4


@pytest.mark.parametrize("kind", ["cloze", "calculated", "description", "gapselect", ""])
def test_an_unknown_type_is_told_with_its_line(kind):
    reading = moodle_xml.read(f"<quiz>\n\n{question(kind, '')}\n</quiz>")
    assert reading.entries == []
    assert [problem.line for problem in reading.problems] == [3]


@pytest.mark.parametrize(
    ("kind", "inside"),
    [
        ("multichoice", ""),
        ("multichoice", answer("0", "a") + answer("0", "b")),
        ("multichoice", answer("veel", "a")),
        ("multichoice", answer("nan", "a")),
        ("truefalse", answer("100", "true") + answer("100", "false")),
        ("truefalse", answer("100", "waar")),
        ("numerical", answer("100", "veel")),
        ("numerical", answer("100", "inf")),
        ("numerical", answer("0", "*")),
        ("shortanswer", answer("0", "a")),
        ("matching", ""),
    ],
)
def test_a_broken_question_is_told_and_the_rest_is_read(kind, inside):
    good = question("essay", "")
    reading = moodle_xml.read(f"<quiz>\n{question(kind, inside)}\n{good}</quiz>")
    assert len(reading.entries) == 1
    assert [problem.line for problem in reading.problems] == [2]


def picture(name: str, data: str = PNG) -> str:
    return f'<file name="{name}" encoding="base64">{data}</file>'


def test_the_first_picture_comes_along_with_its_description_and_others_are_told():
    text = '<p>Ziet u <img src="@@PLUGINFILE@@/een%20kaart.png" alt="Een kaart"> dit?</p>'
    entry = one("essay", "", text=text, files=picture("een kaart.png") + picture("twee.png"))
    assert entry.data["image"] == {"name": "een kaart.png", "description": "Een kaart", "data": PNG}
    assert entry.data["prompt"] == "Ziet u dit?"
    assert "twee.png" in " ".join(entry.notes)


@pytest.mark.parametrize("data", ["geen", "YWJj", ""])
def test_a_picture_that_is_none_is_told_and_the_question_comes_without(data):
    entry = one("essay", "", files=picture("kapot.png", data))
    assert "image" not in entry.data
    assert "kapot.png" in entry.notes[0]


def test_a_key_that_is_none_of_ours_is_changed_and_told():
    entry = one("essay", "<idnumber>Vraag 1/a</idnumber>")
    assert entry.data["id"] == "vraag-1a"
    assert len(entry.notes) == 1


def test_tags_and_category():
    category = '<question type="category"><category><text>$course$/top/Inkoop//wet/2026</text></category></question>'
    tagged = question("essay", "<tags><tag><text>nieuw</text></tag></tags>")
    (entry,) = moodle_xml.read(f"<quiz>{category}{tagged}</quiz>").entries
    assert entry.data["tags"] == ["Inkoop/wet", "2026", "nieuw"]


def test_what_somebody_changed_in_our_export_counts():
    inside = (
        "<graderinfo><text>Nieuw model</text></graderinfo><ldl:question>"
        '{"type": "open_answer", "context": "Oude casus", "details": {"assessment": "self"}}</ldl:question>'
    )
    data = one("essay", inside, text="Nieuwe tekst", text_format="plain_text").data
    assert data["prompt"] == "Nieuwe tekst"
    assert "context" not in data
    assert data["open_answer"] == {"model_answer": "Nieuw model", "assessment": "self", "maximum": 1}


@pytest.mark.parametrize("own", ["{", "[]", "[" * 100_000, '{"topic": NaN}'])
def test_a_damaged_part_of_our_own_is_told(own):
    assert len(one("essay", f"<ldl:question>{own}</ldl:question>").notes) == 1
