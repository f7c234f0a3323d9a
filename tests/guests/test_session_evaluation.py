"""After a session who was there is asked once how it was; both sides hear sums, the host texts without names."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guests import attendance, evaluations
from guests.models import CaseRating, SessionEvaluation, SignUp
from people.models import OutboxMail
from people.sweep import sweep
from tests.factories.guests import make_editor, make_entrepreneur
from tests.factories.hr import make_municipality
from tests.factories.people import make_user
from tests.factories.session_steps import let_attend, make_meeting_about, make_over
from tests.factories.sessions import make_meeting, move

from .conftest import signed_in, signed_in_english

pytestmark = pytest.mark.django_db


def been(people: int, hours: float = 1):
    """A session that is over, at which so many people were."""
    meeting = make_meeting()
    sign_ups = meeting.sign_up(people)
    make_over(meeting, hours)
    SignUp.objects.filter(session=meeting.session).update(attended_at=meeting.session.ends_at)
    OutboxMail.objects.all().delete()
    return meeting, [one.user for one in sign_ups]


def say(user, meeting, **typed):
    address = reverse("session_evaluation", args=[meeting.session.pk])
    return signed_in(user).post(address, {"useful": "yes", "plan": "", "wish": ""} | typed)


def questions():
    return OutboxMail.objects.filter(key__startswith="session-evaluation:")


# --- The mail -------------------------------------------------------------------


def test_who_was_there_is_asked_once_with_a_link_to_the_form():
    meeting, (there, absent) = been(2)
    SignUp.objects.filter(user=absent).update(attended_at=None)

    assert evaluations.mail_how_it_was() == 1
    assert evaluations.mail_how_it_was() == 0

    mail = questions().get()
    assert mail.user == there
    assert reverse("session_evaluation", args=[meeting.session.pk]) in mail.body
    assert mail.subject == "Hoe was “Inkopen met impact”?"


def test_the_regular_sweep_asks():
    been(1)
    assert sweep().done["mail_how_it_was"] == 1
    assert questions().get().state == "sent"


@pytest.mark.parametrize(("days", "asked"), [(13, 1), (14, 0)])
def test_who_is_ticked_days_later_is_still_asked_and_not_after_two_weeks(days, asked):
    meeting, _people = been(1, hours=days * 24)
    SignUp.objects.update(attended_at=None)
    assert evaluations.mail_how_it_was() == 0

    attendance.keep_list(meeting.session, {SignUp.objects.get().pk}, set())

    assert evaluations.mail_how_it_was() == asked


def test_nobody_is_asked_during_the_session_or_of_one_that_is_off_or_twice_after_answering():
    during, _people = make_meeting_about(None)
    let_attend(during.session, make_user())
    off, _people = been(1)
    off.session.cancelled_at = timezone.now()
    off.session.save()
    answered, (user,) = been(1)
    say(user, answered)

    assert evaluations.mail_how_it_was() == 0


def test_who_was_not_there_after_all_is_not_asked_any_more():
    meeting, _people = been(1)
    evaluations.mail_how_it_was()
    own = SignUp.objects.get()

    attendance.keep_list(meeting.session, set(), {own.pk})

    assert not questions().exists()


# --- The form -------------------------------------------------------------------


def test_one_answer_is_kept_and_the_first_stays():
    meeting, (user,) = been(1)

    answer = say(user, meeting, useful="partly", plan="Ik bel eerst.", wish="Meer tijd.")
    say(user, meeting, useful="no", plan="Niets.")

    assert answer.url == reverse("session", args=[meeting.session.pk])
    kept = SessionEvaluation.objects.get()
    assert (kept.user, kept.useful, kept.plan, kept.wish) == (user, "partly", "Ik bel eerst.", "Meer tijd.")
    page = signed_in(user).get(reverse("session_evaluation", args=[meeting.session.pk])).content.decode()
    assert "U hebt verteld hoe het was." in page
    assert "<textarea" not in page


def test_what_was_typed_is_kept_when_the_choice_is_missing_or_a_text_too_long():
    meeting, (user,) = been(1)

    missing = say(user, meeting, useful="", plan="Ik bel eerst.").content.decode()
    too_long = say(user, meeting, wish="w" * 601).content.decode()

    assert "Kies of u iets aan de sessie had." in missing
    assert "Ik bel eerst." in missing
    assert "Maak deze tekst korter: hoogstens 600 tekens. U hebt er 601." in too_long
    assert "w" * 601 in too_long
    assert not SessionEvaluation.objects.exists()


def test_only_who_was_there_is_asked(client):
    meeting, (there, absent) = been(2)
    SignUp.objects.filter(user=absent).update(attended_at=None)
    address = reverse("session_evaluation", args=[meeting.session.pk])
    others = (
        absent,
        meeting.visitor(),
        meeting.host,
        meeting.presenter,
        make_municipality().officer,
        make_entrepreneur(),
        make_editor(),
    )

    assert signed_in(there).get(address).status_code == 200
    for user in others:
        assert signed_in(user).get(address).status_code == 404
        assert say(user, meeting).status_code == 404
    assert client.get(address).status_code == 302
    assert not SessionEvaluation.objects.exists()


def test_before_it_begins_nobody_says_how_it_was():
    meeting, (user,) = been(1)
    move(meeting.session, timezone.now() + timedelta(minutes=5))

    assert say(user, meeting).status_code == 404
    address = reverse("session_evaluation", args=[meeting.session.pk])
    assert address not in signed_in(user).get(reverse("session", args=[meeting.session.pk])).content.decode()


def test_the_page_of_the_session_leads_to_the_form_until_it_was_sent():
    meeting, (user,) = been(1)
    page, form = (reverse(name, args=[meeting.session.pk]) for name in ("session", "session_evaluation"))

    assert form in signed_in(user).get(page).content.decode()
    say(user, meeting)
    assert form not in signed_in(user).get(page).content.decode()


# --- What both sides hear --------------------------------------------------------


def pages_of(meeting) -> tuple[str, str]:
    """As the host and as the presenter see it."""
    host = signed_in_english(meeting.host).get(reverse("session", args=[meeting.session.pk]))
    presenter = signed_in_english(meeting.presenter).get(reverse("studio_session", args=[meeting.session.pk]))
    return host.content.decode(), presenter.content.decode()


def test_below_five_nothing_is_told():
    meeting, people = been(4)
    for number, user in enumerate(people):
        say(user, meeting, plan=f"plan{number}", wish=f"wens{number}")

    for page in pages_of(meeting):
        assert "Fewer than five people answered." in page
        assert "plan0" not in page
        assert "wens0" not in page


def test_from_five_on_both_hear_sums_and_the_host_texts_without_names():
    meeting, people = been(7)
    for number, user in enumerate(people):
        say(
            user,
            meeting,
            useful="yes" if number < 6 else "no",
            plan=f"plan{number}",
            wish="wens" if number < 4 else "",
        )

    host, presenter = pages_of(meeting)

    for page in (host, presenter):
        assert "At least 5 people answered." in page
        assert not any(user.name in page for user in people)
    assert [f"plan{number}" in host for number in range(7)] == [True] * 5 + [False] * 2
    assert "wens" not in host
    assert "plan" not in presenter
    assert evaluations.said_of(meeting.session).ratings.answers[0][1:] == (5,)


def test_a_learner_hears_nothing_of_it():
    meeting, people = been(5)
    for user in people:
        say(user, meeting, plan="Ik bel eerst.")

    page = signed_in(people[0]).get(reverse("session", args=[meeting.session.pk])).content.decode()

    assert "Ik bel eerst." not in page
    assert "Hoe het was" not in page


def test_of_other_sessions_nothing_is_counted():
    meeting, _people = been(5)
    other, others = been(5)
    for user in others:
        say(user, other)

    assert evaluations.said_of(meeting.session).ratings.people is None
    assert evaluations.said_of(other.session).ratings.answers == [
        (str(CaseRating.Useful.YES.label), 5),
        (str(CaseRating.Useful.PARTLY.label), None),
        (str(CaseRating.Useful.NO.label), None),
    ]


@given(st.lists(st.text(max_size=5), max_size=23))
def test_texts_are_told_five_at_a_time_and_sorted(texts):
    told = evaluations.told(texts)
    written = [text for text in texts if text.strip()]

    assert len(told) % 5 == 0
    assert 0 <= len(written) - len(told) < 5
    assert sorted(told) == sorted(written[: len(told)])
    assert told == evaluations.told(list(reversed(written[: len(told)])))
