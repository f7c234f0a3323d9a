"""Handing in, answering, publishing: what is published is what was handed in."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from cms.refused import Refused
from guests import cases, final_wording
from guests.models import CasePage, CaseReviewTask
from people.models import OutboxMail, User
from people.roles import PlatformRole
from tests.factories.guests import (
    case_texts,
    make_approved_case,
    make_draft,
    make_editor,
    make_entrepreneur,
    make_published_case,
    make_submitted_case,
)
from tests.factories.people import make_user

from .conftest import signed_in


def fresh(case: CasePage) -> CasePage:
    return CasePage.objects.get(pk=case.pk)


def answer_in_admin(client, case: CasePage, action: str, comment: str = ""):
    task_state = fresh(case).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[case.pk, action, task_state.pk])
    return client.post(address, {"comment": comment})


def agree(case: CasePage) -> None:
    """Its author approves the final wording."""
    final_wording.approve(final_wording.waiting_in(fresh(case)), by_link=True)


def hand_in(client, case: CasePage, texts=None):
    data = (texts or cases.texts_of(cases.draft_of(fresh(case)))) | {
        "version": cases.version_of(fresh(case)),
        "action": "submit",
    }
    return client.post(reverse("studio_case", args=[case.pk]), data)


def test_handing_in_starts_the_review_by_the_editors(as_author, author):
    case = make_draft(author)

    answer = hand_in(as_author, case)

    assert answer.url == "/studio/"
    state = cases.state_of(fresh(case))
    assert state.words.startswith("Ingediend op ")
    assert fresh(case).current_workflow_task.name == cases.REVIEW
    assert state.words in as_author.get("/studio/").content.decode()
    assert not fresh(case).live


def test_an_unfinished_case_is_kept_but_not_handed_in(as_author, author):
    case = make_draft(author)

    answer = hand_in(as_author, case, case_texts(what_it_yields="Kort.", question_to_reader=""))
    body = answer.content.decode()

    assert answer.status_code == 200
    assert "Uw tekst is bewaard als concept, maar nog niet ingediend" in body
    assert "Vertel iets meer: minstens 80 tekens. U hebt er 5." in body
    assert "Vul dit in voordat u uw casus indient." in body
    assert 'href="#id_question_to_reader"' in body
    assert cases.draft_of(fresh(case)).what_it_yields == "Kort."
    assert cases.state_of(fresh(case)).words == "Concept"
    # The form that comes back can be sent again.
    again = as_author.post(
        reverse("studio_case", args=[case.pk]),
        case_texts() | {"version": answer.context["version"], "action": "submit"},
    )
    assert again.url == "/studio/"


def test_a_case_is_not_handed_in_twice(as_author, author):
    case = make_draft(author)
    texts, version = cases.texts_of(cases.draft_of(case)), cases.version_of(case)
    for _ in range(2):
        as_author.post(reverse("studio_submit", args=[case.pk]), texts | {"version": version})

    assert case.workflow_states.count() == 1
    with pytest.raises(Refused, match="ingediend"):
        cases.submit(case, author, version)


def test_the_preview_hands_in_what_it_showed(as_author, author):
    case = make_draft(author, "eerst")
    shown = cases.version_of(case)
    cases.save_draft(case, case_texts("later"), author, shown)

    answer = as_author.post(reverse("studio_submit", args=[case.pk]), {"version": shown})

    assert "Deze casus is veranderd nadat u hem opende." in answer.content.decode()
    assert cases.state_of(fresh(case)).words == "Concept"
    as_author.post(reverse("studio_submit", args=[case.pk]), {"version": answer.context["version"]})
    assert fresh(case).workflow_in_progress


def test_an_unfinished_case_cannot_slip_through_the_preview(as_author, author):
    case = cases.start_case(author, author.enterprises.get(), "Alleen een titel")

    answer = as_author.post(reverse("studio_submit", args=[case.pk]), {"version": cases.version_of(case)})

    assert "Vul dit in voordat u uw casus indient." in answer.content.decode()
    assert not fresh(case).workflow_in_progress


def test_nothing_new_is_not_handed_in(as_author, author):
    case = make_published_case(author)

    answer = as_author.post(reverse("studio_submit", args=[case.pk]), {"version": cases.version_of(case)}, follow=True)

    assert "Er is niets nieuws om te beoordelen" in answer.content.decode()
    assert not fresh(case).workflow_in_progress


def test_without_a_review_the_author_is_told_and_the_text_is_kept(as_author, author):
    case = make_draft(author, "bewaard")
    WorkflowPage.objects.all().delete()

    answer = as_author.post(reverse("studio_submit", args=[case.pk]), {"version": cases.version_of(case)}, follow=True)

    assert "Op dit moment beoordeelt niemand casussen." in answer.content.decode()
    assert "bewaard" in cases.draft_of(fresh(case)).title


def test_a_submitted_case_is_read_only_until_it_is_withdrawn(as_author, author):
    case = make_submitted_case(author)
    address = reverse("studio_case", args=[case.pk])
    body = as_author.get(address).content.decode()
    assert "Terugtrekken" in body
    assert "<textarea" not in body
    assert "Indienen" not in as_author.get(reverse("studio_preview", args=[case.pk])).content.decode()

    answer = as_author.post(reverse("studio_withdraw", args=[case.pk]), follow=True)

    assert "U hebt uw casus teruggetrokken." in answer.content.decode()
    assert "<textarea" in answer.content.decode()
    assert cases.state_of(fresh(case)).words == "Concept"


def test_withdrawing_after_the_answer_changes_nothing(as_author, author, editor):
    case = make_approved_case(author, editor)
    agree(case)

    answer = as_author.post(reverse("studio_withdraw", args=[case.pk]), follow=True)

    assert "De redactie heeft al geantwoord." in answer.content.decode()
    assert fresh(case).live


@pytest.mark.row("B22")
def test_approval_in_the_admin_and_by_the_author_publishes_what_was_handed_in(as_editor, author, client):
    case = make_submitted_case(author, "goed")
    handed_in = fresh(case).latest_revision_id

    answer_in_admin(as_editor, case, "approve")
    assert not fresh(case).live
    agree(case)

    assert fresh(case).live
    assert fresh(case).live_revision_id == handed_in
    assert cases.state_of(fresh(case)).words == "Gepubliceerd"
    assert "Tekst goed" in client.get(fresh(case).url).content.decode()


@pytest.mark.row("B22")
def test_a_new_version_is_reviewed_again_while_the_old_one_stays(as_author, as_editor, author, client):
    case = make_published_case(author, "oud")
    hand_in(as_author, case, case_texts("nieuw"))
    assert "Tekst oud" in client.get(case.url).content.decode()
    assert cases.state_of(fresh(case)).words.startswith("Ingediend op")

    answer_in_admin(as_editor, case, "approve")
    assert "Tekst oud" in client.get(case.url).content.decode()
    agree(case)

    public = client.get(case.url).content.decode()
    assert "Tekst nieuw" in public
    assert "Tekst oud" not in public


@pytest.mark.row("B22")
def test_what_is_changed_after_approval_needs_a_new_review(as_author, as_editor, author, client):
    case = make_submitted_case(author, "goedgekeurd")
    answer_in_admin(as_editor, case, "approve")
    agree(case)
    cases.save_draft(case, case_texts("stiekem"), author, cases.version_of(fresh(case)))

    assert "stiekem" not in client.get(fresh(case).url).content.decode()
    assert "goedgekeurd" in client.get(fresh(case).url).content.decode()


def test_a_returned_case_shows_the_reason_and_can_be_handed_in_again(as_author, as_editor, author):
    case = make_submitted_case(author)
    answer_in_admin(as_editor, case, "reject", "Noem <b>één</b> cijfer.")

    body = as_author.get(reverse("studio_case", args=[case.pk])).content.decode()
    assert "Teruggestuurd" in body
    assert "Noem &lt;b&gt;één&lt;/b&gt; cijfer." in body
    assert "<textarea" in body

    texts = case_texts("verbeterd")
    hand_in(as_author, case, texts)
    assert cases.state_of(fresh(case)).words.startswith("Ingediend op")
    answer_in_admin(as_editor, case, "approve")
    agree(case)
    assert fresh(case).summary == texts["summary"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_no_case_is_sent_back_without_a_reason(as_editor, author, reason):
    case = make_submitted_case(author)

    answer_in_admin(as_editor, case, "reject", reason)

    assert cases.state_of(fresh(case)).phase == cases.Phase.SUBMITTED


def test_a_case_that_was_taken_off_the_site_says_so(author):
    case = make_published_case(author)
    case.unpublish()

    assert cases.state_of(fresh(case)).words == "Niet meer gepubliceerd"


@pytest.mark.row("B22")
def test_a_stale_approval_publishes_nothing(as_editor, author, editor):
    """The editor's page is still open when the author withdraws and writes on."""
    case = make_submitted_case(author)
    stale = fresh(case).current_workflow_task_state
    stale_task = fresh(case).current_workflow_task
    cases.withdraw(case, author)
    cases.save_draft(case, case_texts("ongelezen"), author, cases.version_of(fresh(case)))

    with pytest.raises(PermissionDenied):
        stale_task.on_action(stale, editor, "approve")
    address = reverse("wagtailadmin_pages:workflow_action", args=[case.pk, "approve", stale.pk])
    as_editor.post(address, {"comment": ""})

    assert not fresh(case).live
    assert fresh(case).title == case.title


