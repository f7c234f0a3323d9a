"""What each block shows, and what an editor may not leave out."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from lxml import html
from wagtail.blocks import Block

from cms.examples import ExampleFile, ExampleVideo
from cms.stream import BODY_BLOCKS
from tests.factories.cms import make_page, make_source
from tests.factories.people import make_user

BLOCKS: dict[str, Block] = dict(BODY_BLOCKS)


def drawn(name: str, value: object = None) -> html.HtmlElement:
    """The block as it stands on a page; without a value, its preview."""
    block = BLOCKS[name]
    value = block.get_preview_value() if value is None else block.to_python(value)
    return html.fragment_fromstring(block.render(value), create_parent="div")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_says_what_it_is_for_and_has_an_icon_and_a_preview(name):
    block = BLOCKS[name]
    assert block.meta.icon != "placeholder"
    assert block.get_description()
    assert block.is_previewable
    assert len(drawn(name))


@pytest.mark.parametrize("name", BLOCKS)
def test_no_block_brings_inline_style_or_script(name):
    element = drawn(name)
    assert not element.xpath("//@style | //script[not(@src)] | //style | //@*[starts-with(name(), 'on')]")


def test_a_heading_is_of_the_second_level_and_can_be_linked_to():
    heading = drawn("heading", "Wat staat er in de wet?")[0]
    assert (heading.tag, heading.get("id")) == ("h2", "wat-staat-er-in-de-wet")


def test_a_picture_without_words_is_refused_unless_it_is_only_decoration():
    block = BLOCKS["image"]
    image = block.get_preview_value()["image"]
    with pytest.raises(ValidationError):
        block.clean(block._to_struct_value({"image": None, "alternative_text": "", "decorative": False}))
    told = drawn_value("image", {"image": image, "alternative_text": "Een brug.", "decorative": False, "caption": ""})
    decoration = drawn_value("image", {"image": image, "alternative_text": "X", "decorative": True, "caption": ""})
    assert told.xpath("//img/@alt") == ["Een brug."]
    assert decoration.xpath("//img/@alt") == [""]
    assert told.xpath("//img/@loading") == ["lazy"]


def drawn_value(name: str, values: dict[str, object]) -> html.HtmlElement:
    block = BLOCKS[name]
    return html.fragment_fromstring(block.render(block._to_struct_value(values)), create_parent="div")


@pytest.mark.parametrize("missing", ["captions", "transcript"])
def test_a_video_without_captions_or_transcript_is_refused(missing, monkeypatch):
    block = BLOCKS["video"]
    complete = {"captions": ExampleFile(), "transcript": "<p>Hallo.</p>"}
    video = ExampleVideo(**{**complete, missing: ""})
    monkeypatch.setattr(block.child_blocks["video"], "clean", lambda value: value)
    with pytest.raises(ValidationError) as refused:
        block.clean(block._to_struct_value({"video": video, "title": "Een dag"}))
    assert "ondertiteling" in str(refused.value.block_errors["video"])


def test_a_video_shows_its_captions_and_transcript_and_loads_nothing_by_itself():
    video = ExampleVideo(captions=ExampleFile(url="/media/captions/dag.vtt"))
    element = drawn_value("video", {"video": video, "title": "Een dag"})
    assert element.xpath("//video/@preload") == ["none"]
    assert element.xpath("//track[@kind='captions'][@srclang='nl'][@default]/@src") == ["/media/captions/dag.vtt"]
    assert "Lees wat er gezegd wordt" in words(element.xpath("//details/summary")[0])


@pytest.mark.django_db
def test_a_legal_quotation_says_it_is_literal_and_where_and_when_it_applied():
    source = make_source()
    element = drawn("legal_quote", {"source": source.pk, "part": "lid 1", "text": "Een dienst kan…"})
    assert element.xpath("//figure/blockquote/@cite") == [source.url]
    caption = words(element.xpath("//figcaption")[0])
    assert caption == "Aanbestedingswet 2012, artikel 2.82, lid 1. Tekst geldend op 1 september 2025."
    assert "Letterlijke wettekst" in words(element)


@pytest.mark.django_db
def test_a_quotation_from_something_else_than_a_law_is_not_called_law():
    source = make_source(kind="publication")
    element = drawn("legal_quote", {"source": source.pk, "part": "", "text": "Zeven aanbevelingen."})
    assert "Letterlijk citaat" in words(element)
    assert "Tekst van 1 september 2025." in words(element)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("remember", "Onthoud"),
        ("tip", "Tip"),
        ("warning", "Let op"),
        ("example", "Voorbeeld"),
        ("fictional", "Fictief voorbeeld"),
    ],
)
def test_a_callout_says_its_kind_in_words(kind, said):
    element = drawn("callout", {"kind": kind, "title": "Rivierdam", "text": "<p>Tekst.</p>"})
    assert words(element) == f"{said} Rivierdam Tekst."


def test_a_callout_does_not_say_its_kind_twice():
    element = drawn("callout", {"kind": "fictional", "title": "Fictief voorbeeld: Rivierdam", "text": "<p>T.</p>"})
    assert words(element).count("Fictief voorbeeld") == 1


def test_a_table_has_a_caption_and_headers_for_columns_and_rows():
    table = drawn("table")
    assert words(table.xpath("//table/caption")[0]) == "Wat mag u voorbehouden?"
    assert len(table.xpath("//thead//th[@scope='col']")) == 2
    assert len(table.xpath("//tbody//th[@scope='row']")) == 2
    region = table.xpath("//div[@role='region']")[0]
    assert region.get("tabindex") == "0"
    assert region.get("aria-labelledby") == table.xpath("//caption/@id")[0]


def test_a_table_may_do_without_names_of_rows():
    block = BLOCKS["table"]
    value = {**block.get_preview_value(), "first_column_is_header": False}
    assert not drawn_value("table", value).xpath("//tbody//th")


@pytest.mark.django_db
def test_sources_say_when_they_were_checked():
    source = make_source()
    element = drawn("sources", [source.pk])
    assert "Gecontroleerd op 23 november 2026." in words(element)
    assert element.xpath("//li/a/@href") == [source.url]


def test_what_an_editor_types_is_shown_as_text():
    element = drawn("definition", {"term": "<script>alert(1)</script>", "meaning": "a & b"})
    assert not element.xpath("//script")
    assert "<script>" in words(element)


@pytest.mark.django_db
def test_two_callouts_with_the_same_title_do_not_share_an_id(client):
    callout = {"kind": "tip", "title": "Onthoud", "text": "<p>x</p>"}
    page = make_page(body=[("callout", callout), ("callout", callout), ("heading", "Onthoud"), ("heading", "!")])
    found = html.fromstring(client.get(page.url).content)
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {"onthoud", "onthoud-2", "onthoud-3", "deel"} <= set(ids)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BLOCKS)
def test_the_block_picker_shows_the_block_in_our_look(client, home, name):
    client.force_login(make_user(is_superuser=True))
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": BLOCKS[name].definition_prefix})
    assert response.status_code == 200
    assert re.search(r'href="/huisstijl.css\?v=\w+"', response.content.decode())
