"""The drawings: in the language of the page, the same in words, and no letter too small or outside."""

import pytest
from django.utils import translation
from lxml import html

from cms.blocks.diagram import DiagramBlock
from cms.diagrams.decision_tree import QUESTIONS
from cms.diagrams.drawing import NARROW, WIDE
from cms.diagrams.letters import lines_of, width_of
from cms.diagrams.shipped import DIAGRAMS
from cms.sdgs import GOALS
from tests.factories.cms import make_page

LANGUAGES = ("nl", "en")
# The narrowest column in which each drawing is shown, in pixels.
NARROWEST = {WIDE: 640, NARROW: 288}
EVERY = [(language, name) for language in LANGUAGES for name in DIAGRAMS]


def drawn(name: str, language: str = "nl") -> html.HtmlElement:
    block = DiagramBlock()
    with translation.override(language):
        return html.fragment_fromstring(block.render(block.to_python({"drawing": name})))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def words_in_drawing(drawing: html.HtmlElement) -> str:
    return " ".join(line.text for line in drawing.xpath(".//text"))


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_drawing_has_a_name_and_a_description_of_its_own(name):
    figure = drawn(name)
    drawings = figure.xpath(".//svg[@role='img']")
    assert len(drawings) == 2
    for drawing in drawings:
        assert drawing.xpath("./title/@id") == [drawing.get("aria-labelledby")]
        assert drawing.xpath("./desc/@id") == [drawing.get("aria-describedby")]
        assert words(drawing.xpath("./title")[0]) == words(figure.xpath("./figcaption")[0])
        assert words(drawing.xpath("./desc")[0])
    ids = figure.xpath(".//@id")
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize("name", DIAGRAMS)
def test_the_wide_and_the_narrow_drawing_say_the_same(name):
    wide, narrow = drawn(name).xpath(".//svg")
    assert sorted(words_in_drawing(wide).split()) == sorted(words_in_drawing(narrow).split())


@pytest.mark.parametrize(("language", "name"), [case for case in EVERY if case[1] != "goals"])
def test_the_text_says_every_word_of_the_drawing(language, name):
    figure = drawn(name, language)
    told = set(words(figure.xpath("./details")[0]).replace(".", " ").replace(":", " ").replace(",", " ").split())
    shown = words_in_drawing(figure.xpath(".//svg")[0]).replace(".", " ").replace(":", " ").replace(",", " ").split()
    assert {word for word in shown if not word.isdigit()} - told == set()


def test_the_text_of_the_goals_is_a_numbered_list_of_the_full_names():
    with translation.override("nl"):
        names = [str(goal.name) for goal in GOALS]
    assert [words(item) for item in drawn("goals").xpath(".//details//ol/li")] == names


def test_the_tiles_have_the_official_colours_and_their_numbers():
    for drawing in drawn("goals").xpath(".//svg"):
        assert drawing.xpath("./path/@fill") == [goal.colour for goal in GOALS]
        shown = words_in_drawing(drawing).split()
        assert all(str(goal.number) in shown for goal in GOALS)


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_no_letter_is_smaller_than_fourteen_pixels(language, name):
    with translation.override(language):
        for drawing in DIAGRAMS[name].drawings:
            assert min(line.size for line in drawing.lines) * NARROWEST[drawing.width] / drawing.width >= 14


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_no_word_stands_outside_the_drawing(language, name):
    with translation.override(language):
        for drawing in DIAGRAMS[name].drawings:
            for line in drawing.lines:
                width = width_of(line.words, line.size)
                left = line.x - width / 2 if line.centred else line.x
                assert left >= 0, line.words
                assert left + width <= drawing.width, line.words
                assert line.size <= line.y <= drawing.height, line.words


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_no_two_lines_of_words_lie_over_each_other(language, name):
    with translation.override(language):
        for drawing in DIAGRAMS[name].drawings:
            boxes = []
            for line in drawing.lines:
                width = width_of(line.words, line.size)
                left = line.x - width / 2 if line.centred else line.x
                boxes.append((left, left + width, line.y - 0.7 * line.size, line.y, line.words))
            for place, (left, right, top, bottom, one) in enumerate(boxes):
                for left2, right2, top2, bottom2, other in boxes[place + 1 :]:
                    apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
                    assert apart, (one, other)


def test_the_tree_asks_its_questions_in_order_and_names_the_thirty_percent_as_one_of_employees():
    items = drawn("decision_tree").xpath(".//details//ol/li")
    assert len(items) == len(QUESTIONS) == 4
    assert all("Ja:" in words(item) and "Nee:" in words(item) for item in items)
    assert "ga naar vraag 2." in words(items[0])
    assert "ten minste 30 procent van hun werknemers" in words(items[2])
    assert "aankondiging" in words(items[3])


def test_the_bridge_adds_up_and_says_it_is_fictional():
    before, after, given = {"green": -30_000, "work": 39_600, "care": 19_500}, {}, {"work": 20_000, "care": 10_000}
    after = {name: amount - given.get(name, 0) for name, amount in before.items()}
    after["green"] += sum(given.values())
    figure = words(drawn("budget_bridge", "en"))
    assert sum(before.values()) == sum(after.values())
    for amount in (*before.values(), *after.values(), *given.values(), sum(before.values())):
        assert f"€{abs(amount):,}" in figure
    assert "fictional" in figure


@pytest.mark.django_db
def test_the_words_are_in_the_language_of_the_page_and_not_of_the_interface(client, home):
    page = make_page(body=[("diagram", {"drawing": "impact_chain"}), ("diagram", {"drawing": "impact_chain"})])
    client.cookies["django_language"] = "en"
    found = html.fromstring(client.get(page.url).content)
    assert [words(title) for title in found.xpath("//figure/figcaption")] == ["De impactketen", "De impactketen"]
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_draft_in_which_nothing_is_chosen_yet_shows_nothing():
    block = DiagramBlock()
    assert block.render(block.to_python({"drawing": None})).strip() == ""


def test_words_break_between_words_and_never_before_an_amount():
    assert lines_of("een twee drie", 60, 15) == ["een", "twee", "drie"]
    assert lines_of("Erna: + € 19.600", 90, 15) == ["Erna:", "+ € 19.600"]
    assert lines_of("Gendergelijkheid", 10, 15) == ["Gendergelijkheid"]
