"""A broken or hostile file is refused with the line and the reason, and quickly."""

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from quizzes.exchange import entries
from quizzes.exchange.encoding import decode
from quizzes.exchange.entries import MAXIMUM_BYTES, MAXIMUM_QUESTIONS, Reading, UnusableFileError
from quizzes.exchange.formats import FORMATS, read_file
from quizzes.exchange.html_text import auto_text, plain_text
from quizzes.exchange.load import plan_import
from quizzes.exchange.pictures import UnusablePictureError, decoded_picture, picture_extension

KINDS = tuple(FORMATS)
SIGNS = st.text(alphabet=st.sampled_from(list("{}=~#:%-> \n\\[]$/\"',;.<>&!?aA1")), max_size=200)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(text=st.text(max_size=200) | SIGNS)
@example(text="[" * 50_000)
@example(text='[{"id": "\\ud800"}]')
@example(text="{" * 1000 + "}" * 1000)
@example(text="<a>" * 5000)
def test_any_text_is_read_or_refused(kind, text):
    with suppress(UnusableFileError):
        assert isinstance(FORMATS[kind].read(text), Reading)


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content):
    with suppress(UnusableFileError):
        assert "\r" not in decode(content)
        assert "\r" not in decode(content, windows=True)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Eén {T}".encode("utf-16"), "gift"),
        (b"\x00\x01\x02", "gift"),
        (b"PK\x03\x04\x00\x00", "csv"),
        (b"  \n ", "json"),
        (b"x" * (MAXIMUM_BYTES + 1), "gift"),
        (b'<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>', "moodle_xml"),
        (b'<!DOCTYPE quiz SYSTEM "http://example.org/x.dtd"><quiz/>', "moodle_xml"),
        (b"<!DOCTYPE html><html><p>Inloggen<br></html>", "moodle_xml"),
        (b"<html><body><p>Inloggen</body></html>", "moodle_xml"),
        (b"<quiz>&onbekend;</quiz>", "moodle_xml"),
        (b"<quiz><question></quiz>", "moodle_xml"),
        (b"<rss></rss>", "moodle_xml"),
        (b"<a>" * 100 + b"</a>" * 100, "moodle_xml"),
        (b'{"id": 1}', "json"),
        (b'[{"id": 1}', "json"),
        (b'[{"id": NaN}]', "json"),
        (b"a;b\n1;2", "csv"),
        (b'vraag;goed\n"open', "csv"),
        (b"A. een\n", ""),
    ],
)
def test_what_is_no_file_of_questions_is_refused(content, kind):
    with pytest.raises(UnusableFileError) as refused:
        read_file("vragen.bestand", content, kind)
    assert refused.value.reason.endswith(".")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<quiz>\n<question>\n</quiz>", 3),
        (b"<quiz>\n\n&onbekend;</quiz>", 3),
        (b"<?xml version='1.0'?>\n<!DOCTYPE quiz []>\n<quiz/>", 2),
    ],
)
def test_the_line_is_told(content, line):
    with pytest.raises(UnusableFileError) as refused:
        read_file("vragen.xml", content)
    assert refused.value.line == line


OF_AN_OFFICE = "Mag dit? {T}\n\nEén coöperatie, €5 {T}"


