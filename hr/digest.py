"""The words of the mail in which somebody reads what the own organisations ask, and of the one to a manager."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from courses.languages import in_language
from people.models import User

from .models import Assignment


@dataclass(frozen=True)
class Asked:
    """A course or path as it stands in a mail."""

    title: str
    link: str
    organisation: str


@dataclass(frozen=True)
class Line:
    """What somebody reads about one duty. is_news: it is announced."""

    asked: Asked
    due_on: date
    is_news: bool
    is_late: bool


@dataclass(frozen=True)
class LateLine:
    """Who of a team is late, and since which day."""

    name: str
    title: str
    due_on: date


def asked_by(assignment: Assignment) -> Asked:
    """In the language of the platform, where the course is there in it."""
    page = in_language(assignment.subject, settings.LANGUAGE_CODE)
    return Asked(page.title, settings.BASE_URL + (page.url or ""), assignment.organisation.name)


def learner_mail(user: User, lines: Sequence[Line]) -> tuple[str, str]:
    """Subject and body of a digest; what is due first stands on top."""
    by_day = sorted(lines, key=lambda line: (line.due_on, line.asked.title))
    context = {"user": user, "lines": by_day, "late": any(line.is_late for line in lines)}
    return _drawn("duties", context | {"only_news": all(line.is_news for line in lines)})


def manager_mail(user: User, lines: Sequence[LateLine]) -> tuple[str, str]:
    """The same for a manager."""
    return _drawn(
        "team", {"user": user, "lines": sorted(lines, key=lambda line: (line.title, line.due_on, line.name))}
    )


def _drawn(name: str, context: dict[str, object]) -> tuple[str, str]:
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"hr/email/{name}_subject.txt", context)
        return subject, render_to_string(f"hr/email/{name}.txt", context)