@pytest.mark.parametrize("role", [None, PlatformRole.ENTREPRENEUR])
def test_only_editors_can_answer(author, role):
    case = make_submitted_case(author)
    someone = make_entrepreneur(author.enterprises.get()) if role else make_user()
    task_state = case.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[case.pk, "approve", task_state.pk])

    assert signed_in(someone).post(address, {"comment": ""}).status_code in (302, 403)
    assert not fresh(case).live


def test_setting_up_the_review_twice_changes_nothing(library):
    for _ in range(2):
        cases.setup_review()

    workflow = Workflow.objects.get(name=cases.REVIEW)
    steps = WorkflowTask.objects.filter(workflow=workflow).order_by("sort_order")
    assert [step.task.name for step in steps] == [cases.REVIEW, cases.FINAL_WORDING]
    assert CaseReviewTask.objects.count() == 1
    assert library.get_workflow() == workflow
    editors = Group.objects.get(name=PlatformRole.EDITOR.value)
    assert list(CaseReviewTask.objects.get().groups.all()) == [editors]


# --- Mail --------------------------------------------------------------------


def review_mails() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(key__startswith="review-").select_related("user"))


def test_only_the_editors_hear_of_a_case_that_was_handed_in(author, colleague, other_author, learner):
    make_user(is_superuser=True)
    make_editor(email="weg@gemeente.example", is_active=False)
    editors = {make_editor(), make_editor()}

    make_submitted_case(author)

    assert {told.user for told in review_mails()} == editors
    for told in review_mails():
        assert cases.REVIEW in told.subject
        assert "/admin/pages/" in told.body
        # Wagtail's own sentence, in Dutch.
        assert "ingediend" in told.subject + told.body


