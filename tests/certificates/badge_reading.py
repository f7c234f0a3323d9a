"""Reading badges as a stranger does: with joserfc and from what this site serves, by nothing that made them."""

import base64
import gzip
import json
from typing import Any

from django.conf import settings
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey

ISSUER_PAGE = "/.well-known/did.json"


def issuer_document() -> dict[str, Any]:
    """The document as it is served to a stranger."""
    response = Client().get(ISSUER_PAGE)
    assert response.status_code == 200
    return response.json()


def keys_by_name(document: dict[str, Any]) -> dict[str, ECKey]:
    """The keys that may sign for this issuer."""
    return {
        method["id"]: ECKey.import_key(method["publicKeyJwk"])
        for method in document["verificationMethod"]
        if method["id"] in document["assertionMethod"] and method["controller"] == document["id"]
    }


def read(token: str) -> dict[str, Any]:
    """What a token says, after its signature was found good with the key that the issuer serves by its name.

    Raises KeyError for a key that the issuer does not have, joserfc.errors.JoseError for anything else.
    """
    document = issuer_document()
    decoded = jwt.decode(token, keys_by_name(document)[header_of(token)["kid"]], algorithms=["ES256"])
    assert decoded.claims["iss"] == document["id"]
    return decoded.claims


def header_of(token: str) -> dict[str, Any]:
    return _json(token.split(".")[0])


def payload_of(token: str) -> dict[str, Any]:
    """What it says, whoever signed it."""
    return _json(token.split(".")[1])


def _json(part: str) -> dict[str, Any]:
    return json.loads(_from_base64url(part))


def _from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def bits_of(status_list: dict[str, Any]) -> str:
    """A figure for each bit of a list (Bitstring Status List 1.0, § 3.2), from the left."""
    encoded = status_list["credentialSubject"]["encodedList"]
    assert encoded[0] == "u", "the prefix of multibase for base64url"
    return "".join(f"{byte:08b}" for byte in gzip.decompress(_from_base64url(encoded[1:])))


def is_revoked(token: str) -> bool:
    """Look it up where the badge says."""
    entry = read(token)["credentialStatus"]
    assert entry["type"] == "BitstringStatusListEntry"
    url = entry["statusListCredential"]
    status_list = read(Client().get(url.removeprefix(settings.BASE_URL)).content.decode())
    assert status_list["id"] == url
    assert status_list["credentialSubject"]["statusPurpose"] == entry["statusPurpose"] == "revocation"
    return bits_of(status_list)[int(entry["statusListIndex"])] == "1"
