"""Learners answer the question of a case; its enterprise replies and chooses, and never learns who wrote."""

import pytest
from django.urls import reverse

from courses.enrol import enrol
from guests import table_answers
from guests.models import LONGEST_ANSWER, TableAnswer
from people.models import OutboxMail
from tests.factories.courses import make_course
from tests.factories.guests import make_case_step, make_published_case
from tests.factories.people import make_user

from .conftest import signed_in, signed_in_english

pytestmark = pytest.mark.django_db

TEXT = "Begin met een kleine opdracht."


@pytest.fixture
def step(author):
    return make_case_step(make_course(lessons=0, title="Sociaal inkopen"), make_published_case(author, "klaproos"))


@pytest.fixture
def reader(step):
    return enrolled(step)


def enrolled(step, name: str = "Gerda Geheim"):
    user = make_user(name=name)
    enrol(user, step.course)
    return user


def answer_at(step) -> str:
    return reverse("case_answer", args=[step.pk])


def send(user, step, text: str = TEXT, **more):
    return signed_in_english(user).post(answer_at(step), {"text": text} | more)


def proposed(user, step, text: str = TEXT) -> TableAnswer:
    return table_answers.propose(user, step, text, [], None)


def replied(author, user, step, text: str = TEXT) -> TableAnswer:
    answer = proposed(user, step, text)
    table_answers.reply(answer, author, "Dat doen wij graag.", "1")
    answer.refresh_from_db()
    return answer


def in_studio(name: str, answer: TableAnswer) -> str:
    arguments = [answer.step.case_id] if name == "studio_answers" else [answer.step.case_id, answer.pk]
    return reverse(name, args=arguments)


# --- Learners ------------------------------------------------------------------


def test_the_step_leads_to_the_form_and_shows_what_was_sent(step, reader):
    client = signed_in_english(reader)
    assert answer_at(step) in client.get(step.url).content.decode()

    assert send(reader, step, roles=["finance", "purchasing"]).url == f"{step.url}#vraag"

    page = client.get(step.url).content.decode()
    assert TEXT in page
    assert "Purchasing, Finance" in page
    assert "Change your answer" in page


def test_the_form_says_who_reads_it(step, reader):
    page = signed_in_english(reader).get(answer_at(step)).content.decode()

    assert f"Members of {step.case.enterprise.name} read your answer without your name" in page


def test_a_proposal_is_changed_and_not_doubled(step, reader):
    send(reader, step)
    send(reader, step)
    form = signed_in(reader).get(answer_at(step)).context["form"]
    assert form.initial["text"] == TEXT

    send(reader, step, "Begin met koffie.", changes=form.initial["changes"])

    assert list(TableAnswer.objects.values_list("text", "version")) == [("Begin met koffie.", 2)]


@pytest.mark.parametrize("sent", [{"text": "x" * (LONGEST_ANSWER + 1)}, {"text": "Mijn tekst", "roles": ["minister"]}])
def test_what_is_refused_stays_in_the_form(step, reader, sent):
    answer = signed_in(reader).post(answer_at(step), sent)

    assert answer.status_code == 200
    assert sent["text"] in answer.content.decode()
    assert not TableAnswer.objects.exists()


def test_after_a_reply_the_old_form_changes_nothing_and_keeps_what_was_typed(step, reader, author):
    answer = replied(author, reader, step)

    page = send(reader, step, "Toch iets anders.", changes=answer.pk).content.decode()

    assert "has just replied to your answer" in page
    assert "Toch iets anders." in page
    assert TableAnswer.objects.get().text == TEXT


def test_after_a_reply_another_answer_may_be_given(step, reader, author):
    replied(author, reader, step)

    send(reader, step, "En dit ook.")

    assert [answer.text for answer in table_answers.answers_by(reader, step)] == ["En dit ook.", TEXT]


def test_only_who_is_enrolled_answers_and_a_step_that_is_closed_waits(step, author, client):
    for user in (make_user(), author):
        assert signed_in(user).get(answer_at(step)).status_code == 404
        assert send(user, step).status_code == 404
        assert answer_at(step) not in signed_in(user).get(step.url).content.decode()
    assert client.get(answer_at(step)).status_code == 302
    later = make_case_step(step.course, step.case)
    later.opens_after = step
    later.save()
    assert send(enrolled(later), later).url == later.url
    assert not TableAnswer.objects.exists()


