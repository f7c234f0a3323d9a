"""Every address of the transcript with everyone who might try it."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse

from people.models import Membership
from tests.factories.evidence import a_picture, make_evidence
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user
from transcript.models import Evidence
from transcript.papers import accepted

OWN_PAGES = ["transcript", "transcript_pdf", "transcript_json", "evidence_new"]
OF_ONE_PIECE = ["evidence", "evidence_file", "evidence_withdraw"]


@pytest.fixture
def town(home):
    return make_municipality()


@pytest.fixture
def owner(town):
    return make_member(town.organisation, town.department, name="Eigen Aar")


@pytest.fixture
def evidence(owner) -> Evidence:
    return make_evidence(owner)


def others(town) -> dict:
    return {
        "colleague": make_member(town.organisation, town.department),
        "outsider": make_user(),
        "hr here": town.officer,
        "hr elsewhere": make_municipality().officer,
        "team lead": make_lead(town.department),
        "administrator": make_user(is_superuser=True),
    }


def visit(client: Client, name: str, pk: int):
    method = client.post if name == "evidence_withdraw" else client.get
    return method(reverse(name, args=[pk]))


@pytest.mark.parametrize("name", OF_ONE_PIECE)
def test_the_owner_comes_in(owner, evidence, name):
    response = visit(signed_in(owner), name, evidence.pk)
    assert response.status_code == (302 if name == "evidence_withdraw" else 200)
    assert response.getvalue() or name == "evidence_withdraw"


@pytest.mark.parametrize("name", OF_ONE_PIECE)
def test_for_everyone_else_it_is_not_there(town, evidence, name):
    answers = {who: visit(signed_in(user), name, evidence.pk).status_code for who, user in others(town).items()}
    assert answers == dict.fromkeys(answers, 404)
    assert Evidence.objects.filter(pk=evidence.pk).exists()


@pytest.mark.parametrize("name", OF_ONE_PIECE)
@pytest.mark.parametrize("pk", [0, 987654321, 10**30])
def test_a_number_that_does_not_exist_is_not_there(owner, name, pk):
    assert visit(signed_in(owner), name, pk).status_code == 404


@pytest.mark.parametrize("name", [*OWN_PAGES, *OF_ONE_PIECE])
def test_a_visitor_is_asked_to_sign_in(evidence, name):
    address = reverse(name, args=[evidence.pk] if name in OF_ONE_PIECE else [])
    assert Client().get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["transcript", "transcript_json"])
def test_everyone_sees_what_is_their_own_and_nothing_else(town, owner, evidence, name):
    assert evidence.title in signed_in(owner).get(reverse(name)).content.decode()
    for user in others(town).values():
        assert evidence.title not in signed_in(user).get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", OWN_PAGES)
def test_what_is_personal_is_kept_by_no_cache(owner, name):
    policy = signed_in(owner).get(reverse(name))["Cache-Control"]
    assert "private" in policy
    assert "no-store" in policy


def test_withdrawing_is_no_link(owner, evidence):
    assert signed_in(owner).get(reverse("evidence_withdraw", args=[evidence.pk])).status_code == 405


def test_who_has_left_the_organisation_keeps_it(owner, evidence):
    Membership.objects.filter(user=owner).delete()
    assert evidence.title in signed_in(owner).get(reverse("transcript")).content.decode()


@pytest.mark.parametrize(
    ("content", "name", "content_type", "file_name"),
    [
        (b"%PDF-1.7\n<!doctype html><script>alert(1)</script>", "bewijs.html", "application/pdf", "bewijs.pdf"),
        (a_picture("PNG"), "foto.svg", "image/png", "foto.png"),
    ],
)
def test_the_file_is_one_to_save_and_never_a_page(owner, content, name, content_type, file_name):
    evidence = make_evidence(owner, paper=accepted(content, name))
    response = signed_in(owner).get(reverse("evidence_file", args=[evidence.pk]))
    assert b"".join(response.streaming_content) == accepted(content, name).content
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_a_file_that_is_gone_from_the_disk_is_a_sentence_and_not_an_error(owner, tmp_path, monkeypatch, caplog):
    evidence = make_evidence(owner)
    monkeypatch.setattr(Evidence._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))
    response = signed_in(owner).get(reverse("evidence_file", args=[evidence.pk]), follow=True)
    assert response.redirect_chain == [(reverse("evidence", args=[evidence.pk]), 302)]
    assert "Meld dit bij de beheerder" in response.content.decode()
    assert f"evidence {evidence.pk}" in caplog.text
