"""An editor chooses a file, sees what is in it, and only then imports it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.models import CmsImage
from people.roles import PlatformRole
from quizzes.exchange import load, upload
from quizzes.exchange.entries import MAXIMUM_BYTES
from quizzes.models import Question
from tests.factories.people import make_user
from tests.factories.quizzes import make_question

pytestmark = pytest.mark.django_db

CHOOSE = "/admin/question-exchange/"
PREVIEW = "/admin/question-exchange/import/"
EXPORT = "/admin/question-exchange/export/"
GIFT = """// [id:T9-01]
Mag dit?{T#Nee hoor.#Precies.}

// [id:T9-02]
Wat nu?{=wachten#Goed. ~rennen#Liever niet. ~%50%lopen#Kan ook.}

Dit is uitleg zonder antwoorden.
"""


@pytest.fixture
def as_editor(home) -> Client:
    return editor()


def editor() -> Client:
    user = make_user(name="Rik Redactie")
    user.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    client = Client()
    client.force_login(user)
    return client


def choose(client: Client, content: bytes | str = GIFT, name: str = "vragen.gift", **fields):
    content = content.encode() if isinstance(content, str) else content
    form = {"kind": "", "topic": "3", "difficulty": "moeilijk", "language": "en", **fields}
    return client.post(CHOOSE, {"file": SimpleUploadedFile(name, content), **form}, follow=True)


def confirm(client: Client):
    mark = client.get(PREVIEW).context["upload"].mark
    return client.post(PREVIEW, {"mark": mark}, follow=True)


def test_the_preview_tells_line_by_line_and_writes_nothing(as_editor):
    make_question(key="T9-01")
    response = choose(as_editor)
    page = response.content.decode()
    assert "1 nieuwe vraag, 1 bestaat al, 1 met een fout" in page
    assert [(problem.line, problem.text[:4]) for problem in response.context["plan"].problems] == [(7, "Dit ")]
    assert [note.line for note in response.context["plan"].notes] == [5]
    for text in ("Regel 7", "Regel 5", "T9-02", "Wat nu?", "1 vraag importeren"):
        assert text in page
    assert Question.objects.count() == 1


def test_what_was_shown_is_imported_as_drafts_with_what_the_form_said(as_editor):
    choose(as_editor)
    response = confirm(as_editor)
    assert "2 vragen zijn toegevoegd als concept" in response.content.decode()
    first, second = Question.objects.order_by("key")
    assert (first.key, second.key) == ("T9-01", "T9-02")
    assert (first.live, first.topic, first.difficulty, first.language) == (False, 3, "moeilijk", "en")
    assert first.latest_revision.user.name == "Rik Redactie"
    assert second.get_latest_revision_as_object().body[0].value["options"][0]["correct"]


def test_what_a_draft_still_needs_is_named_with_its_field(as_editor):
    response = choose(as_editor, "Mag dit?{T}\n\nWat?{=dit ~dat#Nee.}", "vragen.gift")
    first, second = (note.text for note in response.context["plan"].notes)
    assert first.count("Dit is een verplicht veld.") == 2
    assert "Uitleg voor wie ‘waar’ koos: " in first
    assert "Uitleg bij dit antwoord: Dit is een verplicht veld." in second


def test_a_second_time_nothing_is_doubled(as_editor):
    choose(as_editor)
    confirm(as_editor)
    page = choose(as_editor, name="andere naam.txt").content.decode()
    assert "0 nieuwe vragen, 2 bestaan al" in page
    confirm(as_editor)
    assert Question.objects.count() == 2


def test_the_file_is_gone_after_importing_and_cannot_be_imported_again(as_editor):
    choose(as_editor)
    mark = as_editor.get(PREVIEW).context["upload"].mark
    path = as_editor.session[upload.SESSION_KEY]["path"]
    confirm(as_editor)
    assert not storages["private"].exists(path)
    response = as_editor.post(PREVIEW, {"mark": mark}, follow=True)
    assert "Kies het opnieuw" in response.content.decode()
    assert Question.objects.count() == 2


def test_a_file_chosen_later_in_another_tab_is_not_imported_unseen(as_editor):
    choose(as_editor)
    old = as_editor.get(PREVIEW).context["upload"].mark
    choose(as_editor, "// [id:T9-03]\nAnders?{T}")
    response = as_editor.post(PREVIEW, {"mark": old}, follow=True)
    assert "intussen een ander bestand" in response.content.decode()
    assert not Question.objects.exists()


def test_a_file_of_somebody_else_is_not_there(as_editor):
    choose(as_editor)
    mark = as_editor.get(PREVIEW).context["upload"].mark
    colleague = editor()
    assert "Kies het opnieuw" in colleague.get(PREVIEW, follow=True).content.decode()
    colleague.post(PREVIEW, {"mark": mark})
    assert not Question.objects.exists()


def test_a_file_nobody_imported_is_removed_later(as_editor, monkeypatch):
    choose(as_editor)
    path = as_editor.session[upload.SESSION_KEY]["path"]
    monkeypatch.setattr(upload, "KEPT_FOR", timedelta(days=-1))
    choose(editor())
    assert not storages["private"].exists(path)
    assert "Kies het opnieuw" in as_editor.get(PREVIEW, follow=True).content.decode()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("Goed{T}\n\nVraag{=a{b}}", "vragen.gift", "Regel 3: Er staat een {"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><quiz/>', "vragen.xml", "Regel 1: Het bestand heeft een documenttype"),
        ("<html></html>", "vragen.xml", "geen Moodle XML"),
        ("Goed{T}", "vragen.doc", "Kies het formaat in de lijst"),
        (b"G\x00oed", "vragen.gift", "geen tekstbestand"),
        ("", "vragen.gift", "leeg"),
    ],
)
def test_an_unusable_file_is_refused_with_line_and_reason_and_the_choices_stay(as_editor, content, name, told):
    response = choose(as_editor, content, name)
    page = response.content.decode()
    assert told in page
    assert 'value="moeilijk" selected' in page
    assert upload.SESSION_KEY not in as_editor.session


def test_a_table_of_excel_is_refused_until_its_encoding_is_chosen(as_editor):
    content = "sleutel;vraag;goed\nX-1;Eén?;waar\n".encode("cp1252")
    page = choose(as_editor, content, "vragen.csv").content.decode()
    assert "Regel 2: Dit is geen UTF-8" in page
    assert upload.SESSION_KEY not in as_editor.session
    choose(as_editor, content, "vragen.csv", encoding="windows")
    confirm(as_editor)
    assert Question.objects.get().prompt == "Eén?"


def test_a_file_that_is_too_large_is_not_even_read(as_editor):
    response = choose(as_editor, b"x" * (MAXIMUM_BYTES + 1))
    assert "10 MB" in " ".join(response.context["form"].errors["file"])


@pytest.mark.parametrize(
    "wrong", [{"topic": "99"}, {"topic": ""}, {"language": "fr"}, {"kind": "exe"}, {"encoding": "utf-7"}]
)
def test_a_choice_that_does_not_exist_is_refused(as_editor, wrong):
    assert choose(as_editor, **wrong).context["form"].errors
    assert upload.SESSION_KEY not in as_editor.session


def test_when_one_question_fails_none_is_imported_and_no_picture_stays(as_editor, monkeypatch):
    image = CmsImage.objects.count()
    names = set(storages["default"].listdir("original_images")[1]) if folder_exists() else set()
    choose(as_editor, WITH_PICTURE, "vragen.json")
    saved = load._save

    def fail_at_the_second(entry, question, user, files):
        if question.key == "B-2":
            raise RuntimeError
        return saved(entry, question, user, files)

    monkeypatch.setattr(load, "_save", fail_at_the_second)
    with pytest.raises(RuntimeError):
        confirm(as_editor)
    assert not Question.objects.exists()
    assert CmsImage.objects.count() == image
    left = set(storages["default"].listdir("original_images")[1]) if folder_exists() else set()
    assert {name for name in left - names if name.startswith("stip-die-nergens")} == set()


def folder_exists() -> bool:
    return storages["default"].exists("original_images")


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
ANSWERS = (
    '"options": [{"text": "", "correct": true, "feedback": "x"}, {"text": "", "correct": false, "feedback": "x"}]'
)
WITH_PICTURE = f"""[
{{"id": "B-1", "type": "true_false", "prompt": "Een stip?", "topic": 1, {ANSWERS},
  "image": {{"name": "stip die nergens anders is.png", "description": "Een stip", "data": "{PNG}"}}}},
{{"id": "B-2", "type": "true_false", "prompt": "Nog een?", "topic": 1, {ANSWERS}}}
]"""


def test_a_picture_comes_along(as_editor):
    choose(as_editor, WITH_PICTURE, "vragen.json")
    confirm(as_editor)
    assert Question.objects.get(key="B-1").image.description == "Een stip"


def outsider(groups: tuple[str, ...] = ()) -> Client:
    client = Client()
    user = make_user()
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", [CHOOSE, PREVIEW, EXPORT])
def test_only_who_may_add_questions_comes_in(home, address):
    for client in (Client(), outsider()):
        response = client.get(address, {"kind": "json"})
        assert response.status_code == 302
        assert "/login/" in response["Location"]


@pytest.mark.parametrize("address", [CHOOSE, PREVIEW, EXPORT])
def test_somebody_of_the_admin_without_the_question_bank_is_sent_away(as_editor, address):
    group = Group.objects.get(name=PlatformRole.EDITOR.value)
    group.permissions.remove(group.permissions.get(codename="add_question"))
    response = as_editor.get(address, {"kind": "json"})
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")
    choose(as_editor)
    assert not Question.objects.exists()
    assert CHOOSE not in as_editor.get(reverse("wagtailadmin_home")).content.decode()


def test_the_question_bank_and_the_menu_lead_here(as_editor):
    listing = as_editor.get(reverse(Question.snippet_viewset.get_url_name("list"))).content.decode()
    assert f'href="{CHOOSE}"' in listing
    assert f'href="{CHOOSE}#export"' in listing
    assert CHOOSE in as_editor.get(reverse("wagtailadmin_home")).content.decode()


def test_questions_are_exported_by_topic_and_tag(as_editor):
    tagged = make_question(key="E-1", topic=2)
    tagged.tags.add("inkoop")
    tagged.save()
    make_question(key="E-2", topic=2)
    make_question(key="E-3", topic=3)
    tag = tagged.tags.get().pk
    for asked, keys in (({}, ["E-1", "E-2", "E-3"]), ({"topic": 2}, ["E-1", "E-2"]), ({"tag": tag}, ["E-1"])):
        response = as_editor.get(EXPORT, {"kind": "json", "download": "1", **asked})
        assert [entry["id"] for entry in response.json()] == keys
        assert "attachment" in response["Content-Disposition"]
        assert response["Content-Disposition"].endswith('.json"')


def test_the_screen_tells_what_a_format_cannot_say_before_the_file_is_fetched(as_editor):
    make_question("ordering", key="E-9")
    page = as_editor.get(EXPORT, {"kind": "gift"})
    assert [key for key, _remark in page.context["remarks"]] == ["E-9"]
    assert "Andere programma" in page.content.decode()
    file = as_editor.get(f"{EXPORT}{page.context['download']}")
    assert "// E-9: " in file.content.decode()
    xml = as_editor.get(EXPORT, {"kind": "moodle_xml", "download": "1"})
    assert xml["Content-Type"] == "application/xml"


@pytest.mark.parametrize(
    "wrong", [{}, {"kind": "exe"}, {"kind": "json", "tag": "999"}, {"kind": "json", "topic": "x"}]
)
def test_a_wrong_export_shows_the_form_again(as_editor, wrong):
    response = as_editor.get(EXPORT, wrong)
    assert response.context["export_form"].errors
    assert "Vragen in en uit" in response.content.decode()


def test_exporting_changes_nothing(as_editor):
    assert as_editor.post(EXPORT).status_code == 405
