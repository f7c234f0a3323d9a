"""An author reaches the own cases and nobody else's (docs: cases are the authors' until published)."""

import pytest
from django.test import Client
from django.urls import reverse

from guests import cases
from people.models import User
from people.roles import PlatformRole
from tests.factories.courses import make_course
from tests.factories.guests import (
    case_texts,
    make_case_step,
    make_draft,
    make_editor,
    make_enterprise,
    make_published_case,
    make_submitted_case,
)
from tests.factories.people import make_user

from .conftest import signed_in

pytestmark = [pytest.mark.indexed, pytest.mark.row("B21")]

TOKEN = "zwanenbloem"
OF_ONE_CASE = [
    ("get", "studio_case"),
    ("post", "studio_case"),
    ("get", "studio_preview"),
    ("post", "studio_submit"),
    ("post", "studio_withdraw"),
]
WITHOUT_CASE = [("get", "studio"), ("get", "studio_new_case"), ("post", "studio_new_case")]


def call(client: Client, method: str, name: str, *args):
    return getattr(client, method)(reverse(name, args=args), case_texts() if method == "post" else None)


@pytest.mark.parametrize(("method", "name"), OF_ONE_CASE)
def test_an_author_of_another_enterprise_gets_the_404_of_an_unknown_case(as_other, author, method, name):
    foreign = make_draft(author, TOKEN)

    answer = call(as_other, method, name, foreign.pk)
    unknown = call(as_other, method, name, 987654)

    assert answer.status_code == unknown.status_code == 404
    assert TOKEN not in answer.content.decode()


@pytest.mark.parametrize(("method", "name"), OF_ONE_CASE)
def test_a_learner_and_an_editor_have_no_studio(author, learner, editor, method, name):
    case = make_draft(author)

    assert call(signed_in(learner), method, name, case.pk).status_code == 404
    assert call(signed_in(editor), method, name, case.pk).status_code == 404


@pytest.mark.parametrize(("method", "name"), WITHOUT_CASE)
def test_the_studio_itself_is_404_for_who_does_not_write(library, learner, editor, method, name):
    assert call(signed_in(learner), method, name).status_code == 404
    assert call(signed_in(editor), method, name).status_code == 404


@pytest.mark.parametrize(("method", "name"), OF_ONE_CASE + WITHOUT_CASE)
def test_a_visitor_is_asked_to_sign_in(client, author, method, name):
    arguments = [make_draft(author).pk] if (method, name) in OF_ONE_CASE else []

    answer = call(client, method, name, *arguments)

    assert answer.status_code == 302
    # What was sent is kept until then (tests/config/test_kept_words.py).
    assert answer.url.startswith(
        "/accounts/login/?next=/studio/" if method == "get" else "/accounts/login/?next=/bewaard/"
    )


def test_role_without_enterprise_and_enterprise_without_role_open_nothing(library, author):
    member_only = make_user()
    author.enterprises.get().members.add(member_only)
    author.enterprises.clear()

    assert signed_in(member_only).get("/studio/").status_code == 404
    assert signed_in(author).get("/studio/").status_code == 404
    assert not cases.cases_of(author).exists()


def test_a_colleague_of_the_same_enterprise_may_edit(author, colleague):
    case = make_draft(author)
    texts = case_texts(title="Samen geschreven")

    answer = signed_in(colleague).post(
        reverse("studio_case", args=[case.pk]), texts | {"version": cases.version_of(case)}
    )

    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.draft_title == "Samen geschreven"
    assert case.owner == author


def test_who_leaves_the_enterprise_loses_the_cases_of_colleagues(author, colleague):
    case = make_draft(author)
    colleague.enterprises.set([make_enterprise()])

    assert signed_in(colleague).get(reverse("studio_case", args=[case.pk])).status_code == 404