@pytest.mark.parametrize("windows", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_whatever_was_chosen(encoding, windows):
    reading = read_file("vragen.gift", OF_AN_OFFICE.encode(encoding), windows=windows)
    assert reading.entries[1].data["prompt"] == "Eén coöperatie, €5"


def test_windows_1252_is_read_when_that_was_chosen_and_refused_with_its_line_otherwise():
    content = OF_AN_OFFICE.encode("cp1252")
    assert read_file("vragen.gift", content, windows=True).entries[1].data["prompt"] == "Eén coöperatie, €5"
    with pytest.raises(UnusableFileError, match="Windows-1252") as refused:
        read_file("vragen.gift", content)
    assert refused.value.line == 3


def test_a_damaged_letter_does_not_turn_the_others_into_signs():
    content = OF_AN_OFFICE.encode() + b"\n\nNog een? \xc3\x28 {T}"
    with pytest.raises(UnusableFileError) as refused:
        read_file("vragen.gift", content)
    assert refused.value.line == 5


def test_what_no_windows_text_has_is_refused_with_its_line():
    with pytest.raises(UnusableFileError) as refused:
        read_file("vragen.gift", b"Een {T}\n\nTwee \x81 {T}", windows=True)
    assert refused.value.line == 3


def test_more_questions_than_allowed_are_refused(monkeypatch):
    monkeypatch.setattr(entries, "MAXIMUM_QUESTIONS", 3)
    for kind, text in (("gift", "A {T}\n\n" * 4), ("json", '[{}, {}, 1, {"id": "a"}]')):
        with pytest.raises(UnusableFileError, match="3"):
            FORMATS[kind].read(text)
    assert MAXIMUM_QUESTIONS == 2_000


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("gift", "//" + "[id:" * 500_000 + "\n\nA {T}"),
        ("gift", "\\" * 1_000_000),
        ("gift", "A {" + "=" * 90_000 + "}"),
        ("gift", "<p " * 30_000 + "{T}"),
        ("json", "[" + "[],"[:2] * 100_000),
        ("aiken", "A. \n" * 300_000),
        ("csv", "vraag;goed\n" + '"' * 1_000_000),
        ("csv", "vraag" + ";" * 1_000_000),
        ("moodle_xml", "<quiz>" + "<a/>" * 200_000 + "</quiz>"),
    ],
)
def test_a_text_made_to_take_for_ever_is_read_or_refused(kind, text):
    """Reading that grew with the square of the length would not end here."""
    with suppress(UnusableFileError):
        assert isinstance(FORMATS[kind].read(text), Reading)


def test_html_that_nests_deep_is_too_long():
    for html in ("<div>" * 50_000, "<p>" + "x" * 200_000, "<b><i>" * 10_000):
        with pytest.raises(entries.UnusableQuestionError):
            plain_text(html)


def test_scripts_go_with_what_is_in_them():
    told = plain_text('<p onclick="x()">Goed<script>alert(1)</script><style>p{}</style></p><img src=x onerror=y>')
    assert told.text == "Goed"
    assert auto_text("<p>Een</p>\n<p>twee &amp; drie</p>").text == "Een\n\ntwee & drie"


def picture(size: tuple[int, int], kind: str = "PNG") -> bytes:
    content = BytesIO()
    Image.new("1" if kind == "PNG" else "RGB", size).save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_known_pictures_are_taken(kind):
    assert picture_extension(picture((3, 2), kind)) == {"JPEG": "jpg"}.get(kind, kind.lower())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture((3, 2))[:40],
        picture((3, 2), "BMP"),
        picture((6400, 6400)),
        picture((14000, 14000)),
        b"x" * (5 * 1024 * 1024 + 1),
    ],
    ids=["empty", "svg", "half", "bmp", "41 million points", "196 million points", "large"],
)
def test_other_pictures_are_refused(content):
    with pytest.raises(UnusablePictureError):
        picture_extension(content)


def test_damaged_base64_is_refused():
    with pytest.raises(UnusablePictureError):
        decoded_picture("geen base64!")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        '"prompt": "half \\ud800"',
        '"prompt": "nul \\u0000"',
        '"prompt": ""',
        '"topic": 99',
        '"topic": {"a": 1}',
        '"options": 5',
        '"options": [1, 2]',
        '"options": [{"text": "a", "correct": true}]',
        '"type": "vreemd"',
        '"type": ["x"]',
        '"id": "met spatie"',
        '"tags": "geen lijst"',
        '"image": 3',
        '"image": {"data": "x"}',
        '"image": {"data": ["x"]}',
        '"prompt": "%s"' % ("x" * 100_001),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(wrong):
    good = '{"id": "G-%d", "type": "true_false", "prompt": "Mag dit?", "topic": 1, "options": [%s, %s]%s}'
    options = [f'{{"text": "", "correct": {correct}, "feedback": "x"}}' for correct in ("true", "false")]
    text = "[\n" + ",\n".join(good % (number, *options, more) for number, more in ((1, ""), (2, f", {wrong}"))) + "\n]"
    plan = plan_import(FORMATS["json"].read(text), {})
    assert len(plan.new) == 1
    ((line, reason),) = [(problem.line, problem.text) for problem in plan.problems]
    assert line == 3
    assert reason
