"""Questions about steps and answers to them."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.utils import timezone

from courses.enrol import enrol
from courses.models import CoursePage, StepPage
from discussions import conversation, perms
from discussions.models import Answer, CourseHost, Question
from people.models import User

from .people import make_user

_numbers = count(1)


def make_learner(step: StepPage, **fields: object) -> User:
    """Someone who takes the course of `step`."""
    user = make_user(**fields)
    enrol(user, step.course)
    return user


def make_course_host(course: CoursePage, user: User | None = None) -> User:
    """Someone who answers questions about every step of `course`."""
    user = user or make_user()
    CourseHost.objects.create(course=course, user=user)
    return user


def make_question(step: StepPage, author: User | None = None, text: str = "") -> Question:
    return conversation.ask(author or make_learner(step), step, text or f"Vraag {next(_numbers)}?", uuid4())


def make_answer(question: Question, author: User | None = None, text: str = "") -> Answer:
    author = author or make_learner(question.step)
    part = perms.part_of(author, question.step)
    return conversation.answer(part, question, text or f"Antwoord {next(_numbers)}.", uuid4())


def hide(words: Question | Answer, reason: str = "Dit is onaardig.") -> None:
    conversation.hide(words, make_user(), reason)


def age(words: Question | Answer, by: timedelta) -> None:
    """It was written that much earlier."""
    words.written_at = timezone.now() - by
    words.save(update_fields=["written_at"])
