"""Administrators see what became of mail: not its words, and they change nothing there."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from people.mail_kinds import MailKind
from people.models import OutboxMail
from people.roles import PlatformRole, sync_roles
from tests.factories.hr import signed_in
from tests.factories.people import make_mail, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("R8")]
LIST = "outboxmail:index"


@pytest.fixture
def mail(home):
    mail = make_mail(kind=MailKind.INTENTION)
    mail.last_error = "SMTPDataError 451"
    mail.save()
    return mail


@pytest.fixture
def administrator(mail):
    return signed_in(make_user(is_superuser=True))


def test_an_administrator_sees_the_state_and_neither_words_nor_reader(administrator, mail):
    page = administrator.get(reverse(LIST)).content.decode()

    for words in ("Wacht", "Uw voornemens", "SMTPDataError 451"):
        assert words in page
    for words in (mail.subject, mail.body, mail.key, mail.user.name, mail.user.email):
        assert words not in page


def test_mail_is_found_by_state_and_by_the_address_somebody_gives(administrator, mail):
    given_up = make_mail(kind=MailKind.ANSWERS)
    OutboxMail.objects.filter(pk=given_up.pk).update(state=OutboxMail.State.GIVEN_UP)
    results = reverse("outboxmail:index_results")

    by_state = administrator.get(results, {"state": "given_up"}).content.decode()
    by_address = administrator.get(results, {"q": mail.user.email}).content.decode()
    assert ("Antwoorden op uw vragen" in by_state, "Uw voornemens" in by_state) == (True, False)
    assert ("Antwoorden op uw vragen" in by_address, "Uw voornemens" in by_address) == (False, True)


def test_a_longer_list_costs_no_more_queries(administrator, mail, django_assert_max_num_queries):
    results = reverse("outboxmail:index_results")
    administrator.get(results)
    with django_assert_max_num_queries(100) as with_one:
        administrator.get(results)
    for _ in range(5):
        make_mail()
    with django_assert_max_num_queries(len(with_one)):
        administrator.get(results)


@pytest.mark.parametrize("address", ["new/", "edit/{}/", "delete/{}/", "copy/{}/", "inspect/{}/", "history/{}/"])
def test_there_is_nothing_to_change(administrator, mail, address):
    found = administrator.get(reverse(LIST) + address.format(mail.pk))
    assert found.status_code == 404


def test_an_editor_does_not_come_near(mail):
    sync_roles()
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR))
    # Not even when somebody gives the permission by hand.
    editor.user_permissions.add(*Permission.objects.filter(content_type__model="outboxmail"))

    client = signed_in(editor)
    assert client.get(reverse(LIST)).status_code == 302
    assert reverse(LIST) not in client.get("/admin/").content.decode()


def test_a_learner_does_not_come_near(as_learner, mail):
    assert as_learner.get(reverse(LIST)).status_code in (302, 404)
