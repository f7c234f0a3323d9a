"""Fill the database of a measurement and print, as JSON, who asks for which page.

PEOPLE are added to the demonstration, in municipalities of 500, with COURSES courses. Nobody takes a thousand courses:
people learn in ten, the rest is there to choose from.
"""

import io
import json
import os

import django
from django.core.management import call_command
from django.urls import reverse

django.setup()

from certificates.models import Certificate, CertificatePdf  # noqa: E402 - models need Django to be set up
from courses.enrol import enrol  # noqa: E402
from courses.models import CoursePage, LessonPage, StepPage  # noqa: E402
from courses.progress import complete_step  # noqa: E402
from curriculum.demo import ACCOUNTS  # noqa: E402
from people.models import Membership, User  # noqa: E402
from quizzes import attempts  # noqa: E402
from quizzes.models import Attempt, QuizPage  # noqa: E402
from quizzes.rules import Screens  # noqa: E402

from .questions import answers_to_one_question, every_right_answer  # noqa: E402

PER_MUNICIPALITY = 500
MOST_LEARNED = 10


def main() -> None:
    people = int(os.environ["PEOPLE"])
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    reader = User.objects.get(email=ACCOUNTS[0].email)
    finished = User.objects.exclude(email__in=[account.email for account in ACCOUNTS]).earliest("pk")
    course = CoursePage.objects.live().order_by("path")[0]
    learn(finished, course)
    learn(reader, course, leave_open=1)
    own = own_pdf(reader).certificate
    fill(people, int(os.environ["COURSES"]))
    officer = Membership.objects.filter(role=Membership.Role.HR, user__email__contains="@load-").earliest("pk").user
    lesson = LessonPage.objects.live().descendant_of(course).order_by("path")[0]
    quiz = QuizPage.objects.live().descendant_of(course).order_by("path")[0]
    attempt = attempts.start(reader, quiz)
    one_answer, answers = answers_to_one_question(attempt.items)[0], every_right_answer(attempt.items)
    pages = [
        row("front page", reader, "/"),
        row("catalogue", reader, "/cursussen/"),
        row("course", reader, str(course.url)),
        row("lesson", reader, str(lesson.url)),
        row("my learning", reader, "/mijn-leren/"),
        row("quiz question", reader, question_of(attempt)),
        row("autosave", reader, reverse("quiz_autosave", args=[attempt.public_id]), f"version=0&{one_answer}"),
        row("submit", reader, reverse("quiz_attempt", args=[attempt.public_id]), f"version=0&{answers}&action=submit"),
        row("HR dashboard", officer, reverse("hr_dashboard")),
        row("verification", None, reverse("certificate_verify", args=[Certificate.objects.get(user=finished).code])),
        row("certificate", reader, reverse("certificate_pdf", args=[own.code])),
    ]
    print(json.dumps({"reader": reader.pk, "pages": pages}))


def fill(people: int, courses: int) -> None:
    municipalities = max(1, people // PER_MUNICIPALITY)
    size = {"people": people, "courses": min(courses, MOST_LEARNED), "organisations": municipalities}
    call_command("generate_load", **size, stdout=io.StringIO())
    if courses > MOST_LEARNED:
        # A municipality of one; it is the courses that this is for.
        call_command("generate_load", people=1, courses=courses, organisations=1, seed=2, stdout=io.StringIO())


def row(name: str, who: User | None, address: str, fields: str = "") -> dict[str, object]:
    """fields: what is posted; empty for what is read."""
    return {"name": name, "user": who.pk if who else None, "address": address, "fields": fields}


def question_of(attempt: Attempt) -> str:
    if attempt.rules["screens"] == Screens.ONE:
        return reverse("quiz_question", args=[attempt.public_id, attempt.items[0]["number"]])
    return reverse("quiz_attempt", args=[attempt.public_id])


def own_pdf(user: User) -> CertificatePdf:
    """The PDF of a certificate of the shortest course."""
    course = min(CoursePage.objects.live(), key=lambda one: StepPage.objects.descendant_of(one).count())
    learn(user, course)
    return CertificatePdf.objects.get(certificate__user=user)


def learn(user: User, course: CoursePage, leave_open: int = 0) -> None:
    """Do all steps but the last `leave_open`."""
    enrolment = enrol(user, course)
    steps = list(StepPage.objects.descendant_of(course).live().order_by("path"))
    for step in steps[: len(steps) - leave_open]:
        complete_step(enrolment, step)


if __name__ == "__main__":
    main()