def test_a_case_offline_asks_nothing(step, reader):
    step.case.unpublish()

    assert send(reader, step).status_code == 404


def test_answers_of_others_are_seen_only_when_chosen_and_only_in_their_course(step, reader, author):
    answer = replied(author, enrolled(step), step)
    elsewhere = make_case_step(make_course(lessons=0), step.case)
    stranger = enrolled(elsewhere)
    client = signed_in_english(reader)
    assert TEXT not in client.get(step.url).content.decode()

    table_answers.choose(answer)

    page = client.get(step.url).content.decode()
    assert TEXT in page
    assert "Dat doen wij graag." in page
    assert answer.author.email not in page
    assert TEXT not in signed_in(stranger).get(elsewhere.url).content.decode()
    assert TEXT not in signed_in(make_user()).get(step.url).content.decode()


def test_the_own_answer_that_was_chosen_stands_there_once(step, reader, author):
    table_answers.choose(replied(author, reader, step))

    page = signed_in_english(reader).get(step.url).content.decode()

    assert page.count(TEXT) == 1
    assert "others in this course read it too" in page


# --- The enterprise ------------------------------------------------------------


@pytest.mark.parametrize("name", ["studio_answers", "studio_answer"])
def test_members_of_the_enterprise_read_the_words_and_no_name(
    step, reader, author, colleague, other_author, editor, client, name
):
    answer = proposed(reader, step)
    address = in_studio(name, answer)

    for member in (author, colleague):
        page = signed_in(member).get(address).content.decode()
        assert TEXT in page
        for personal in (reader.name, reader.email, "Sociaal inkopen"):
            assert personal not in page
    for outsider in (other_author, editor, reader):
        assert signed_in(outsider).get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["studio_answer", "studio_choose_answer"])
def test_an_outsider_neither_replies_nor_chooses(step, reader, author, other_author, editor, name):
    answer = replied(author, reader, step) if name == "studio_choose_answer" else proposed(reader, step)
    before = TableAnswer.objects.values().get()

    for outsider in (other_author, editor, reader):
        sent = {"text": "Hallo", "version": "1"}
        assert signed_in(outsider).post(in_studio(name, answer), sent).status_code == 404

    assert TableAnswer.objects.values().get() == before


def test_an_answer_to_another_case_is_not_found_below_the_own_one(step, reader, other_author):
    answer = proposed(reader, step)
    own = make_published_case(other_author)

    address = reverse("studio_answer", args=[own.pk, answer.pk])

    assert signed_in(other_author).get(address).status_code == 404


def test_a_reply_reaches_the_learner_by_mail_once(step, reader, author, colleague):
    answer = proposed(reader, step)
    sent = {"text": "Kom langs.", "version": "1"}

    assert signed_in(author).post(in_studio("studio_answer", answer), sent).status_code == 302
    again = signed_in_english(colleague).post(in_studio("studio_answer", answer), sent | {"text": "Nee hoor."})

    assert "has just replied" in again.content.decode()
    assert "Nee hoor." in again.content.decode()
    (mail,) = OutboxMail.objects.all()
    assert mail.user == reader
    assert "Kom langs." in mail.body
    assert f"{step.url}#vraag" in mail.body
    assert author.name not in mail.body
    assert "Kom langs." in signed_in(reader).get(step.url).content.decode()


def test_a_reply_to_words_that_changed_is_not_sent_and_kept(step, reader, author):
    answer = proposed(reader, step)
    table_answers.propose(reader, step, "Andere woorden.", [], answer.pk)

    sent = {"text": "Mijn reactie.", "version": "1"}
    page = signed_in_english(author).post(in_studio("studio_answer", answer), sent).content.decode()

    assert "The answer was changed after you opened it." in page
    assert "Andere woorden." in page
    assert "Mijn reactie." in page
    assert not OutboxMail.objects.exists()


def test_an_empty_reply_is_not_sent(step, reader, author):
    answer = proposed(reader, step)

    page = signed_in(author).post(in_studio("studio_answer", answer), {"text": " ", "version": "1"})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not OutboxMail.objects.exists()


