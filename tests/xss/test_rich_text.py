"""What an editor writes in rich text: the corpus stays words, and a link leads to a page, the web or mail."""

import json
from urllib.parse import urlsplit

import pytest
from lxml import html

from cms.blocks.text import TextBlock
from quizzes.exchange.html_text import plain_text

from .corpus import corpus
from .reading import became_markup

pytestmark = pytest.mark.row("B46")

SECRET = "a secret that is nowhere"


def written(text: str, link: str | None = None, kind: str = "LINK") -> str:
    """As the editor in the browser sends it: a paragraph, with a link or another thing over all of it."""
    ranges = [{"offset": 0, "length": len(text), "key": 0}] if link else []
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": ranges}
    entities = {"0": {"type": kind, "mutability": "MUTABLE", "data": {"url": link}}} if link else {}
    return json.dumps({"blocks": [block], "entityMap": entities})


def drawn(sent: str) -> bytes:
    block = TextBlock()
    return str(block.render(block.clean(block.value_from_datadict({"text": sent}, {}, "text")))).encode()


def test_text_is_shown_as_it_was_typed():
    for word in corpus():
        page = drawn(written(word))
        assert became_markup(page, SECRET) == [], word


def test_a_link_never_runs():
    kept = 0
    for word in corpus():
        page = drawn(written("lees verder", word))
        assert became_markup(page, SECRET) == [], word
        for address in html.fragment_fromstring(page.decode(), create_parent=True).xpath(".//a/@href"):
            kept += 1
            assert urlsplit(address.strip()).scheme in {"", "http", "https", "mailto", "tel", "ftp"}, address
    assert kept > 100
    assert "https://wetten.example/" in drawn(written("de wet", "https://wetten.example/")).decode()


def test_things_that_the_editor_does_not_offer_leave_only_their_words():
    for kind in ("EMBED", "IMAGE", "DOCUMENT", "SCRIPT"):
        page = drawn(written("woorden", "javascript:window.__xss=1", kind)).decode()
        assert "__xss" not in page, kind


def test_markup_of_other_systems_becomes_plain_text():
    for word in corpus():
        text = plain_text(f"<p>Vraag {word}</p>").text
        page = drawn(written(text))
        assert became_markup(page, SECRET) == [], word
