"""The short notation of the shipped texts gives blocks that an editor could have made."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from cms.models import CmsDocument
from cms.stream import BODY_BLOCKS
from curriculum import shipped
from curriculum.body import raw_body

BLOCKS = dict(BODY_BLOCKS)
PLAN = [{"title": "Een", "text": "<p>1</p>"}, {"title": "Twee", "text": "<p>2</p>"}]
MOMENTS = [{"when": "2012", "title": "Een", "text": ""}, {"when": "2020", "title": "Twee", "text": ""}]
OPTIONS = [{"text": "A", "correct": True, "feedback": "x"}, {"text": "B", "correct": False, "feedback": "y"}]
NUMBER = {"name": "a", "unit": "", "value": 0.1, "minimum": 0, "maximum": 2, "step": 0.1}
COMPARISON = {
    "caption": "Welk?",
    "columns": ["Vraag", "A", "B"],
    "rows": [["Mag?", "ja", ["nee", "nooit"]], ["Wat?", "x", "y"]],
}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("steps", PLAN),
        ("comparison_table", COMPARISON),
        ("timeline", MOMENTS),
        ("case_quote", {"quote": "Ja.", "name": "Mireille", "role": "directeur", "fictional": True}),
        ("sdg_tile", {"goals": [8, 10]}),
        ("diagram", "impact_chain"),
        (
            "calculation",
            {
                "title": "T",
                "parameters": [NUMBER],
                "formula": "a * 2",
                "result_label": "R",
                "result_unit": "",
                "decimals": 1,
                "explanation": "",
            },
        ),
        ("terms", [{"term": "Perceel", "meaning": "Een deel."}]),
        ("check_question", {"question": "Q?", "options": OPTIONS}),
        ("reflection", "Welke opdracht kiest u?"),
        ("embed", {"title": "T", "url": "https://vimeo.com/1", "text": "x"}),
    ],
)
def test_the_notation_becomes_a_block_that_is_accepted(name, written):
    (raw,) = raw_body([{name: written}])
    block = BLOCKS[name]
    assert raw["type"] == name
    assert block.render(block.clean(block.to_python(raw["value"])))


@pytest.mark.django_db
def test_a_download_is_named_by_the_key_of_a_shipped_document():
    title = next(entry["title"] for entry in shipped.media()["documents"] if entry["key"] == "werkblad-voorbehouden")
    document = CmsDocument.objects.create(title=title, file=ContentFile(b"%PDF-", name="werkblad.pdf"))
    (raw,) = raw_body([{"download": {"key": "werkblad-voorbehouden", "text": "Druk het af."}}])
    value = BLOCKS["download"].clean(BLOCKS["download"].to_python(raw["value"]))
    assert (value["document"], value["title"], value["text"]) == (document, "", "Druk het af.")
    with pytest.raises(StopIteration):
        raw_body([{"download": {"key": "bestaat-niet"}}])


def test_numbers_stay_exact():
    (raw,) = raw_body([{"calculation": {"parameters": [NUMBER]}}])
    assert BLOCKS["calculation"].to_python(raw["value"])["parameters"][0]["value"] == Decimal("0.1")


def test_a_comparison_reads_yes_no_and_words():
    (raw,) = raw_body([{"comparison_table": COMPARISON}])
    rows = BLOCKS["comparison_table"].to_python(raw["value"])["table"].row_data
    assert [dict(cell) for cell in rows[0]["values"][1:]] == [
        {"answer": "yes", "text": ""},
        {"answer": "no", "text": "nooit"},
    ]
    assert dict(rows[1]["values"][1]) == {"answer": "text", "text": "x"}


def test_an_unknown_block_is_named():
    with pytest.raises(ValueError, match="'poster'"):
        raw_body([{"poster": {}}])
