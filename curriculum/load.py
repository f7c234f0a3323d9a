"""Put the shipped curriculum on the site. What exists is left alone: editors may have changed it."""

from datetime import date
from typing import Any

from django.utils.text import Truncator

from cms.models import HomePage, Source, StandardPage
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage, PathItem, PathPage
from guests.models import CaseIndexPage, CasePage, CaseStepPage, Enterprise, SessionStepPage
from quizzes.exchange.load import ImportReport, import_bank
from quizzes.models import Question, QuestionTag, QuizDraw, QuizItem, QuizPage
from quizzes.rules import Mode, Moment, Screens

from . import shipped
from .body import raw_body
from .media import load_media
from .site import child
from .translate import load_translations


def load_curriculum(home: HomePage) -> ImportReport:
    """Sources, text pages, questions, cases, courses and paths; returns what the question bank said."""
    load_sources()
    load_media()
    load_pages(home)
    report = import_bank(shipped.questions())
    load_cases(CaseIndexPage.objects.child_of(home).get())
    catalogue = CourseIndexPage.objects.child_of(home).get()
    for course in shipped.courses():
        load_course(catalogue, course)
    load_paths(catalogue)
    load_translations(home)
    return report


def load_sources() -> None:
    for entry in shipped.sources():
        Source.objects.get_or_create(key=entry["key"], defaults={k: v for k, v in entry.items() if k != "key"})


def load_pages(home: HomePage) -> None:
    data = shipped.pages()
    if not home.intro:
        home.title = data["home"]["title"]
        home.intro = data["home"]["intro"]
        home.body = raw_body(data["home"]["body"])
        home.save_revision().publish()
    for entry in data["pages"]:
        child(
            home,
            StandardPage(
                title=entry["title"],
                slug=entry["slug"],
                intro=entry["intro"],
                body=raw_body(entry["body"]),
                show_in_footer=entry.get("show_in_footer", False),
            ),
        )


def load_cases(library: CaseIndexPage) -> None:
    data = shipped.cases()
    for entry in data["enterprises"]:
        told = {name: value for name, value in entry.items() if name != "slug"}
        Enterprise.objects.get_or_create(slug=entry["slug"], defaults={"admitted": True} | told)
    for entry in data["cases"]:
        enterprise = Enterprise.objects.get(slug=entry["enterprise"])
        child(library, CasePage(**{**entry, "enterprise": enterprise}))


def load_course(catalogue: CourseIndexPage, data: dict[str, Any]) -> CoursePage:
    """One course with its modules and steps."""
    course = child(
        catalogue,
        CoursePage(
            title=data["title"],
            slug=data["slug"],
            summary=data["summary"],
            search_description=Truncator(data["summary"]).chars(160),
            goals=[("goal", goal) for goal in data["goals"]],
            statements=[("statement", statement) for statement in data.get("statements", [])],
            audience=data["audience"],
            level=data["level"],
            last_checked=_as_date(data["last_checked"]),
            themes=data["themes"],
            sdgs=data["sdgs"],
            target_groups=data["target_groups"],
            mandatory=data.get("mandatory", False),
            certificate_months=data.get("certificate_months"),
        ),
    )
    for module_data in data["modules"]:
        module = child(
            course,
            ModulePage(
                title=module_data["title"],
                slug=module_data["slug"],
                intro=module_data.get("intro", ""),
                intention_prompt=module_data.get("intention_prompt", ""),
            ),
        )
        for step in module_data["steps"]:
            STEP_LOADERS[step["kind"]](module, step)
    return course


def load_paths(catalogue: CourseIndexPage) -> None:
    """Every shipped path. Raises CoursePage.DoesNotExist for a course that is not in this catalogue."""
    for entry in shipped.paths():
        path = PathPage(
            title=entry["title"],
            slug=entry["slug"],
            summary=entry["summary"],
            search_description=Truncator(entry["summary"]).chars(160),
            audience=entry["audience"],
            target_groups=entry["target_groups"],
            certificate_months=entry.get("certificate_months"),
        )
        path.items = [
            PathItem(
                course=CoursePage.objects.child_of(catalogue).get(slug=item["course"]),
                required=item.get("required", True),
                sort_order=order,
            )
            for order, item in enumerate(entry["courses"])
        ]
        child(catalogue, path)


def _as_date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _load_lesson(module: ModulePage, data: dict[str, Any]) -> None:
    child(
        module,
        LessonPage(
            title=data["title"],
            slug=data["slug"],
            minutes=data["minutes"],
            intro=data["intro"],
            search_description=Truncator(data["intro"]).chars(160),
            body=raw_body(data["body"]),
        ),
    )


def _load_case_step(module: ModulePage, data: dict[str, Any]) -> None:
    case = CasePage.objects.get(slug=data["case"])
    child(module, CaseStepPage(title=data["title"], slug=data["slug"], minutes=data["minutes"], case=case))


def _load_session_step(module: ModulePage, data: dict[str, Any]) -> None:
    """`subject` and `session_kind` as in SessionStepPage; without them any session about the course counts."""
    child(
        module,
        SessionStepPage(
            title=data["title"],
            slug=data["slug"],
            minutes=data["minutes"],
            intro=data["intro"],
            search_description=Truncator(data["intro"]).chars(160),
            subject=data.get("subject", SessionStepPage.Subject.COURSE),
            session_kind=data.get("session_kind", ""),
            required=data.get("required", True),
        ),
    )


def _load_quiz(module: ModulePage, data: dict[str, Any]) -> None:
    shown = data.get("shown", Moment.AFTER)
    quiz = QuizPage(
        title=data["title"],
        slug=data["slug"],
        minutes=data["minutes"],
        intro=data["intro"],
        pass_mark=data["pass_mark"],
        max_attempts=data["max_attempts"],
        screens=data.get("screens", Screens.ONE),
        mode=data.get("mode", Mode.EXAM),
        show_points=shown,
        show_feedback=shown,
        show_right_answers=shown,
        required=data.get("required", True),
    )
    quiz.items = [
        QuizItem(question=Question.objects.get(key=key), sort_order=order)
        for order, key in enumerate(data.get("questions", []))
    ]
    quiz.draws = [_draw(draw, order) for order, draw in enumerate(data.get("draws", []))]
    child(module, quiz)


def _draw(data: dict[str, Any], order: int) -> QuizDraw:
    """`count`, and what the pool is known by: the name of a tag, a topic or a difficulty."""
    tag = QuestionTag.objects.get(name=data["tag"]) if "tag" in data else None
    return QuizDraw(**{**data, "tag": tag}, sort_order=order)


STEP_LOADERS = {
    "lesson": _load_lesson,
    "case": _load_case_step,
    "session": _load_session_step,
    "quiz": _load_quiz,
}
