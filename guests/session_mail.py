"""What people hear by mail of a session, each in the transaction of what it is about."""

from collections.abc import Callable, Collection, Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people.mail_kinds import MailKind
from people.models import Membership, User
from people.outbox import Mail, put_all_in_outbox, take_back
from people.perms import in_platform_role
from people.roles import PlatformRole

from . import checklist, presenter_links
from .calendar_files import Entry, entry_of, invitation, withdrawal
from .models import Session, SignUp
from .sides import Side

# Makes the entry for the calendar of a person.
MakeFile = Callable[[Entry, str], str]
# Days before a session.
REMIND_DAYS = (7, 1)


def speakers(session: Session) -> list[User]:
    """Who may say yes for the enterprise."""
    return list(User.objects.filter(in_platform_role(PlatformRole.ENTREPRENEUR), enterprises=session.enterprise_id))


def hosts(session: Session) -> list[User]:
    """Who hosts it; the HR officers of the organisation as long as that is nobody."""
    if session.host and session.host.is_active:
        return [session.host]
    officers = Membership.objects.current().filter(organisation=session.organisation_id, role=Membership.Role.HR)
    return list(User.objects.filter(is_active=True, pk__in=officers.values("user")))


def ask_other_side(session: Session, sides: Collection[str]) -> None:
    """A proposal, or another one, is confirmed by `sides`; the other has to say yes or change it."""
    with translation.override(settings.LANGUAGE_CODE):
        if "presenter" not in sides:
            sentence = _("%(name)s asks you to give a session. Say yes, or propose another moment.") % {
                "name": session.organisation
            }
            _put(session, speakers(session), "proposed", sentence, for_presenter=True)
        if "host" not in sides:
            sentence = _("%(name)s wants to give a session for you. Say yes, or propose another moment.") % {
                "name": session.enterprise
            }
            _put(session, hosts(session), "proposed", sentence)


def tell_confirmed(session: Session) -> None:
    """Both sides get it in their calendar."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("Both of you said yes: this session goes on. It is in your calendar with this e-mail.")
        _put(session, presenters(session), "confirmed", sentence, for_presenter=True, calendar=invitation)
        _put(session, hosts(session), "confirmed", sentence, calendar=invitation)


def tell_interested(session: Session, people: Iterable[User]) -> None:
    """Who asked for a session about this course: there is a date."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("You wanted to come to a session like this. There is a date now: sign up.")
        _put(session, people, "date", sentence)


def tell_changed(session: Session) -> None:
    """Everybody who comes, presents, hosts or waits; who waits has nothing in the calendar."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("This session was changed. Below you see how it is now.")
        _put(session, presenters(session), "changed", sentence, for_presenter=True, calendar=invitation)
        told = _coming(session, SignUp.State.SIGNED_UP) + hosts(session)
        _put(session, told, "changed", sentence, calendar=invitation)
        _put(session, _coming(session, SignUp.State.WAITING), "changed", sentence)


def tell_cancelled(session: Session, was_confirmed: bool) -> None:
    """The same people; of a proposal only the two sides."""
    take_back_reminders(session)
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("This session has been cancelled.")
        if session.cancel_reason:
            sentence += " " + _("The reason: %(reason)s") % {"reason": session.cancel_reason}
        off = withdrawal if was_confirmed else None
        told = presenters(session) if was_confirmed else speakers(session)
        _put(session, told, "cancelled", sentence, for_presenter=True, calendar=off)
        told = _coming(session, SignUp.State.SIGNED_UP) + hosts(session)
        _put(session, told, "cancelled", sentence, calendar=off)
        _put(session, _coming(session, SignUp.State.WAITING), "cancelled", sentence)


def tell_signed_up(sign_up: SignUp) -> None:
    """A place with the entry for the calendar, or a number on the waiting list."""
    with translation.override(settings.LANGUAGE_CODE):
        if sign_up.state == SignUp.State.WAITING:
            sentence = _("You are on the waiting list. When a place becomes free, you get it and an e-mail.")
            _put_one(sign_up, "waiting", sentence)
        else:
            sentence = _("You have a place. The session is in your calendar with this e-mail.")
            _put_one(sign_up, "place", sentence, calendar=invitation)


def tell_moved_up(sign_ups: Iterable[SignUp]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        for sign_up in sign_ups:
            sentence = _("A place became free and it is yours. Can you not come any more? Sign off, then it goes on.")
            _put_one(sign_up, "moved-up", sentence, calendar=invitation)


def tell_signed_off(sign_up: SignUp) -> None:
    take_back(_reminder_keys(sign_up.session, [sign_up.user_id]))
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("You signed off. With this e-mail the session leaves your calendar.")
        _put_one(sign_up, "signed-off", sentence, calendar=withdrawal)


def tell_thanks(session: Session, thanks: str) -> None:
    """The presenter reads what the host writes, and where the statement of the contribution is."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("%(name)s thanks you for this session:") % {"name": session.organisation}
        more = thanks + "\n\n" + _("On your own page you find how many people came, and a statement of what you did.")
        _put(session, presenters(session), "thanks", sentence, for_presenter=True, more=more)


