"""Administrators look in the register, issue again and revoke; nobody else comes near."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from certificates.models import Certificate, CertificateEvent
from people.models import Membership
from people.roles import PlatformRole
from tests.factories.certificates import make_certificate, reissue_as, revoke_as
from tests.factories.courses import make_course
from tests.factories.hr import signed_in
from tests.factories.people import make_member, make_organisation, make_user

RESULTS = "certificate_register:index_results"


@pytest.fixture
def administrator(home) -> Client:
    return signed_in(make_user(name="Mei Lin Chan", is_superuser=True))


def address(page: str, certificate) -> str:
    return reverse(f"certificate_register:{page}", args=[certificate.pk])


def reissue_words(**words: str) -> dict[str, str]:
    return {"holder_name": "Sanne Vries", "reason": "Getrouwd."} | words


def revoke_words(**words: str) -> dict[str, str]:
    return {"kind": "not_own_work", "reason": "De toets is door een ander gemaakt."} | words


def test_it_is_found_by_name_by_course_and_by_the_code_as_it_stands_on_paper(administrator, certificate):
    make_certificate(make_user(name="Iemand Anders"), make_course("Andere cursus"))
    for typed in ("sanne", certificate.course_title, certificate.code, certificate.grouped_code.lower()):
        found = administrator.get(reverse(RESULTS), {"q": typed}).content.decode()
        assert ("Sanne de Vries" in found, "Iemand Anders" in found) == (True, False), typed


def test_one_sees_all_its_words_and_what_was_done_to_it(administrator, certificate):
    replacement = reissue_as(certificate, "Sanne Vries", "Zij is getrouwd.")
    old = administrator.get(address("inspect", certificate)).content.decode()
    for words in (
        "Sanne de Vries",
        certificate.course_title,
        certificate.grouped_code,
        "uitleggen wat artikel 2.82 regelt; kiezen tussen instrumenten",
        "10 minuten",
        "Zij is getrouwd.",
        address("inspect", replacement),
    ):
        assert words in old
    assert address("reissue", certificate) not in old
    new = administrator.get(address("inspect", replacement)).content.decode()
    assert address("inspect", certificate) in new
    assert address("reissue", replacement) in new


def test_a_longer_list_costs_no_more_queries(administrator, certificate, django_assert_max_num_queries):
    administrator.get(reverse(RESULTS))
    with django_assert_max_num_queries(100) as with_one:
        administrator.get(reverse(RESULTS))
    for _ in range(3):
        make_certificate()
    with django_assert_max_num_queries(len(with_one)):
        administrator.get(reverse(RESULTS))


def test_issuing_again_leads_to_the_new_one_with_who_and_why(administrator, certificate):
    response = administrator.post(address("reissue", certificate), reissue_words())
    replacement = Certificate.objects.get(replaces=certificate)
    assert response["Location"] == address("inspect", replacement)
    assert replacement.holder_name == "Sanne Vries"
    event = replacement.events.get()
    assert (event.by.name, event.reason) == ("Mei Lin Chan", "Getrouwd.")


def test_revoking_is_noted_with_who_and_why(administrator, certificate):
    administrator.post(address("revoke", certificate), revoke_words())
    certificate.refresh_from_db()
    assert (certificate.status, certificate.revocation_kind) == ("revoked", "not_own_work")
    event = certificate.events.get()
    assert (event.kind, event.by.name) == (CertificateEvent.Kind.REVOKED, "Mei Lin Chan")
    assert event.reason == "De toets is door een ander gemaakt."


def test_looking_at_the_confirmation_changes_nothing(administrator, certificate):
    for page in ("reissue", "revoke"):
        assert administrator.get(address(page, certificate)).status_code == 200
    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.VALID
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("page", "words", "complaint", "kept"),
    [
        ("reissue", reissue_words(reason=""), "Schrijf in één zin waarom", "Sanne Vries"),
        ("reissue", reissue_words(holder_name=" \u200b "), "Vul de naam in", "Getrouwd."),
        ("reissue", reissue_words(holder_name="Sanne  de Vries"), "Deze naam staat nu al", "Getrouwd."),
        ("reissue", reissue_words(holder_name="学 Vries"), "Dit kunnen we niet drukken: 学", "Getrouwd."),
        ("revoke", revoke_words(reason="  "), "Schrijf in één zin waarom", 'value="not_own_work"'),
        ("revoke", revoke_words(kind=""), "Kies de soort intrekking", "De toets is door een ander gemaakt."),
    ],
)
def test_what_is_missing_is_said_what_was_typed_is_kept_and_nothing_happens(
    administrator, certificate, page, words, complaint, kept
):
    shown = administrator.post(address(page, certificate), words).content.decode()
    assert complaint in shown
    assert kept in shown
    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.VALID


def test_a_second_click_issues_no_third_and_leads_to_what_counts_now(administrator, certificate):
    for _ in range(2):
        response = administrator.post(address("reissue", certificate), reissue_words(), follow=True)
    replacement = Certificate.objects.get(replaces=certificate)
    assert Certificate.objects.count() == 2
    assert response.redirect_chain == [(address("inspect", replacement), 302)]
    assert "al opnieuw uitgegeven" in response.content.decode()


def test_what_a_colleague_replaced_just_before_is_not_revoked(administrator, certificate, monkeypatch):
    """The other was first after this page had looked whether it still counts."""
    stale = Certificate.objects.get(pk=certificate.pk)
    last = reissue_as(reissue_as(certificate, "Eerste"), "Tweede")
    monkeypatch.setattr("certificates.register_admin.certificate_to_manage", lambda user, pk: stale)
    for page, words in (("revoke", revoke_words()), ("reissue", reissue_words())):
        response = administrator.post(address(page, certificate), words)
        assert response["Location"] == address("inspect", last)
    assert not Certificate.objects.filter(status=Certificate.Status.REVOKED).exists()


def test_revoking_again_changes_neither_kind_nor_reason(administrator, certificate):
    revoke_as(certificate, "De eerste reden")
    response = administrator.post(address("revoke", certificate), revoke_words(kind="mistake"), follow=True)
    certificate.refresh_from_db()
    assert certificate.revocation_kind == "not_own_work"
    assert certificate.events.get().reason == "De eerste reden"
    assert "al ingetrokken" in response.content.decode()


def _people(learner):
    organisation = make_organisation()
    make_member(organisation, user=learner)
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR))
    # Not even when somebody gives the permission by hand.
    editor.user_permissions.add(*Permission.objects.filter(content_type__app_label="certificates"))
    return {
        "holder": learner,
        "colleague": make_member(organisation),
        "HR officer": make_member(organisation, role=Membership.Role.HR),
        "outsider": make_user(),
        "editor": editor,
    }


@pytest.mark.parametrize("who", ["holder", "colleague", "HR officer", "outsider", "editor"])
def test_nobody_else_comes_near(certificate, learner, who):
    client = signed_in(_people(learner)[who])
    # An editor may enter the admin, and finds nothing there; the others are sent to its door.
    refused = 404 if who == "editor" else 302
    for page in (reverse("certificate_register:index"), address("inspect", certificate)):
        assert client.get(page).status_code == 302
    for page, words in (("reissue", reissue_words()), ("revoke", revoke_words())):
        assert client.get(address(page, certificate)).status_code == refused
        assert client.post(address(page, certificate), words).status_code == refused
    certificate.refresh_from_db()
    assert certificate.status == Certificate.Status.VALID


def test_an_editor_sees_no_menu_of_it(certificate, learner):
    page = signed_in(_people(learner)["editor"]).get("/admin/").content.decode()
    assert reverse("certificate_register:index") not in page
    assert reverse("undrawn_certificates") not in page


@pytest.mark.parametrize("ending", ["new/", "edit/{}/", "delete/{}/", "{}/edit/", "{}/delete/"])
def test_there_is_nothing_to_edit_or_delete(administrator, certificate, ending):
    found = administrator.get(reverse("certificate_register:index") + ending.format(certificate.pk))
    assert found.status_code == 404
