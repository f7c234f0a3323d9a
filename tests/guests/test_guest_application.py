"""Who asks to come in proves the address first; an editor decides once; nobody learns who has an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guests import applications
from guests.invitations import forget_old_arrivals
from guests.models import Enterprise, GuestApplication, GuestInvitation
from people.models import User
from tests.factories.guests import make_editor
from tests.factories.people import make_user

from .conftest import signed_in

pytestmark = pytest.mark.django_db
EMAIL = "hanneke@groen.example"
TYPED = {
    "name": "Hanneke Vos",
    "email": EMAIL,
    "enterprise_name": "Groenwerk",
    "mission": "Werk voor iedereen.",
    "website": "https://groen.example/",
}


@pytest.fixture(autouse=True)
def nobody_asked_before(library):
    cache.clear()


@pytest.fixture
def apply(django_capture_on_commit_callbacks):
    def send(client=None, **changes):
        with django_capture_on_commit_callbacks(execute=True):
            return (client or Client()).post(reverse("guest_application"), TYPED | changes)

    return send


@pytest.fixture
def proven(apply) -> GuestApplication:
    apply()
    Client().post(link_in_mail())
    mail.outbox.clear()
    return GuestApplication.objects.get()


def link_in_mail() -> str:
    return re.search(r"/ondernemers/aanmelden/bevestigen/\S+/", mail.outbox[-1].body).group()


def decide(editor, application, what, capture, **data):
    with capture(execute=True):
        return signed_in(editor).post(reverse(f"guest_application_{what}", args=[application.pk]), data)


def test_no_editor_sees_an_application_before_its_address_is_proven(apply, editor):
    apply()
    assert "Groenwerk" not in signed_in(editor).get(reverse("guest_arrivals")).content.decode()

    link = link_in_mail()
    assert "Groenwerk" in Client().get(link).content.decode()
    assert not applications.waiting().exists()
    assert Client().post(link).status_code == 302

    assert "Groenwerk" in signed_in(editor).get(reverse("guest_arrivals")).content.decode()
    assert Client().get(link).status_code == 404


def test_the_answer_is_the_same_whoever_has_an_account(apply):
    make_user(email=EMAIL)
    answers = [apply(email=email) for email in (EMAIL, "onbekend@elders.example")]

    assert answers[0].url == answers[1].url
    assert len({message.body.count("\n") for message in mail.outbox}) == 1


def test_the_mail_that_proves_an_address_carries_no_words_of_a_stranger(apply):
    apply(name="Win een auto op http://kwaad.example", enterprise_name="http://kwaad.example")

    assert "kwaad" not in mail.outbox[-1].body + mail.outbox[-1].subject


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"email": "geen adres"},
        {"enterprise_name": ""},
        {"mission": ""},
        {"mission": "x" * 501},
        {"website": "javascript:alert(1)"},
        {"website": "ftp://groen.example"},
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(apply, wrong):
    page = apply(**wrong)

    assert page.status_code == 200
    assert set(page.context["form"].errors) == set(wrong)
    for name, value in (TYPED | wrong).items():
        assert page.context["form"][name].value() == value
    assert not GuestApplication.objects.exists()


def test_one_address_is_not_flooded_with_mail(apply):
    answers = [apply(email=email).status_code for email in [EMAIL, EMAIL.upper(), EMAIL, EMAIL]]

    assert answers == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_one_visitor_does_not_apply_all_day(apply):
    answers = [apply(email=f"adres{number}@elders.example").status_code for number in range(11)]

    assert answers == [302] * 10 + [429]


def test_who_is_admitted_gets_a_link_and_comes_in(proven, editor, django_capture_on_commit_callbacks):
    decide(editor, proven, "admit", django_capture_on_commit_callbacks)

    assert mail.outbox[-1].to == [EMAIL]
    assert editor.name not in mail.outbox[-1].body
    assert not Enterprise.objects.exists()
    client = Client()
    client.post(re.search(r"/ondernemers/uitnodiging/\S+/", mail.outbox[-1].body).group())
    enterprise = Enterprise.objects.get()
    assert (enterprise.name, enterprise.mission, enterprise.website) == (
        "Groenwerk",
        TYPED["mission"],
        TYPED["website"],
    )
    assert enterprise.admitted
    assert enterprise.members.get() == User.objects.get(email=EMAIL)
    assert client.get("/studio/").status_code == 200


def test_who_is_refused_reads_why(proven, editor, django_capture_on_commit_callbacks):
    decide(editor, proven, "refuse", django_capture_on_commit_callbacks, **{"refusal-reason": "Nog geen <cijfers>."})

    assert mail.outbox[-1].to == [EMAIL]
    assert "Nog geen <cijfers>." in mail.outbox[-1].body
    assert editor.name not in mail.outbox[-1].body
    proven.refresh_from_db()
    assert (proven.admitted, proven.decided_by, proven.reason) == (False, editor, "Nog geen <cijfers>.")
    assert not GuestInvitation.objects.exists()


def test_a_refusal_needs_a_reason(proven, editor, django_capture_on_commit_callbacks):
    page = decide(editor, proven, "refuse", django_capture_on_commit_callbacks, **{"refusal-reason": " "})

    assert page.context["refusal"].errors
    assert applications.waiting().get() == proven
    assert not mail.outbox


def test_an_application_is_decided_once(proven, editor, django_capture_on_commit_callbacks):
    second = make_editor()
    with django_capture_on_commit_callbacks(execute=True):
        assert applications.admit(proven, editor)
        assert not applications.refuse(proven, second, "Toch niet.")
        assert applications.admit(proven, second) is None

    assert len(mail.outbox) == 1
    assert decide(second, proven, "admit", django_capture_on_commit_callbacks).status_code == 404


def test_an_admission_that_cannot_be_leaves_the_application_waiting(
    proven, editor, django_capture_on_commit_callbacks
):
    Enterprise.objects.create(name="Groenwerk", slug="groenwerk", admitted=True)

    decide(editor, proven, "admit", django_capture_on_commit_callbacks)

    assert applications.waiting().get() == proven
    assert not mail.outbox


def test_nobody_but_editors_decides(proven, author, learner, django_capture_on_commit_callbacks):
    for user in (author, learner):
        for what in ("admit", "refuse"):
            answer = decide(user, proven, what, django_capture_on_commit_callbacks, **{"refusal-reason": "x"})
            assert answer.status_code in {302, 403, 404}
    assert applications.waiting().get() == proven


def test_an_unproven_application_is_forgotten_after_a_week_and_its_link_ends(apply):
    apply()
    GuestApplication.objects.update(created_at=timezone.now() - timedelta(days=8))

    assert Client().post(link_in_mail()).status_code == 404
    assert forget_old_arrivals() == 1


def test_what_an_applicant_typed_is_shown_as_text(apply, editor):
    apply(enterprise_name="<script>alert(1)</script>", mission="<img src=x>")
    link = link_in_mail()
    shown = [Client().get(link)]
    Client().post(link)
    shown.append(signed_in(editor).get(reverse("guest_arrivals")))

    for page in shown:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x>" not in page.content.decode()
