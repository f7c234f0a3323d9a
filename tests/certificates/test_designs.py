"""Which design a certificate gets, and that it keeps it whatever becomes of the design."""

import hashlib

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Locale, Site

from certificates.designs import design_for
from certificates.drawing import draw
from certificates.models import Certificate, DrawingProblem, FrozenError, FrozenImage
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_course
from tests.factories.designs import make_design, make_image, use_for

from .pdf_reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course()


@pytest.fixture
def site(home):
    return Site.objects.get(is_default_site=True)


def test_a_course_without_design_has_none(course):
    assert design_for(course) is None
    assert make_certificate(course=course).design == {}


def test_the_design_of_the_course_goes_before_that_of_its_site(course, site):
    of_site, of_course = make_design(), make_design()
    use_for(of_site, site)
    assert design_for(course) == of_site
    use_for(of_course, course)
    assert design_for(course) == of_course


def test_a_translated_course_has_the_design_of_the_course_it_translates(course):
    english = Locale.objects.get_or_create(language_code="en")[0]
    course.get_parent().copy_for_translation(english, copy_parents=True)
    translated = course.copy_for_translation(english)
    design, own = make_design(), make_design()
    use_for(design, course)
    assert design_for(translated) == design
    use_for(own, translated)
    assert design_for(translated) == own
    assert design_for(course) == design


def test_a_page_and_a_site_have_one_design_at_most(course, site):
    for of in (course, site):
        use_for(make_design(), of)
        with pytest.raises(IntegrityError), transaction.atomic():
            use_for(make_design(), of)


def test_words_and_pictures_of_the_design_are_frozen(course):
    use_for(make_design(signatories=2, orientation="landscape", text="Een\u202e  zin."), course)
    design = make_certificate(course=course).design
    assert design["orientation"] == "landscape"
    assert design["text"] == "Een zin."
    assert design["accent"] == "#7a1f3d"
    assert [by["name"] for by in design["signatories"]] == ["Ondertekenaar A", "Ondertekenaar B"]
    for sha256 in (design["logo"], design["signatories"][0]["signature"]):
        kept = bytes(FrozenImage.objects.get(sha256=sha256).content)
        assert hashlib.sha256(kept).hexdigest() == sha256
        assert kept.startswith(b"\x89PNG")


def test_certificates_share_the_pictures_of_a_design(course):
    use_for(make_design(signatories=1), course)
    first, second = make_certificate(course=course), make_certificate(course=course)
    assert first.design == second.design
    assert FrozenImage.objects.count() == 2


def test_a_certificate_drawn_after_the_design_is_gone_looks_as_it_was_promised(course):
    design = make_design(text="De oude zin.")
    use_for(design, course)
    certificate = make_certificate(course=course)
    design.logo.file.delete(save=False)
    design.logo.delete()
    design.delete()
    certificate = Certificate.objects.get(pk=certificate.pk)
    assert draw(certificate)
    text = text_of(bytes(certificate.pdf.content))
    assert "Deoudezin." in text
    assert "OndertekenaarA" in text


def test_changing_a_design_changes_no_certificate(course):
    design = make_design()
    use_for(design, course)
    certificate = make_certificate(course=course)
    before = certificate.design
    design.text, design.logo, design.orientation = "Nieuw.", make_image(), "landscape"
    design.save()
    design.signatories.all().delete()
    certificate.refresh_from_db()
    assert certificate.design == before
    assert make_certificate(course=course).design != before


def test_the_language_of_the_design_goes_before_that_of_the_course(course):
    design = make_design(signatories=0, language="en")
    use_for(design, course)
    assert make_certificate(course=course).language == "en"
    design.language = ""
    design.save()
    assert make_certificate(course=course).language == "nl"


def test_a_picture_that_cannot_be_read_keeps_nobody_from_finishing(course, caplog):
    design = make_design(signatories=0)
    use_for(design, course)
    design.logo.file.storage.delete(design.logo.file.name)
    assert make_certificate(course=course).design["logo"] == ""
    assert "cannot be read" in caplog.text


def test_a_kept_picture_that_is_gone_is_a_task_and_no_certificate_without_it(course):
    use_for(make_design(signatories=0), course)
    certificate = make_certificate(course=course)
    FrozenImage.objects.all().delete()
    assert not draw(certificate)
    assert DrawingProblem.objects.get().certificate == certificate


def test_a_kept_picture_never_changes(course):
    use_for(make_design(signatories=0), course)
    make_certificate(course=course)
    image = FrozenImage.objects.get()
    image.content = b"other"
    with pytest.raises(FrozenError):
        image.save()
    with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
        FrozenImage.objects.update(content=b"other")
