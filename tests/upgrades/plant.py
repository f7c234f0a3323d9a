"""Run by the code of the version before, in its own folder: people of that version and what they made.

It is given the command that fills the site, and prints as JSON who is halfway a quiz and what may be opened. It may
use only what that version had too.
"""

import io
import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - models need Django to be set up
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.prepare_load import sign_in  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from courses import private  # noqa: E402
from courses.enrol import enrol  # noqa: E402
from people.models import User  # noqa: E402
from quizzes import attempts  # noqa: E402
from tests.factories import discussions  # noqa: E402
from tests.factories.assignments import assign  # noqa: E402
from tests.factories.certificates import GOALS, make_certificate, revoke_as  # noqa: E402
from tests.factories.commitments import let_ask, make_intention  # noqa: E402
from tests.factories.courses import make_course, module_of, steps_of  # noqa: E402
from tests.factories.evidence import make_evidence  # noqa: E402
from tests.factories.hr import Municipality, make_municipality  # noqa: E402
from tests.factories.lessons import block_of, make_lesson_of_blocks  # noqa: E402
from tests.factories.people import PASSWORD, make_mail, make_member, make_user  # noqa: E402
from tests.factories.quizzes import finish_attempt, make_quiz, right_answers, start_attempt  # noqa: E402


def main(fill: str) -> None:
    call_command(fill, stdout=io.StringIO())
    town = make_municipality()
    editor = make_user("Mei Lin Chan", is_superuser=True)
    certificate = somebody_who_finished(town)
    quiz = make_quiz(lessons=0, shuffle_questions=False)
    learner = make_member(town.organisation, town.below, name="Samira El Amrani")
    attempt = start_attempt(learner, quiz)
    right = right_answers(attempt)
    attempts.save_answers(attempt, {1: right[1]})
    told = {
        "cookie": settings.SESSION_COOKIE_NAME,
        "token": settings.CSRF_COOKIE_NAME,
        "learner": {"email": learner.email, "password": PASSWORD},
        "attempt": str(attempt.public_id),
        "version": attempt.version,
        "right": right,
        "sessions": {"officer": sign_in(town.officer), "editor": sign_in(editor), "holder": sign_in(certificate.user)},
        "pages": {
            "": ["/", "/cursussen/", reverse("certificate_verify", args=[certificate.code])],
            "officer": [reverse("hr_overview"), reverse("hr_matrix")],
            "editor": ["/admin/", f"/admin/pages/{quiz.pk}/edit/", "/admin/users/"],
            "holder": [reverse("my_learning"), reverse("my_notes"), reverse("certificate", args=[certificate.code])],
        },
    }
    print(json.dumps(told))


def somebody_who_finished(town: Municipality) -> Certificate:
    """With a certificate, one that was revoked, a note, a bookmark, an intention, a question, evidence and mail."""
    holder = make_member(town.organisation, town.department, name="Pieter Hoekstra")
    course = make_course("Inkopen met betekenis", goals=GOALS)
    let_ask(module_of(course))
    lesson = make_lesson_of_blocks(course)
    quiz = make_quiz(course=course)
    enrolment = enrol(holder, course)
    private.save_note(enrolment, lesson, block_of(lesson, "reflection"), "Kantine aanbesteden")
    private.keep(enrolment, lesson)
    make_intention(holder, course)
    asked = discussions.make_question(steps_of(course)[0], holder)
    discussions.make_answer(asked, discussions.make_course_host(course))
    make_evidence(holder)
    make_mail(holder)
    finish_attempt(holder, quiz, right=False)
    finish_attempt(holder, quiz, right=True)
    assign(town, course)
    revoke_as(make_certificate(make_user("Ahmet Şahin")), by=User.objects.get(pk=town.officer.pk))
    return make_certificate(holder, course)


if __name__ == "__main__":
    main(*sys.argv[1:])
