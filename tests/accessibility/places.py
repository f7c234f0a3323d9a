"""The people, pages and states that the walk visits, on top of the demonstration content.

`fill` makes them and gives the words that stand for them in the addresses of `cases.py`.
"""

import hashlib
from datetime import date, timedelta
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core.files.base import ContentFile
from django.utils import timezone

from certificates import badge_request
from certificates.models import Certificate, CertificatePdf
from certificates.sharing import share
from commitments import intentions, practice
from courses import private
from courses.enrol import enrol
from courses.models import CoursePage, LessonPage, PathPage, StepPage
from courses.paths import follow
from courses.progress import complete_step
from discussions import conversation
from discussions.perms import part_of
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
from hr.assignments import end, exempt, keep, make
from hr.bundles import ask, make_bundles
from hr.looks import note_looks
from hr.models import Assignment, CertificateBundle, Duty, Export, Look, SavedView, StaffFile
from hr.quiet_days import add_holidays
from hr.staff_import.apply import apply_staff_files, ask_to_apply
from hr.staff_import.files import look_at, plan_for
from people.hashed_secrets import hash_of
from people.invitations import invite, join_what_address_proves
from people.mail_choices import unsubscribe_link
from people.mail_kinds import MailKind
from people.models import EmailDomain, Organisation, OutboxMail, User
from quizzes import attempts
from quizzes.models import QuizPage, RefreshCard
from quizzes.types import TYPES
from tests.factories.certificates import revoke_as
from tests.factories.courses import make_course, make_lesson, module_of
from tests.factories.guests import (
    make_approved_case,
    make_case_step,
    make_draft,
    make_picture,
    make_published_case,
    make_submitted_case,
)
from tests.factories.meetings import Gathering, new_meeting
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.quizzes import make_question, make_quiz, start_attempt, wrong_answers
from tests.factories.session_steps import let_attend, make_session_step
from tests.factories.sessions import move, new_session
from tests.factories.staff import csv_of, table_in
from tests.factories.tenders import make_hidden, make_tender
from transcript.models import Evidence

from .cases import ISSUED_FILE

# Role: whose eyes we look through. Empty is a visitor who has not signed in.
ROLES = {
    "visitor": "",
    # Has made an account a moment ago, and still has to prove the address.
    "signing_up": "",
    "newcomer": "nieuw@rivierdam.example",
    # Sent something after the session had ended, and has just signed in again.
    "back again": "ambtenaar@demo.example",
    "learner": "ambtenaar@demo.example",
    "graduate": "anouk@rivierdam.example",
    "retrying": "opnieuw@rivierdam.example",
    "unprintable": "teken@rivierdam.example",
    "lead": "leidinggevende@demo.example",
    "hr": "hr@demo.example",
    "hr of nobody": "hr@leeg.example",
    "entrepreneur": "ondernemer@demo.example",
    "new entrepreneur": "nieuwe.ondernemer@demo.example",
    "editor": "redactie@demo.example",
    "administrator": "beheer@demo.example",
}

Words = dict[str, str]


def fill() -> Words:
    """Every state that an address can be in. The demonstration content is there already."""
    rivierdam = Organisation.objects.get(slug="rivierdam")
    for role in ("newcomer", "retrying"):
        make_member(rivierdam, user=make_user(email=ROLES[role], name="Noor de Groot"))
    make_member(make_organisation(), role="hr", user=make_user(email=ROLES["hr of nobody"], name="Lieke Bos"))
    make_user(email=ROLES["unprintable"], name="Noor \U0001f337")
    return (
        _learning()
        | _bundles(rivierdam)
        | _staff_files(rivierdam)
        | _assignments(rivierdam)
        | _results()
        | _accounts(rivierdam)
        | _cases()
        | _coming_in(rivierdam)
        | _conversation()
        | _sessions(rivierdam)
        | _tenders(rivierdam)
        | _meetings(rivierdam)
        | _small_course()
    )


def person(role: str) -> User:
    return User.objects.get(email=ROLES[role])


