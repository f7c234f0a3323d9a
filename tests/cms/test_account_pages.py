"""Making an account and getting in: in Dutch, polite, and clear about what is wrong."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from lxml import html

from people.models import User
from tests.factories.people import PASSWORD, make_user

# Words of somebody who says "je" to a stranger.
TOO_FAMILIAR = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def no_earlier_tries():
    """allauth counts tries per address in the cache; another test's tries are not this test's."""
    cache.clear()


def page_of(response):
    return html.fromstring(response.content)


def text_of(response):
    return " ".join(page_of(response).text_content().split())


def sign_up(client, **changes):
    data = {"name": "Sanne de Vries", "email": "sanne@rivierdam.example", "password1": "korenbloem-blauw-7", **changes}
    return client.post("/accounts/signup/", data, follow=True)


@pytest.mark.row("A9")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/accounts/login/", {"login": "username webauthn", "password": "current-password"}),
        ("/accounts/signup/", {"name": "name", "email": "email", "password1": "new-password"}),
        ("/accounts/password/reset/", {"email": "email"}),
    ],
)
def test_a_password_manager_knows_what_every_field_is(client, home, path, expected):
    page = page_of(client.get(path))
    found = {field.get("name"): field.get("autocomplete") for field in page.xpath("//main//input[@autocomplete]")}
    assert found == expected
    assert not page.xpath("//main//@placeholder | //@onpaste")


def test_every_field_has_a_label(client, home):
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"):
        page = page_of(client.get(path))
        for field in page.xpath("//input[@type!='hidden'] | //input[not(@type)]"):
            assert page.xpath(f"//label[@for='{field.get('id')}']"), field.get("name")


def test_an_empty_form_gives_a_summary_with_links_and_says_so_in_the_title(client, home):
    page = page_of(client.post("/accounts/signup/", {}))
    assert page.findtext("head/title").startswith("Fout: Account maken")
    summary = page.xpath("//*[@role='alert'][@tabindex='-1'][@autofocus]")[0]
    for link in summary.xpath(".//a/@href"):
        field = page.get_element_by_id(link.removeprefix("#"))
        assert field.get("aria-invalid") == "true"
        for described_by in field.get("aria-describedby").split():
            page.get_element_by_id(described_by)
    assert len(summary.xpath(".//a")) == 3


@pytest.mark.django_db
def test_a_wrong_password_is_told_politely_and_without_saying_whether_the_account_exists(client, home):
    user = make_user()
    known = text_of(client.post("/accounts/login/", {"login": user.email, "password": "verkeerd-wachtwoord"}))
    unknown = text_of(client.post("/accounts/login/", {"login": "x@y.example", "password": "verkeerd-wachtwoord"}))
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in known
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in unknown


@pytest.mark.django_db
def test_a_new_learner_makes_an_account_with_the_code_from_the_mail(client, home):
    response = sign_up(client)
    assert "Vul de code uit uw e-mail in" in text_of(response)
    assert page_of(response).xpath("//input[@autocomplete='one-time-code']")
    message = mail.outbox[0]
    assert message.subject == "Uw code"
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]+)\s*$", message.body, re.MULTILINE).group(1)
    response = client.post("/accounts/confirm-email/", {"code": code}, follow=True)
    assert response.wsgi_request.user.name == "Sanne de Vries"


@pytest.mark.django_db
def test_a_wrong_code_is_told_beside_the_field(client, home):
    sign_up(client)
    page = page_of(client.post("/accounts/confirm-email/", {"code": "XXXX-XXXX"}))
    assert page.findtext("head/title").startswith("Fout: ")
    assert "Deze code klopt niet." in page.text_content()


@pytest.mark.django_db
def test_who_lost_the_code_gets_a_new_one(client, home):
    sign_up(client)
    cache.clear()  # Ten seconds later: sooner is refused.
    client.post("/accounts/confirm-email/", {"action": "resend"}, follow=True)
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_who_mistyped_the_address_corrects_it(client, home):
    page = page_of(sign_up(client, email="sane@rivierdam.example"))
    assert page.xpath("//main//form[@action='/accounts/logout/']/input[@name='next']/@value") == ["/accounts/signup/"]
    assert client.post("/accounts/logout/", {"next": "/accounts/signup/"}).url == "/accounts/signup/"
    sign_up(client, email="sanne@rivierdam.example")
    assert mail.outbox[-1].to == ["sanne@rivierdam.example"]


@pytest.mark.row("B6")
@pytest.mark.django_db
def test_signing_up_twice_says_the_same_on_the_screen_and_explains_in_the_mail(client, home):
    make_user(email="sanne@rivierdam.example")
    response = sign_up(client)
    assert "Vul de code uit uw e-mail in" in text_of(response)
    assert mail.outbox[0].subject == "U hebt al een account"
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_forgotten_password_is_replaced_through_the_mail(client, home):
    user = make_user()
    response = client.post("/accounts/password/reset/", {"email": user.email}, follow=True)
    assert "Kijk in uw e-mail" in text_of(response)
    message = mail.outbox[0]
    assert message.subject == "Kies een nieuw wachtwoord"
    link = re.search(r"http://\S+", message.body).group(0)
    form = client.get(link, follow=True)
    assert "Kies een nieuw wachtwoord" in text_of(form)
    chosen = {"password1": "zonnebloem-geel-9", "password2": "zonnebloem-geel-9"}
    response = client.post(form.redirect_chain[-1][0], chosen, follow=True)
    assert "Uw wachtwoord is gewijzigd" in text_of(response)
    user.refresh_from_db()
    assert user.check_password("zonnebloem-geel-9")


@pytest.mark.django_db
def test_an_unknown_address_gets_a_mail_that_explains(client, home):
    client.post("/accounts/password/reset/", {"email": "onbekend@rivierdam.example"})
    assert mail.outbox[0].subject == "Er is geen account met dit adres"


@pytest.mark.django_db
def test_the_mails_are_polite_and_signed(client, home):
    make_user(email="bestaat@rivierdam.example")
    sign_up(client)
    client.post("/accounts/logout/")
    sign_up(client, email="bestaat@rivierdam.example")
    for address in ("bestaat@rivierdam.example", "onbekend@rivierdam.example"):
        client.post("/accounts/password/reset/", {"email": address})
    assert len(mail.outbox) == 4
    for message in mail.outbox:
        assert not TOO_FAMILIAR.search(message.subject + message.body), message.body
        assert message.body.startswith("Hallo,")
        assert "Met vriendelijke groet,\nLeren doet leven" in message.body


@pytest.mark.django_db
def test_a_second_address_is_added_confirmed_made_the_main_one_and_the_first_removed(client, home):
    user = make_user(email="oud@rivierdam.example")
    client.force_login(user)
    client.post("/accounts/email/", {"action_add": "1", "email": "nieuw@rivierdam.example"})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]+)\s*$", mail.outbox[-1].body, re.MULTILINE).group(1)
    client.post("/accounts/confirm-email/", {"code": code})
    page = text_of(client.get("/accounts/email/"))
    assert "Maak dit het hoofdadres nieuw@rivierdam.example" in page
    client.post("/accounts/email/", {"action_primary": "1", "email": "nieuw@rivierdam.example"})
    client.post("/accounts/email/", {"action_remove": "1", "email": "oud@rivierdam.example"})
    user.refresh_from_db()
    assert user.email == "nieuw@rivierdam.example"
    assert list(user.emailaddress_set.values_list("email", flat=True)) == ["nieuw@rivierdam.example"]


@pytest.mark.django_db
def test_the_password_is_changed_by_who_knows_the_old_one(client, home):
    user = make_user()
    client.force_login(user)
    new = {"password1": "zonnebloem-geel-9", "password2": "zonnebloem-geel-9"}
    refused = client.post("/accounts/password/change/", {"oldpassword": "onjuist", **new})
    assert "Fout:" in page_of(refused).findtext("head/title")
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    user.refresh_from_db()
    assert user.check_password("zonnebloem-geel-9")


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-verkeerd/",
        "/accounts/inactive/",
    ],
)
def test_no_account_page_says_je_or_speaks_english(client, home, path):
    text = " ".join(page_of(client.get(path)).xpath("string(//main)").split())
    assert not TOO_FAMILIAR.search(text), text
    assert not re.search(r"\b(your|please|password|sign)\b", text, re.IGNORECASE), text


def test_too_many_tries_get_a_page_in_our_look(client, home, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _ in range(2):
        response = client.post("/accounts/login/", {"login": "a@b.example", "password": "x"})
    assert response.status_code == 429
    assert "Dat ging te snel" in response.content.decode()
