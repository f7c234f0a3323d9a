"""Fill the database of a load and print, as JSON, who learns, the quiz they make and what they read."""

import io
import json
import os

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.urls import reverse

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 - models need Django to be set up

from courses.enrol import enrol  # noqa: E402
from courses.models import LessonPage  # noqa: E402
from people.models import Membership, User  # noqa: E402
from people.sessions import count_from_now  # noqa: E402
from quizzes.models import QuizPage  # noqa: E402
from quizzes.snapshot import freeze_quiz  # noqa: E402

from .questions import MAIL_DOMAIN, choices_of  # noqa: E402

# A municipality whose HR officer asks for a file, which has a row for each of them and each course.
PEOPLE, COURSES = 500, 10


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    call_command("generate_load", people=PEOPLE, courses=COURSES, organisations=1, stdout=io.StringIO())
    officer = Membership.objects.filter(role=Membership.Role.HR, user__email__contains="@load-").get().user
    quiz = QuizPage.objects.live().order_by("path")[0]
    # Options keep their ids in every attempt, numbers keep theirs without a new order.
    QuizPage.objects.filter(pk=quiz.pk).update(shuffle_questions=False, opens_after=None)
    sessions = [sign_in(learner) for learner in learners_in(quiz, int(os.environ["LEARNERS"]))]
    print(
        json.dumps(
            {
                "page": quiz.url,
                "quiz": quiz.pk,
                "cookie": settings.SESSION_COOKIE_NAME,
                "sessions": sessions,
                "pages": pages_beside(quiz),
                "officer": sign_in(officer),
                "export": reverse("hr_export_csv"),
                "choices": choices_of(freeze_quiz(quiz.questions(), None)),
            }
        )
    )


def pages_beside(quiz: QuizPage) -> list[str]:
    """What somebody looks at who learns."""
    lessons = LessonPage.objects.live().descendant_of(quiz.course).order_by("path")
    return ["/", "/cursussen/", str(quiz.course.url), *(str(lesson.url) for lesson in lessons[:3]), "/mijn-leren/"]


def learners_in(quiz: QuizPage, count: int) -> list[User]:
    """People who have started the course; nobody can sign in with a password."""
    people = [User(email=f"{number}@{MAIL_DOMAIN}", name=f"Load {number}") for number in range(count)]
    for person in people:
        person.set_unusable_password()
    learners = User.objects.bulk_create(people)
    course = quiz.course
    for learner in learners:
        enrol(learner, course)
    return learners


def sign_in(user: User) -> str:
    """The key of a new session: what signing in leaves, without the work of checking a password."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    count_from_now(session)
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
