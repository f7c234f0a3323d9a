"""Making an intention at the end of a module, and changing it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import Locale

from commitments import intentions
from commitments.models import LONGEST_SENTENCE, Intention, Outcome
from courses.enrol import enrol
from courses.models import StepPage
from tests.factories.commitments import PROMPT, let_ask, make_asking_course, make_intention
from tests.factories.courses import make_course, make_module, module_of
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
TEXT = "Ik kijk of lot 3 voorbehouden kan worden"


@pytest.fixture
def course(home):
    return make_asking_course("Sociaal inkopen")


@pytest.fixture
def module(course):
    return module_of(course)


@pytest.fixture
def enrolment(learner, course):
    return enrol(learner, course)


def address(module):
    return reverse("intention", args=[module.pk])


def write(client, module, text=TEXT, planned_for=""):
    return client.post(address(module), {"text": text, "planned_for": planned_for})


def words(response) -> str:
    return " ".join(html.fromstring(response.content).text_content().split())


def typed(response) -> str:
    return html.fromstring(response.content).xpath("//textarea[@name='text']")[0].text.strip()


def kept() -> list[str]:
    return [intention.text for intention in Intention.objects.all()]


def last_step(course):
    return StepPage.objects.descendant_of(course).order_by("path").last()


def test_a_sentence_and_a_day_are_kept_and_one_goes_on_with_the_module(as_learner, enrolment, module, course):
    day = timezone.localdate() + timedelta(days=20)
    response = write(as_learner, module, planned_for=day.isoformat())
    assert response.url == f"{last_step(course).url}#voornemen"
    intention = Intention.objects.get()
    assert (intention.text, intention.planned_for, intention.prompt) == (TEXT, day, PROMPT)
    assert (intention.enrolment, intention.module, intention.module_key) == (
        enrolment,
        module,
        module.translation_key,
    )


def test_a_day_is_not_needed_and_the_dutch_way_to_write_one_is_understood(as_learner, enrolment, module):
    write(as_learner, module, planned_for="1-11-2099")
    assert Intention.objects.get().planned_for.isoformat() == "2099-11-01"
    write(as_learner, module)
    assert Intention.objects.get().planned_for is None


def test_the_question_stays_as_it_was_asked(as_learner, enrolment, module):
    write(as_learner, module)
    let_ask(module, "Een heel andere vraag?")
    page = words(as_learner.get(address(module)))
    assert PROMPT in page
    assert "Een heel andere vraag?" not in page


def test_until_the_first_report_the_text_may_be_changed(as_learner, enrolment, module):
    write(as_learner, module)
    assert typed(as_learner.get(address(module))) == TEXT
    assert write(as_learner, module, "Toch lot 4").url == reverse("my_intentions")
    assert kept() == ["Toch lot 4"]


def test_after_a_report_the_text_stays_and_what_was_typed_is_not_lost(as_learner, learner, module, course):
    intentions.report(make_intention(learner, course, TEXT), Outcome.BUSY)
    page = words(as_learner.get(address(module)))
    assert "U hebt al verteld hoe dit ging" in page
    assert TEXT in page
    response = write(as_learner, module, "Iets anders")
    assert kept() == [TEXT]
    assert typed(response) == "Iets anders"
    assert "U hebt al verteld hoe dit ging" in words(response)


def test_a_report_that_comes_while_one_types_is_noticed(learner, module, course):
    intention = make_intention(learner, course, TEXT)
    place = intentions.place_for(learner, module.pk)
    assert place.refusal == ""
    intentions.report(intention, Outcome.DONE)
    with pytest.raises(intentions.RefusedError):
        intentions.change(place.intention, "Iets anders", None)
    assert kept() == [TEXT]


def test_making_the_same_one_twice_leaves_one(enrolment, module):
    first = intentions.make(enrolment, module, "Eerst", None)
    assert intentions.make(enrolment, module, "Later", None) == first
    assert kept() == ["Later"]


def test_an_intention_belongs_to_the_module_in_every_language(learner, course, module):
    make_intention(learner, course, TEXT)
    english, _created = Locale.objects.get_or_create(language_code="en")
    course.copy_for_translation(english, copy_parents=True)
    translated = module.copy_for_translation(english)
    assert intentions.place_for(learner, translated.pk).intention.text == TEXT


@pytest.mark.parametrize("empty", ["", "   ", "\r\n \r\n"])
def test_an_empty_sentence_is_refused_with_what_to_do(as_learner, enrolment, module, empty):
    response = write(as_learner, module, empty)
    assert "Schrijf in één zin wat u gaat doen." in words(response)
    assert kept() == []


@pytest.mark.parametrize("length", [LONGEST_SENTENCE + 1, 100_000])
def test_a_text_that_is_too_long_comes_back_as_it_was_typed_with_the_limit(as_learner, enrolment, module, length):
    text = "x" * length
    response = write(as_learner, module, text)
    assert kept() == []
    assert typed(response) == text
    assert "hoogstens 500 tekens" in words(response)
    page = html.fromstring(response.content)
    assert page.xpath("//*[@role='alert']//a/@href") == ["#intention-text"]
    assert page.findtext(".//title").strip().startswith("Fout:")


def test_the_browser_cuts_nothing_off(as_learner, enrolment, module):
    assert "maxlength" not in as_learner.get(address(module)).content.decode()


def test_line_ends_count_as_spaces(as_learner, enrolment, module):
    write(as_learner, module, "a\r\n" * (LONGEST_SENTENCE // 2))
    assert kept() == [" ".join("a" * (LONGEST_SENTENCE // 2))]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-01-01", "Deze dag is al voorbij"),
        ("volgende week", "Schrijf de dag als dag-maand-jaar"),
        ("31-2-2099", "Schrijf de dag als dag-maand-jaar"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_the_sentence_stays(as_learner, enrolment, module, day, said):
    response = write(as_learner, module, planned_for=day)
    assert said in words(response)
    assert typed(response) == TEXT
    assert kept() == []


def test_a_day_that_passed_since_stays_possible_when_only_the_text_is_changed(as_learner, learner, course, module):
    make_intention(learner, course, TEXT, planned_for=timezone.localdate() - timedelta(days=1), days_ago=20)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    write(as_learner, module, "Toch lot 4", yesterday)
    assert kept() == ["Toch lot 4"]


def test_a_module_that_asks_nothing_refuses_with_a_sentence_and_keeps_what_was_typed(as_learner, learner):
    silent = make_course()
    enrol(learner, silent)
    response = write(as_learner, module_of(silent))
    assert "vraagt niet om een voornemen" in words(response)
    assert typed(response) == TEXT
    assert kept() == []


def test_a_question_that_is_taken_away_while_one_types_loses_nothing(as_learner, enrolment, module):
    module.unpublish()
    response = write(as_learner, module)
    assert typed(response) == TEXT
    assert kept() == []


def test_what_a_draft_is_called_and_asks_is_not_told(as_learner, enrolment, course):
    draft = make_module(course, "Geheime titel")
    let_ask(draft, "Geheime vraag?")
    draft.unpublish()
    for response in (as_learner.get(address(draft)), write(as_learner, draft)):
        assert "vraagt niet om een voornemen" in words(response)
        assert "Geheime" not in words(response)


def test_an_intention_goes_along_when_its_module_moves_to_another_course(as_learner, learner, course, module):
    make_intention(learner, course, TEXT)
    module.move(make_course(), pos="last-child")
    assert typed(as_learner.get(address(module))) == TEXT
    write(as_learner, module, "Toch lot 4")
    assert kept() == ["Toch lot 4"]


def test_without_enrolment_nothing_is_kept_and_the_sentence_says_what_to_do(as_learner, module):
    response = write(as_learner, module)
    assert "U bent niet ingeschreven voor deze cursus" in words(response)
    assert typed(response) == TEXT
    assert kept() == []


def test_enrolment_in_one_course_gives_no_say_in_another(as_learner, enrolment):
    elsewhere = module_of(make_asking_course())
    assert "U bent niet ingeschreven" in words(write(as_learner, elsewhere))
    assert kept() == []


def test_a_module_whose_last_step_is_removed_still_keeps_the_sentence(as_learner, enrolment, course, module):
    steps = list(StepPage.objects.descendant_of(course).order_by("path"))
    steps[-1].unpublish()
    assert write(as_learner, module).url == f"{steps[0].url}#voornemen"
    steps[0].unpublish()
    Intention.objects.all().delete()
    assert write(as_learner, module).url == reverse("my_intentions")
    assert kept() == [TEXT]


def test_drafts_and_unknown_modules_are_the_same_404_for_who_is_not_enrolled(as_learner, module):
    module.unpublish()
    for pk in (module.pk, 999_999, 10**30):
        assert as_learner.get(reverse("intention", args=[pk])).status_code == 404
        assert as_learner.post(reverse("intention", args=[pk]), {"text": TEXT}).status_code == 404


def test_a_visitor_is_sent_to_sign_in_and_writes_nothing(module):
    response = write(Client(), module)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert kept() == []


def test_one_writes_for_oneself_only(enrolment, module, course):
    colleague = make_user()
    enrol(colleague, course)
    client = Client()
    client.force_login(colleague)
    write(client, module, "Van de collega")
    assert Intention.objects.get().enrolment.user == colleague
    assert Intention.objects.filter(enrolment=enrolment).count() == 0


def test_what_somebody_types_is_shown_as_text(as_learner, learner, course, module):
    make_intention(learner, course, "</textarea><script>alert(1)</script>")
    for path in (address(module), reverse("my_intentions"), last_step(course).url):
        assert "<script>alert" not in as_learner.get(path).content.decode()


def test_a_get_writes_nothing(as_learner, enrolment, module):
    as_learner.get(address(module), {"text": TEXT})
    assert kept() == []


def test_module_keys_are_kept_apart(enrolment, module):
    intentions.make(enrolment, module, TEXT, None)
    assert intentions.intention_at(enrolment.user_id, uuid4()) is None
