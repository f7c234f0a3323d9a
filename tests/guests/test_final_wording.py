"""The author has the last word: what is published is exactly what was read and approved."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from cms.refused import Refused
from guests import cases, final_wording
from guests.final_wording import Closed, Standing
from guests.models import CasePage, FinalWording
from people.models import OutboxMail
from tests.factories.guests import (
    case_texts,
    make_approved_case,
    make_draft,
    make_editor,
    make_entrepreneur,
    make_published_case,
)

from .conftest import signed_in


def fresh(case: CasePage) -> CasePage:
    return CasePage.objects.get(pk=case.pk)


def link() -> str:
    """The address in the only mail about a final wording."""
    [mail] = OutboxMail.objects.filter(key__startswith="final-wording:")
    return re.search(r"/studio/slottekst/[\w-]+/", mail.body).group()


def answer(client, address, action="approve", remark=""):
    return client.post(address, {"action": action, "remark": remark})


class TestTheLink:
    def test_approval_by_the_editors_publishes_nothing_and_mails_the_author_only(self, author, colleague, editor):
        case = make_approved_case(author, editor, "zilver")

        assert not fresh(case).live
        [mail] = OutboxMail.objects.filter(key__startswith="final-wording:")
        assert mail.user == author
        assert "/admin/" not in mail.body
        assert editor.name not in mail.body
        assert cases.state_of(fresh(case)).phase == cases.Phase.FINAL_WORDING

    def test_without_an_account_one_reads_the_words_and_looking_changes_nothing(self, client, author, editor):
        case = make_approved_case(author, editor, "zilver")

        page = client.get(link())

        assert "Tekst zilver" in page.content.decode()
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert not fresh(case).live

    def test_agreeing_publishes_exactly_that_revision(self, client, author, editor):
        case = make_approved_case(author, editor, "zilver")
        shown = FinalWording.objects.get().revision_id

        answer(client, link())

        assert fresh(case).live_revision_id == shown
        assert "Tekst zilver" in client.get(fresh(case).url).content.decode()
        assert not fresh(case).has_unpublished_changes

    def test_two_clicks_are_one_approval(self, client, author, editor):
        case = make_approved_case(author, editor)
        address = link()
        answer(client, address)
        published = fresh(case).last_published_at

        again = answer(client, address)

        assert again.status_code == 200
        assert fresh(case).last_published_at == published
        assert client.get(address).status_code == 200

    def test_an_expired_link_publishes_nothing_and_the_author_agrees_in_the_studio(self, client, author, editor):
        case = make_approved_case(author, editor)
        FinalWording.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

        assert answer(client, link()).status_code == 410
        assert not fresh(case).live
        answer(signed_in(author), reverse("studio_final_wording", args=[case.pk]))
        assert fresh(case).live

    def test_an_unknown_link_is_not_found(self, client, author, editor):
        case = make_approved_case(author, editor)

        assert answer(client, reverse("final_wording", args=["geraden"])).status_code == 404
        assert not fresh(case).live

    def test_the_link_of_another_case_approves_only_that_one(self, client, author, editor, other_author):
        mine = make_approved_case(author, editor)
        address = link()
        other = make_approved_case(other_author, editor)

        answer(client, address)

        assert fresh(mine).live
        assert not fresh(other).live

    def test_the_secret_itself_is_not_kept(self, author, editor):
        make_approved_case(author, editor)

        assert link().split("/")[-2] not in str(FinalWording.objects.values().get())


class TestChanges:
    def test_a_text_that_changed_between_approval_and_publication_is_not_published(self, client, author, editor):
        case = make_approved_case(author, editor, "zilver")
        text = cases.draft_of(fresh(case))
        text.summary = "Iets anders."
        text.save_revision(user=editor, clean=False)

        page = answer(client, link())

        assert page.status_code == 410
        assert not fresh(case).live

    def test_a_change_inside_the_same_revision_counts_too(self, client, author, editor):
        case = make_approved_case(author, editor)
        text = cases.draft_of(fresh(case))
        text.summary = "Iets anders."
        text.save_revision(user=author, clean=False, overwrite_revision=case.latest_revision)

        assert answer(client, link()).status_code == 410
        assert not fresh(case).live

    def test_a_withdrawn_case_takes_the_link_along_and_begins_at_the_editors_again(self, client, author, editor):
        case = make_approved_case(author, editor)
        address = link()
        cases.withdraw(case, author)
        version = cases.save_draft(case, case_texts("anders"), author, cases.version_of(fresh(case)))
        cases.submit(case, author, version)

        assert answer(client, address).status_code == 410
        assert not fresh(case).live
        assert cases.state_of(fresh(case)).phase == cases.Phase.SUBMITTED

    def test_while_it_waits_neither_author_nor_editor_changes_the_text(self, author, editor):
        case = make_approved_case(author, editor, "zilver")

        with pytest.raises(Refused):
            cases.save_draft(case, case_texts("later"), author, cases.version_of(case))
        assert fresh(case).get_lock().for_user(editor)

    def test_the_published_text_stays_until_the_new_one_is_agreed_with(self, client, author, editor):
        case = make_published_case(author, "oud")
        cases.save_draft(case, case_texts("nieuw"), author, cases.version_of(case))
        cases.submit(case, author, cases.version_of(fresh(case)))
        fresh(case).current_workflow_task_state.approve(user=editor)
        assert "Tekst oud" in client.get(case.url).content.decode()

        answer(client, link())

        assert "Tekst nieuw" in client.get(case.url).content.decode()

    def test_no_editor_or_administrator_publishes_the_case_of_an_author(self, author, editor):
        case = make_draft(author)
        administrator = make_editor(is_superuser=True)

        for user in (editor, administrator):
            assert not case.permissions_for_user(user).can_publish()
        case.enterprise.members.clear()
        case.owner = None
        assert case.permissions_for_user(editor).can_publish()


class TestSendingBack:
    def test_nothing_is_published_and_only_the_reviewers_read_the_remark(self, client, author, editor):
        case = make_approved_case(author, editor)

        answer(client, link(), "send_back", "Mijn naam is verkeerd.")

        assert not fresh(case).live
        state = cases.state_of(fresh(case))
        assert (state.phase, state.reason, state.editable) == (
            cases.Phase.SENT_BACK,
            "Mijn naam is verkeerd.",
            True,
        )
        [mail] = OutboxMail.objects.filter(key__startswith="sent-back:")
        assert mail.user == editor
        assert "Mijn naam is verkeerd." in mail.body

    def test_without_a_remark_it_is_asked_and_nothing_happens(self, client, author, editor):
        case = make_approved_case(author, editor)

        page = answer(client, link(), "send_back", "  ")

        assert gettext("Write what should be different, so that the editors can help you.") in page.content.decode()
        assert cases.state_of(fresh(case)).phase == cases.Phase.FINAL_WORDING

    def test_what_is_submitted_again_is_read_by_the_editors_first(self, client, author, editor):
        case = make_approved_case(author, editor)
        answer(client, link(), "send_back", "Niet goed.")

        cases.submit(case, author, cases.version_of(fresh(case)))

        assert cases.state_of(fresh(case)).phase == cases.Phase.SUBMITTED
        assert fresh(case).current_workflow_task.name == cases.REVIEW


class TestInTheStudio:
    def test_colleagues_may_answer_and_outsiders_find_nothing(self, author, colleague, as_other, editor, learner):
        case = make_approved_case(author, editor, "zilver")
        address = reverse("studio_final_wording", args=[case.pk])

        for client in (as_other, signed_in(learner), signed_in(editor)):
            assert client.get(address).status_code == 404
            assert answer(client, address).status_code == 404
        assert "Tekst zilver" in signed_in(colleague).get(address).content.decode()
        answer(signed_in(colleague), address)
        assert fresh(case).live

    def test_where_nothing_waits_there_is_no_page(self, as_author, author):
        address = reverse("studio_final_wording", args=[make_draft(author).pk])

        assert as_author.get(address).status_code == 404
        assert answer(as_author, address).status_code == 302

    def test_the_author_reads_who_has_it_and_by_which_day_the_answer_comes(self, as_author, author, settings):
        settings.CASE_ANSWER_DAYS = 10
        case = make_draft(author)
        cases.submit(case, author, cases.version_of(case))

        state = cases.state_of(fresh(case))

        assert state.answer_by == timezone.localdate() + timedelta(days=10)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_publish_once():
    author, editor = make_entrepreneur(), make_editor()
    case = make_approved_case(author, editor)
    wording = FinalWording.objects.get()
    barrier, outcomes = threading.Barrier(2), []

    def click():
        try:
            barrier.wait(timeout=10)
            final_wording.approve(wording, by_link=True)
            outcomes.append("published")
        except Closed as closed:
            outcomes.append(closed.standing)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [Standing.APPROVED, "published"]
    assert fresh(case).live
