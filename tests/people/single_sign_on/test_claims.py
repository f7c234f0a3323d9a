"""What is read from claims and attributes, and which place comes of it. Needs no database."""

import pytest

from people.models import ClaimRule, IdentityProvider, Membership
from people.single_sign_on.identity import Identity, NoIdentityError, identity_from_claims, identity_from_saml
from people.single_sign_on.rights import Change, Place, change_of, place_claimed

pytestmark = pytest.mark.row("B9")

Role = Membership.Role
GENERIC = IdentityProvider(
    kind=IdentityProvider.Kind.OPENID_CONNECT, claims="groups realm_access.roles https://x.nl/g"
)
ENTRA = IdentityProvider(kind=IdentityProvider.Kind.ENTRA, tenant="8C0F2A3E-0000-4000-8000-000000000000")
SAML = IdentityProvider(kind=IdentityProvider.Kind.SAML, claims="groups", checks_addresses=True)
LEFT_OUT = {"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://graph.example"}}}


def of_generic(**claims) -> Identity:
    return identity_from_claims(GENERIC, {"iss": "https://idp.example", "sub": "1", **claims})


def of_entra(**claims) -> Identity:
    honest = {"iss": "https://ms.example", "oid": "1", "tid": ENTRA.tenant.lower()}
    return identity_from_claims(ENTRA, honest | claims)


def test_values_are_read_from_one_text_or_many_from_names_with_dots_and_from_below():
    table = [
        ({}, set()),
        ({"groups": None}, set()),
        ({"groups": ""}, set()),
        ({"groups": []}, set()),
        ({"groups": "HR"}, {"hr"}),
        ({"groups": " Hr "}, {"hr"}),
        ({"groups": ["HR", "Inkoop"]}, {"hr", "inkoop"}),
        ({"groups": ["HR", None, True, 7, {"naam": "Inkoop"}, ["Zorg"]]}, {"hr", "7"}),
        ({"groups": {"HR": True}}, set()),
        ({"Groups": "HR", "roles": "HR"}, set()),
        ({"realm_access": {"roles": ["HR"]}}, {"hr"}),
        ({"realm_access": "HR"}, set()),
        ({"https://x.nl/g": ["HR"]}, {"hr"}),
        ({"groups": "HR", "realm_access": {"roles": ["Inkoop"]}}, {"hr", "inkoop"}),
    ]
    for claims, expected in table:
        assert of_generic(**claims).values == expected, claims


def test_groups_that_were_left_out_are_unknown_and_not_none():
    assert of_generic(**LEFT_OUT).values is None
    # Entra ID sends app roles whatever the number of groups.
    assert of_entra(roles=["HR"], **LEFT_OUT).values == {"hr"}
    assert of_entra(groups=["HR"]).values == set()
    elsewhere = {"_claim_names": {"address": "src1"}, "groups": "HR"}
    assert of_generic(**elsewhere).values == {"hr"}


@pytest.mark.row("B7")
def test_an_address_is_vouched_for_by_the_provider_or_not():
    table = [
        (of_generic(email="A@b.example", email_verified=True), ("a@b.example", True)),
        (of_generic(email="a@b.example", email_verified="true"), ("a@b.example", True)),
        (of_generic(email="a@b.example", email_verified=False), ("a@b.example", False)),
        (of_generic(email="a@b.example"), ("a@b.example", False)),
        (of_generic(email=["a@b.example"], preferred_username="c@d.example", email_verified=True), ("", True)),
        (of_entra(email="a@b.example"), ("a@b.example", True)),
        (of_entra(preferred_username="a@b.example", upn="a@b.example"), ("", True)),
    ]
    for identity, expected in table:
        assert (identity.email, identity.email_is_checked) == expected


@pytest.mark.row("B7")
def test_a_token_of_another_tenant_or_without_a_subject_names_nobody():
    for claims in ({"tid": "ander"}, {"tid": None}, {"oid": None}, {"oid": ""}, {"oid": 7}):
        with pytest.raises(NoIdentityError):
            of_entra(**claims)
    for claims in ({"sub": None}, {"sub": ""}, {"sub": ["1"]}):
        with pytest.raises(NoIdentityError):
            of_generic(**claims)


@pytest.mark.row("B2")
def test_a_second_factor_counts_when_the_provider_says_so_or_always_asks_one():
    table = [
        (of_generic(amr=["pwd", "mfa"]), True),
        (of_generic(amr=["pwd", "otp"]), False),
        (of_generic(acr="https://refeds.org/profile/mfa"), True),
        (of_generic(acr="1"), False),
        (of_generic(), False),
    ]
    for identity, expected in table:
        assert identity.second_factor is expected
    always = IdentityProvider(kind=IdentityProvider.Kind.OPENID_CONNECT, asks_second_factor=True)
    assert identity_from_claims(always, {"iss": "x", "sub": "1"}).second_factor


