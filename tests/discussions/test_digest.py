"""One mail a day at most, about what is new and not one's own."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from discussions import digest
from discussions.digest import mail_digests, news_until
from discussions.models import Answer, DigestMark, Question
from people.mail_choices import choose
from people.mail_kinds import MailKind
from people.models import OutboxMail, User
from tests.factories.discussions import hide, make_answer, make_course_host, make_question

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MORNING = datetime(2026, 11, 24, 7, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def clock(monkeypatch):
    """Sets what time it is for the digest."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(digest, "timezone", SimpleNamespace(localtime=lambda: moment.astimezone(AMSTERDAM)))

    set_to(MORNING)
    return set_to


def written(words: Question | Answer, at: datetime = MORNING - timedelta(hours=10)) -> Question | Answer:
    """It was written at that moment; the evening before, unless said otherwise."""
    type(words).objects.filter(pk=words.pk).update(written_at=at)
    return words


def mails(user: User) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(user=user).order_by("pk"))


@pytest.fixture
def asked(question):
    return written(question)


def test_a_host_hears_of_questions_and_the_asker_of_answers(clock, asked, host, asker, colleague, settings):
    written(make_answer(asked, colleague, "Ja, dat mag."))
    assert mail_digests() == 2
    (to_host,), (to_asker,) = mails(host), mails(asker)
    assert (to_host.kind, to_asker.kind) == (MailKind.QUESTIONS, MailKind.ANSWERS)
    assert to_host.subject == "Nieuwe vragen en antwoorden bij uw lessen"
    assert to_asker.subject == "Er is een antwoord op uw vraag"
    assert f"Samira El Amrani vraagt bij “{asked.step.title}”:" in to_host.body
    assert "Mag dit ook onder de drempel?" in to_host.body
    assert f"Bram Willems antwoordt bij “{asked.step.title}”:" in to_asker.body
    for mail in (to_host, to_asker):
        assert "Ja, dat mag." in mail.body
        assert f"{settings.BASE_URL}/vragen/{asked.pk}/" in mail.body
    assert not mails(colleague), "nobody is mailed about their own words"


def test_the_mail_says_which_answer_is_from_the_author(clock, asked, host, asker):
    written(make_answer(asked, host, "Ja."))
    mail_digests()
    assert "Nadia Bos (Auteur) antwoordt" in mails(asker)[0].body


def test_nothing_is_told_twice_and_what_comes_later_waits_for_the_next_morning(clock, asked, host):
    assert mail_digests() == 1
    clock(MORNING + timedelta(minutes=1))
    assert mail_digests() == 0
    written(make_question(asked.step, text="Later op de dag"), MORNING + timedelta(hours=3))
    clock(MORNING + timedelta(hours=16))
    assert mail_digests() == 0
    clock(MORNING + timedelta(days=1, hours=-1))
    assert mail_digests() == 0, "before seven nobody is mailed"
    clock(MORNING + timedelta(days=1))
    assert mail_digests() == 1
    first, second = mails(host)
    assert "Later op de dag" not in first.body
    assert "Later op de dag" in second.body
    assert "Mag dit ook onder de drempel?" not in second.body


def test_two_processes_at_once_make_one_mail(clock, asked, host):
    """The second has read the marks before the first moved them."""
    news = news_until(MORNING)
    for _ in range(2):
        digest._mail(news, MORNING)
    assert len(mails(host)) == 1
    assert DigestMark.objects.get(user=host).until == MORNING


def test_seven_in_the_morning_is_that_of_the_netherlands(clock, asked, host):
    summer = datetime(2026, 7, 1, 5, 30, tzinfo=ZoneInfo("UTC"))
    written(asked, summer - timedelta(hours=10))
    clock(summer - timedelta(hours=1))
    assert mail_digests() == 0
    clock(summer)
    assert mail_digests() == 1