def test_the_author_hears_the_answer_with_the_way_to_the_studio(author, colleague, other_author):
    editor = make_editor(name="Geheime Redacteur")
    case = make_submitted_case(author)
    OutboxMail.objects.all().delete()

    case.current_workflow_task_state.reject(user=editor, comment="Noem <een> cijfer.")

    [told] = review_mails()
    assert told.user == author
    assert "vraagt u iets te veranderen" in told.body
    assert "Noem <een> cijfer." in told.body
    assert f"/studio/casus/{case.pk}/" in told.body
    assert "/admin/" not in told.body
    assert "Geheime" not in told.subject + told.body


def test_the_author_hears_of_publication_with_the_address(author, editor):
    case = make_approved_case(author, editor)
    OutboxMail.objects.all().delete()

    agree(case)

    [told] = review_mails()
    assert told.user == author
    assert "staat op de site" in told.body
    assert fresh(case).full_url in told.body
    assert "/admin/" not in told.body


def test_each_round_of_a_review_is_told_once_more(author, editor):
    case = make_submitted_case(author)
    case.current_workflow_task_state.reject(user=editor, comment="Noem een cijfer.")
    cases.submit(fresh(case), author, cases.version_of(fresh(case)))
    fresh(case).current_workflow_task_state.reject(user=editor, comment="Noem een jaar.")

    assert [told.user for told in review_mails()].count(editor) == 2
    answers = [told.body for told in review_mails() if told.user == author]
    assert sorted("jaar" in body for body in answers) == [False, True]


def test_mail_about_a_review_waits_in_the_outbox_and_not_in_the_request(author, editor):
    case = make_submitted_case(author)
    case.current_workflow_task_state.reject(user=editor, comment="Noem een cijfer.")

    assert {told.state for told in review_mails()} == {OutboxMail.State.WAITING}
    assert mail.outbox == []


# --- At the same time ----------------------------------------------------------


def at_once(*actions) -> list[object]:
    """Run each action in a thread with its own connection; returns results or exceptions in order."""
    barrier = threading.Barrier(len(actions))
    outcomes: list[object] = [None] * len(actions)

    def run(position, action):
        try:
            barrier.wait(timeout=10)
            outcomes[position] = action()
        except Exception as error:
            outcomes[position] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_of_two_colleagues_who_save_at_once_one_is_told():
    author = make_entrepreneur()
    case = make_draft(author, "begin")
    version = cases.version_of(case)

    outcomes = at_once(
        *[lambda token=token: cases.save_draft(case, case_texts(token), author, version) for token in ("een", "twee")]
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NewerVersion", "str"]


@pytest.mark.django_db(transaction=True)
def test_handing_in_at_once_starts_one_review():
    author = make_entrepreneur()
    case = make_draft(author)
    version = cases.version_of(case)

    outcomes = at_once(*[lambda: cases.submit(case, author, version)] * 3)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Refused", "Refused"]
    assert case.workflow_states.count() == 1


@pytest.mark.row("B22")
@pytest.mark.django_db(transaction=True)
def test_approval_and_withdrawal_at_once_never_publish_unread_text():
    author, editor = make_entrepreneur(), make_editor()
    case = make_submitted_case(author, "gelezen")
    task, task_state = case.current_workflow_task, case.current_workflow_task_state

    def withdraw_and_write_on():
        cases.withdraw(case, author)
        cases.save_draft(case, case_texts("ongelezen"), author, cases.version_of(fresh(case)))

    at_once(lambda: task.on_action(task_state, editor, "approve"), withdraw_and_write_on)

    case = fresh(case)
    assert "ongelezen" not in case.summary
    assert User.objects.filter(pk=author.pk).exists()
