"""Signing in with SAML 2.0: only a signed answer to one's own question, once."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from lxml import etree

from people.models import ClaimRule, IdentityProvider, Membership, User

from .conftest import SignOn, make_sign_on
from .openid_provider import OpenIDProvider
from .saml_provider import ISSUER, NAMES, answer, bring, metadata, question, sign

pytestmark = [pytest.mark.django_db, pytest.mark.row("B8")]


@pytest.fixture
def saml(home) -> SignOn:
    cache.clear()
    fields = {"kind": IdentityProvider.Kind.SAML, "claims": "groups", "checks_addresses": True}
    return make_sign_on(OpenIDProvider(), "dijkstad.example", metadata=metadata(), **fields)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.row("B9", "P10")
def test_a_colleague_comes_in_with_the_department_of_the_group(client, saml):
    ClaimRule.objects.create(provider=saml.row, value="inkoop", department=saml.town.department)
    asked = question(client, saml.slug)
    response = bring(client, saml.slug, sign(answer(asked)), "https://elders.example/")

    assert (response.status_code, response.url) == (302, "/")
    assert is_in(client)
    membership = Membership.objects.get(user__email="sanne@dijkstad.example")
    assert (membership.organisation, membership.department) == (saml.organisation, saml.town.department)
    assert SocialAccount.objects.get().extra_data == {"issuer": ISSUER, "subject": "sanne-1"}


def _wrapped_beside(signed, forged):
    """The signed assertion is moved aside, with a forged one in its place (XSW 3 and 4)."""
    original = signed.find("saml:Assertion", NAMES)
    evil = forged.find("saml:Assertion", NAMES)
    signed.replace(original, evil)
    evil.append(original)
    return signed


def _wrapped_in_signature(signed, forged):
    """The signed assertion hides in its own signature, in the forged one (XSW 5 and 6)."""
    original = signed.find("saml:Assertion", NAMES)
    signature = original.find("ds:Signature", NAMES)
    evil = forged.find("saml:Assertion", NAMES)
    signed.replace(original, evil)
    evil.find("saml:Issuer", NAMES).addnext(signature)
    holder = etree.SubElement(signature, f"{{{NAMES['ds']}}}Object")
    holder.append(original)
    return signed


def _two_assertions(signed, forged):
    signed.append(forged.find("saml:Assertion", NAMES))
    return signed


def _in_extensions(signed, forged):
    """The signed one in an extension of the message (XSW 7)."""
    original = signed.find("saml:Assertion", NAMES)
    evil = forged.find("saml:Assertion", NAMES)
    signed.replace(original, evil)
    extensions = etree.Element(f"{{{NAMES['samlp']}}}Extensions")
    extensions.append(original)
    signed.find("saml:Issuer", NAMES).addnext(extensions)
    return signed


def _same_number(signed, forged):
    """The forged one has the number of the signed one, so that the signature seems to be its own."""
    forged.find("saml:Assertion", NAMES).set("ID", signed.find("saml:Assertion", NAMES).get("ID"))
    return _wrapped_in_signature(signed, forged)


def _changed(signed, _forged):
    signed.find(".//saml:AttributeValue", NAMES).text = "directeur@dijkstad.example"
    return signed


def _comment(signed, _forged):
    """A comment in a name does not break the signature; it must not cut the name off either."""
    name = signed.find(".//saml:NameID", NAMES)
    name.text = "sanne"
    comment = etree.Comment("x")
    comment.tail = "-1"
    name.append(comment)
    return signed


WRAPPED = {
    "beside": _wrapped_beside,
    "in the signature": _wrapped_in_signature,
    "two assertions": _two_assertions,
    "in extensions": _in_extensions,
    "the same number": _same_number,
    "changed": _changed,
}


def test_a_signed_assertion_carries_no_forged_one_in(saml):
    for how, wrap in WRAPPED.items():
        client = Client()
        asked = question(client, saml.slug)
        forged = answer(asked, subject="directeur-1", email="directeur@dijkstad.example")
        response = bring(client, saml.slug, wrap(sign(answer(asked)), deepcopy(forged)))

        assert response.status_code == 401, how
        assert not is_in(client), how
    assert not User.objects.filter(email__startswith="directeur").exists()


def test_a_comment_in_the_name_makes_nobody_else(client, saml):
    asked = question(client, saml.slug)
    bring(client, saml.slug, _comment(sign(answer(asked)), None))
    assert set(SocialAccount.objects.values_list("uid", flat=True)) <= {"sanne-1"}


LIES = {
    "another audience": {"audience": "https://elders.example/metadata"},
    "no audience": {"audience": None},
    "another issuer": {"issuer": "https://elders.example"},
    "another reply address": {"acs": "https://elders.example/acs"},
    "expired": {"until": datetime.now(UTC) - timedelta(minutes=10)},
    "nobody asked": {"asked": None, "in_confirmation": None},
    "a question of another": {"asked": "_van_een_ander", "in_confirmation": "_van_een_ander"},
    "an assertion for the question of another": {"in_confirmation": "_van_een_ander"},
    "an assertion for no question": {"in_confirmation": None},
}


def test_an_answer_that_is_not_for_this_question_lets_nobody_in(saml):
    for lie, different in LIES.items():
        client = Client()
        response = bring(client, saml.slug, sign(answer(question(client, saml.slug), **different)))
        assert response.status_code == 401, lie
        assert not is_in(client), lie


def test_only_a_signed_assertion_counts(saml):
    makers = {
        "unsigned": lambda response: response,
        "another key": lambda response: sign(response, key="boef"),
        "only the message signed": lambda response: sign(response, "samlp:Response"),
        "no XML": lambda _response: b"geen xml",
        "an entity": lambda _response: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "nothing": lambda _response: b"",
    }
    for what, made in makers.items():
        client = Client()
        response = bring(client, saml.slug, made(answer(question(client, saml.slug))))
        assert response.status_code == 401, what
        assert not is_in(client), what
    client = Client()
    asked = question(client, saml.slug)
    assert bring(client, saml.slug, sign(sign(answer(asked)), "samlp:Response")).status_code == 302


def test_an_answer_counts_once_and_in_the_browser_that_asked(client, saml):
    asked = question(client, saml.slug)
    signed = sign(answer(asked))

    assert bring(Client(), saml.slug, deepcopy(signed)).status_code == 401
    assert bring(client, saml.slug, deepcopy(signed)).status_code == 302
    assert bring(client, saml.slug, deepcopy(signed)).status_code == 401


def test_an_assertion_that_was_used_is_known_again_by_its_number(saml):
    one, other = Client(), Client()
    assert bring(one, saml.slug, sign(answer(question(one, saml.slug), id="_zelfde"))).status_code == 302
    assert bring(other, saml.slug, sign(answer(question(other, saml.slug), id="_zelfde"))).status_code == 401


def test_two_certificates_are_known_while_the_provider_changes_its_key(client, saml):
    saml.set(metadata=metadata("idp", "nieuw"))
    asked = question(client, saml.slug)
    assert bring(client, saml.slug, sign(answer(asked), key="nieuw")).status_code == 302


def test_a_very_long_answer_is_not_looked_at(client, saml):
    assert client.post(f"/inloggen/{saml.slug}/saml/", {"SAMLResponse": "A" * 200_001}).status_code == 401
    assert client.post(f"/inloggen/{saml.slug}/saml/").status_code == 401
    assert client.get(f"/inloggen/{saml.slug}/saml/verder/").status_code == 401


def test_what_we_publish_asks_for_signed_assertions_and_offers_no_sign_out(client, saml):
    saml.set(is_on=False)
    content = client.get(f"/inloggen/{saml.slug}/saml/metadata/").content.decode()
    assert 'WantAssertionsSigned="true"' in content
    assert f'Location="http://testserver/inloggen/{saml.slug}/saml/"' in content
    assert "SingleLogoutService" not in content
