"""Steps, comparisons, timelines, quotations, goals, terms, check questions, downloads and videos elsewhere."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from lxml import html
from wagtail.blocks import Block
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model

from cms.blocks.embed import provider_of
from cms.examples import ExampleImage
from cms.sdgs import GOALS
from cms.stream import BODY_BLOCKS
from cms.stylesheet import CSS_FOLDER

BLOCKS: dict[str, Block] = dict(BODY_BLOCKS)
MARKUP = "<script>alert(1)</script> & <b>"


def drawn(name: str, value: object = None) -> html.HtmlElement:
    block = BLOCKS[name]
    value = block.get_preview_value() if value is None else block.to_python(value)
    return html.fragment_fromstring(block.render(value), create_parent="div")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def refusal(name: str, value: object) -> dict[str, str]:
    """What an editor reads at each part of the block."""
    block = BLOCKS[name]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(value))
    return {part: " ".join(error.messages) for part, error in refused.value.block_errors.items()}


def accepted(name: str, value: object) -> bool:
    block = BLOCKS[name]
    block.clean(block.to_python(value))
    return True


STEPS = [{"title": MARKUP, "text": "<p>Een.</p>"}, {"title": "Twee", "text": "<p>Twee.</p>"}]


def test_steps_are_a_numbered_list_of_which_each_opens_by_itself():
    element = drawn("steps", STEPS)
    assert [words(summary) for summary in element.xpath("//ol/li/details/summary")] == [
        f"Stap 1{MARKUP}",
        "Stap 2Twee",
    ]
    assert not element.xpath("//details[@open] | //script | //summary//b")


def test_one_step_is_no_plan():
    with pytest.raises(ValidationError):
        BLOCKS["steps"].clean(BLOCKS["steps"].to_python(STEPS[:1]))


def comparison(kinds=("point", "option", "option"), cell=None) -> dict[str, object]:
    cell = cell or {"answer": "yes", "text": ""}
    row = [MARKUP if kind == "point" else cell for kind in kinds]
    columns = [{"type": kind, "heading": f"{MARKUP} {number}"} for number, kind in enumerate(kinds)]
    return {"table": {"columns": columns, "rows": [{"values": row}], "caption": MARKUP}}


def test_a_comparison_says_yes_and_no_in_words_below_and_beside_headers():
    element = drawn("comparison_table")
    assert [words(cell) for cell in element.xpath("//tbody/tr[1]/td")] == ["Nee Alleen sociale partijen.", "Ja"]
    assert [words(cell) for cell in element.xpath("//tbody/tr[2]/td")] == ["Over de werknemers", "Over het werk"]
    assert len(element.xpath("//th[@scope='row']")) == 2
    assert len(element.xpath("//thead//th[@scope='col']")) == 3
    assert words(element.xpath("//caption")[0]) == "Welk middel past?"
    assert element.xpath("//div[@role='region'][@tabindex='0']/@aria-labelledby") == element.xpath("//caption/@id")


def test_a_comparison_shows_markup_as_text():
    element = drawn("comparison_table", comparison(cell={"answer": "no", "text": MARKUP}))
    assert not element.xpath("//script | //td//b")
    assert words(element).count("<script>") == 7


def test_a_comparison_has_a_caption():
    value = comparison()
    value["table"]["caption"] = ""
    assert refusal("comparison_table", value) == {"table": "Schrijf een bijschrift: wat vergelijkt de tabel?"}


def test_a_comparison_starts_with_points_and_has_two_options():
    assert accepted("comparison_table", comparison())
    for kinds in [("option", "option"), ()]:
        assert refusal("comparison_table", comparison(kinds)) == {
            "table": "Maak van de eerste kolom een kolom met punten."
        }
    for kinds in [("point", "option"), ("point", "option", "point")]:
        assert "ten minste twee kolommen" in refusal("comparison_table", comparison(kinds))["table"]


def test_a_cell_with_only_words_has_words():
    with pytest.raises(ValidationError) as refused:
        BLOCKS["comparison_table"].clean(
            BLOCKS["comparison_table"].to_python(comparison(cell={"answer": "text", "text": ""}))
        )
    cell = refused.value.block_errors["table"].cell_errors[0][1]
    assert "Schrijf wat er in de cel staat" in str(cell.block_errors["text"])


def test_a_timeline_is_an_ordered_list():
    moments = [{"when": "2012", "title": MARKUP, "text": ""}, {"when": "mei 2020", "title": "Twee", "text": "Uitleg"}]
    element = drawn("timeline", moments)
    assert [words(item) for item in element.xpath("//ol/li")] == [f"2012 {MARKUP}", "mei 2020 Twee Uitleg"]
    assert not element.xpath("//script")


QUOTE = {"quote": MARKUP, "name": "Mireille", "role": "directeur", "portrait": None, "alternative_text": ""}


def test_a_quotation_names_who_says_it_and_says_when_that_person_is_made_up():
    element = drawn("case_quote", {**QUOTE, "fictional": True})
    assert words(element) == f"Fictief: deze persoon is verzonnen {MARKUP} Mireille, directeur"
    assert words(element.xpath("//figure//blockquote")[0]) == MARKUP
    assert "Fictief" not in words(drawn("case_quote", {**QUOTE, "fictional": False}))
    assert not element.xpath("//script | //img")


def test_a_portrait_is_told_in_words():
    block = BLOCKS["case_quote"]
    value = block._to_struct_value({**QUOTE, "portrait": ExampleImage(), "fictional": False})
    assert set(block.errors_of(value)) == {"alternative_text"}
    assert str(block.errors_of(value)["alternative_text"]) == "Schrijf wat er op het portret te zien is."
    assert drawn("case_quote").xpath("//img/@alt") == ["Mireille staat bij een plantsoen."]
    assert accepted("case_quote", {**QUOTE, "fictional": False})


def test_goals_stand_in_order_with_number_name_and_colour():
    element = drawn("sdg_tile", {"goals": ["10", "8"], "why": MARKUP})
    assert [words(tile) for tile in element.xpath("//li")] == [
        "SDG 8 Eerlijk werk en economische groei",
        "SDG 10 Ongelijkheid verminderen",
    ]
    assert element.xpath("//li/@class") == ["ldl-sdg ldl-sdg--8", "ldl-sdg ldl-sdg--10"]
    assert not element.xpath("//script")


def test_goals_are_chosen_from_the_seventeen():
    assert accepted("sdg_tile", {"goals": ["1", "17"], "why": ""})
    assert set(refusal("sdg_tile", {"goals": [], "why": ""})) == {"goals"}
    assert "18" in refusal("sdg_tile", {"goals": ["18"], "why": ""})["goals"]


def test_the_stylesheet_has_the_official_colours():
    css = (CSS_FOLDER / "components" / "blocks-sdg.css").read_text()
    for goal in GOALS:
        rule = f".ldl-sdg--{goal.number} {{ background-color: {goal.colour}; color: {goal.text_colour}; }}"
        assert rule in css.splitlines()
    assert css.count(".ldl-sdg--") == len(GOALS)


def test_a_term_opens_its_meaning():
    element = drawn("terms", [{"term": MARKUP, "meaning": "Een < twee"}])
    assert words(element.xpath("//li/details/summary/dfn")[0]) == MARKUP
    assert words(element.xpath("//li/details/p")[0]) == "Een < twee"


def question(*right: bool) -> dict[str, object]:
    options = [{"text": MARKUP, "correct": correct, "feedback": MARKUP} for correct in right]
    return {"question": MARKUP, "options": options}


def test_each_answer_says_at_once_whether_it_is_right_and_sends_nothing():
    element = drawn("check_question", question(True, False))
    assert [words(item) for item in element.xpath("//details/summary")] == [MARKUP, MARKUP]
    assert [words(item) for item in element.xpath("//details/div//strong")] == ["Goed", "Niet goed"]
    assert not element.xpath("//script | //form | //input | //details[@open]")
    assert "Het telt niet mee" in words(element)
    assert "meer dan één goed antwoord" not in words(element)
    assert "meer dan één goed antwoord" in words(drawn("check_question", question(True, True, False)))


def test_a_check_question_has_a_right_and_a_wrong_answer():
    assert accepted("check_question", question(True, False))
    assert refusal("check_question", question(False, False)) == {"options": "Vink ten minste één goed antwoord aan."}
    assert refusal("check_question", question(True, True)) == {
        "options": "Geef ten minste één antwoord dat niet goed is."
    }
    assert "options" in refusal("check_question", question(True))


def test_a_draft_of_a_check_question_may_be_unfinished():
    block = BLOCKS["check_question"]
    block.clean_deferred(block.to_python(question(False, False)))


@pytest.fixture
def document(db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return get_document_model().objects.create(
        title=MARKUP, file=ContentFile(b"x" * 2048, name="checklist.pdf"), file_size=2048
    )


def test_a_download_says_its_title_kind_and_size_and_comes_from_the_documents(document):
    element = drawn("download", {"document": document.pk, "title": "", "text": MARKUP})
    link = element.xpath("//a")[0]
    assert words(link).replace("\xa0", " ") == f"{MARKUP} (PDF, 2,0 KB)"
    assert link.get("href").startswith("/documenten/")
    assert not element.xpath("//script")
    assert words(drawn("download", {"document": document.pk, "title": "Lijst", "text": ""})).startswith("Lijst (PDF")


def test_a_download_whose_document_is_gone_leaves_no_dead_link(db):
    assert not drawn("download", {"document": 999, "title": "Lijst", "text": "Vink af."}).xpath("//a")


VIDEO = {"title": MARKUP, "url": "https://vimeo.com/1?a=<b>", "text": MARKUP}


@pytest.mark.row("B48")
def test_a_video_elsewhere_is_a_link_with_a_word_about_privacy():
    element = drawn("embed", VIDEO)
    link = element.xpath("//a")[0]
    assert link.get("href") == VIDEO["url"]
    assert link.get("rel") == "external noopener noreferrer"
    assert words(link) == f"Bekijk ‘{MARKUP}’ bij Vimeo"
    assert "U verlaat deze site. Vimeo ziet dan uw IP-adres" in words(element)
    assert not element.xpath("//iframe | //script | //img | //b")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube-nocookie.com/embed/x",
        "https://www.youtube.com/watch?v=x",
        "https://youtu.be/x",
        "https://player.vimeo.com/video/1",
    ],
)
def test_videos_of_two_providers_are_allowed(url):
    assert accepted("embed", {**VIDEO, "url": url})


@pytest.mark.row("B48")
@pytest.mark.parametrize(
    "url",
    [
        "http://vimeo.com/1",
        "https://vimeo.com.kwaad.example/1",
        "https://kwaad.example/vimeo.com",
        "https://vimeo.com@kwaad.example/1",
    ],
)
def test_other_addresses_are_refused_and_not_linked(url):
    assert "Alleen video's bij YouTube of Vimeo" in refusal("embed", {**VIDEO, "url": url})["url"]
    assert not drawn("embed", {**VIDEO, "url": url}).xpath("//a")


def test_an_address_that_runs_a_program_has_no_provider():
    assert provider_of("javascript:alert(1)//vimeo.com") == ""