def _learning() -> Words:
    """A learner in the middle of everything."""
    learner, course = person("learner"), CoursePage.objects.get(slug="artikel-2-82")
    enrolment = enrol(learner, course)
    enrol(person("newcomer"), course)
    lesson = LessonPage.objects.get(slug="wat-staat-er-in-de-wet")
    complete_step(enrolment, StepPage.objects.get(slug="waarom-artikel-2-82"))
    private.keep(enrolment, lesson)
    block = next(block.id for block in lesson.body if block.block_type == "text")
    private.save_note(enrolment, lesson, block, "Navragen bij juridische zaken")
    module = StepPage.objects.get(slug="eindtoets").get_parent().specific
    intention = intentions.make(enrolment, module, "Ik kijk of lot 3 past.", date(2027, 1, 1))
    follow(learner, PathPage.objects.first())
    practice.answer(learner, 1, {one.key: 2 for one in practice.STATEMENTS})
    for number in (1, 2):
        practice.answer(person("graduate"), number, {one.key: 1 + number for one in practice.STATEMENTS})
    attempt = attempts.start(learner, QuizPage.objects.get(slug="oefentoets"))
    note_looks(person("hr"), Look.Kind.LIST, {Organisation.objects.get(slug="rivierdam").pk: {learner.pk}})
    return {
        "lesson": str(lesson.pk),
        "block": block,
        "course": str(course.pk),
        "enrolment": str(enrolment.pk),
        "module": str(module.pk),
        "intention": str(intention.pk),
        "open_attempt": str(attempt.public_id),
        "evidence": str(Evidence.objects.get(user=learner).pk),
    }


def _bundles(organisation: Organisation) -> Words:
    """A file with certificates that is ready, one that failed and one in the making."""
    officer = person("hr")
    ask(officer, organisation, None)
    make_bundles()
    CertificateBundle.objects.create(asked_by=officer, organisation=organisation, state="failed")
    CertificateBundle.objects.create(asked_by=officer, organisation=organisation, total=12, done=5)
    Export.objects.create(asked_by=officer, organisation=organisation, layout="standard", total=12, done=5)
    view = SavedView.objects.create(user=officer, name="Inkoop, te laat", query="status=late")
    return {"saved_view": str(view.pk), "course_key": str(CoursePage.objects.get(slug="artikel-2-82").translation_key)}


def _staff_files(organisation: Organisation) -> Words:
    """Files that were applied, failed, are in the making and are looked at, of which one is refused."""
    officer = person("hr")
    EmailDomain.objects.get_or_create(organisation=organisation, domain="rivierdam.example")
    content = csv_of(
        *[(f"collega{number}@rivierdam.example", "Collega", str(number), "Inkoop", "Inkoper") for number in range(60)],
        ("fout", "Zonder adres"),
        (officer.email, "", "", "", "", "", "01-01-2026"),
        ("iemand@elders.example", "Iemand"),
        (person("lead").email, "", "", "Nieuwe Afdeling"),
    )
    files = {
        name: look_at(officer, organisation, "personeel.csv", table_in(content)) for name in ("applied", "looked_at")
    }
    ask_to_apply(files["applied"], officer, plan_for(files["applied"], table_in(content)))
    apply_staff_files()
    StaffFile.objects.filter(pk=files["looked_at"].pk).update(is_complete=True)
    swapped = csv_of(("Inkoop", "a@rivierdam.example"), ("Zorg", "b@rivierdam.example"))
    files["refused"] = look_at(officer, organisation, "verwisseld.csv", table_in(swapped))
    nobody = person("hr of nobody")
    other = nobody.memberships.get().organisation
    for name, asker, place, state in (
        ("failed", officer, organisation, "failed"),
        ("waiting", nobody, other, "waiting"),
    ):
        files[name] = StaffFile.objects.create(
            asked_by=asker, organisation=place, name="personeel.csv", state=state, total=120, done=30
        )
    StaffFile.objects.filter(state="failed").update(problem="Het bestand is er niet meer. Lever het opnieuw in.")
    return {f"staff_{name}": str(file.pk) for name, file in files.items()}


def _assignments(organisation: Organisation) -> Words:
    """One that goes on, with somebody who is late, one exempted and mail; one that ended; and a quiet day."""
    officer, learner = person("hr"), person("learner")
    assignment = Assignment.objects.filter(organisation=organisation, for_everyone=False).earliest("pk")
    exempt(assignment, learner, "Geeft deze cursus zelf.", officer)
    course = CoursePage.objects.live().get(slug="social-enterprise-the-basics")
    day = timezone.localdate() + timedelta(days=20)
    ended = make(officer, Assignment(organisation=organisation, course=course, for_everyone=True, due_on=day), {})
    keep(ended)
    end(ended, officer)
    add_holidays(organisation)
    duty = Duty.objects.open().filter(assignment=assignment).earliest("pk")
    return {"assignment": str(assignment.pk), "ended_assignment": str(ended.pk), "duty": str(duty.pk)}


