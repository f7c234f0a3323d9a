"""Cases, sessions, tenders and meetings in each state: what entrepreneurs and those who invite them open."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from courses.enrol import enrol
from courses.models import CoursePage
from guests import (
    case_use,
    cases,
    evaluations,
    meeting_outcomes,
    meetings,
    run_sheets,
    sessions,
    table_answers,
    table_plan,
    tenders,
)
from guests.fair_play import record, strike_out
from guests.invitations import invite as invite_guest
from guests.invitations import withdraw
from guests.materials import say_of_recording
from guests.models import (
    CalendarFeed,
    CasePage,
    CaseRating,
    CaseStepPage,
    ContactMoment,
    Enterprise,
    GuestApplication,
    GuestInvitation,
    Material,
    PairRule,
    Preparation,
    PresenterLink,
    Session,
)
from guests.run_sheets import Part
from people.hashed_secrets import hash_of
from people.models import Organisation, OutboxMail, User
from tests.factories.courses import make_course
from tests.factories.guests import (
    make_approved_case,
    make_case_step,
    make_draft,
    make_picture,
    make_published_case,
    make_submitted_case,
)
from tests.factories.meetings import Gathering, new_meeting
from tests.factories.people import make_user
from tests.factories.session_steps import let_attend
from tests.factories.sessions import move, new_session
from tests.factories.tenders import make_hidden, make_tender

from .roles import ROLES, Words, person


def fill(organisation: Organisation) -> Words:
    """Every state of what entrepreneurs and those who invite them open."""
    return (
        _cases()
        | _coming_in(organisation)
        | _sessions(organisation)
        | _tenders(organisation)
        | _meetings(organisation)
    )


def _cases() -> Words:
    """Cases of one entrepreneur: being written, with the editors, and back for the final wording."""
    entrepreneur = person("entrepreneur")
    newcomer = make_user(email=ROLES["new entrepreneur"], name="Wout Visser")
    newcomer.groups.set(entrepreneur.groups.all())
    # Who came in by invitation has no password.
    newcomer.set_unusable_password()
    newcomer.save()
    Enterprise.objects.create(name="Tweede Kans", slug="tweede-kans").members.add(newcomer)
    draft = make_draft(entrepreneur, title="Een pilot met drie gemeenten")
    submitted = make_submitted_case(entrepreneur)
    published = CasePage.objects.live().filter(enterprise__members=entrepreneur).first()
    assert cases.state_of(published).editable
    for useful in ("yes", "yes", "yes", "yes", "yes", "no"):
        case_use.rate(make_user(), published, CaseRating.Useful(useful))
    step = CaseStepPage.objects.filter(case=published).order_by("path")[0]
    chosen = table_answers.propose(person("learner"), step, "Wij kopen de koffie bij u in.", ["purchasing"], None)
    table_answers.reply(chosen, entrepreneur, "Dank u wel, kom eens langs.", "1")
    table_answers.choose(chosen)
    waiting = table_answers.propose(make_user(), step, "Begin met een kleine opdracht.", [], None)
    hidden = table_answers.propose(make_user(), step, "Vraag het aan Gerda.", [], None)
    table_answers.reply(hidden, entrepreneur, "Dat doen wij.", "1")
    table_answers.hide(hidden, person("editor"), "Dit noemt een collega.")
    approved = make_approved_case(entrepreneur, person("editor"))
    expired = make_approved_case(entrepreneur, person("editor"))
    expired.final_wordings.update(expires_at=timezone.now())
    return {
        "draft_case": str(draft.pk),
        "submitted_case": str(submitted.pk),
        "published_case": str(published.pk),
        "case_step": str(step.pk),
        "open_answer": str(waiting.pk),
        "chosen_answer": str(chosen.pk),
        "hidden_answer": str(hidden.pk),
        "approved_case": str(approved.pk),
        "final_wording": _secret_of(approved),
        "expired_final_wording": _secret_of(expired),
    }


def _secret_of(case: CasePage) -> str:
    """What stands in the link to its final wording, which only the mail knows."""
    mail = OutboxMail.objects.get(key__startswith=f"final-wording:{case.final_wordings.get().pk}:")
    return mail.body.split("/slottekst/")[1].split("/")[0]


def _coming_in(organisation: Organisation) -> Words:
    """An application that is not proven yet, invitations in each state, and a profile with everything in it."""
    officer, editor = person("hr"), person("editor")
    application = {"name": "Hanneke Vos", "enterprise_name": "Groenwerk", "mission": "Werk voor iedereen."}
    GuestApplication.objects.create(email="vos@elders.example", token_hash=hash_of("application"), **application)
    invitation = invite_guest("gast@elders.example", "Hanneke Vos", editor, enterprise_name="Kantine")
    GuestInvitation.objects.filter(pk=invitation.pk).update(token_hash=hash_of("guest"))
    for address in ("een@elders.example", "twee@elders.example"):
        invited = invite_guest(address, "Noor", officer, enterprise_name="Bloei", organisation=organisation)
    withdraw(invited)
    enterprise = Enterprise.objects.get(slug="groenwerkers-rivierdam")
    enterprise.sdgs, enterprise.pso_proof = [8, 10], "https://pso.example/groenwerkers"
    enterprise.logo = make_picture("Drie bladeren")
    enterprise.save()
    for subject in ("Kennismaking bij een gastles", "Vraag over onderhoud"):
        line = record(organisation, enterprise, date(2026, 11, 2), "Aleida ten Brink", subject, officer)
    strike_out(ContactMoment.objects.all(), line.pk)
    return {
        "application": "application",
        "guest_invitation": "guest",
        "enterprise": str(enterprise.pk),
        "new_enterprise": str(Enterprise.objects.get(slug="tweede-kans").pk),
    }


def _sessions(organisation: Organisation) -> Words:
    """Sessions that are proposed, confirmed, full, off and today."""
    host, entrepreneur, learner = person("hr"), person("entrepreneur"), person("learner")

    def planned(title: str, by: str = "host", agreed: bool = True, **fields: object) -> Session:
        session = new_session(organisation, entrepreneur, title=title, **fields)
        sessions.propose(session, host if by == "host" else entrepreneur, sessions.Side(by))
        if agreed:
            sessions.confirm(session, entrepreneur, frozenset(sessions.Side), sessions.version_of(session))
            session.refresh_from_db()
        return session

    confirmed, full = planned("Inkopen met impact"), planned("Werk in het groen", capacity=1)
    for user in (learner, person("graduate")):
        sessions.sign_up(full, user)
    off = planned("Gaat niet door")
    sessions.cancel(off, "De spreker is ziek.")
    today = planned("Op bezoek vandaag")
    sessions.sign_up(today, learner)
    move(today, timezone.localtime().replace(hour=20, minute=0, second=0, microsecond=0))
    over = planned("Geweest in de kantine", course=CoursePage.objects.get(slug="artikel-2-82"))
    CalendarFeed.objects.create(user=person("graduate"))
    words = _session_that_was(over) | _presenting(entrepreneur, {"": confirmed, "-over": over, "-off": off})
    return words | {
        "session": str(confirmed.pk),
        "full_session": str(full.pk),
        "session_off": str(off.pk),
        "session_today": str(today.pk),
        "door": today.door_key,
        "proposed_to_enterprise": str(planned("Voorstel van de gemeente", agreed=False).pk),
        "proposed_to_host": str(planned("Voorstel van de ondernemer", by="presenter", agreed=False).pk),
    }


def _tenders(organisation: Organisation) -> Words:
    """Tenders that run, were struck out and were declared by the municipality; and one that hides a case."""
    enterprise, newcomer = Enterprise.objects.get(slug="groenwerkers-rivierdam"), person("new entrepreneur")
    running = make_tender(enterprise, organisation, subject="Groenonderhoud 2027")
    struck = make_tender(enterprise, organisation, subject="Verkeerd opgegeven")
    tenders.strike_out(struck)
    by_municipality = make_tender(enterprise, organisation, subject="Catering", by_enterprise=False, ends_on=None)
    hidden = make_published_case(newcomer)
    hides = make_hidden(hidden)
    course = make_course(title="Met een verborgen casus", lessons=0)
    step = make_case_step(course, hidden, title="Een casus die niet te zien is")
    enrol(person("learner"), course)
    return {
        "running_tender": str(running.pk),
        "struck_tender": str(struck.pk),
        "tender_of_municipality": str(by_municipality.pk),
        "tender_that_hides": str(hides.pk),
        "hidden_case": hidden.get_url(),
        "hidden_case_step": step.get_url(),
    }


def _session_that_was(session: Session) -> Words:
    """The learner was there and still has to say how it was, six others said it."""
    move(session, timezone.now() - timedelta(days=2))
    let_attend(session, person("learner"))
    for number, user in enumerate([person("graduate"), *[make_user() for _number in range(5)]]):
        let_attend(session, user)
        evaluations.evaluate(session, user, CaseRating.Useful.YES, f"Ik bel lot {number} eerst.", "Meer tijd.")
    return {"session_over": str(session.pk)}


def _meetings(organisation: Organisation) -> Words:
    """Meetings with a proposed plan, with an empty seat in a settled one, that are over, and off."""

    def planned(title: str) -> Gathering:
        meeting = meetings.organise(new_meeting(organisation, title=title), person("hr"))
        return Gathering(meeting, person("hr"), organisation).filled(2, 3, 1)

    open_one, settled, over = planned("Aan tafel in het voorjaar"), planned("Aan tafel in de zomer"), planned("Was al")
    meetings.help_at(open_one.meeting, person("graduate"))
    cast = table_plan.cast_of(open_one.meeting)
    table_plan.wish(open_one.meeting, cast.enterprises[0], cast.smes[0], PairRule.Kind.PIN)
    table_plan.propose(open_one.meeting)
    unproven = open_one.meeting.participants.create(side="sme", name="Kantine", email="kantine@mkb.example")
    seated, ill = table_plan.cast_of(settled.settled().meeting).smes[:2]
    meetings.sign_off(ill)
    conversation = over.settled().held().meeting.conversations.exclude(host=None)[0]
    meeting_outcomes.tell(meetings.participant_behind(conversation.sme.key), {conversation.pk: ("order", "Lunch.")})
    off = planned("Aan tafel met niemand")
    meetings.cancel(off.meeting, "De zaal is niet vrij.")
    return {
        "meeting": str(open_one.meeting.pk),
        "settled_meeting": str(settled.meeting.pk),
        "meeting_over": str(over.meeting.pk),
        "meeting_off": str(off.meeting.pk),
        "unproven": unproven.key,
        "waits_for_plan": cast.smes[0].key,
        "seated": seated.key,
        "told": conversation.sme.key,
        "told_by_host": conversation.host.key,
    }


def _presenting(presenter: User, opened: dict[str, Session]) -> Words:
    """Links of the presenter in each state; run sheet, material and a recording."""
    for name, session in opened.items():
        PresenterLink.objects.create(session=session, user=presenter, token_hash=hash_of(f"presenter{name}"))
    session, over = opened[""], opened["-over"]
    ended = {"token_hash": hash_of("presenter-ended"), "ended_at": timezone.now()}
    PresenterLink.objects.create(session=session, user=presenter, **ended)
    parts = [Part(30, "Kennismaken", "Iedereen"), Part(60, "Hoe wij perceel 3 kregen", "Ondernemer", "Scherm")]
    run_sheets.keep(session, parts, run_sheets.version_of(session))
    Preparation.objects.create(session=session, contact="Bel 030 123 45 67", directions="Ingang aan het plein.")
    shown = {"audience": Material.Audience.MEMBERS, "session": over}
    Material.objects.create(kind="link", title="Film over de werkplaats", link="https://film.example/", **shown)
    recording = Material(kind="recording", title="Opname in de kantine", content_type="video/mp4", size=4, **shown)
    recording.captions = "WEBVTT\n\n00:00.000 --> 00:01.000\nWelkom.\n"
    recording.file.save("opname.mp4", ContentFile(b"geen"), save=False)
    recording.save()
    say_of_recording(over, True, presenter)
    return {"recording": str(recording.pk)}