def test_hidden_words_are_not_mailed(clock, asked, host, asker, step):
    hide(written(make_answer(asked)))
    hidden = written(make_question(step))
    written(make_answer(hidden))
    hide(hidden)
    assert mail_digests() == 1
    assert not mails(asker)
    (mail,) = mails(host)
    assert hidden.text not in mail.body
    assert "antwoordt bij" not in mail.body


def test_who_does_not_want_a_kind_gets_none_and_gets_no_backlog_later(clock, asked, host, asker, colleague):
    written(make_answer(asked, colleague))
    choose(host, MailKind.QUESTIONS, False)
    choose(asker, MailKind.ANSWERS, False)
    assert mail_digests() == 0
    choose(host, MailKind.QUESTIONS, True)
    clock(MORNING + timedelta(days=1))
    assert mail_digests() == 0
    assert not OutboxMail.objects.exists()


def test_who_asked_here_and_hosts_there_gets_one_mail(clock, asked, asker, course, step, colleague):
    other = make_question(step, colleague, "Een andere vraag")
    make_course_host(course, asker)
    written(other)
    written(make_answer(asked, colleague, "Een antwoord voor u"))
    mail_digests()
    (mail,) = mails(asker)
    assert mail.kind == MailKind.QUESTIONS
    assert mail.subject == "Nieuwe vragen en antwoorden voor u"
    assert mail.body.count("Een antwoord voor u") == 1
    assert "Een andere vraag" in mail.body


def test_of_two_kinds_only_the_wanted_one_is_mailed(clock, asked, asker, course, step, colleague):
    make_course_host(course, asker)
    written(make_question(step, colleague, "Een andere vraag"))
    written(make_answer(asked, colleague, "Een antwoord voor u"))
    choose(asker, MailKind.QUESTIONS, False)
    mail_digests()
    (mail,) = mails(asker)
    assert mail.kind == MailKind.ANSWERS
    assert "Een antwoord voor u" in mail.body
    assert "Een andere vraag" not in mail.body


def test_old_news_is_no_news(clock, question, host):
    written(question, MORNING - digest.NEWS_LASTS - timedelta(minutes=1))
    assert mail_digests() == 0


def test_who_left_is_not_mailed(clock, asked, host):
    host.is_active = False
    host.save()
    assert mail_digests() == 0


def test_a_long_list_is_cut_off_and_says_so(clock, step, host, asker):
    for number in range(digest.LONGEST_LIST + 3):
        written(make_question(step, asker, f"Nummer {number:02}"), MORNING - timedelta(minutes=100 - number))
    mail_digests()
    (mail,) = mails(host)
    assert "Nummer 19" in mail.body
    assert "Nummer 20" not in mail.body
    assert "En nog 3." in mail.body


def test_words_in_a_mail_are_as_they_were_typed_and_not_endless(clock, step, host, asker):
    written(make_question(step, asker, "Prijs & <b>kwaliteit</b>\n" + "x" * 300))
    mail_digests()
    body = mails(host)[0].body
    assert "“Prijs & <b>kwaliteit</b> xxx" in body
    assert "x" * 200 not in body


def test_two_hundred_people_cost_as_many_queries_as_two(clock, asked, course):
    def cost(people: int) -> int:
        User.objects.bulk_create(
            User(email=f"p{people}-{number}@gemeente.example", name=f"P {number}") for number in range(people)
        )
        for user in User.objects.filter(email__startswith=f"p{people}-"):
            make_course_host(course, user)
            choose(user, MailKind.QUESTIONS, False)
        with CaptureQueriesContext(connection) as captured:
            assert mail_digests() == 0
        assert DigestMark.objects.filter(user__email__startswith=f"p{people}-").count() == people
        return len(captured)

    assert cost(2) == cost(190)


def test_the_job_is_done_at_each_sweep(db):
    from people import sweep

    assert mail_digests in sweep._jobs
    assert timezone.get_default_timezone_name() == "Europe/Amsterdam"
