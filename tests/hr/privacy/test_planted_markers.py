"""What must never be seen is planted in one person, and every address, file and mail of HR is searched for it."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from commitments import intentions
from commitments.models import Moment, Outcome, ScanAnswer
from commitments.scan import scan_of
from courses import private
from courses.models import StepCompletion
from courses.progress import complete_step
from hr.models import LookAt, WorksCouncilDecision
from hr.urls import urlpatterns
from people.models import OutboxMail, User
from quizzes.models import Answer, Attempt, ExtraTime
from tests.access.hr_rows import plant_hr_rows
from tests.factories.certificates import make_certificate
from tests.factories.commitments import let_ask
from tests.factories.courses import module_of
from tests.factories.discussions import make_question
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member
from tests.factories.quizzes import make_quiz, start_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.row("P3", "P1")]

NAME = "Gemerkte Persoon"
MARKERS = ("merk-antwoord", "merk-notitie", "merk-voornemen", "merk-terugblik", "merk-vraag")
# Higher than the keys of rows that the addresses on a page name.
NUMBERS = ("7531", "8642", "31613", "28713")
MOMENTS = (datetime(2011, 3, 4, 5, 6, 7, tzinfo=UTC), datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC))
TARGET = date(2033, 3, 3)
# No screen shows names there, or it answers POST only.
SHOWS_NO_NAMES = {"hr_invite", "hr_award", "hr_intentions", "hr_effect", "hr_bundles", "hr_bundle_progress"}


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def person(town) -> User:
    """Somebody with everything that nobody who follows people may see."""
    person = make_member(town.organisation, town.department, name=NAME)
    quiz = make_quiz(lessons=1)
    course = quiz.course
    course.statements = [("statement", "Ik weet het")]
    course.save_revision().publish()
    attempt = start_attempt(person, quiz)
    Attempt.objects.filter(pk=attempt.pk).update(
        score=Decimal("7531.25"),
        maximum=Decimal("8642.75"),
        passed=False,
        number=31613,
        started_at=MOMENTS[0],
        finished_at=MOMENTS[0],
    )
    Answer.objects.create(attempt=attempt, version=1, item=1, value=MARKERS[0])
    enrolment = attempt.enrolment
    lesson = quiz.course.get_descendants().filter(title__startswith="Les").first().specific
    complete_step(enrolment, lesson)
    StepCompletion.objects.filter(enrolment=enrolment).update(completed_at=MOMENTS[1])
    private.save_note(enrolment, lesson, lesson.body[0].id, MARKERS[1])
    let_ask(module_of(course))
    intention = intentions.make(enrolment, module_of(course), MARKERS[2], None)
    intentions.report(intention, Outcome.BLOCKED, MARKERS[3])
    for one in scan_of(enrolment, course).statements:
        ScanAnswer.objects.create(enrolment=enrolment, moment=Moment.BEFORE, statement=one.key, value=5)
    make_question(lesson, person, MARKERS[4])
    enrolment.target_date = TARGET
    enrolment.save()
    ExtraTime.objects.create(user=person, percentage=28713)
    User.objects.filter(pk=person.pk).update(last_login=MOMENTS[0])
    make_certificate(person)
    return person


def addresses(town, person) -> dict[str, str]:
    """Every address of HR that answers GET, filled in with what is there about the person."""
    rows = plant_hr_rows(town, person)
    return {
        pattern.name: reverse(pattern.name, args=rows.numbers_for(pattern.name) if pattern.pattern.converters else [])
        for pattern in urlpatterns
    }


def text_of(content: bytes) -> str:
    """Also of what is packed: a workbook, and the list in a file with certificates."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    if b"[Content_Types].xml" in content:
        rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
        return "\n".join(str(cell) for cell in chain.from_iterable(rows))
    with ZipFile(BytesIO(content)) as bundled:
        return "\n".join(bundled.read(name).decode() for name in bundled.namelist() if name.endswith(".csv"))


def traces() -> list[str]:
    """Each marker in every way in which it might be written."""
    days = [*MOMENTS, TARGET]
    return [*MARKERS, *(f"{day:%Y-%m-%d}" for day in days), *(str(day.year) for day in days)]


def found_in(text: str) -> list[str]:
    numbers = [one for one in NUMBERS if re.search(rf"(?<![\w-]){one}(?![\w-])", text)]
    return [one for one in traces() if re.search(rf"(?<![\w-]){one}(?![\w])", text)] + numbers


def test_no_address_of_hr_shows_what_is_never_seen(town, person):
    clients = {"officer": signed_in(town.officer), "lead": signed_in(make_lead(town.department))}
    everything = addresses(town, person)
    shown = {}
    for role, client in clients.items():
        for name, address in everything.items():
            response = client.get(address, follow=True)
            # 405: it answers POST only.
            assert response.status_code in ((200, 405) if role == "officer" else (200, 404, 405)), name
            shown[role, name] = found_in(text_of(response.getvalue()))
    assert {place: found for place, found in shown.items() if found} == {}


def test_every_address_that_shows_the_name_notes_a_look(town, person):
    client = signed_in(town.officer)
    for name, address in addresses(town, person).items():
        LookAt.objects.exclude(look__kind="bundle").delete()
        text = text_of(client.get(address, follow=True).getvalue())
        if NAME in text and name not in SHOWS_NO_NAMES:
            assert LookAt.objects.filter(user=person).exists(), name
        assert not (NAME in text and name in SHOWS_NO_NAMES), name


def test_no_mail_to_who_follows_people_shows_it(town, person):
    addresses(town, person)
    mails = OutboxMail.objects.filter(user=town.officer)
    assert mails
    text = "\n".join(f"{mail.subject}\n{mail.body}" for mail in mails)
    assert found_in(text) == []
    assert NAME not in text


def test_with_a_decision_the_score_of_a_failed_attempt_still_is_not_there(town, person):
    WorksCouncilDecision.objects.create(
        organisation=town.organisation, reference="OR-1", decided_on=timezone.localdate()
    )
    percentage = str(Attempt.objects.get(user=person).percentage)
    for name in ("hr_overview", "hr_export_csv", "hr_export_xlsx"):
        text = text_of(signed_in(town.officer).get(reverse(name)).getvalue())
        assert NAME in text
        assert found_in(text) == []
        assert f">{percentage}<" not in text
        assert f";{percentage}\r" not in text
