"""What an author cannot publish: a picture without words for who does not see it, a film without captions."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import CmsImage, CmsMedia, StandardPage
from tests.factories.guests import make_editor

pytestmark = pytest.mark.row("A15")


@pytest.fixture
def publish(home):
    """Tries to publish a new page with one block, as an editor does; returns what the editor reads."""
    client = Client()
    client.force_login(make_editor())

    def send(kind: str, value: dict[str, object]) -> str:
        address = reverse("wagtailadmin_pages:add", args=["cms", "standardpage", home.pk])
        page = {"title": "Nieuw", "slug": "nieuw", "intro": "", "body": streamfield([(kind, value)])}
        sent = nested_form_data(page | {"comments": COMMENTS, "action-publish": "action-publish"})
        return client.post(address, sent, follow=True).content.decode()

    return send


COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""}


def is_published() -> bool:
    return StandardPage.objects.live().filter(slug="nieuw").exists()


def picture(**words: str) -> dict[str, object]:
    image = CmsImage.objects.create(title="Brug", file=get_test_image_file())
    return {"image": image.pk, "alternative_text": "", "caption": ""} | words


def film(captions: str = "", transcript: str = "") -> dict[str, object]:
    video = CmsMedia(title="Dag", type="video", duration=60, transcript=transcript)
    video.file.save("dag.mp4", ContentFile(b"film"), save=False)
    if captions:
        video.captions.save("dag.vtt", ContentFile(captions.encode()), save=False)
    video.save()
    return {"video": video.pk, "title": "Een dag bij De Groenwerkers"}


def test_a_picture_without_words_is_refused_with_the_reason(publish):
    said = publish("image", picture())
    assert "Schrijf wat de afbeelding vertelt" in said
    assert not is_published()


@pytest.mark.parametrize("words", [{"alternative_text": "Een brug van blokken."}, {"decorative": "on"}])
def test_a_picture_with_words_or_as_decoration_is_published(publish, words):
    publish("image", picture(**words))
    assert is_published()


@pytest.mark.parametrize("given", [{}, {"captions": "WEBVTT"}, {"transcript": "<p>Hallo.</p>"}])
def test_a_film_without_captions_and_transcript_is_refused_with_the_reason(publish, given):
    said = publish("video", film(**given))
    assert "nog geen ondertiteling of geen uitgeschreven tekst" in said
    assert not is_published()


def test_a_film_with_captions_and_transcript_is_published(publish):
    publish("video", film(captions="WEBVTT", transcript="<p>Hallo.</p>"))
    assert is_published()
