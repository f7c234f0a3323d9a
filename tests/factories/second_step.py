"""Second steps of people: an app with codes, and passkeys that a program makes as a telephone would (WebAuthn)."""

import base64
import hashlib
import json
import secrets
import struct
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor

from people.models import User
from people.second_factor_adapter import SecondFactorAdapter

from .people import PASSWORD

PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


def give_app(user: User) -> str:
    """Set up the app with codes; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str, later: int = 0) -> str:
    """What the app shows now, or so many codes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def codes_left(user: User) -> list[str]:
    return Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()


def stored_of(user: User) -> str:
    """All that the database keeps of it."""
    return json.dumps(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))


def read_secret(stored: str) -> str:
    return SecondFactorAdapter().decrypt(stored)


def sign_in(user: User, client: Client | None = None, **headers: str) -> Client:
    """With the password, as people do."""
    client = client or Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}, **headers)
    return client


def sign_in_with_spare_code(user: User, client: Client) -> None:
    """Both steps, and shown once more a moment ago."""
    sign_in(user, client)
    if len(codes_left(user)) < 2:
        Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(user)
    first, second = codes_left(user)[:2]
    client.post("/accounts/2fa/authenticate/", {"code": first})
    client.post("/accounts/2fa/reauthenticate/", {"code": second})


def give_passkey(user: User) -> Authenticator:
    """A passkey of a telephone that nobody has, made as its owner would."""
    client = sign_in_again(user)
    options = client.get("/accounts/2fa/webauthn/add/").context["js_data"]["creation_options"]["publicKey"]
    answer = {"name": "Telefoon van het werk", "passwordless": "on", "credential": Telephone().create(options)}
    client.post("/accounts/2fa/webauthn/add/", answer)
    return Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)


def sign_in_again(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


class Telephone:
    """Makes passkeys for one site and signs with them."""

    def __init__(self, origin: str = "http://testserver") -> None:
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential = secrets.token_bytes(16)
        self.owner = b""

    def create(self, options: dict[str, Any]) -> str:
        """What the browser answers to options to make a passkey."""
        public = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32), -3: public.y.to_bytes(32)}
        self.owner = _bytes(options["user"]["id"])
        described = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + cbor.encode(cose)
        seen = self._seen(options["rp"]["id"], PRESENT_AND_VERIFIED | WITH_KEY) + described
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": seen})
        client_data = self._client_data("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=client_data, attestationObject=attestation)

    def get(self, options: dict[str, Any]) -> str:
        """What the browser answers to options to show a passkey."""
        seen = self._seen(options["rpId"], PRESENT_AND_VERIFIED)
        client_data = self._client_data("webauthn.get", options["challenge"])
        signature = self.key.sign(seen + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=client_data, authenticatorData=seen, signature=signature, userHandle=self.owner
        )

    def _seen(self, site: str, flags: int) -> bytes:
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + struct.pack(">I", 0)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response: bytes) -> str:
        return json.dumps(
            {
                "id": _text(self.credential),
                "rawId": _text(self.credential),
                "type": "public-key",
                "response": {name: _text(value) for name, value in response.items()},
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
