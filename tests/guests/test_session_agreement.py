"""A session is proposed by either side and takes place once both have said yes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.refused import Refused
from guests import sessions
from guests.models import Session
from guests.sessions import Side
from people.models import OutboxMail
from tests.factories.guests import make_editor, make_entrepreneur
from tests.factories.people import make_member
from tests.factories.sessions import make_meeting, make_proposal, move, new_session, typed, written

from .conftest import signed_in

HOST, PRESENTER = frozenset({Side.HOST}), frozenset({Side.PRESENTER})


def mailed(user) -> list[str]:
    return [mail.key.split(":")[0] for mail in OutboxMail.objects.filter(user=user).order_by("pk")]


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["host", "presenter"])
def test_a_proposal_waits_for_the_other_side_who_is_asked_by_mail(by):
    meeting = make_proposal(by)
    asked = meeting.presenter if by == "host" else meeting.host

    assert not meeting.session.is_confirmed
    assert sessions.waits_for(meeting.session) == ("presenter" if by == "host" else "host")
    assert mailed(asked) == ["session-proposed"]
    assert OutboxMail.objects.count() == 1


@pytest.mark.django_db
def test_the_yes_of_the_other_side_confirms_it_and_both_get_it_in_their_calendar():
    meeting = make_meeting()

    assert meeting.session.is_confirmed
    assert (meeting.session.host, meeting.session.presenter) == (meeting.host, meeting.presenter)
    confirmed = OutboxMail.objects.filter(key__startswith="session-confirmed")
    assert {mail.user for mail in confirmed} == {meeting.host, meeting.presenter}
    assert all("METHOD:REQUEST" in mail.calendar for mail in confirmed)


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_who_proposed_it_cannot_say_yes_for_the_other_side():
    meeting = make_proposal("host")
    version = sessions.version_of(meeting.session)

    with pytest.raises(Refused, match="The other side"):
        sessions.confirm(meeting.session, meeting.host, HOST, version)


@pytest.mark.django_db
def test_saying_yes_twice_confirms_once():
    meeting = make_meeting()
    version = sessions.version_of(meeting.session)

    assert not sessions.confirm(meeting.session, meeting.presenter, PRESENTER, version)
    assert OutboxMail.objects.filter(key__startswith="session-confirmed").count() == 2


@pytest.mark.django_db
def test_one_cannot_say_yes_to_words_one_has_not_seen():
    meeting = make_proposal("host")
    seen = sessions.version_of(meeting.session)
    sessions.change(meeting.session, written(meeting.session, place="Elders"), meeting.host, HOST, seen)

    answer = signed_in(meeting.presenter).post(
        reverse("session_confirm", args=[meeting.session.pk]), {"version": seen}, follow=True
    )

    assert "Elders" in answer.content.decode()
    meeting.session.refresh_from_db()
    assert not meeting.session.is_confirmed


@pytest.mark.django_db
def test_a_change_before_both_said_yes_is_a_proposal_to_the_other_side():
    meeting = make_proposal("host")
    later = meeting.session.starts_at + timedelta(days=1)
    fields = written(meeting.session, starts_at=later, ends_at=later + timedelta(hours=1), sign_up_closes_at=later)

    sessions.change(meeting.session, fields, meeting.presenter, PRESENTER, sessions.version_of(meeting.session))

    meeting.session.refresh_from_db()
    assert sessions.waits_for(meeting.session) == Side.HOST
    assert mailed(meeting.host) == ["session-proposed"]


@pytest.mark.django_db
def test_a_change_after_that_stays_confirmed_and_goes_to_everybody_who_comes_or_waits():
    meeting = make_meeting(capacity=1)
    with_place, waiting = meeting.sign_up(2)
    session = meeting.session
    session.refresh_from_db()

    sessions.change(
        session, written(session, place="Kamer 4"), meeting.presenter, PRESENTER, sessions.version_of(session)
    )

    session.refresh_from_db()
    assert session.is_confirmed
    assert session.sequence == 1
    changed = {mail.user: mail for mail in OutboxMail.objects.filter(key__startswith="session-changed")}
    assert set(changed) == {meeting.host, meeting.presenter, with_place.user, waiting.user}
    assert "Kamer 4" in changed[with_place.user].calendar
    assert changed[waiting.user].calendar == ""


@pytest.mark.django_db
def test_a_change_that_changes_nothing_writes_and_mails_nothing():
    meeting = make_meeting()
    session, mails = meeting.session, OutboxMail.objects.count()

    assert not sessions.change(session, written(session), meeting.host, HOST, sessions.version_of(session))
    assert OutboxMail.objects.count() == mails


@pytest.mark.django_db
def test_more_places_are_given_to_who_waits_at_once():
    meeting = make_meeting(capacity=1)
    _first, second, third = meeting.sign_up(3)
    session = meeting.session

    sessions.change(session, written(session, capacity=2), meeting.host, HOST, sessions.version_of(session))

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("signed_up", "waiting")
    assert mailed(second.user) == ["session-waiting", "session-moved-up"]


@pytest.mark.django_db
def test_fewer_places_than_were_given_is_refused_with_the_number_and_the_typed_text_stays():
    meeting = make_meeting()
    meeting.sign_up(3)
    address = reverse("session_change", args=[meeting.session.pk])

    answer = signed_in(meeting.host).post(
        address, typed(capacity="2", agenda="Nieuw plan", version=sessions.version_of(meeting.session))
    )

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "Nieuw plan" in words
    assert "3" in words
    meeting.session.refresh_from_db()
    assert meeting.session.capacity == 20


@pytest.mark.django_db
def test_who_saves_an_old_form_sees_both_texts_and_overwrites_nothing():
    meeting = make_meeting()
    old = sessions.version_of(meeting.session)
    sessions.change(meeting.session, written(meeting.session, title="Van de een"), meeting.host, HOST, old)

    answer = signed_in(meeting.presenter).post(
        reverse("session_change", args=[meeting.session.pk]), typed(title="Van de ander", version=old)
    )

    words = answer.content.decode()
    assert "Van de een" in words
    assert "Van de ander" in words
    meeting.session.refresh_from_db()
    assert meeting.session.title == "Van de een"


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["host", "presenter"])
def test_either_side_calls_it_off_with_a_reason_that_everybody_gets(side):
    meeting = make_meeting(capacity=1)
    with_place, waiting = meeting.sign_up(2)

    signed_in(getattr(meeting, side)).post(
        reverse("session_cancel", args=[meeting.session.pk]), {"reason": "De spreker is ziek."}
    )

    meeting.session.refresh_from_db()
    assert meeting.session.cancelled_at
    assert meeting.session.sequence == 1
    off = {mail.user: mail for mail in OutboxMail.objects.filter(key__startswith="session-cancelled")}
    assert set(off) == {meeting.host, meeting.presenter, with_place.user, waiting.user}
    assert all("De spreker is ziek." in mail.body for mail in off.values())
    assert "METHOD:CANCEL" in off[with_place.user].calendar


@pytest.mark.django_db
def test_calling_it_off_twice_tells_it_once():
    meeting = make_meeting()
    assert sessions.cancel(meeting.session, "Ziek")
    assert not sessions.cancel(meeting.session, "Ziek")
    assert OutboxMail.objects.filter(key__startswith="session-cancelled").count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_what_has_begun_is_not_changed_or_called_off_any_more():
    meeting = make_meeting()
    move(meeting.session, timezone.now() - timedelta(minutes=5))
    version = sessions.version_of(meeting.session)

    with pytest.raises(Refused, match="begun"):
        sessions.change(meeting.session, written(meeting.session, title="Anders"), meeting.host, HOST, version)
    with pytest.raises(Refused, match="begun"):
        sessions.cancel(meeting.session, "Toch niet")


@pytest.mark.django_db
def test_no_mail_to_the_enterprise_names_anybody_of_the_municipality():
    meeting = make_meeting()
    sessions.cancel(meeting.session, "Ziek")

    for mail in OutboxMail.objects.filter(user=meeting.presenter):
        assert meeting.host.name not in mail.body
        assert meeting.host.email not in mail.calendar
        assert meeting.organisation.name in mail.body


@pytest.mark.django_db
def test_a_host_proposes_by_form_and_a_clash_is_said_but_not_refused():
    meeting = make_meeting()
    local = timezone.localtime(meeting.session.starts_at)
    day = local.date().isoformat()
    client = signed_in(meeting.host)
    begins, ends = ("12:00", "12:30") if local.hour > 12 else ("10:00", "23:00")
    sent = typed(enterprise=meeting.presenter.enterprises.get().pk, day=day, begins=begins, ends=ends)
    move(meeting.session, timezone.make_aware(timezone.datetime.fromisoformat(f"{day}T{begins}")))

    answer = client.post(reverse("session_new"), sent, follow=True)

    made = Session.objects.exclude(pk=meeting.session.pk).get()
    assert made.organisation == meeting.organisation
    assert made.host == meeting.host
    assert sum("Inkopen met impact" in str(message) for message in answer.context["messages"]) == 1


@pytest.mark.django_db
def test_an_entrepreneur_proposes_by_form_in_the_studio():
    meeting = make_proposal()
    presenter = meeting.presenter

    answer = signed_in(presenter).post(
        reverse("studio_new_session"), typed(organisation=meeting.organisation.pk), follow=True
    )

    made = Session.objects.exclude(pk=meeting.session.pk).get()
    assert made.enterprise == presenter.enterprises.get()
    assert made.presenter == presenter
    assert answer.redirect_chain[-1][0] == reverse("studio_session", args=[made.pk])


@pytest.mark.django_db
def test_an_editor_organises_for_every_municipality():
    meeting = make_proposal("presenter")
    session = meeting.session
    editor = make_editor()

    signed_in(editor).post(reverse("session_confirm", args=[session.pk]), {"version": sessions.version_of(session)})

    session.refresh_from_db()
    assert session.is_confirmed
    assert session.host == editor


@pytest.mark.django_db
def test_a_colleague_of_the_presenter_may_say_yes():
    meeting = make_proposal()
    colleague = make_entrepreneur(meeting.presenter.enterprises.get())

    signed_in(colleague).post(
        reverse("session_confirm", args=[meeting.session.pk]), {"version": sessions.version_of(meeting.session)}
    )

    meeting.session.refresh_from_db()
    assert meeting.session.is_confirmed
    assert meeting.session.presenter == colleague


@pytest.mark.django_db
def test_a_team_lead_proposes_for_the_own_municipality_only():
    meeting = make_proposal()
    other = make_proposal()
    lead = make_member(meeting.organisation, role="team_lead")

    assert set(sessions.organisations_hosted_by(lead)) == {meeting.organisation}
    sent = typed(enterprise=other.presenter.enterprises.get().pk, organisation=other.organisation.pk)
    signed_in(lead).post(reverse("session_new"), sent)
    assert not Session.objects.filter(organisation=other.organisation, host=lead).exists()


@pytest.mark.django_db
def test_a_session_never_ends_before_it_begins_whatever_writes_it():
    meeting = make_proposal()
    session = new_session(meeting.organisation, meeting.presenter)
    session.ends_at = session.starts_at
    with pytest.raises(Exception, match="guests_session_ends"):
        session.save()
