"""The people, pages and states that the walk visits, on top of the demonstration content.

`fill` makes them and gives the words that stand for them in the addresses of `cases.py`.
"""

from datetime import date
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str

from certificates.issue import revoke
from certificates.models import Certificate, CertificatePdf
from commitments import intentions
from courses import private
from courses.enrol import enrol
from courses.models import CoursePage, LessonPage, PathPage, StepPage
from courses.paths import follow
from courses.progress import complete_step
from discussions import conversation
from discussions.perms import part_of
from guests import cases
from guests.models import CasePage, Enterprise
from people.invitations import invite, join_what_address_proves
from people.mail_choices import unsubscribe_link
from people.mail_kinds import MailKind
from people.models import Organisation, User
from quizzes import attempts
from quizzes.models import QuizPage
from tests.factories.courses import make_course, make_lesson, module_of
from tests.factories.guests import make_draft, make_submitted_case
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.quizzes import make_quiz, wrong_answers
from transcript.models import Evidence

# Role: whose eyes we look through. Empty is a visitor who has not signed in.
ROLES = {
    "visitor": "",
    # Has made an account a moment ago, and still has to prove the address.
    "signing_up": "",
    "newcomer": "nieuw@rivierdam.example",
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
    return _learning() | _results() | _accounts(rivierdam) | _cases() | _conversation() | _small_course()


def person(role: str) -> User:
    return User.objects.get(email=ROLES[role])


def _learning() -> Words:
    """A learner in the middle of everything."""
    learner, course = person("learner"), CoursePage.objects.get(slug="artikel-2-82")
    enrolment = enrol(learner, course)
    lesson = LessonPage.objects.get(slug="wat-staat-er-in-de-wet")
    complete_step(enrolment, StepPage.objects.get(slug="waarom-artikel-2-82"))
    private.keep(enrolment, lesson)
    block = next(block.id for block in lesson.body if block.block_type == "text")
    private.save_note(enrolment, lesson, block, "Navragen bij juridische zaken")
    module = StepPage.objects.get(slug="eindtoets").get_parent().specific
    intention = intentions.make(enrolment, module, "Ik kijk of lot 3 past.", date(2027, 1, 1))
    follow(learner, PathPage.objects.first())
    attempt = attempts.start(learner, QuizPage.objects.get(slug="oefentoets"))
    return {
        "lesson": str(lesson.pk),
        "block": block,
        "enrolment": str(enrolment.pk),
        "module": str(module.pk),
        "intention": str(intention.pk),
        "open_attempt": str(attempt.public_id),
        "evidence": str(Evidence.objects.get(user=learner).pk),
    }


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
    passed = graduate.attempts.filter(quiz=quiz, passed=True).get()
    return {
        "certificate": of_course.code,
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
    return revoke(Certificate.objects.get(user=user), "Op verzoek van de houder.", person("administrator"))


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
        "invitation_for_new": new,
        "invitation_for_known": known,
        "used_invitation": used,
        "reset_key": f"{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}",
        "unsubscribe": unsubscribe_link(learner, MailKind.ANSWERS).rstrip("/").rpartition("/")[2],
    }


def _cases() -> Words:
    """Cases of one entrepreneur: being written, with the editors, and sent back by them."""
    entrepreneur = person("entrepreneur")
    newcomer = make_user(email=ROLES["new entrepreneur"], name="Wout Visser")
    newcomer.groups.set(entrepreneur.groups.all())
    Enterprise.objects.create(name="Tweede Kans", slug="tweede-kans").members.add(newcomer)
    draft = make_draft(entrepreneur, title="Een pilot met drie gemeenten")
    submitted = make_submitted_case(entrepreneur)
    published = CasePage.objects.live().filter(enterprise__members=entrepreneur).first()
    assert cases.state_of(published).editable
    return {"draft_case": str(draft.pk), "submitted_case": str(submitted.pk), "published_case": str(published.pk)}


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
    """One module with a lesson, a lesson that is locked, and a quiz with every type of question."""
    course = make_course(title="Kort en compleet", lessons=1)
    locked = make_lesson(module_of(course), title="Pas na de eerste les")
    locked.opens_after = StepPage.objects.descendant_of(course).first()
    locked.required = False
    locked.save_revision().publish()
    make_quiz(course=course)
    enrol(person("learner"), course)
    return {"locked_step": locked.get_url()}