def test_a_case_cannot_be_started_for_a_foreign_enterprise(as_author, author, other_author):
    author.enterprises.add(make_enterprise("Tweede bedrijf"))
    foreign = other_author.enterprises.get()

    answer = as_author.post(reverse("studio_new_case"), {"title": "Gekaapt", "enterprise": foreign.pk})

    assert answer.status_code == 200
    assert foreign.name not in answer.content.decode()
    assert not foreign.cases.exists()


def test_no_word_of_a_foreign_draft_is_found_where_an_author_can_look(as_other, author):
    draft = make_draft(author, TOKEN)
    submitted = make_submitted_case(author, TOKEN)
    course = make_course()
    step = make_case_step(course, draft)
    addresses = [
        "/studio/",
        "/studio/casus/nieuw/",
        "/casussen/",
        f"/zoeken/?q={TOKEN}",
        draft.url,
        submitted.url,
        course.url,
        step.url,
        "/",
    ]
    for address in addresses:
        body = as_other.get(address).content.decode().replace(f'value="{TOKEN}"', "").replace(f"“{TOKEN}”", "")
        # The slug of the address asked for may come back in the answer; the texts may not.
        assert f"Casus {TOKEN}" not in body, address
        assert f"Samenvatting {TOKEN}" not in body, address
        assert f"Tekst {TOKEN}" not in body, address


def test_a_new_draft_of_a_published_case_is_not_found_either(as_other, author):
    case = make_published_case(author, "waterlelie")
    cases.save_draft(case, case_texts(TOKEN), author, cases.version_of(case))

    # The published word is found, so that not finding the draft's says something.
    assert case.url in as_other.get("/zoeken/?q=waterlelie").content.decode()
    assert case.url not in as_other.get(f"/zoeken/?q={TOKEN}").content.decode()
    for address in ("/casussen/", "/zoeken/?q=waterlelie", case.url):
        assert TOKEN not in as_other.get(address).content.decode(), address


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/pages/{pk}/edit/",
        "/admin/pages/{pk}/view_draft/",
        "/admin/pages/{pk}/history/",
        "/admin/choose-page/",
        "/admin/reports/page-types-usage/",
        "/admin/api/main/pages/{pk}/",
        "/admin/snippets/guests/enterprise/",
    ],
)
def test_entrepreneurs_get_nothing_in_the_admin(as_author, author, address):
    own = make_draft(author, TOKEN)

    answer = as_author.get(address.format(pk=own.pk), follow=True)

    assert answer.status_code == 404
    assert TOKEN not in answer.content.decode()


def test_the_role_of_entrepreneurs_has_no_permissions(author: User):
    assert author.groups.get().name == PlatformRole.ENTREPRENEUR.value
    assert author.get_all_permissions() == set()


def test_an_impossible_number_is_a_404(as_author):
    assert as_author.get("/studio/casus/99999999999999999999999/").status_code == 404


def test_an_administrator_who_writes_for_no_enterprise_has_no_studio(library):
    assert signed_in(make_user(is_superuser=True)).get("/studio/").status_code == 404


def test_reading_never_writes(as_author, author):
    case = make_draft(author)
    before = (case.latest_revision_id, case.revisions.count())

    for name in ("studio_submit", "studio_withdraw"):
        assert as_author.get(reverse(name, args=[case.pk])).status_code == 405
    as_author.get(reverse("studio_case", args=[case.pk]))
    as_author.get(reverse("studio_preview", args=[case.pk]))
    as_author.get(reverse("studio_new_case"))

    case.refresh_from_db()
    assert (case.latest_revision_id, case.revisions.count()) == before


@pytest.mark.row("P19")
def test_authors_never_see_who_of_the_staff_answered(as_author, author):
    editor = make_editor(name="Geheime Redacteur", email="geheim@gemeente.example")
    case = make_submitted_case(author)
    case.current_workflow_task_state.reject(user=editor, comment="Noem een cijfer.")

    for address in ("/studio/", reverse("studio_case", args=[case.pk]), reverse("studio_preview", args=[case.pk])):
        body = as_author.get(address).content.decode()
        assert "Geheime Redacteur" not in body
        assert "geheim@gemeente.example" not in body
