"""One mail a day at most: what is new for who asked, and for who answers.

At seven in the morning everything written since the mark of the person is told, and the mark moves to that
moment; what comes later waits for the next morning. Nothing about one's own words or about hidden ones.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from people.mail_choices import refusals
from people.mail_kinds import MailKind
from people.models import User
from people.outbox import put_in_outbox

from .hosts import hosts_of
from .models import Answer, DigestMark, Question
from .threads import name_of

HOUR = 7
# Who was not told within a week (the job did not run, or they have just become a host) finds it on the site.
NEWS_LASTS = timedelta(days=7)
# More than this nobody reads on a phone; the rest is a number and a link.
LONGEST_LIST = 20
LONGEST_EXCERPT = 200
PEOPLE_AT_ONCE = 200

# What is new for one person, by kind, in the order in which it was written.
News = dict[MailKind, list[Question | Answer]]


def mail_digests() -> int:
    """Regular job: put the mail of this morning in the outbox, once; returns for how many people."""
    now = timezone.localtime()
    until = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if now < until:
        return 0
    news = list(news_until(until).items())
    batches = [dict(news[start : start + PEOPLE_AT_ONCE]) for start in range(0, len(news), PEOPLE_AT_ONCE)]
    return sum(_mail(batch, until) for batch in batches)


def news_until(until: datetime) -> dict[int, News]:
    """What people have not been told yet, by primary key of the person; as many queries for all as for one."""
    since = until - NEWS_LASTS
    window = {"written_at__gt": since, "written_at__lte": until, "hidden_at": None}
    questions = Question.objects.filter(**window).select_related("step", "author")
    answers = Answer.objects.filter(**window, question__hidden_at=None).select_related("question__step", "author")
    words: list[Question | Answer] = sorted([*questions, *answers], key=lambda one: one.written_at)
    hosts = hosts_of({_question_of(one).step_id: _question_of(one).step for one in words}.values())
    marks = {(mark.user_id, mark.kind): mark.until for mark in DigestMark.objects.filter(until__gt=since)}
    news: dict[int, News] = defaultdict(lambda: defaultdict(list))
    for one in words:
        for person, kind in _concerned(one, hosts):
            if one.written_at > marks.get((person, kind), since):
                news[person][kind].append(one)
    return news


def _question_of(words: Question | Answer) -> Question:
    return words.question if isinstance(words, Answer) else words


def _concerned(words: Question | Answer, hosts: dict[int, set[int]]) -> list[tuple[int, MailKind]]:
    """Who has to hear of this and as what; whoever asked and answers here too hears of it as asker."""
    question = _question_of(words)
    asker = question.author_id
    told = [(asker, MailKind.ANSWERS)] if asker and asker != words.author_id else []
    return told + [(host, MailKind.QUESTIONS) for host in hosts[question.step_id] - {asker, words.author_id}]


@transaction.atomic
def _mail(news: dict[int, News], until: datetime) -> int:
    """Mail these people and move their marks; also of who wants no mail, who will not get it later either."""
    people = User.objects.filter(is_active=True).in_bulk(list(news))
    refused = refusals(people)
    mailed = 0
    for pk, user in people.items():
        wanted = {kind: words for kind, words in news[pk].items() if (pk, kind) not in refused}
        if wanted:
            _put(user, wanted, until)
            mailed += 1
    marks = [DigestMark(user_id=pk, kind=kind, until=until) for pk in people for kind in news[pk]]
    DigestMark.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["until"]
    )
    return mailed


def _put(user: User, news: News, until: datetime) -> None:
    """The mail belongs to the first kind it has news of: that is the one its link ends."""
    kinds = [kind for kind in MailKind if kind in news]
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "name": user.get_short_name(),
            "sections": [_section(kind, news[kind]) for kind in kinds],
            "all": settings.BASE_URL + reverse("my_questions"),
        }
        body = render_to_string("discussions/email/digest.txt", context)
        put_in_outbox(user, kinds[0], f"digest:{user.pk}:{until:%Y-%m-%d}", _subject(kinds), body)


def _subject(kinds: list[MailKind]) -> str:
    match kinds:
        case [MailKind.ANSWERS]:
            return _("There is an answer to your question")
        case [MailKind.QUESTIONS]:
            return _("New questions and answers in your lessons")
    return _("New questions and answers for you")


@dataclass(frozen=True)
class Item:
    """One line of news; `said_as` is "Author" or "Guest speaker" for who answers as such."""

    name: str
    said_as: str
    is_answer: bool
    step: str
    excerpt: str
    link: str


def _section(kind: MailKind, words: list[Question | Answer]) -> dict[str, object]:
    items = [_item(one) for one in words[:LONGEST_LIST]]
    return {"is_for_asker": kind == MailKind.ANSWERS, "items": items, "more": len(words) - len(items)}


def _item(words: Question | Answer) -> Item:
    question = _question_of(words)
    return Item(
        name=name_of(words.author),
        said_as=words.get_host_as_display() if isinstance(words, Answer) else "",
        is_answer=isinstance(words, Answer),
        step=question.step.title,
        excerpt=Truncator(" ".join(words.text.split())).chars(LONGEST_EXCERPT),
        link=settings.BASE_URL + reverse("question", args=[question.pk]),
    )
