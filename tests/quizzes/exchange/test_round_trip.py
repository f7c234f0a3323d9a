"""What was exported is imported as the same question, whatever its type and whatever its words."""

import base64
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cms.models import CmsImage
from quizzes.exchange import bank_json, gift, gift_export, moodle_xml, moodle_xml_export
from quizzes.exchange.dump import entries_of, entry_of
from quizzes.exchange.formats import EXPORTS
from quizzes.exchange.load import load, plan_import
from quizzes.exchange.same import differences
from quizzes.models import Question
from quizzes.types import TYPES
from tests.factories.people import make_user
from tests.factories.quizzes import make_question

from .bank_entries import PARTS, entries

NAMES = sorted(question_type.bank_names[0] for question_type in TYPES.values())
NOT_IN_GIFT = {"ordering", "case"}


def test_every_type_is_tried():
    assert set(NAMES) <= set(PARTS)


def one_of(kind: str):
    return st.lists(entries(kind), min_size=1, max_size=2, unique_by=lambda entry: entry["id"])


@pytest.mark.parametrize("kind", NAMES)
@settings(max_examples=15)
@given(data=st.data())
def test_json_says_everything(kind, data):
    given_entries = data.draw(one_of(kind))
    found = bank_json.read(bank_json.write(given_entries).text)
    assert [entry.data for entry in found.entries] == given_entries


@pytest.mark.parametrize("kind", NAMES)
@settings(max_examples=15)
@given(data=st.data())
def test_moodle_xml_says_everything(kind, data):
    given_entries = data.draw(one_of(kind))
    found = moodle_xml.read(moodle_xml_export.write(given_entries).text)
    assert found.problems == []
    for original, entry in zip(given_entries, found.entries, strict=True):
        assert differences(original, entry.data) == []


@pytest.mark.parametrize("kind", NAMES)
@settings(max_examples=15)
@given(data=st.data())
def test_gift_says_everything(kind, data):
    given_entries = data.draw(one_of(kind))
    written = gift_export.write(given_entries)
    found = gift.read(written.text)
    assert found.problems == []
    for original, entry in zip(given_entries, found.entries, strict=True):
        assert differences(original, entry.data) == []


@pytest.mark.parametrize("kind", sorted(set(NAMES) & NOT_IN_GIFT))
@given(data=st.data())
@settings(max_examples=5)
def test_what_gift_does_not_know_is_told(kind, data):
    entry = data.draw(entries(kind))
    written = gift_export.write([entry])
    assert [key for key, _remark in written.remarks] == [entry["id"]]
    assert f"// {entry['id']}: " in written.text


def make_image() -> CmsImage:
    content = BytesIO()
    Image.new("RGB", (4, 3), "teal").save(content, "PNG")
    image = CmsImage(title="Kaart", description="Een kaart", file=ContentFile(content.getvalue(), "kaart.png"))
    image._set_image_file_metadata()
    image.save()
    return image


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize("export", sorted(EXPORTS))
def test_a_question_that_was_deleted_comes_back_from_a_file(kind, export):
    fields = {"context": "Een gemeente twijfelt.\r\n\r\nOver wat?", "language": "nl", "bloom": "toepassen"}
    question = make_question(kind, **fields)
    question.tags.add("Inkoop", "wet")
    question.save()
    before = entry_of(question)
    text = EXPORTS[export].write([before]).text
    question.delete()
    plan = plan_import(EXPORTS[export].read(text), {"topic": 1, "difficulty": "makkelijk", "language": "en"})
    assert plan.problems == []
    (made,) = load(plan, make_user())
    assert differences(before, entry_of(made)) == []
    assert not made.live


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize("export", sorted(EXPORTS))
def test_a_picture_comes_along_and_is_not_doubled(export, kind):
    question = make_question(kind, image=make_image(), prompt="Wat  ziet u?\n\n\nKijk goed.")
    before = entry_of(question)
    written = EXPORTS[export].write([before])
    question.delete()
    (made,) = load(plan_import(EXPORTS[export].read(written.text), {}), make_user())
    assert differences(before, entry_of(made)) == []
    assert CmsImage.objects.count() == 1


@pytest.mark.django_db
def test_a_picture_that_the_library_lacks_is_added_with_its_description():
    question = make_question(image=make_image())
    before = entry_of(question)
    question.delete()
    CmsImage.objects.all().delete()
    text = EXPORTS["moodle_xml"].write([before]).text
    (made,) = load(plan_import(EXPORTS["moodle_xml"].read(text), {}), make_user())
    assert (made.image.description, made.image.width, made.image.height) == ("Een kaart", 4, 3)
    with made.image.open_file() as file:
        assert base64.b64encode(file.read()).decode() == before["image"]["data"]


@pytest.mark.django_db
@pytest.mark.parametrize("export", ["json", "moodle_xml"])
def test_what_carries_pictures_has_nothing_to_tell(export):
    assert EXPORTS[export].write([entry_of(make_question(image=make_image()))]).remarks == []


@pytest.mark.django_db
def test_gift_tells_that_others_do_not_see_the_picture():
    question = make_question(key="P-1", image=make_image())
    written = EXPORTS["gift"].write([entry_of(question)])
    ((key, remark),) = written.remarks
    assert key == "P-1"
    assert "tonen de afbeelding niet" in remark


@pytest.mark.django_db
def test_of_a_draft_the_newest_version_is_exported_and_an_empty_one_is_told():
    draft = make_question(key="D-1")
    draft.unpublish()
    draft.prompt = "Nieuwe woorden"
    draft.save_revision()
    Question.objects.create(key="D-2", prompt="Leeg", topic=1, live=False).save_revision()
    found, remarks = entries_of(Question.objects.order_by("key"))
    assert [entry["prompt"] for entry in found] == ["Nieuwe woorden"]
    assert [key for key, _remark in remarks] == ["D-2"]
