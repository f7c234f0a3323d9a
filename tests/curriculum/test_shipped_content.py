"""The texts that ship: complete, consistent, and on the site exactly once."""

import re
from io import StringIO
from random import Random

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import override_settings

from certificates.models import Certificate, FrozenImage
from cms.models import CmsDocument, CmsMedia, Source, StandardPage
from courses.models import CourseCompletion, CoursePage, Enrolment, LessonPage, ModulePage, Position, StepPage
from courses.outline import course_outline
from curriculum import shipped
from curriculum.demo import ACCOUNTS, PASSWORD
from guests.models import CasePage, CaseStepPage
from people.models import User
from quizzes.draw import pool_of, questions_to_ask
from quizzes.models import Attempt, Question, QuizPage
from quizzes.rules import freeze_rules
from quizzes.types import TYPES
from tests.certificates.pdf_reading import opened, tags_of, text_of

# Course: its final quiz, which draws from a pool.
COURSES_WITH_A_DRAW = {
    "artikel-2-82": "eindtoets",
    "sdg-als-gedeelde-taal": "eindtoets-sdg",
    "mkb-en-sociale-ondernemingen-samenbrengen": "eindtoets-mkb",
    "de-sociaal-ondernemer-aan-tafel": "eindtoets-aan-tafel",
    "zichtbaar-maken-wat-u-doet": "eindtoets-zichtbaar",
}


def test_the_course_on_article_2_82_is_complete(loaded):
    course = CoursePage.objects.get(slug="artikel-2-82")
    kinds = [step.kind for step in course_outline(course).steps]
    assert kinds.count("lessonpage") >= 6
    assert kinds.count("quizpage") == 3
    assert kinds.count("casesteppage") == 1
    assert course.goals
    assert course.last_checked
    assert all(len(_asked(quiz)) >= 5 for quiz in QuizPage.objects.all())


@pytest.mark.parametrize(
    ("slug", "lessons", "worksheet"),
    [
        ("sociaal-ondernemen-de-basis", 8, "Werkblad: kennismaken met een onderneming"),
        ("artikel-2-82", 8, "Werkblad: een opdracht voorbehouden"),
        ("budgetten-verbinden", 7, "Werkblad: budgetten verbinden"),
        ("creatief-met-beperkte-middelen", 7, "Werkblad: creatief met beperkte middelen"),
        ("mkb-en-sociale-ondernemingen-samenbrengen", 8, "Werkblad: mkb en sociale ondernemingen samenbrengen"),
        ("de-sociaal-ondernemer-aan-tafel", 7, "Werkblad: een ondernemer aan tafel"),
    ],
)
def test_a_course_with_a_pool_is_complete(loaded, slug, lessons, worksheet):
    course = CoursePage.objects.get(slug=slug)
    steps = LessonPage.objects.descendant_of(course)
    assert steps.count() == lessons
    assert all(4 <= lesson.minutes <= 10 for lesson in steps)
    bodies = [block for lesson in steps for block in lesson.body]
    assert {"calculation", "check_question"} <= {block.block_type for block in bodies}
    titles = [block.value["document"].title for block in bodies if block.block_type == "download"]
    assert titles == [worksheet]
    final = QuizPage.objects.descendant_of(course).get(draws__isnull=False)
    (draw,) = final.draws.all()
    assert 8 <= draw.count <= 10
    assert final.pass_mark in (70, 80)
    assert pool_of(draw, "nl").count() >= 12
    assert final.get_parent().specific.intention_prompt


@pytest.mark.parametrize(("slug", "final_quiz"), COURSES_WITH_A_DRAW.items())
def test_a_course_with_a_drawn_final_quiz_is_complete(loaded, slug, final_quiz):
    course = CoursePage.objects.get(slug=slug)
    kinds = [step.kind for step in course_outline(course).steps]
    assert 3 <= kinds.count("lessonpage") <= 8
    assert kinds.count("casesteppage") >= 1
    assert course.goals
    assert course.last_checked
    assert ModulePage.objects.child_of(course).exclude(intention_prompt="").count() == 1
    quiz = QuizPage.objects.descendant_of(course).get(slug=final_quiz)
    (draw,) = quiz.draws.all()
    assert quiz.pass_mark in (70, 80)
    assert draw.count == len(_asked(quiz)) >= 8
    assert pool_of(draw, "nl").count() >= 12
    practised = {
        question
        for other in QuizPage.objects.descendant_of(course).exclude(pk=quiz.pk)
        for question in other.questions()
    }
    assert not practised & set(pool_of(draw, "nl"))


def _asked(quiz):
    return questions_to_ask(quiz, Random(1), ())  # noqa: S311 - which questions are drawn is no secret


def test_one_practice_quiz_shows_every_type_of_question(loaded):
    quiz = QuizPage.objects.get(slug="oefenen-met-alle-soorten-vragen")
    assert sorted(question.body[0].block_type for question in quiz.questions()) == sorted(TYPES)
    assert not quiz.required
    assert set(freeze_rules(quiz).values()) >= {"practice", "during"}


