"""Handing in what was learned elsewhere: what is accepted, what is refused and what is kept."""

import errno
from datetime import date, timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from lxml import html

from tests.factories.evidence import a_photo_with_a_place, a_picture, filled_in, make_evidence, upload
from tests.factories.people import make_user
from transcript import evidence as handing_in
from transcript.models import Evidence

NEW = "/mijn-leren/bewijs/nieuw/"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Handed-in files on a real disk, in an empty folder."""
    monkeypatch.setattr(Evidence._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))
    return tmp_path


def files_in(folder) -> list:
    return [file for file in folder.rglob("*") if file.is_file()]


def refused(client, **changes) -> html.HtmlElement:
    response = client.post(NEW, filled_in(**changes))
    assert response.status_code == 200
    assert not Evidence.objects.exists()
    return html.fromstring(response.content)


def error_at(page: html.HtmlElement, field: str) -> str:
    return " ".join(page.get_element_by_id(f"id_{field}_error").text_content().split())


def test_what_is_handed_in_waits_for_a_judgement(as_learner, learner):
    response = as_learner.post(NEW, filled_in(), follow=True)
    evidence = Evidence.objects.get()
    assert response.redirect_chain == [(reverse("evidence", args=[evidence.pk]), 302)]
    assert (evidence.user, evidence.title, evidence.provider) == (learner, "Studiedag inkoop", "Opleidingshuis Delta")
    assert (evidence.completed_on, evidence.minutes) == (date(2026, 3, 2), 90)
    assert (evidence.state, evidence.judged_at, evidence.judged_by) == (Evidence.State.WAITING, None, None)
    page = response.content.decode()
    assert "Ingeleverd. Het staat op uw leeroverzicht." in page
    assert "1 uur en 30 minuten" in page
    assert "Nog niet bevestigd" in page


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [("1,5", 90), ("1.5", 90), ("2", 120), (" 0,25 ", 15), ("0,01", 1), ("1000", 60_000), ("7,33", 440)],
)
def test_hours_are_read_as_people_write_them(as_learner, hours, minutes):
    as_learner.post(NEW, filled_in(hours=hours))
    assert Evidence.objects.get().minutes == minutes


@pytest.mark.parametrize("hours", ["anderhalf", "1,5 uur", "1.000", "1,5,5", "-2", "1e3", "½", "2,", ",5", "1:30"])
def test_hours_that_are_no_number_are_refused_with_an_example(as_learner, hours):
    assert "Vul de uren in als getal, bijvoorbeeld 2 of 1,5." in error_at(refused(as_learner, hours=hours), "hours")


@pytest.mark.parametrize("hours", ["0", "0,00", "1000,01", "9999"])
def test_hours_nobody_learns_are_refused(as_learner, hours):
    assert "meer dan 0 en niet meer dan 1000 uur" in error_at(refused(as_learner, hours=hours), "hours")


def test_a_day_that_is_still_to_come_is_refused(as_learner):
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = refused(as_learner, completed_on=tomorrow.isoformat())
    assert "nog niet geweest" in error_at(page, "completed_on")
    as_learner.post(NEW, filled_in(completed_on=timezone.localdate().isoformat()))
    assert Evidence.objects.get().completed_on == timezone.localdate()


@pytest.mark.parametrize(("day", "sentence"), [("0202-03-02", "van voor 1950"), ("31-02-2026", "dag-maand-jaar")])
def test_a_day_that_cannot_be_is_refused(as_learner, day, sentence):
    assert sentence in error_at(refused(as_learner, completed_on=day), "completed_on")


def test_a_day_may_be_written_the_dutch_way(as_learner):
    as_learner.post(NEW, filled_in(completed_on="2-3-2026"))
    assert Evidence.objects.get().completed_on == date(2026, 3, 2)


@pytest.mark.parametrize("field", ["title", "provider", "completed_on", "hours"])
@pytest.mark.parametrize("value", ["", "   ", "\u200b"])
def test_nothing_may_be_left_out(as_learner, field, value):
    assert error_at(refused(as_learner, **{field: value}), field)


@pytest.mark.parametrize("field", ["title", "provider"])
def test_a_hundred_thousand_characters_are_refused_and_not_lost(as_learner, field):
    page = refused(as_learner, **{field: "w" * 100_000})
    assert "200" in error_at(page, field)
    assert page.xpath(f"//input[@name='{field}']")[0].value == "w" * 100_000


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ((b"", "bewijs.pdf"), "leeg"),
        ((b"<!doctype html>", "bewijs.pdf"), "geen PDF, PNG of JPEG"),
        ((b"%PDF-" + bytes(11 * 1024 * 1024), "bewijs.pdf"), "groter dan 10 MB"),
        ((b"\x89PNG\r\n\x1a\n", "bewijs.png"), "kan niet worden geopend"),
    ],
)
def test_a_file_that_is_not_accepted_is_refused_with_a_sentence(as_learner, file, sentence):
    content, name = file
    assert sentence in error_at(refused(as_learner, paper=upload(content, name)), "paper")


def test_without_a_file_there_is_no_evidence(as_learner):
    data = filled_in()
    del data["paper"]
    page = as_learner.post(NEW, data).content.decode()
    assert "Kies het bestand waarmee u dit laat zien." in page
    assert not Evidence.objects.exists()


def test_what_was_typed_stays_and_the_page_says_what_to_choose_again(as_learner):
    page = refused(as_learner, hours="veel")
    values = {field.get("name"): field.value for field in page.xpath("//main//input[not(@type='hidden')]")}
    assert values == {
        "title": "Studiedag inkoop",
        "provider": "Opleidingshuis Delta",
        "completed_on": "2026-03-02",
        "hours": "veel",
        "paper": None,
    }
    assert "Alleen het bestand moet u opnieuw kiezen." in page.text_content()
    assert page.findtext(".//title").startswith("Fout:")


def test_markup_and_invisible_characters_in_words_are_only_words(as_learner):
    as_learner.post(NEW, filled_in(title="<b>Inkoop</b>\u202e &amp;", provider="A\tB"))
    evidence = Evidence.objects.get()
    assert (evidence.title, evidence.provider) == ("<b>Inkoop</b> &amp;", "A B")
    page = as_learner.get(reverse("evidence", args=[evidence.pk])).content.decode()
    assert "&lt;b&gt;Inkoop&lt;/b&gt; &amp;amp;" in page


def test_pressing_the_button_twice_hands_in_once(as_learner, folder):
    content = a_picture()
    for _ in range(2):
        response = as_learner.post(NEW, filled_in(paper=upload(content, "foto.jpg")), follow=True)
    assert Evidence.objects.count() == 1
    assert len(files_in(folder)) == 1
    assert "U hebt dit al ingeleverd." in response.content.decode()


def test_one_file_may_show_two_things_and_two_people_may_have_the_same_file(as_learner, home):
    content = a_picture()
    for title in ("Eerste dag", "Tweede dag"):
        as_learner.post(NEW, filled_in(title=title, paper=upload(content)))
    make_evidence(make_user(), title="Eerste dag")
    assert Evidence.objects.count() == 3


def test_what_was_sent_back_may_be_handed_in_again(as_learner, learner):
    content = a_picture()
    as_learner.post(NEW, filled_in(paper=upload(content)))
    Evidence.objects.update(state=Evidence.State.RETURNED, judged_at=timezone.now(), remark="Datum ontbreekt")
    as_learner.post(NEW, filled_in(paper=upload(content)))
    assert sorted(Evidence.objects.values_list("state", flat=True)) == ["returned", "waiting"]


def test_the_name_on_the_disk_is_not_the_name_of_the_file(as_learner, folder):
    as_learner.post(NEW, filled_in(paper=upload(a_photo_with_a_place(), "../../Sanne de Vries.png")))
    (file,) = files_in(folder)
    assert "Sanne" not in str(file)
    assert (file.parent.name, file.suffix, len(file.stem)) == ("evidence", ".jpg", 32)
    evidence = Evidence.objects.get()
    assert evidence.file_name == "Sanne de Vries.jpg"
    assert evidence.size == file.stat().st_size
    assert b"GPS" not in file.read_bytes()


@pytest.mark.row("R14")
def test_a_full_disk_is_said_and_leaves_no_row_and_no_half_file(as_learner, folder, monkeypatch, caplog):
    def fill_up(storage, name, content):
        (folder / "evidence").mkdir(exist_ok=True)
        (folder / name).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", fill_up)
    page = refused(as_learner)
    assert "Het bestand kon niet worden bewaard. Er is niets ingeleverd." in error_at(page, "paper")
    assert files_in(folder) == []
    assert "cannot be written" in caplog.text


@pytest.mark.row("R14")
def test_a_row_that_fails_leaves_no_file(learner, home, folder, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("The database is gone.")

    monkeypatch.setattr(Evidence, "save", fail)
    with pytest.raises(RuntimeError):
        make_evidence(learner)
    assert files_in(folder) == []


def test_there_is_an_end_to_what_one_person_hands_in(as_learner, learner, monkeypatch):
    monkeypatch.setattr(handing_in, "MOST_PER_PERSON", 1)
    make_evidence(learner)
    page = as_learner.post(NEW, filled_in()).content.decode()
    assert "U hebt 1 bewijzen ingeleverd." in page
    assert Evidence.objects.count() == 1


def test_withdrawing_removes_row_and_file(as_learner, learner, folder, django_capture_on_commit_callbacks):
    evidence = make_evidence(learner, state=Evidence.State.CONFIRMED)
    with django_capture_on_commit_callbacks(execute=True):
        response = as_learner.post(reverse("evidence_withdraw", args=[evidence.pk]), follow=True)
    assert "Ingetrokken. Het bestand is verwijderd." in response.content.decode()
    assert not Evidence.objects.exists()
    assert files_in(folder) == []


def test_the_file_goes_with_the_account(learner, folder, home, django_capture_on_commit_callbacks):
    make_evidence(learner)
    with django_capture_on_commit_callbacks(execute=True):
        learner.delete()
    assert files_in(folder) == []


def test_a_removal_that_is_taken_back_keeps_the_file(learner, folder, home, django_capture_on_commit_callbacks):
    evidence = make_evidence(learner)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        evidence.delete()
        transaction.set_rollback(True)
    assert Evidence.objects.count() == 1
    assert len(files_in(folder)) == 1


def test_a_file_that_cannot_be_removed_is_named_in_the_log(learner, home, monkeypatch, caplog, folder):
    evidence = make_evidence(learner)

    def fail(*args):
        raise PermissionError("read-only")

    monkeypatch.setattr(FileSystemStorage, "delete", fail)
    handing_in._remove(evidence)
    assert evidence.file.name in caplog.text


def test_looking_at_the_form_hands_in_nothing(as_learner):
    assert as_learner.get(NEW).status_code == 200
    assert not Evidence.objects.exists()
