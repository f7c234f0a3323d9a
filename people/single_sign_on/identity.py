"""What a provider says about who signs in, in one form for every protocol. Pure: values in, value out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from people.models import IdentityProvider

# How providers say that a second factor was used: RFC 8176 (`amr`), REFEDS, and Microsoft's SAML attribute.
_SECOND_FACTOR = {
    "mfa",
    "https://refeds.org/profile/mfa",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    "http://schemas.microsoft.com/claims/multipleauthn",
}
# Of SAML, the best first: identifiers that are never given to somebody else (SAML subject-id 1.0, Entra ID).
_SAML_SUBJECTS = (
    "urn:oasis:names:tc:SAML:attribute:pairwise-id",
    "urn:oasis:names:tc:SAML:attribute:subject-id",
    "http://schemas.microsoft.com/identity/claims/objectidentifier",
)
# An address may go to a successor, and a transient name is another one at each sign-in.
_LASTING_NAMES = {
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
}
_SAML_EMAIL = (
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "urn:oid:0.9.2342.19200300.100.1.3",
    "email",
    "mail",
)
_SAML_NAME = (
    "http://schemas.microsoft.com/identity/claims/displayname",
    "urn:oid:2.16.840.1.113730.3.1.241",
    "displayName",
    "name",
)
_SAML_METHODS = "http://schemas.microsoft.com/claims/authnmethodsreferences"


class NoIdentityError(Exception):
    """The provider did not say who this is. The sentence is for whoever runs the site."""


@dataclass(frozen=True)
class Identity:
    """Who signs in, by issuer and subject.

    email: in lower case. email_is_checked: whether the provider vouches for it. values: of the claims that hold groups
    or roles, case folded; None when the provider says that it left some out.
    """

    issuer: str
    subject: str
    tenant: str = ""
    email: str = ""
    email_is_checked: bool = False
    name: str = ""
    values: frozenset[str] | None = frozenset()
    second_factor: bool = False


def identity_from_claims(provider: IdentityProvider, claims: Mapping[str, Any]) -> Identity:
    """Of an ID token that has been verified, completed with what the provider told. Raises NoIdentityError."""
    is_entra = provider.kind == IdentityProvider.Kind.ENTRA
    if is_entra and str(claims.get("tid", "")).lower() != provider.tenant.lower():
        raise NoIdentityError("The token is of another tenant (tid).")
    # Entra ID gives each application other subjects; its object ID stays when the registration is made anew.
    subject = claims.get("oid" if is_entra else "sub")
    if not isinstance(subject, str) or not subject:
        raise NoIdentityError("The token names no subject.")
    checked = is_entra or provider.checks_addresses or claims.get("email_verified") in (True, "true")
    return Identity(
        issuer=str(claims["iss"]),
        subject=subject,
        tenant=provider.tenant.lower() if is_entra else "",
        email=_text(claims.get("email")).lower(),
        email_is_checked=checked,
        name=_text(claims.get("name")),
        values=_values(claims, ["roles"] if is_entra else provider.claims.split()),
        second_factor=provider.asks_second_factor or _says_second_factor(claims.get("amr"), claims.get("acr")),
    )


def identity_from_saml(
    provider: IdentityProvider,
    issuer: str,
    name_id: tuple[str | None, str | None],
    attributes: Mapping[str, list[str]],
    contexts: Iterable[str],
) -> Identity:
    """Of an assertion that has been verified. name_id: with its format. Raises NoIdentityError."""
    name, name_format = name_id
    subject = _first(attributes, _SAML_SUBJECTS) or (name if name_format in _LASTING_NAMES else "")
    if not subject:
        raise NoIdentityError("The assertion names nobody for good: it needs a persistent NameID or a subject-id.")
    return Identity(
        issuer=issuer,
        subject=subject,
        email=_first(attributes, _SAML_EMAIL).lower(),
        email_is_checked=provider.checks_addresses,
        name=_first(attributes, _SAML_NAME),
        values=_values(attributes, provider.claims.split()),
        second_factor=provider.asks_second_factor
        or _says_second_factor(list(contexts), attributes.get(_SAML_METHODS)),
    )


def _values(claims: Mapping[str, Any], names: Iterable[str]) -> frozenset[str] | None:
    """What is in these claims, one text or many; None when one of them is kept elsewhere.

    Entra ID leaves out long lists of groups and names them in `_claim_names` (OpenID Connect Core 1.0, 5.6.2).
    """
    elsewhere = claims.get("_claim_names")
    found: set[str] = set()
    for name in names:
        if isinstance(elsewhere, Mapping) and name in elsewhere:
            return None
        found |= _texts(_claim(claims, name))
    return frozenset(found)


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """By its name, which may be an address with dots, or by its path, as in realm_access.roles."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _texts(value: Any) -> set[str]:
    listed = value if isinstance(value, list | tuple) else [value]
    texts = (str(one) for one in listed if isinstance(one, str | int) and not isinstance(one, bool))
    return {text.strip().casefold() for text in texts if text.strip()}


def _says_second_factor(*said: Any) -> bool:
    return any(not _SECOND_FACTOR.isdisjoint(_texts(value)) for value in said)


def _first(attributes: Mapping[str, list[str]], names: Iterable[str]) -> str:
    return next((text for name in names for value in attributes.get(name, []) if (text := _text(value))), "")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
