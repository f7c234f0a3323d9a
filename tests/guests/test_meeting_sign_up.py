"""Who comes to a meeting: social enterprises, SMEs without an account, hosts of tables; and how each goes again."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from cms.refused import Refused
from guests import meetings
from guests.models import Participant
from people.models import OutboxMail
from tests.factories.guests import make_enterprise, make_entrepreneur
from tests.factories.meetings import TOLD, make_gathering, move, sme

from .conftest import signed_in

pytestmark = pytest.mark.django_db
TYPED = sme(name="Bakkerij Korst", contact="Bea Bakker", email="Bea@Korst.example")


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()


def sign_up(gathering, client: Client | None = None, **changes):
    address = reverse("meeting_sign_up", args=[gathering.meeting.pk])
    return (client or Client()).post(address, TYPED | changes)


def test_an_sme_counts_once_the_address_is_proven():
    gathering = make_gathering()
    assert sign_up(gathering).url == reverse("meeting_sign_up_sent", args=[gathering.meeting.pk])

    asked = Participant.objects.get()
    assert not meetings.coming(gathering.meeting).exists()
    (mail,) = gathering.mails("proof")
    page = reverse("meeting_own", args=[asked.key])
    assert (mail.address, mail.user) == ("bea@korst.example", None)
    assert page in mail.body
    assert Client().get(page).status_code == 200
    assert not meetings.coming(gathering.meeting).exists(), "a program that opens links proves nothing"

    Client().post(reverse("meeting_own_confirm", args=[asked.key]))
    assert list(meetings.coming(gathering.meeting)) == [asked]


def test_signing_up_again_before_the_proof_keeps_what_was_filled_in_last():
    gathering = make_gathering()
    sign_up(gathering)
    first = Participant.objects.get()
    sign_up(gathering, sector="brood")

    assert Participant.objects.get().sector == "brood"
    assert Client().get(reverse("meeting_own", args=[first.key])).status_code == 404


def test_who_takes_part_already_gets_the_own_link_by_mail_and_the_screen_tells_nothing():
    gathering = make_gathering()
    known = gathering.sme(email="bea@korst.example", sector="brood")
    answer = sign_up(gathering, sector="iets anders")

    assert answer.url == reverse("meeting_sign_up_sent", args=[gathering.meeting.pk])
    known.refresh_from_db()
    assert known.sector == "brood"
    (mail,) = gathering.mails("known")
    assert known.key in mail.body


def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(english):
    gathering = make_gathering()
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = sign_up(gathering, client, email="geen adres", seeks=[], offers=[], name="").content.decode()

    assert "Fill in the name of the business." in page
    assert "Fill in a whole e-mail address, as name@enterprise.nl." in page
    assert "Tick at least one thing that you seek or offer." in page
    assert "Bea Bakker" in page
    assert not Participant.objects.exists()


def test_what_one_seeks_or_offers_is_not_called_optional(english):
    gathering = make_gathering()
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = html.fromstring(client.get(reverse("meeting_sign_up", args=[gathering.meeting.pk])).content)
    legends = {one.text_content().strip() for one in page.iter("legend")}
    assert {"What do you seek?", "What do you offer?", "Sustainable Development Goals (optional)"} <= legends


def test_a_program_that_fills_in_forms_is_stopped():
    gathering = make_gathering()
    answers = [sign_up(gathering, sector=f"{number}").status_code for number in range(4)]
    assert answers == [302, 302, 302, 429]


def test_a_meeting_without_an_open_form_has_no_page_for_smes():
    gathering = make_gathering(open_form=False)
    for name in ("meeting_sign_up", "meeting_sign_up_sent"):
        assert Client().get(reverse(name, args=[gathering.meeting.pk])).status_code == 404
    assert sign_up(gathering).status_code == 404


def change(participant: Participant, **changes):
    told = {"seeks": ["staff"], "offers": ["space"], "wish": "Wie zoekt er een hal?"} | changes
    return Client().post(reverse("meeting_own_change", args=[participant.key]), told)


def test_an_sme_changes_what_it_told_on_its_own_page():
    gathering = make_gathering()
    known = gathering.sme()
    page = reverse("meeting_own", args=[known.key])
    assert reverse("meeting_own_change", args=[known.key]) in Client().get(page).content.decode()

    assert change(known).url == page
    known.refresh_from_db()
    assert (known.seeks, known.offers, known.wish) == (["staff"], ["space"], "Wie zoekt er een hal?")
    assert list(meetings.coming(gathering.meeting)) == [known]


def test_what_an_sme_changed_too_late_or_badly_is_kept_on_the_screen_and_nowhere_else():
    gathering = make_gathering()
    known = gathering.sme(wish="Wie koopt er brood?")
    assert "Wie zoekt er een hal?" in change(known, seeks=[], offers=[]).content.decode()
    meetings.cancel(gathering.meeting, "Te weinig deelnemers.")
    assert "Wie zoekt er een hal?" in change(known).content.decode()
    page = Client().get(reverse("meeting_own", args=[known.key])).content.decode()
    assert reverse("meeting_own_change", args=[known.key]) not in page
    known.refresh_from_db()
    assert known.wish == "Wie koopt er brood?"


def test_only_an_sme_tells_it_there_and_nobody_without_the_link():
    gathering = make_gathering()
    enterprise = gathering.enterprise()
    assert change(enterprise).status_code == 404
    known = gathering.sme()
    meetings.sign_off(known)
    assert change(known).status_code == 404


@pytest.mark.parametrize("how", ["closed", "cancelled", "begun"])
def test_when_it_is_too_late_nobody_signs_up(how):
    gathering = make_gathering()
    if how == "cancelled":
        meetings.cancel(gathering.meeting, "Te weinig deelnemers.")
    else:
        gathering.meeting.sign_up_closes_at = timezone.now() - timedelta(minutes=1)
        gathering.meeting.save()
        if how == "begun":
            move(gathering.meeting, timezone.now() - timedelta(minutes=1))

    assert sign_up(gathering).status_code == 200
    with pytest.raises(Refused):
        gathering.host()
    with pytest.raises(Refused):
        gathering.enterprise()
    assert not Participant.objects.exists()


def test_the_organiser_adds_an_sme_that_hears_it_at_once_even_after_closing():
    gathering = make_gathering()
    gathering.meeting.sign_up_closes_at = timezone.now() - timedelta(minutes=1)
    gathering.meeting.save()
    address = reverse("meeting_add_sme", args=[gathering.meeting.pk])

    assert signed_in(gathering.organiser).post(address, TYPED).status_code == 302

    added = meetings.coming(gathering.meeting).get()
    (mail,) = gathering.mails("added")
    assert mail.address == "bea@korst.example"
    assert mail.way_out.endswith(reverse("meeting_own", args=[added.key]))
    again = signed_in(gathering.organiser).post(address, TYPED)
    assert again.status_code == 200
    assert "Bea Bakker" in again.content.decode()
    assert Participant.objects.count() == 1


def test_an_entrepreneur_signs_an_own_admitted_enterprise_up_and_changes_the_wishes():
    gathering = make_gathering()
    enterprise = make_enterprise(admitted=True)
    client = signed_in(make_entrepreneur(enterprise))
    address = reverse("studio_meeting", args=[gathering.meeting.pk, enterprise.pk])

    client.post(address, TOLD)
    client.post(address, TOLD | {"seeks": ["staff", "money"]})

    part = meetings.coming(gathering.meeting).get()
    assert (part.enterprise, part.seeks) == (enterprise, ["staff", "money"])
    assert len(gathering.mails("signed-up")) == 1


def test_nobody_signs_up_another_enterprise_or_one_that_is_not_admitted():
    gathering = make_gathering()
    other, waiting = make_enterprise(admitted=True), make_enterprise()
    client = signed_in(make_entrepreneur(waiting))
    for enterprise in (other, waiting):
        address = reverse("studio_meeting", args=[gathering.meeting.pk, enterprise.pk])
        assert client.get(address).status_code == client.post(address, TOLD).status_code == 404
    assert not Participant.objects.exists()


def test_a_host_signs_up_once():
    gathering = make_gathering()
    client = signed_in(gathering.colleague())
    for _time in range(2):
        client.post(reverse("meeting_help", args=[gathering.meeting.pk]))

    assert meetings.coming(gathering.meeting).get().side == Participant.Side.HOST
    assert len(gathering.mails("signed-up")) == 1


def test_a_link_in_each_mail_removes_an_sme_at_once():
    gathering = make_gathering().filled(1, 1)
    gone = gathering.sme(email="weg@mkb.example")

    Client().post(reverse("meeting_own_sign_off", args=[gone.key]))

    assert not Participant.objects.filter(pk=gone.pk).exists()
    assert Client().get(reverse("meeting_own", args=[gone.key])).status_code == 404
    (farewell,) = OutboxMail.objects.filter(address="weg@mkb.example")
    assert ":signed-off:" in farewell.key, "what waited to be sent is taken back"
    # Twice is once.
    assert Client().post(reverse("meeting_own_sign_off", args=[gone.key])).status_code == 302


def test_who_never_proved_the_address_is_not_mailed_when_it_goes():
    gathering = make_gathering()
    sign_up(gathering)
    Client().post(reverse("meeting_own_sign_off", args=[Participant.objects.get().key]))

    assert not Participant.objects.exists()
    assert not OutboxMail.objects.exists()


def test_the_own_page_shows_nobody_elses_address():
    gathering = make_gathering().filled(2, 2, 1).settled()
    everybody = list(meetings.coming(gathering.meeting))
    for one in everybody:
        page = Client().get(reverse("meeting_own", args=[one.key])).content.decode()
        assert not [other for other in everybody if other.address in page]
        others = [other for other in everybody if other.pk != one.pk]
        assert not [other for other in others if other.contact and other.contact in page]


def test_reading_never_writes():
    gathering = make_gathering()
    part = gathering.sme()
    for name in ("meeting_own_confirm", "meeting_own_sign_off"):
        assert Client().get(reverse(name, args=[part.key])).status_code == 405
    assert signed_in(gathering.organiser).get(reverse("meeting_help", args=[gathering.meeting.pk])).status_code == 405
