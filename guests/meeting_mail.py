"""What people hear by mail of a meeting, each in the transaction of what it is about. Many have no account."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people.mail_kinds import MailKind
from people.models import OutboxMail, User
from people.outbox import Mail, put_all_in_outbox, take_back

from .calendar_files import Entry, invitation, withdrawal
from .models import Meeting, Participant
from .schedules import schedule_of, schedules

# Makes the entry for a calendar.
MakeFile = Callable[[Entry, str], str]


def own_page(participant: Participant) -> str:
    """The address that is a participant's alone."""
    return settings.BASE_URL + reverse("meeting_own", args=[participant.key])


def meeting_entries(user: User, since: datetime) -> list[Entry]:
    """For the calendar of `user`: meetings with a settled plan that end after `since`."""
    settled = {"meeting__settled_at__isnull": False, "meeting__cancelled_at__isnull": True}
    own = Participant.objects.filter(user=user, meeting__ends_at__gt=since, **settled)
    return [entry_for(one) for one in own.select_related("meeting__organisation", "user", "enterprise")]


def entry_for(participant: Participant) -> Entry:
    """With where they go when."""
    turns = "\n".join(turn.words for turn in schedule_of(participant))
    return Entry(participant.meeting, own_page(participant), turns)


def ask_proof(meeting: Meeting, participant: Participant) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _(
            "Somebody signed this address up for the meeting below. Was it you? Open the link and confirm it within "
            "seven days. Was it not you? Then you need not do anything."
        )
        _put(meeting, [participant], "proof", sentence)


def tell_known(meeting: Meeting, participant: Participant) -> None:
    """Each time they ask."""
    with translation.override(settings.LANGUAGE_CODE):
        asked = f"known-{timezone.now():%Y%m%d%H%M}"
        _put(meeting, [participant], asked, _("You have signed up already. This is the link to your own page."))


def tell_signed_up(meeting: Meeting, participant: Participant) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("You are on the list. When the table plan is ready, you get it with an entry for your calendar.")
        _put(meeting, [participant], "signed-up", sentence)


def tell_added(meeting: Meeting, participant: Participant) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _(
            "%(name)s signed you up for the meeting below. Do you not want that? Then sign off with the link; your "
            "data are removed at once."
        ) % {"name": meeting.organisation}
        _put(meeting, [participant], "added", sentence)


def tell_settled(meeting: Meeting, participants: Iterable[Participant]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("The table plan is ready. Below you see where you go when; it is in your calendar too.")
        _put(meeting, participants, "settled", sentence, calendar=invitation)


def tell_repaired(meeting: Meeting, participants: Iterable[Participant]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("The table plan was changed for you. Below you see where you go now.")
        _put(meeting, participants, "repaired", sentence, calendar=invitation)


def tell_changed(meeting: Meeting, participants: Iterable[Participant]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("This meeting was changed. Below you see how it is now.")
        _put(meeting, participants, "changed", sentence, calendar=invitation if meeting.settled_at else None)


def tell_cancelled(meeting: Meeting, participants: Iterable[Participant]) -> None:
    """Also takes back the reminders that wait."""
    reminders = OutboxMail.objects.filter(key__startswith=f"meeting:{meeting.pk}:", key__contains=":reminder-")
    take_back(list(reminders.values_list("key", flat=True)))
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("This meeting has been cancelled.")
        if meeting.cancel_reason:
            sentence += " " + _("The reason: %(reason)s") % {"reason": meeting.cancel_reason}
        _put(meeting, participants, "cancelled", sentence, calendar=withdrawal if meeting.settled_at else None)


def tell_signed_off(meeting: Meeting, participant: Participant) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("You do not come to this meeting any more, and your data have been removed.")
        _put(meeting, [participant], "signed-off", sentence, calendar=withdrawal if meeting.settled_at else None)


def tell_organiser(meeting: Meeting, participant: Participant) -> None:
    """The seats of who signed off are empty now."""
    if meeting.organiser is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("%(name)s signed off. Look at the table plan: you can repair it.") % {
            "name": participant.shown_name
        }
        address = settings.BASE_URL + reverse("meeting_plan", args=[meeting.pk])
        name, key = meeting.organiser.get_short_name(), f"meeting-empty:{meeting.pk}:{participant.pk}"
        body = _body(meeting, name, sentence, address)
        put_all_in_outbox([Mail(meeting.organiser, MailKind.SESSIONS, key, _subject(meeting), body)])


def remind(meeting: Meeting, participants: Iterable[Participant], days: int) -> None:
    """With where they go when."""
    with translation.override(settings.LANGUAGE_CODE):
        if days == 1:
            sentence = _("A reminder: this meeting begins within a day. Below you see where you go when.")
        else:
            sentence = _("A reminder: this meeting is in a week. Can you not come? Sign off on your own page.")
        _put(meeting, participants, f"reminder-{days}", sentence, version=_moment_of(meeting))


def reminder_key(meeting: Meeting, participant: Participant, days: int) -> str:
    """With the moment, so that a meeting that moves to another day reminds again."""
    return _key(meeting, participant, f"reminder-{days}", _moment_of(meeting))


def _moment_of(meeting: Meeting) -> str:
    return f"{meeting.starts_at:%Y%m%d%H%M}"


def _key(meeting: Meeting, participant: Participant, what: str, version: str) -> str:
    return f"meeting:{meeting.pk}:{participant.pk}:{what}:{version}"


def ask_outcome(meeting: Meeting, participants: Iterable[Participant]) -> None:
    """Six weeks later."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _(
            "Six weeks ago you were at this meeting. What came of it? Tell it in less than a minute with the link."
        )
        _put(meeting, participants, "outcome", sentence, page="meeting_outcome")


def take_back_mail(participant: Participant) -> None:
    """What still waits to be sent is no news any more."""
    waiting = OutboxMail.objects.filter(key__startswith=f"meeting:{participant.meeting_id}:{participant.pk}:")
    take_back(list(waiting.values_list("key", flat=True)))


def _put(
    meeting: Meeting,
    participants: Iterable[Participant],
    what: str,
    sentence: str,
    calendar: MakeFile | None = None,
    page: str = "meeting_own",
    version: str = "",
) -> None:
    """`version`: a new one mails the same again; that of the calendar entry, unless it is given."""
    plan = schedules(meeting) if meeting.settled_at and calendar is not withdrawal else {}
    mails = []
    for participant in participants:
        address = settings.BASE_URL + reverse(page, args=[participant.key])
        turns = [turn.words for turn in plan.get(participant.pk, [])] if page == "meeting_own" else []
        entry = Entry(meeting, own_page(participant), "\n".join(turns))
        mails.append(
            Mail(
                user=participant.user,
                kind=MailKind.SESSIONS,
                key=_key(meeting, participant, what, version or str(meeting.sequence)),
                subject=_subject(meeting),
                body=_body(meeting, participant.person, sentence, address, turns),
                calendar=calendar(entry, participant.address) if calendar else "",
                address="" if participant.user else participant.email,
                way_out="" if participant.user else own_page(participant),
            )
        )
    put_all_in_outbox(mails)


def _subject(meeting: Meeting) -> str:
    return _("Meeting “%(title)s”") % {"title": meeting.title}


def _body(meeting: Meeting, name: str, sentence: str, address: str, turns: Iterable[str] = ()) -> str:
    context = {"name": name, "sentence": sentence, "meeting": meeting, "address": address, "turns": turns}
    return render_to_string("guests/email/meeting.txt", context)
