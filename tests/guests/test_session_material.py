"""Material and recordings of sessions: what may be added, and who sees it when."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cms.captions import CaptionsRefusedError, captions_from
from guests import materials
from guests.models import Material, RecordingConsent
from tests.factories.guests import make_entrepreneur
from tests.factories.people import make_user
from tests.factories.sessions import make_meeting, move

from .conftest import signed_in
from .test_presenter_page import link_of, over

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nfolder"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(range(256))
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nWelkom allemaal.\n"


def a_file(content: bytes, name: str = "bestand.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(*names: str, **files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def a_picture() -> bytes:
    drawn = io.BytesIO()
    picture = Image.new("RGB", (8, 8), "green")
    exif = picture.getexif()
    exif[0x0110] = "GeheimToestel"
    picture.save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


def add(user, meeting, *, name="session_material_add", **fields):
    words = {"title": "Handout", "audience": "participants"} | fields
    return signed_in(user).post(reverse(name, args=[meeting.session.pk]), words)


def made(meeting, **fields) -> Material:
    known = {"kind": "link", "link": "https://film.example/", "title": "Film", "audience": "participants"}
    return Material.objects.create(session=meeting.session, **known | fields)


def recorded(meeting, agreed: bool | None = True, **fields) -> Material:
    add(meeting.host, meeting, name="session_recording_add", file=a_file(MP4), captions_file=a_file(VTT.encode()))
    if agreed is not None:
        materials.say_of_recording(meeting.session, agreed, meeting.presenter)
    Material.objects.update(**fields)
    return Material.objects.get(session=meeting.session, kind="recording")


def read(user, material) -> int:
    return signed_in(user).get(reverse("session_material", args=[material.session_id, material.pk])).status_code


# --- What may be added -------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kept_as"),
    [
        (PDF, "handout.pdf"),
        (zipped("ppt/presentation.xml"), "handout.pptx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.presentation"), "handout.odp"),
        (a_picture(), "handout.png"),
    ],
)
def test_files_are_known_by_their_content_and_come_out_as_a_file_to_save(content, kept_as):
    meeting = make_meeting()
    add(meeting.presenter, meeting, file=a_file(content, "handout.exe"))

    material = Material.objects.get()
    assert material.file_name == kept_as
    assert material.by_presenter
    answer = signed_in(meeting.host).get(reverse("session_material", args=[meeting.session.pk, material.pk]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{kept_as}"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"GeheimToestel" not in answer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00",
        zipped("word/document.xml"),
        zipped("ppt/presentation.xml", "ppt/vbaProject.bin"),
        b"PK\x03\x04 geen zip",
        b"\xff\xd8\xff geen foto",
        b"",
    ],
)
def test_other_files_are_refused_with_a_sentence_and_what_was_typed_stays(content):
    meeting = make_meeting()
    page = add(meeting.host, meeting, title="Mijn handout", file=a_file(content, "handout.pdf"))
    assert page.context["form"].errors["file"]
    assert 'value="Mijn handout"' in page.content.decode()
    assert not Material.objects.exists()


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("guests.material_files.LARGEST_FILE", 5)
    meeting = make_meeting()
    assert add(meeting.host, meeting, file=a_file(PDF)).context["form"].errors["file"]


@pytest.mark.parametrize("fields", [{}, {"link": "javascript:alert(1)"}, {"file": PDF, "link": "https://a.example/"}])
def test_it_is_a_file_or_a_link_of_the_web(fields):
    meeting = make_meeting()
    fields = {name: a_file(value) if name == "file" else value for name, value in fields.items()}
    page = add(meeting.host, meeting, **fields)
    assert page.context["form"].errors
    assert not Material.objects.exists()


def test_a_session_holds_so_many_and_then_says_so(monkeypatch):
    monkeypatch.setattr(materials, "MOST_PER_SESSION", 1)
    meeting = make_meeting()
    add(meeting.host, meeting, link="https://a.example/")
    page = add(meeting.host, meeting, link="https://b.example/")
    assert page.context["form"].errors
    assert Material.objects.count() == 1


def test_the_file_goes_with_its_row(django_capture_on_commit_callbacks):
    meeting = make_meeting()
    add(meeting.host, meeting, file=a_file(PDF))
    material = Material.objects.get()
    storage, name = material.file.storage, material.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(meeting.host).post(reverse("session_material_remove", args=[meeting.session.pk, material.pk]))
    assert not Material.objects.exists()
    assert not storage.exists(name)


def test_the_presenter_removes_what_the_own_side_added_and_the_host_everything(client):
    meeting = make_meeting()
    of_host, own = made(meeting), made(meeting, by_presenter=True)
    link = link_of(meeting)
    assert client.post(f"{link}materiaal/{of_host.pk}/weg/").status_code == 404
    assert client.post(f"{link}materiaal/{own.pk}/weg/").status_code == 302
    signed_in(meeting.host).post(reverse("session_material_remove", args=[meeting.session.pk, of_host.pk]))
    assert not Material.objects.exists()


# --- Who sees it -------------------------------------------------------------


def test_each_audience_sees_its_own():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    colleague, stranger = meeting.visitor(), make_user()
    for audience, seen in (
        ("participants", (True, False, False)),
        ("members", (True, True, False)),
        ("everyone", (True, True, True)),
    ):
        material = made(meeting, audience=audience)
        found = [material in materials.material_seen_by(user) for user in (own.user, colleague, stranger)]
        assert tuple(found) == seen


def test_what_one_may_not_see_is_not_there_and_the_two_sides_see_all(client):
    meeting, other = make_meeting(), make_meeting()
    add(meeting.host, meeting, file=a_file(PDF))
    material = Material.objects.get()
    partner = make_entrepreneur(meeting.presenter.enterprises.get())
    for user in (meeting.host, meeting.presenter, partner):
        assert read(user, material) == 200
    for user in (meeting.visitor(), other.host, other.presenter, make_user()):
        assert read(user, material) == 404
    assert client.get(reverse("session_material", args=[meeting.session.pk, material.pk])).status_code == 302
    wrong = reverse("session_material", args=[other.session.pk, material.pk])
    assert signed_in(meeting.host).get(wrong).status_code == 404


def test_the_link_of_one_session_opens_nothing_of_another(client):
    meeting, other = make_meeting(), make_meeting()
    add(other.host, other, file=a_file(PDF))
    material = Material.objects.get()
    link = link_of(meeting)
    assert client.get(f"{link}materiaal/{material.pk}/").status_code == 404
    assert client.post(f"{link}materiaal/{material.pk}/weg/").status_code == 404
    assert client.get(f"{link_of(other)}materiaal/{material.pk}/").status_code == 200


def test_what_is_for_afterwards_is_seen_afterwards():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    material = made(meeting, after_only=True)
    assert material not in materials.material_seen_by(own.user)
    over(meeting)
    assert material in materials.material_seen_by(own.user)


def test_readers_find_it_on_the_session_and_on_one_page():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    made(meeting, title="De dia's")
    for address in (reverse("session", args=[meeting.session.pk]), reverse("session_materials")):
        assert "De dia&#x27;s" in signed_in(own.user).get(address).content.decode()
        assert "De dia&#x27;s" not in signed_in(meeting.host).get(reverse("session_materials")).content.decode()


def test_the_page_with_material_asks_as_often_for_many_as_for_one(django_assert_max_num_queries):
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    client = signed_in(own.user)
    made(meeting)
    with django_assert_max_num_queries(60) as asked:
        client.get(reverse("session_materials"))
    for _number in range(5):
        made(meeting)
    with django_assert_max_num_queries(len(asked.captured_queries)):
        client.get(reverse("session_materials"))


# --- Recordings --------------------------------------------------------------


def test_a_recording_needs_captions_or_the_reason_why_there_is_no_speech():
    meeting = make_meeting()
    page = add(meeting.host, meeting, name="session_recording_add", file=a_file(MP4))
    assert page.context["form"].errors["captions_file"]
    add(meeting.host, meeting, name="session_recording_add", file=a_file(MP4), no_speech="Alleen muziek")
    assert Material.objects.get().no_speech == "Alleen muziek"


@pytest.mark.parametrize("content", [PDF, b"", b"\x00\x00\x00\x18ftypheic" + bytes(60)])
def test_a_recording_is_a_video_that_browsers_play(content):
    meeting = make_meeting()
    page = add(
        meeting.host, meeting, name="session_recording_add", file=a_file(content, "film.mp4"), no_speech="Muziek"
    )
    assert page.context["form"].errors["file"]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:02,000\nSRT\n",
        "WEBVTT\n\n00:00,000 --> 00:02,000\nKomma\n",
        "WEBVTT\n\n00:03.000 --> 00:02.000\nAchteruit\n",
        "WEBVTT\n\n00:05.000 --> 00:06.000\nB\n\n00:01.000 --> 00:02.000\nA\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n\n",
        "WEBVTT\n",
        "WEBVTTX\n\n00:01.000 --> 00:02.000\nA\n",
    ],
)
def test_captions_that_no_player_reads_are_refused(text):
    with pytest.raises(CaptionsRefusedError):
        captions_from(text.encode())


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"WEBVTT" + b"x" * (1024 * 1024)])
def test_captions_that_are_no_text_or_too_long_are_refused(content):
    with pytest.raises(CaptionsRefusedError):
        captions_from(content)


def test_captions_are_kept_as_they_are_with_one_kind_of_line_end():
    text = "WEBVTT - Titel\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000 align:start\r\nHallo\r\n"
    assert captions_from(b"\xef\xbb\xbf" + text.encode()) == text.replace("\r\n", "\n")


@pytest.mark.parametrize(("agreed", "seen"), [(None, False), (False, False), (True, True)])
def test_a_recording_is_seen_after_the_session_when_the_presenter_agreed(agreed, seen):
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    recording = recorded(meeting, agreed)
    assert recording not in materials.material_seen_by(own.user)
    over(meeting)
    assert (recording in materials.material_seen_by(own.user)) is seen


def test_the_presenter_says_yes_and_no_also_by_the_link_and_each_word_is_kept(client):
    meeting = make_meeting()
    link = link_of(meeting)
    client.post(f"{link}opname/toestemming/", {"agree": "yes"})
    client.post(f"{link}opname/toestemming/", {"agree": "yes"})
    assert materials.recording_is_agreed(meeting.session) is True
    address = reverse("session_recording_consent", args=[meeting.session.pk])
    signed_in(meeting.presenter).post(address, {"agree": "no"})
    assert materials.recording_is_agreed(meeting.session) is False
    assert list(RecordingConsent.objects.values_list("given", flat=True)) == [True, False]
    for user in (meeting.host, meeting.visitor(), make_meeting().presenter):
        assert signed_in(user).post(address, {"agree": "yes"}).status_code == 404
    assert RecordingConsent.objects.count() == 2


def test_the_recording_is_watched_with_captions_and_in_pieces():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    recording = recorded(meeting)
    over(meeting)
    client, where = signed_in(own.user), [meeting.session.pk, recording.pk]

    page = client.get(reverse("session_recording", args=where)).content.decode()
    assert reverse("session_recording_video", args=where) in page
    assert 'kind="captions"' in page
    assert client.get(reverse("session_captions", args=where)).content.decode() == VTT
    video = reverse("session_recording_video", args=where)
    assert client.get(video).getvalue() == MP4
    for asked, begin, end in (("bytes=0-9", 0, 10), ("bytes=250-", 250, len(MP4)), ("bytes=-5", len(MP4) - 5, None)):
        answer = client.get(video, headers={"Range": asked})
        assert answer.status_code == 206
        assert answer.getvalue() == MP4[begin:end]
    assert client.get(video, headers={"Range": "bytes=99999-"}).status_code == 416
    assert client.get(video, headers={"Range": "bytes=-"}).status_code == 200


def test_nobody_else_watches_it_and_a_handout_is_no_recording():
    meeting = make_meeting()
    recording = recorded(meeting)
    over(meeting)
    handout = made(meeting)
    for name in ("session_recording", "session_recording_video", "session_captions"):
        for user in (meeting.visitor(), make_user(), make_meeting().host):
            address = reverse(name, args=[meeting.session.pk, recording.pk])
            assert signed_in(user).get(address).status_code == 404
        assert signed_in(meeting.host).get(reverse(name, args=[meeting.session.pk, handout.pk])).status_code == 404


def test_adding_is_for_the_two_sides_of_a_confirmed_session():
    meeting = make_meeting()
    for name in ("session_material_add", "session_recording_add"):
        address = reverse(name, args=[meeting.session.pk])
        assert signed_in(meeting.host).get(address).status_code == 200
        for user in (meeting.visitor(), make_meeting().host, make_entrepreneur()):
            assert signed_in(user).get(address).status_code == 404
            assert signed_in(user).post(address, {}).status_code == 404


def test_what_was_shown_of_a_session_that_is_called_off_is_not_shown_any_more():
    meeting = make_meeting()
    (own,) = meeting.sign_up(1)
    made(meeting)
    meeting.session.cancelled_at = timezone.now() - timedelta(days=1)
    meeting.session.save()
    assert not materials.material_seen_by(own.user).exists()
    move(meeting.session, timezone.now() + timedelta(days=2))
