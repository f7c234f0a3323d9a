"""Put the shipped translations beside the pages they translate. What exists is left alone, as in load.py."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.utils.text import Truncator
from wagtail.blocks import StreamValue
from wagtail.models import Locale, PageQuerySet

from cms.models import BasePage, HomePage, StandardPage
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage, PathPage, StepPage
from guests.models import SessionStepPage
from quizzes.exchange.load import import_bank
from quizzes.models import Question, QuizItem, QuizPage

from . import shipped
from .body import RawBlock, raw_body
from .translation_memory import remember

PageType = TypeVar("PageType", bound=BasePage)


def load_translations(home: HomePage) -> None:
    """The front page, the catalogue, the text pages, the courses and the paths in every language they ship in."""
    for language in shipped.languages():
        locale, _created = Locale.objects.get_or_create(language_code=language)
        load_translated_pages(home, locale)
        import_bank(shipped.questions(language))
        for course in shipped.translated_courses(language):
            _load_course(CoursePage.objects.child_of(_catalogue(home)).get(slug=course["translates"]), locale, course)
        _load_paths(_catalogue(home), locale)


def load_translated_pages(home: HomePage, locale: Locale) -> None:
    """The front page, the catalogue and the text pages; what an editor removed is not translated."""
    data = shipped.translated_pages(locale.language_code)
    front, index = data["home"], data["catalogue"]
    translated(home, locale, title=front["title"], intro=front["intro"], body=raw_body(front["body"]))
    translated(_catalogue(home), locale, **index)
    for entry in data["pages"]:
        page = StandardPage.objects.child_of(home).filter(slug=entry["translates"]).first()
        if page is not None:
            texts = _of(entry, "title", "slug", "intro")
            remember(page, translated(page, locale, **texts, body=_with_ids_of(raw_body(entry["body"]), page.body)))


def _catalogue(home: HomePage) -> CourseIndexPage:
    catalogue: CourseIndexPage = CourseIndexPage.objects.child_of(home).get()
    return catalogue


def translated(page: PageType, locale: Locale, **texts: Any) -> PageType:
    """`page` in another language, published with these texts; the translation that is there already stays as it is."""
    existing = page.get_translation_or_none(locale)
    if existing is not None:
        return existing
    translation: PageType = page.copy_for_translation(locale)
    for field, value in texts.items():
        setattr(translation, field, value)
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


def _load_course(course: CoursePage, locale: Locale, data: dict[str, Any]) -> None:
    """One course with its modules and steps."""
    translation = translated(
        course,
        locale,
        **_of(data, "title", "slug", "summary", "audience"),
        search_description=Truncator(data["summary"]).chars(160),
        goals=_with_ids_of([{"type": "goal", "value": goal} for goal in data["goals"]], course.goals),
        statements=_with_ids_of(
            [{"type": "statement", "value": statement} for statement in data.get("statements", [])], course.statements
        ),
    )
    remember(course, translation)
    for module, entry in _with_texts(ModulePage.objects.child_of(course), data["modules"]):
        texts = _of(entry, "title", "slug", "intro") | {"intention_prompt": entry.get("intention_prompt", "")}
        remember(module, translated(module, locale, **texts))
        for step, step_entry in _with_texts(StepPage.objects.child_of(module), entry["steps"]):
            _load_step(step.specific, locale, step_entry)


def _load_step(step: StepPage, locale: Locale, data: dict[str, Any]) -> None:
    texts = _of(data, "title", "slug", "intro")
    if isinstance(step, QuizPage):
        # What it draws from the bank is copied with the page, and is drawn from the questions in its language.
        items = [
            QuizItem(question=Question.objects.get(key=key), sort_order=order)
            for order, key in enumerate(data.get("questions", []))
        ]
        translated(step, locale, **texts, items=items)
    elif isinstance(step, SessionStepPage):
        texts["search_description"] = Truncator(data["intro"]).chars(160)
        remember(step, translated(step, locale, **texts))
    elif isinstance(step, LessonPage):
        texts["search_description"] = Truncator(data["intro"]).chars(160)
        remember(step, translated(step, locale, **texts, body=_with_ids_of(raw_body(data["body"]), step.body)))


def _load_paths(catalogue: CourseIndexPage, locale: Locale) -> None:
    """Only their texts: a path shows each of its courses in the language of the reader by itself."""
    for path, entry in _with_texts(
        PathPage.objects.child_of(catalogue), shipped.translated_paths(locale.language_code)
    ):
        texts = _of(entry, "title", "slug", "summary", "audience")
        texts["search_description"] = Truncator(entry["summary"]).chars(160)
        remember(path, translated(path, locale, **texts))


def _with_texts(pages: PageQuerySet, entries: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each text with the page it translates; what an editor removed or moved away is not translated."""
    by_slug = {page.slug: page for page in pages}
    for entry in entries:
        if entry["translates"] in by_slug:
            yield by_slug[entry["translates"]], entry


def _of(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: data[name] for name in names}


def _with_ids_of(blocks: list[RawBlock], source: Iterable[StreamValue.StreamChild]) -> list[RawBlock]:
    """Each block with the id of the one it translates, so that a note and a place stay with it in both languages.

    A text that an editor has given other blocks since keeps ids of its own.
    """
    originals = list(source)
    if [block["type"] for block in blocks] != [original.block_type for original in originals]:
        return blocks
    return [{**block, "id": original.id} for block, original in zip(blocks, originals, strict=True)]
