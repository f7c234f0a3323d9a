"""Files in buckets: public ones at an address of this site, private ones at none, trouble as a disk has it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.http import Http404
from django.test import RequestFactory

from config.public_objects import public_object
from config.settings.stored_files import stored_files
from tests.config.test_production_settings import start, start_and_print

from ..deploy.object_store import ObjectStore, object_store

pytestmark = pytest.mark.usefixtures("connections_stay_as_they_are")

BUCKETS = {
    "S3_BUCKET": "public",
    "S3_PRIVATE_BUCKET": "private",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "secret",
}


class Environment(dict):
    """As environ.Env answers."""

    def str(self, name: str, default: str = "") -> str:
        return self.get(name, default)


@pytest.fixture
def store(settings):
    with object_store() as server:
        environment = Environment(BUCKETS, S3_ENDPOINT=server.address)
        settings.STORAGES = settings.STORAGES | stored_files(environment, in_buckets=True, sent_by_web_server=False)
        yield server


@pytest.fixture
def public(store: ObjectStore) -> Storage:
    return storages["default"]


@pytest.fixture
def private(store: ObjectStore) -> Storage:
    return storages["private"]


def get(path: str, method: str = "GET", **headers: str):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    response = public_object(RequestFactory().generic(method, f"/media/{path}", headers=named), path)
    response.body = b"".join(response) if response.streaming else response.content
    response.close()
    return response


def test_what_is_written_is_read_again_and_removed(private: Storage, store: ObjectStore):
    name = private.save("evidence/paper.pdf", ContentFile(b"paper"))
    assert private.open(name).read() == b"paper"
    assert private.size(name) == 5
    assert store.names("private") == [name]
    private.delete(name)
    assert not private.exists(name)
    assert store.names("private") == store.names("public") == []


def test_two_who_choose_one_name_at_once_both_keep_their_file(public: Storage):
    # Asked before either has written: the moment between looking and writing.
    first, second = (public.get_available_name("documents/plan.pdf") for _ in range(2))
    assert first != second


def test_a_private_file_keeps_the_name_it_was_given_and_takes_nobodys_place(private: Storage):
    name = private.save("evidence/paper.pdf", ContentFile(b"paper"))
    other = private.save("evidence/paper.pdf", ContentFile(b"other"))
    assert name == "evidence/paper.pdf"
    assert (private.open(name).read(), private.open(other).read()) == (b"paper", b"other")


def test_a_document_is_saved_under_the_name_it_was_given(public: Storage):
    name = public.save("documents/Handreiking 2.82.pdf", ContentFile(b"pdf"))
    assert name.endswith("/Handreiking 2.82.pdf")
    assert public.url(name) == f"/media/{name.replace(' ', '%20')}"


def test_a_private_file_has_no_address(private: Storage):
    with pytest.raises(ValueError, match="no address"):
        private.url("evidence/paper.pdf")


def test_trouble_of_the_storage_is_an_error_of_a_disk(private: Storage, store: ObjectStore):
    name = private.save("evidence/paper.pdf", ContentFile(b"paper"))
    opened = private.open(name)
    store.is_broken = True
    for attempt in (
        lambda: private.save("evidence/other.pdf", ContentFile(b"other")),
        lambda: private.open(name),
        lambda: private.size(name),
        lambda: private.exists(name),
        opened.read,
    ):
        with pytest.raises(OSError, match="object storage"):
            attempt()


def test_a_file_that_is_gone_is_said_to_be(private: Storage):
    with pytest.raises(FileNotFoundError):
        private.open("evidence/gone.pdf")


def test_pictures_are_for_everyone_and_stay_in_the_browser(public: Storage):
    name = public.save("images/a.jpg", ContentFile(b"picture"))
    answer = get(name)
    assert (answer.status_code, answer.body, answer["Content-Type"]) == (200, b"picture", "image/jpeg")
    assert answer["Content-Length"] == "7"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert [
        get(public.save(one, ContentFile(b"x")))["Content-Type"] for one in ("images/a.webp", "captions/a.vtt")
    ] == [
        "image/webp",
        "text/vtt",
    ]
    again = get(name, If_None_Match=answer["ETag"])
    assert (again.status_code, again.body) == (304, b"")
    only_headers = get(name, method="HEAD")
    assert (only_headers.status_code, only_headers.body, only_headers["Content-Length"]) == (200, b"", "7")


def test_a_player_gets_the_part_of_a_recording_that_it_asks_for(public: Storage):
    name = public.save("media/a.mp4", ContentFile(b"0123456789"))
    for asked, status, body, part in (
        ("bytes=2-5", 206, b"2345", "bytes 2-5/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=20-", 416, b"", None),
    ):
        answer = get(name, Range=asked)
        assert (answer.status_code, answer.body, answer.get("Content-Range")) == (status, body, part), asked


def test_originals_and_documents_are_not_reached_past_the_views_that_guard_them(public: Storage, private: Storage):
    names = [public.save(f"{folder}/secret.pdf", ContentFile(b"x")) for folder in ("documents", "original_images")]
    names += [f"images/../{name}" for name in names] + [f"/{names[0]}", f"./{names[0]}", "images/", "readiness/check"]
    names.append(private.save("evidence/secret.pdf", ContentFile(b"x")))
    for name in names:
        with pytest.raises(Http404):
            get(name)


def test_a_storage_that_does_not_answer_is_no_missing_picture(public: Storage, store: ObjectStore):
    name = public.save("images/a.jpg", ContentFile(b"picture"))
    store.is_broken = True
    with pytest.raises(OSError, match="object storage"):
        get(name)


def test_buckets_take_the_place_of_folders():
    complete = BUCKETS | {"S3_ENDPOINT": "https://s3.example", "MEDIA_ROOT": ""}
    assert start(**complete).returncode == 0
    shown = start_and_print("FILES_ARE_IN_BUCKETS, STORAGES['private']['OPTIONS']['bucket_name']", **complete)
    assert shown == "True private"


def test_buckets_without_what_they_need_are_refused_with_its_name():
    complete = BUCKETS | {"S3_ENDPOINT": "https://s3.example"}
    for name in ("S3_PRIVATE_BUCKET", "S3_ENDPOINT", "S3_ACCESS_KEY", "S3_SECRET_KEY"):
        refused = start(**complete | {name: ""})
        assert refused.returncode != 0
        assert f"S3_BUCKET is set, so set {name} as well" in refused.stderr
    refused = start(**complete | {"S3_PRIVATE_BUCKET": "public"})
    assert "must be another bucket than S3_BUCKET" in refused.stderr
