"""What an editor does with a question as a whole: see who asks it, and begin another one from it."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from .models import Question, QuestionSource, QuizDraw, QuizItem, TaggedQuestion

# What a copy does not take over: what identifies the original, and where it is on its way to being published.
OWN_FIELDS = {
    *("id", "key", "live", "has_unpublished_changes", "latest_revision", "live_revision"),
    *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired"),
    *("locked", "locked_at", "locked_by"),
}


def draws_that_may_ask(question: Question) -> QuerySet[QuizDraw]:
    """The draws that have the question in their pool, once it is published (see quizzes.draw.pool_of)."""
    tags = question.tagged_items.values_list("tag_id", flat=True)
    return (
        QuizDraw.objects.filter(
            Q(tag=None) | Q(tag__in=list(tags)),
            Q(topic=None) | Q(topic=question.topic),
            Q(difficulty="") | Q(difficulty=question.difficulty),
            quiz__locale__language_code=question.language,
        )
        .select_related("quiz", "tag")
        .order_by("quiz__title", "quiz_id", "sort_order")
    )


def paths_of_quizzes(questions: Collection[Question]) -> dict[int, set[str]]:
    """Where in the page tree the quizzes stand that ask a question or may draw it, by its primary key.

    Three queries, however many questions.
    """
    keys = [question.pk for question in questions]
    found: dict[int, set[str]] = defaultdict(set)
    for question_id, path in QuizItem.objects.filter(question__in=keys).values_list("question_id", "quiz__path"):
        found[question_id].add(path)
    tags: dict[int, set[int]] = defaultdict(set)
    for question_id, tag in TaggedQuestion.objects.filter(content_object__in=keys).values_list(
        "content_object_id", "tag_id"
    ):
        tags[question_id].add(tag)
    for draw in QuizDraw.objects.select_related("quiz__locale"):
        for question in questions:
            if _may_ask(draw, question, tags[question.pk]):
                found[question.pk].add(draw.quiz.path)
    return found


def _may_ask(draw: QuizDraw, question: Question, tags: Collection[int]) -> bool:
    """As `draws_that_may_ask`, of rows that were read already."""
    return (
        (draw.tag_id is None or draw.tag_id in tags)
        and draw.topic in (None, question.topic)
        and draw.difficulty in ("", question.difficulty)
        and draw.quiz.locale.language_code == question.language
    )


def copy_of(question: Question) -> Question:
    """The newest version of a question as a draft that is not saved yet, with a key nobody has."""
    latest = question.get_latest_revision_as_object()
    fields = [field.name for field in Question._meta.concrete_fields if field.name not in OWN_FIELDS]
    copy = Question(key=free_key(question.key), live=False, **{name: getattr(latest, name) for name in fields})
    copy.tags.set(latest.tags.all())
    copy.citations = [
        QuestionSource(source_id=citation.source_id, sort_order=citation.sort_order)
        for citation in latest.citations.all()
    ]
    return copy


def free_key(key: str) -> str:
    """`key`-kopie, and when that is taken `key`-kopie-2 and on, never longer than a key may be."""
    longest = Question._meta.get_field("key").max_length or 0
    number = 1
    while True:
        ending = "-kopie" if number == 1 else f"-kopie-{number}"
        candidate = key[: longest - len(ending)] + ending
        if not Question.objects.filter(key=candidate).exists():
            return candidate
        number += 1
