"""Fill the database of a measurement and print, as JSON, who signs in and which addresses are measured."""

import io
import json
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

django.setup()

from certificates.models import Certificate, CertificatePdf  # noqa: E402 - models need Django to be set up
from courses.enrol import enrol  # noqa: E402
from courses.models import CoursePage, LessonPage, StepPage  # noqa: E402
from courses.progress import complete_step  # noqa: E402
from curriculum.demo import ACCOUNTS, PASSWORD  # noqa: E402
from people.models import User  # noqa: E402
from quizzes import attempts  # noqa: E402
from quizzes.models import QuizPage  # noqa: E402

from .questions import answers_to_one_question  # noqa: E402
from .run import DOWNLOAD, FILE  # noqa: E402

PDF_ON_DISK = "certificate.pdf"


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    reader = User.objects.get(email=ACCOUNTS[0].email)
    finished = User.objects.exclude(email__in=[account.email for account in ACCOUNTS]).earliest("pk")
    course = CoursePage.objects.live().order_by("path")[0]
    learn(finished, course)
    learn(reader, course, leave_open=1)
    pdf = own_pdf(reader)
    lesson = LessonPage.objects.live().descendant_of(course).order_by("path")[0]
    pages = {
        "empty page": "/empty/",
        "front page": "/",
        "catalogue": "/cursussen/",
        "course": course.url,
        "lesson": lesson.url,
        "my learning": "/mijn-leren/",
        "verification": f"/certificaat/{Certificate.objects.get(user=finished).code}/",
        FILE: f"/file/{PDF_ON_DISK}",
        DOWNLOAD: reverse("certificate_pdf", args=[pdf.certificate.code]),
    }
    attempt = attempts.start(reader, QuizPage.objects.live().descendant_of(course).order_by("path")[0])
    autosave = {
        "address": reverse("quiz_autosave", args=[attempt.public_id]),
        "answers": answers_to_one_question(attempt.items),
    }
    print(json.dumps({"email": reader.email, "password": PASSWORD, "pages": pages, "autosave": autosave}))


def own_pdf(user: User) -> CertificatePdf:
    """The PDF of a certificate of the shortest course; a file of the same bytes is on the disk."""
    course = min(CoursePage.objects.live(), key=lambda one: StepPage.objects.descendant_of(one).count())
    learn(user, course)
    pdf = CertificatePdf.objects.get(certificate__user=user)
    (Path(settings.MEDIA_ROOT) / PDF_ON_DISK).write_bytes(bytes(pdf.content))
    return pdf


def learn(user: User, course: CoursePage, leave_open: int = 0) -> None:
    """Do all steps but the last `leave_open`."""
    enrolment = enrol(user, course)
    steps = list(StepPage.objects.descendant_of(course).live().order_by("path"))
    for step in steps[: len(steps) - leave_open]:
        complete_step(enrolment, step)


if __name__ == "__main__":
    main()