@pytest.mark.row("B8")
def test_saml_knows_people_by_what_lasts_and_never_by_an_address():
    persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
    entra = {"http://schemas.microsoft.com/identity/claims/objectidentifier": ["oid-1"]}
    table = [
        (("naam", persistent), {}, "naam"),
        (("naam", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"), {}, "naam"),
        (("a@b.example", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"), entra, "oid-1"),
        (("naam", persistent), {"urn:oasis:names:tc:SAML:attribute:subject-id": ["vast@b.example"]}, "vast@b.example"),
    ]
    for name_id, attributes, expected in table:
        assert identity_from_saml(SAML, "idp", name_id, attributes, []).subject == expected
    for kind in ("1.1:nameid-format:emailAddress", "2.0:nameid-format:transient"):
        with pytest.raises(NoIdentityError):
            identity_from_saml(SAML, "idp", ("a@b.example", f"urn:oasis:names:tc:SAML:{kind}"), {}, [])
    with pytest.raises(NoIdentityError):
        identity_from_saml(SAML, "idp", (None, None), {"email": ["a@b.example"]}, [])


RULES = [
    ClaimRule(value="Inkoop", department_id=1),
    ClaimRule(value="Teamleider", role=Role.TEAM_LEAD),
    ClaimRule(value="Hoofd Zorg", role=Role.TEAM_LEAD, department_id=2),
    ClaimRule(value=" HR-adviseur ", role=Role.HR),
]


def test_known_values_give_the_strongest_role_and_its_department_and_unknown_ones_nothing():
    table = [
        (set(), Place()),
        ({"onbekend", "administrator", "redactie", "superuser"}, Place()),
        ({"inkoop"}, Place(department=1)),
        ({"teamleider"}, Place(Role.TEAM_LEAD)),
        ({"inkoop", "teamleider"}, Place(Role.TEAM_LEAD, 1)),
        ({"inkoop", "hoofd zorg"}, Place(Role.TEAM_LEAD, 2)),
        ({"hr-adviseur", "inkoop", "onbekend"}, Place(Role.HR, 1)),
    ]
    for values, expected in table:
        assert place_claimed(RULES, frozenset(values)) == expected, values


def test_no_rule_can_give_more_than_a_role_in_the_organisation():
    assert set(dict(ClaimRule._meta.get_field("role").choices)) == {Role.MEMBER, Role.TEAM_LEAD, Role.HR}


def test_what_claims_gave_goes_with_them_and_what_people_gave_stays():
    nothing = Place()
    table = [
        # now, what claims gave before, own, claimed today -> what it becomes
        (nothing, nothing, nothing, nothing, nothing),
        (nothing, nothing, nothing, Place(Role.HR, 1), Place(Role.HR, 1)),
        (Place(Role.HR, 1), Place(Role.HR, 1), nothing, nothing, nothing),
        (Place(Role.HR, 1), Place(Role.HR, 1), Place(department=5), nothing, Place(department=5)),
        (Place(Role.HR, 1), Place(Role.HR, 1), nothing, Place(Role.TEAM_LEAD, 2), Place(Role.TEAM_LEAD, 2)),
        # Given by an administrator: no claim takes it away, or moves whom a team lead follows.
        (Place(Role.HR, 1), nothing, nothing, nothing, Place(Role.HR, 1)),
        (Place(Role.HR, 1), nothing, nothing, Place(Role.TEAM_LEAD), Place(Role.HR, 1)),
        (Place(Role.TEAM_LEAD, 1), nothing, nothing, Place(department=2), Place(Role.TEAM_LEAD, 1)),
        (Place(Role.TEAM_LEAD, 1), nothing, nothing, Place(Role.HR, 2), Place(Role.HR, 2)),
        (Place(Role.HR, 2), Place(Role.HR, 2), Place(Role.TEAM_LEAD, 1), nothing, Place(Role.TEAM_LEAD, 1)),
        # Changed by somebody since the last sign-in: theirs.
        (Place(Role.MEMBER, 9), Place(Role.HR, 1), nothing, nothing, Place(Role.MEMBER, 9)),
        (Place(Role.TEAM_LEAD, 9), Place(Role.HR, 1), nothing, nothing, Place(Role.TEAM_LEAD, 9)),
    ]
    for now, before, own, claimed, expected in table:
        assert change_of(now, before, own, claimed).now == expected, (now, before, own, claimed)


def test_the_same_claims_twice_change_nothing_and_are_still_taken_back():
    first = change_of(Place(Role.TEAM_LEAD, 1), Place(), Place(), Place(Role.HR, 2))
    assert first == Change(Place(Role.HR, 2), Place(Role.HR, 2), Place(Role.TEAM_LEAD, 1))
    assert change_of(first.now, first.claimed, first.own, Place(Role.HR, 2)) == first
    assert change_of(first.now, first.claimed, first.own, Place()).now == Place(Role.TEAM_LEAD, 1)
