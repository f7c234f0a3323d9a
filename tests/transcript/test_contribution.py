"""The statement of a contribution: for who presented, once the session took place, with the words of the session."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.pdf import NotDrawnError
from guests.models import SignUp
from tests.certificates.pdf_reading import fonts_of, opened, tags_of, text_of
from tests.factories.guests import make_entrepreneur
from tests.factories.hr import signed_in
from tests.factories.sessions import make_meeting, move
from tests.guests.test_presenter_page import link_of
from transcript import contribution_views
from transcript.contribution import contribution_of, draw_contribution

pytestmark = pytest.mark.django_db
PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture
def meeting():
    meeting = make_meeting(title="Inkopen met impact")
    meeting.presenter.name = "Hanneke Vos"
    meeting.presenter.save()
    meeting.sign_up(7)
    SignUp.objects.filter(number__lte=6).update(attended_at=timezone.now())
    move(meeting.session, timezone.now() - timedelta(days=1))
    return meeting


def address(meeting) -> str:
    return reverse("session_statement", args=[meeting.session.pk])


def drawn(meeting, **options) -> bytes:
    return draw_contribution(contribution_of(meeting.session, meeting.presenter, **options), "Gemeente Rivierdam")


def test_it_says_who_did_what_for_whom_when_and_how_long(meeting):
    text = text_of(drawn(meeting))
    day = timezone.localtime(meeting.session.starts_at)
    enterprise = meeting.session.enterprise.name.replace(" ", "")
    for words in ("GemeenteRivierdam", "HannekeVos", "Inkopenmetimpact", "2uur", enterprise, str(day.year)):
        assert words in text
    assert meeting.organisation.name.replace(" ", "") in text


def test_the_number_of_participants_is_that_of_the_list_and_can_be_left_out(meeting):
    assert contribution_of(meeting.session, meeting.presenter).participants == 6
    assert contribution_of(meeting.session, meeting.presenter, with_number=False).participants is None
    tags = [
        len(tags_of(signed_in(meeting.presenter).get(address(meeting) + ask).content))
        for ask in ("", "?zonder-aantal=1")
    ]
    assert tags[0] > tags[1]
    SignUp.objects.update(attended_at=None)
    assert contribution_of(meeting.session, meeting.presenter).participants is None


def test_it_meets_both_standards_as_far_as_one_can_see(meeting):
    content = drawn(meeting)
    document = opened(content)
    metadata = document.open_metadata()
    assert metadata[f"{PDF_A}part"] == "3"
    assert metadata[f"{PDF_UA}part"] == "1"
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "nl"
    assert "Hanneke Vos" in str(document.docinfo.Title)
    assert len(document.pages) == 1
    assert all(fonts_of(content).values())
    assert [tag for tag, _alt in tags_of(content)].count("/H1") == 1


def test_who_presented_gets_it_signed_in_and_by_the_link(meeting):
    for answer in (
        signed_in(meeting.presenter).get(address(meeting)),
        Client().get(f"{link_of(meeting)}verklaring.pdf"),
    ):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


def test_nobody_else_gets_it(meeting):
    partner = make_entrepreneur(meeting.presenter.enterprises.get())
    for user in (partner, meeting.host, meeting.visitor(), make_entrepreneur()):
        assert signed_in(user).get(address(meeting)).status_code == 404
    assert Client().get(address(meeting)).status_code == 302
    assert Client().get("/sessies/spreker/geraden/verklaring.pdf").status_code == 404


def test_it_is_there_only_once_the_session_took_place(meeting):
    page = reverse("studio_session", args=[meeting.session.pk])
    assert address(meeting) in signed_in(meeting.presenter).get(page).content.decode()
    move(meeting.session, timezone.now() + timedelta(days=1))
    assert signed_in(meeting.presenter).get(address(meeting)).status_code == 404
    assert address(meeting) not in signed_in(meeting.presenter).get(page).content.decode()
    move(meeting.session, timezone.now() - timedelta(days=1))
    meeting.session.cancelled_at = timezone.now()
    meeting.session.save()
    assert signed_in(meeting.presenter).get(address(meeting)).status_code == 404


def test_a_name_that_cannot_be_drawn_and_a_press_that_fails_are_explained(meeting, monkeypatch):
    meeting.presenter.name = "Noor \U0001f337"
    meeting.presenter.save()
    assert "\U0001f337" in signed_in(meeting.presenter).get(address(meeting)).content.decode()

    def fail(*_arguments):
        raise NotDrawnError

    monkeypatch.setattr(contribution_views, "draw_contribution", fail)
    assert signed_in(meeting.presenter).get(address(meeting)).status_code == 200