def test_one_answer_is_shown_at_a_step_and_can_be_taken_back(step, reader, author):
    first, second = replied(author, reader, step), replied(author, enrolled(step), step, "Tweede antwoord.")
    client = signed_in(author)

    client.post(in_studio("studio_choose_answer", first))
    client.post(in_studio("studio_choose_answer", second))
    assert table_answers.chosen_answer(step) == second

    client.post(in_studio("studio_choose_answer", second), {"take_back": "1"})
    assert table_answers.chosen_answer(step) is None


def test_an_answer_without_a_reply_is_not_shown(step, reader, author):
    answer = proposed(reader, step)

    signed_in(author).post(in_studio("studio_choose_answer", answer))

    assert table_answers.chosen_answer(step) is None


def test_of_who_is_gone_the_words_stay_and_nobody_is_mailed(step, reader, author):
    answer = proposed(reader, step)
    reader.delete()
    answer.refresh_from_db()

    table_answers.reply(answer, author, "Dank u wel.", "1")

    assert not OutboxMail.objects.exists()
    assert TEXT in signed_in(author).get(in_studio("studio_answers", answer)).content.decode()


def test_what_waits_for_a_reply_comes_first(step, reader, author):
    done, waiting = replied(author, reader, step), proposed(enrolled(step), step)

    assert list(table_answers.answers_to(step.case)) == [waiting, done]


class TestHiding:
    """Editors answer for what learners read in a course."""

    @pytest.fixture
    def chosen(self, author, reader, step):
        answer = replied(author, reader, step)
        table_answers.choose(answer)
        return answer

    def hide(self, user, answer, **words):
        return signed_in_english(user).post(reverse("hide_table_answer", args=[answer.pk]), words)

    def test_an_editor_finds_the_way_at_the_step_and_hides_it_with_a_reason(self, chosen, step, editor, reader):
        assert reverse("hide_table_answer", args=[chosen.pk]) in signed_in(editor).get(step.url).text

        self.hide(editor, chosen, reason="Dit noemt een collega.")

        assert TEXT not in signed_in(enrolled(step)).get(step.url).text
        assert TEXT not in signed_in(editor).get(step.url).text
        # The writer keeps the own words, and reads why.
        assert "Dit noemt een collega." in signed_in(reader).get(step.url).text

    def test_without_a_reason_it_stays_and_the_form_says_what_is_missing(self, chosen, step, editor, reader):
        page = self.hide(editor, chosen, reason=" ").text
        assert "Say why you hide this" in page
        assert TEXT in signed_in(enrolled(step)).get(step.url).text

    def test_the_enterprise_reads_why_and_cannot_choose_it_again(self, author, chosen, editor):
        self.hide(editor, chosen, reason="Dit noemt een collega.")

        studio = signed_in_english(author)
        assert "Dit noemt een collega." in studio.get(in_studio("studio_answer", chosen)).text
        studio.post(in_studio("studio_choose_answer", chosen))
        chosen.refresh_from_db()
        assert chosen.chosen_at is None

    def test_allowed_again_it_can_be_chosen(self, author, chosen, editor):
        self.hide(editor, chosen, reason="Een vergissing.")
        self.hide(editor, chosen, allow="1")
        chosen.refresh_from_db()
        assert (chosen.hidden_at, chosen.hidden_reason) == (None, "")
        table_answers.choose(chosen)
        assert table_answers.chosen_answer(chosen.step) == chosen

    def test_nobody_else_can_and_nobody_is_shown_the_way(self, author, chosen, step, reader):
        for user in (author, reader, enrolled(step), make_user()):
            assert self.hide(user, chosen, reason="Weg ermee.").status_code == 404
            assert reverse("hide_table_answer", args=[chosen.pk]) not in signed_in(user).get(step.url).text
        chosen.refresh_from_db()
        assert chosen.hidden_at is None

    def test_an_answer_that_learners_do_not_read_is_not_an_editor_s(self, author, reader, step, editor):
        answer = replied(author, reader, step)
        assert self.hide(editor, answer, reason="Weg ermee.").status_code == 404
