"""Which questions an attempt asks: the fixed ones, and those drawn from the bank.

Everything follows from the seed and the bank as it is at that moment, and is kept in the attempt.
"""

from collections.abc import Collection, Iterable
from random import Random

from django.db.models import QuerySet

from .models import Question, QuizDraw, QuizPage


def questions_to_ask(quiz: QuizPage, order: Random, asked_before: Collection[int]) -> list[Question]:
    """The questions of a new attempt, each once. A draw prefers what was not asked in an earlier attempt.

    asked_before: primary keys of questions. A pool that has become too small gives what it has.
    """
    chosen = quiz.questions()
    for draw in quiz.draws.all():
        chosen += _drawn(draw, quiz.locale.language_code, order, {question.pk for question in chosen}, asked_before)
    if quiz.shuffle_questions:
        order.shuffle(chosen)
    return chosen


def pool_of(draw: QuizDraw, language: str) -> QuerySet[Question]:
    """The published questions in this language, that of the quiz, which a draw may take."""
    pool = Question.objects.filter(live=True, language=language)
    if draw.tag_id:
        pool = pool.filter(tagged_items__tag=draw.tag_id)
    if draw.topic:
        pool = pool.filter(topic=draw.topic)
    if draw.difficulty:
        pool = pool.filter(difficulty=draw.difficulty)
    return pool.order_by("pk")


def too_small(draws: Iterable[QuizDraw], language: str, fixed: Collection[int]) -> list[QuizDraw]:
    """The draws whose pool cannot give as many questions as they ask, beside the fixed ones and earlier draws.

    Counted cautiously: what an earlier draw may take is no longer there for a later one.
    """
    short: list[QuizDraw] = []
    taken = 0
    for draw in draws:
        if pool_of(draw, language).exclude(pk__in=fixed).count() < draw.count + taken:
            short.append(draw)
        taken += draw.count
    return short


def _drawn(
    draw: QuizDraw, language: str, order: Random, chosen: Collection[int], asked_before: Collection[int]
) -> list[Question]:
    pool = [question for question in pool_of(draw, language) if question.pk not in chosen]
    order.shuffle(pool)
    pool.sort(key=lambda question: question.pk in asked_before)
    return pool[: draw.count]