def test_each_lesson_shows_its_sources_and_the_law_carries_its_date(loaded):
    for lesson in LessonPage.objects.all():
        assert "sources" in {block.block_type for block in lesson.body}, lesson.title
        for block in lesson.body:
            if block.block_type == "legal_quote":
                assert block.value["source"].text_date is not None
    # The brief's source leaves the text of 2.82a out, so the course names it and quotes nothing of it.
    # Five more laws are only named: the brief keeps no text of them.
    undated = Source.objects.filter(kind=Source.Kind.LAW, text_date=None).values_list("key", flat=True)
    assert set(undated) == {
        "aw2012-2-82a",
        "gemeentewet-budgetrecht",
        "wtl",
        "vweu-107",
        "wmo-2015",
        "jeugdwet",
    }


def test_each_case_has_a_named_author_and_enterprise_says_it_is_fictional_and_stands_in_a_course(loaded):
    for case in CasePage.objects.all():
        assert case.author_name
        assert case.enterprise.name
        assert case.fictional
        assert CaseStepPage.objects.get(case=case)


def test_the_video_has_captions_and_a_transcript(loaded):
    for video in CmsMedia.objects.all():
        with video.captions.open() as captions:
            assert captions.read().startswith(b"WEBVTT")
        assert video.transcript


def test_the_worksheet_can_be_downloaded_and_read_aloud(loaded, client):
    lesson = LessonPage.objects.get(slug="stappenplan")
    (download,) = lesson.body.blocks_by_name("download")
    document = download.value["document"]
    client.force_login(User.objects.get(email=ACCOUNTS[0].email))
    assert f'href="{document.url}"' in client.get(lesson.url).content.decode()
    content = b"".join(client.get(document.url).streaming_content)
    assert len(content) == document.file_size
    with opened(content) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.docinfo.Title == document.title
        assert (pdf.Root.Lang, pdf.Root.MarkInfo.Marked) == ("nl", True)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
    tags = [tag for tag, _instead in tags_of(content)]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 6
    assert tags.count("/Table") == 4
    assert "30procentdaarvan" in text_of(content)


def test_loading_twice_changes_nothing(loaded):
    def counts():
        models = (
            CoursePage,
            StepPage,
            Question,
            Source,
            User,
            Enrolment,
            StandardPage,
            CmsMedia,
            CmsDocument,
            CasePage,
        )
        return [model.objects.count() for model in models]

    before = counts()
    call_command("load_demo", stdout=StringIO())
    assert counts() == before


def test_loading_again_leaves_people_where_they_were(loaded):
    before = list(Position.objects.order_by("pk").values())
    assert before
    call_command("load_demo", stdout=StringIO())
    assert list(Position.objects.order_by("pk").values()) == before


def test_what_an_editor_changed_stays(loaded):
    lesson = LessonPage.objects.first()
    lesson.title = "Door de redactie herzien"
    lesson.save_revision().publish()
    source = Source.objects.first()
    source.title = "Ook herzien"
    source.save()
    call_command("load_demo", stdout=StringIO())
    assert LessonPage.objects.filter(title="Door de redactie herzien").count() == 1
    source.refresh_from_db()
    assert source.title == "Ook herzien"


def test_every_demonstration_account_can_sign_in(loaded):
    for account in ACCOUNTS:
        assert account.email in loaded
        assert authenticate(None, email=account.email, password=PASSWORD) is not None


def test_some_colleagues_are_on_their_way_and_five_have_really_passed(loaded):
    assert Enrolment.objects.count() > 8
    enrolments = [one.enrolment for one in CourseCompletion.objects.all()]
    # Of fewer HR would see no means of the self-scan.
    assert len(enrolments) == 5
    for enrolment in enrolments:
        passed = Attempt.objects.filter(enrolment=enrolment, passed=True)
        required = QuizPage.objects.descendant_of(enrolment.course).filter(required=True)
        assert {attempt.quiz for attempt in passed} == set(required)
        assert set(enrolment.scan_answers.values_list("moment", flat=True)) == {"before", "after"}
    names = {enrolment.user.name for enrolment in enrolments}
    assert set(Certificate.objects.values_list("holder_name", flat=True)) == names


def test_the_demonstration_shows_a_design_with_a_signature_on_its_certificates(loaded):
    design = Certificate.objects.first().design
    assert design["signatories"][0]["name"] == "mr. Aleida ten Brink"
    assert FrozenImage.objects.filter(sha256__in=[design["logo"], design["signatories"][0]["signature"]]).count() == 2


@override_settings(DEMO_ACCOUNTS_ALLOWED=False)
def test_production_refuses_accounts_with_a_public_password(home):
    with pytest.raises(CommandError, match="load_curriculum"):
        call_command("load_demo", stdout=StringIO())
    assert not User.objects.exists()


@override_settings(DEMO_ACCOUNTS_ALLOWED=False)
def test_production_can_load_the_courses_alone(home):
    call_command("load_curriculum", stdout=StringIO())
    assert CoursePage.objects.filter(slug="artikel-2-82").exists()
    assert not User.objects.exists()


def test_questions_of_these_courses_address_people_formally():
    informal = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)
    for question in shipped.questions():
        if question["topic"] in (1, 2, 3, 5, 7, 8):
            assert not informal.search(str(question)), question["id"]


def test_the_course_never_says_thirty_percent_of_the_contract():
    for course in shipped.courses():
        text = str(course)
        for match in re.finditer(r"30 procent van de opdracht", text):
            nearby = text[max(0, match.start() - 250) : match.end() + 250].lower()
            assert any(word in nearby for word in ("niet", "fout", "misverstand")), nearby
