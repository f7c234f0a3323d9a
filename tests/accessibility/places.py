"""The people, pages and states that the walk visits, on top of the demonstration content.

`fill` makes them and gives the words that stand for them in the addresses of `cases.py`.
"""

import hashlib
from datetime import date, timedelta
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.socialaccount.models import SocialAccount
from django.test import Client
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
from hr.assignments import end, exempt, keep, make
from hr.bundles import ask, make_bundles
from hr.looks import note_looks
from hr.models import Assignment, CertificateBundle, Duty, Export, Look, SavedView, StaffFile
from hr.quiet_days import add_holidays
from hr.staff_import.apply import apply_staff_files, ask_to_apply
from hr.staff_import.files import look_at, plan_for
from people.invitations import invite, join_what_address_proves
from people.mail_choices import unsubscribe_link
from people.mail_kinds import MailKind
from people.models import EmailDomain, IdentityProvider, Organisation
from quizzes import attempts
from quizzes.models import QuizPage, RefreshCard
from quizzes.types import TYPES
from tests.factories.certificates import revoke_as
from tests.factories.courses import make_course, make_lesson, module_of
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.quizzes import make_question, make_quiz, start_attempt, wrong_answers
from tests.factories.second_step import give_app, give_passkey, sign_in_with_spare_code
from tests.factories.session_steps import make_session_step
from tests.factories.staff import csv_of, table_in
from transcript.models import Evidence

from . import guest_places
from .cases import ISSUED_FILE
from .roles import ROLES, Words, person


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
        | _second_steps()
        | _sign_on()
        | _conversation()
        | guest_places.fill(rivierdam)
        | _small_course()
    )


def _sign_on() -> Words:
    """A municipality whose sign-on does not answer: nothing listens at that port; and somebody who came from it."""
    organisation = Organisation.objects.create(name="Gemeente Buitendienst", slug="buitendienst")
    EmailDomain.objects.create(organisation=organisation, domain="buiten-dienst.example")
    fields = {"kind": IdentityProvider.Kind.OPENID_CONNECT, "server_url": "http://127.0.0.1:9", "is_on": True}
    IdentityProvider.objects.create(organisation=organisation, client_id="leerplatform", **fields)
    SocialAccount.objects.create(user=person("graduate"), provider="https://idp.buiten-dienst.example", uid="1")
    return {"sign_on": organisation.slug}


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


def _second_steps() -> Words:
    """Somebody with every way to show who it is, signed in on two devices."""
    user = make_user(email=ROLES["two steps"], name="Fenna Smit")
    give_app(user)
    passkey = give_passkey(user)
    other_device = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1")
    sign_in_with_spare_code(user, other_device)
    return {"passkey": str(passkey.pk)}


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