def _results() -> Words:
    """Someone who finished everything, and someone who has not passed."""
    graduate, retrying = person("graduate"), person("retrying")
    path = PathPage.objects.first()
    for item in path.items.all():
        enrolment = enrol(graduate, item.course)
        for step in StepPage.objects.descendant_of(item.course).live():
            complete_step(enrolment, step)
    follow(graduate, path)
    quiz = QuizPage.objects.get(slug="oefentoets")
    enrol(retrying, quiz.course)
    failed = attempts.start(retrying, quiz)
    attempts.save_answers(failed, wrong_answers(failed))
    attempts.submit(failed)
    own = Certificate.objects.filter(user=graduate)
    of_course, of_path = (own.filter(**{f"{kind}__isnull": False}).earliest("pk") for kind in KINDS)
    CertificatePdf.objects.filter(certificate=of_path).delete()
    badge_request.ask(of_course)
    passed = graduate.attempts.filter(quiz=quiz, passed=True).get()
    return {
        "certificate": of_course.code,
        "shared": share(of_course).token,
        "certificate_not_drawn": of_path.code,
        "path_certificate": of_path.code,
        "revoked_certificate": _revoked().code,
        "failed_attempt": str(failed.public_id),
        "passed_attempt": str(passed.public_id),
    }


KINDS = ("completion", "path_completion")


def _revoked() -> Certificate:
    user, course = make_user(), make_course(title="Ingetrokken")
    enrolment = enrol(user, course)
    for step in StepPage.objects.descendant_of(course).live():
        complete_step(enrolment, step)
    certificate = Certificate.objects.get(user=user)
    CertificatePdf.objects.filter(certificate=certificate).delete()
    content = ISSUED_FILE.encode()
    CertificatePdf.objects.create(certificate=certificate, content=content, sha256=hashlib.sha256(content).hexdigest())
    return revoke_as(certificate, "Op verzoek van de houder.", person("administrator"))


def _accounts(rivierdam: Organisation) -> Words:
    """Invitations in each state, a link for a new password, an address that is not proven yet."""
    learner, officer = person("learner"), person("hr")
    EmailAddress.objects.create(user=learner, email="samira@elders.example", verified=False)
    _invitation, new = invite("wie.weet@elders.example", rivierdam, None, officer)
    _invitation, known = invite(ROLES["entrepreneur"], rivierdam, None, officer)
    member = make_user()
    _invitation, used = invite(member.email, rivierdam, None, officer)
    join_what_address_proves(member)
    return {
        "a_person": str(member.pk),
        "invitation_for_new": new,
        "invitation_for_known": known,
        "used_invitation": used,
        "reset_key": f"{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}",
        "unsubscribe": unsubscribe_link(learner, MailKind.ANSWERS).rstrip("/").rpartition("/")[2],
    }


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


def _conversation() -> Words:
    """A question that was answered, and one that waits."""
    learner, editor, lesson = (
        person("learner"),
        person("editor"),
        LessonPage.objects.get(slug="wat-staat-er-in-de-wet"),
    )
    part = part_of(editor, lesson)
    answered = conversation.ask(learner, lesson, "Geldt dit ook voor een kleine gemeente?", uuid4())
    answer = conversation.answer(part, answered, "Ja, dat maakt niet uit.", uuid4())
    waiting = conversation.ask(learner, lesson, "En voor een gemeenschappelijke regeling?", uuid4())
    return {"answered_question": str(answered.pk), "waiting_question": str(waiting.pk), "answer": str(answer.pk)}


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


def _small_course() -> Words:
    """One module with a lesson, a lesson that is locked, a session with a recording, and a quiz with every type of
    question, each on a screen.
    """
    course = make_course(title="Kort en compleet", lessons=1)
    locked = make_lesson(module_of(course), title="Pas na de eerste les")
    locked.opens_after = StepPage.objects.descendant_of(course).first()
    locked.required = False
    locked.save_revision().publish()
    questions = [make_question(kind) for kind in TYPES]
    quiz = make_quiz(*questions, course=course, screens="one", time_limit=600, ask_confidence=True)
    attempt = start_attempt(person("learner"), quiz)
    RefreshCard.objects.filter(user=person("retrying")).update(due_on=timezone.localdate())
    recorded = make_session_step(course, recorded=True, required=False)
    return {
        "locked_step": locked.get_url(),
        "recorded_step": recorded.get_url(),
        "open_screens": str(attempt.public_id),
    }
