"""Names as people have them: printed letter for letter, or stopped for somebody to look at; never a box or a part."""

import pytest

from certificates.certificate_page import draw_pdf
from certificates.pdf import MissingGlyphError, missing_glyphs
from tests.factories.certificates import certificate_words

from .pdf_reading import text_of

pytestmark = pytest.mark.row("C10")

PRINTED = [
    "Jan de Vries",
    "Wouter Bĳl",
    "Ĳsbrand van 't Hoff",
    "Sjoerd ’t Hooft",
    "O'Neil",
    "Çağla Işık",
    "İbrahim Şahin",
    "Đỗ Thị Hằng",
    "Nguyễn Văn Ất",
    "Ștefan Țepeș",
    "Łukasz Żółć",
    "Dvořáková Ťažká",
    "Ģirts Ķīlis",
    "Þórdís Ægisdóttir",
    "Øystein Åse",
    "José María Núñez",
    "François L’Hôte-Œuvre",
    "Jürgen Groß",
    "Ñuño Ibáñez",
    "Γεώργιος Παπαδόπουλος",
    "Наталія Ґалаґан",
    "Ọ̀ṣun Adébáyọ̀",
    "Anne-Marie van der Meer-Smit",
    "X Æ",
    "A",
    "Van Den Berg, mr. dr. K.",
    "<b>Sanne</b>",
    "{{ naam }}",
    '"Sanne" & Co',
    "Sanne\\Sanne",
    "Wilhelmina " * 9,
]
STOPPED = [
    "李小龙",
    "山田太郎",
    "김민준",
    "محمد علي",
    "דוד לוי",
    "अमित शर्मा",
    "สมชาย",
    "Noor 🌷",
    "Zero\u200bwidth",
    "Om\u202egekeerd",
]


def test_there_are_forty():
    assert len(PRINTED) + len(STOPPED) >= 40


def test_what_the_fonts_know_is_printed_letter_for_letter():
    for name in PRINTED:
        assert missing_glyphs(name) == set(), name
        printed = text_of(draw_pdf(certificate_words(holder_name=name.strip())))
        assert name.replace(" ", "") in printed.replace(" ", ""), name


def test_what_they_do_not_know_stops():
    for name in STOPPED:
        with pytest.raises(MissingGlyphError):
            draw_pdf(certificate_words(holder_name=name))