def send_new_link(session: Session, user: User) -> None:
    """To who asked for another, in place of those before."""
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("You asked for a new link to your own page. The links before do not work any more.")
        entry, key = entry_of(session, is_presenter=True), f"session-link:{session.pk}:{user.pk}"
        moment = f"{timezone.now():%Y%m%d%H%M%S%f}"
        put_all_in_outbox([_mail(session, user, f"{key}:{moment}", sentence, entry, own_page=True)])


def remind(session: Session, people: Collection[User], days: int, for_presenter: bool = False) -> None:
    """Once per person, day and moment of the session; a week before with what is open on the own checklist."""
    entry = entry_of(session, for_presenter)
    with translation.override(settings.LANGUAGE_CODE):
        if days == 1:
            sentence = _("A reminder: this session begins within a day.")
        else:
            sentence = _("A reminder: this session is in a week.")
        open_items = {user.pk: _open_items(session, user, for_presenter) if days > 1 else "" for user in people}
        put_all_in_outbox(
            [
                _mail(
                    session,
                    user,
                    reminder_key(session, user.pk, days),
                    sentence,
                    entry,
                    more=open_items[user.pk],
                    own_page=for_presenter,
                )
                for user in people
            ]
        )


def _open_items(session: Session, user: User, for_presenter: bool) -> str:
    """What is not ticked yet, for who presents or hosts it; nothing for others."""
    if not for_presenter and user.pk != session.host_id:
        return ""
    items = checklist.open_items(session, Side.PRESENTER if for_presenter else Side.HOST)
    if not items:
        return ""
    return "\n".join([_("Still open on your checklist:"), *(f"- {item.words}" for item in items)])


def reminder_key(session: Session, user: int, days: int) -> str:
    """With the moment, so that a session that moves to another day reminds again."""
    return f"session-reminder-{days}:{session.pk}:{user}:{session.starts_at:%Y%m%d%H%M}"


def ask_how_it_was(sign_ups: Iterable[SignUp]) -> None:
    """Once per person and session, after it."""
    with translation.override(settings.LANGUAGE_CODE):
        put_all_in_outbox([_question(one.session, one.user) for one in sign_ups])


def _question(session: Session, user: User) -> Mail:
    address = settings.BASE_URL + reverse("session_evaluation", args=[session.pk])
    context = {"name": user.get_short_name(), "session": session, "address": address}
    subject = _("How was “%(title)s”?") % {"title": session.title}
    body = render_to_string("guests/email/session_evaluation.txt", context)
    return Mail(user, MailKind.SESSIONS, question_key(session.pk, user.pk), subject, body)


def question_key(session: int, user: int) -> str:
    return f"session-evaluation:{session}:{user}"


def take_back_questions(session: Session, users: Iterable[int]) -> None:
    """Who was not there after all need not say how it was."""
    take_back([question_key(session.pk, user) for user in users])


def take_back_reminders(session: Session) -> None:
    people = {session.host_id, session.presenter_id, *session.sign_ups.values_list("user_id", flat=True)}
    take_back(_reminder_keys(session, people))


def _reminder_keys(session: Session, people: Iterable[int | None]) -> list[str]:
    return [reminder_key(session, user, days) for user in people if user for days in REMIND_DAYS]


def presenters(session: Session) -> list[User]:
    """Who presents it; all who speak for the enterprise as long as that is nobody."""
    return [session.presenter] if session.presenter and session.presenter.is_active else speakers(session)


def _coming(session: Session, state: str) -> list[User]:
    return [one.user for one in session.sign_ups.filter(state=state).select_related("user")]


def _put_one(sign_up: SignUp, what: str, sentence: str, calendar: MakeFile | None = None) -> None:
    entry = entry_of(sign_up.session)
    mail = _mail(sign_up.session, sign_up.user, f"session-{what}:{sign_up.pk}", sentence, entry, calendar)
    put_all_in_outbox([mail])


def _put(
    session: Session,
    people: Iterable[User],
    what: str,
    sentence: str,
    for_presenter: bool = False,
    calendar: MakeFile | None = None,
    more: str = "",
) -> None:
    entry, about = entry_of(session, for_presenter), f"session-{what}:{session.pk}:{session.sequence}"
    own_page = for_presenter and session.is_confirmed
    put_all_in_outbox(
        [_mail(session, user, f"{about}:{user.pk}", sentence, entry, calendar, more, own_page) for user in people]
    )


def _mail(
    session: Session,
    user: User,
    key: str,
    sentence: str,
    entry: Entry,
    calendar: MakeFile | None = None,
    more: str = "",
    own_page: bool = False,
) -> Mail:
    """Without names of people, since guests read it too. `own_page`: with the link that needs no account."""
    works = own_page and presenter_links.works_until(session) > timezone.now()
    context = {
        "name": user.get_short_name(),
        "sentence": sentence,
        "more": more,
        "session": session,
        "address": entry.address,
        "own_page": presenter_links.new_link(session, user) if works else "",
    }
    subject = _("Session “%(title)s”") % {"title": session.title}
    body = render_to_string("guests/email/session.txt", context)
    return Mail(user, MailKind.SESSIONS, key, subject, body, calendar(entry, user.email) if calendar else "")
