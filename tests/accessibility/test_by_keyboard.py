"""From signing in to a certificate with a keyboard and nothing else, wide and at 400 %."""

import pytest
from playwright.sync_api import Browser, Page

from certificates.models import Certificate
from people.models import User
from quizzes.models import Attempt
from quizzes.types import TYPES
from tests.browser import PATIENCE
from tests.factories.courses import make_course
from tests.factories.people import PASSWORD, make_user
from tests.factories.quizzes import OPEN_ANSWER, answer_to, make_question, make_quiz, sent_fields

from .conftest import CHECKS
from .keyboard import Keyboard

pytestmark = pytest.mark.accessibility

WIDE, ENLARGED_4_TIMES = {"width": 1280, "height": 720}, {"width": 320, "height": 256}


@pytest.fixture
def newcomer(site) -> User:
    return make_user(name="Toets Enbord")


@pytest.fixture
def page(site, browser: Browser):
    context = browser.new_context(locale="nl-NL", reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=CHECKS)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("screen", [WIDE, ENLARGED_4_TIMES], ids=["wide", "400 percent"])
@pytest.mark.row("A2", "A3", "A7")
def test_from_signing_in_to_a_certificate(site, page: Page, newcomer: User, screen):
    course = make_course(lessons=1)
    # Without an open answer that a person has to read first.
    own_judgement = OPEN_ANSWER | {"assessment": "self"}
    values = {"open_answer": own_judgement}
    make_quiz(*(make_question(kind, values.get(kind)) for kind in TYPES), course=course)
    page.set_viewport_size(screen)
    keys = Keyboard(page)
    keys.open(f"{site.url}/accounts/login/?next={course.url}")
    keys.skip_to_the_content()
    keys.tab_to("E-mail")
    keys.type(newcomer.email)
    keys.tab_to("Wachtwoord")
    keys.type(PASSWORD)
    keys.go_on()

    keys.tab_to("Inschrijven en beginnen")
    keys.go_on()
    keys.skip_to_the_content()
    keys.tab_to("Markeer als gedaan")
    keys.go_on("Space")
    keys.tab_to("Start de toets")
    keys.go_on()

    attempt = Attempt.objects.get(user=newcomer)
    assert {item["type"] for item in attempt.items} == TYPES.keys()
    for item in attempt.items:
        for name, value in sent_fields(item, answer_to(item, correct=True)).items():
            keys.answer(name, value)
    keys.tab_to("Toets inleveren")
    keys.go_on()
    attempt.refresh_from_db()
    assert attempt.percentage == 100

    keys.tab_to("Download")
    with page.expect_download() as download:
        keys.press("Enter")
    certificate = Certificate.objects.get(user=newcomer)
    assert download.value.path().read_bytes() == bytes(certificate.pdf.content)
    assert keys.pointers == 0


def test_the_tester_sees_a_mouse(site, page: Page):
    keys = Keyboard(page)
    keys.open(f"{site.url}/hulp/")
    page.mouse.click(5, 5)
    assert keys.pointers == 1
