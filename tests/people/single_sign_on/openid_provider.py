"""An OpenID Connect provider that can also lie: a real HTTP server on this machine."""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "leerplatform", "een geheim van de gemeente"
KEY = RSAKey.generate_key(2048, {"kid": "sleutel", "use": "sig", "alg": "RS256"}, private=True)
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "sleutel", "use": "sig", "alg": "RS256"}, private=True)


@dataclass
class OpenIDProvider:
    """claims: put over what an honest token says; None leaves one out. sign: makes the token of its claims."""

    port: int = 0
    path: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    config: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def configuration(self) -> dict[str, Any]:
        base = f"http://127.0.0.1:{self.port}"
        endpoints = {"authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token"}
        endpoints |= {"jwks_uri": f"{base}/keys"}
        if self.userinfo is not None:
            endpoints["userinfo_endpoint"] = f"{base}/userinfo"
        return {"issuer": self.issuer, "token_endpoint_auth_methods_supported": ["client_secret_post"]} | (
            endpoints | self.config
        )

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """None when the code, its proof (PKCE) or the secret is wrong."""
        asked = self.codes.pop(form.get("code", ""), None)
        proof = _encoded(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or asked["code_challenge"] != proof or form.get("client_secret") != SECRET:
            return None
        now = int(time.time())
        honest = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {name: value for name, value in (honest | self.claims).items() if value is not None}
        signed = (self.sign or signed_with(KEY))(claims)
        return {"access_token": "toegang", "refresh_token": "later", "token_type": "Bearer", "id_token": signed}


def signed_with(key: Any, **header: str) -> Callable[[dict[str, Any]], str]:
    header = {"alg": "RS256", "kid": "sleutel"} | header
    return lambda claims: jwt.encode(header, claims, key, algorithms=[header["alg"]])


def unsigned(claims: dict[str, Any]) -> str:
    return f"{_encoded(json.dumps({'alg': 'none', 'kid': 'sleutel'}))}.{_encoded(json.dumps(claims))}."


def signed_with_public_key(claims: dict[str, Any]) -> str:
    """As if it were a password: everybody knows it."""
    text = f"{_encoded(json.dumps({'alg': 'HS256', 'kid': 'sleutel'}))}.{_encoded(json.dumps(claims))}"
    return f"{text}.{_encoded(hmac.digest(KEY.as_pem(private=False), text.encode(), 'sha256'))}"


def _encoded(part: str | bytes) -> str:
    data = part.encode() if isinstance(part, str) else part
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Handler(BaseHTTPRequestHandler):
    provider: OpenIDProvider

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.endswith("/.well-known/openid-configuration"):
            self._answer(self.provider.configuration())
        elif path == "/keys":
            self._answer({"keys": [KEY.as_dict(private=False)]})
        elif path == "/userinfo":
            self._answer(self.provider.userinfo)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        token = self.provider.token(form)
        self._answer(token or {"error": "invalid_grant"}, 200 if token else 400)

    def _answer(self, body: Any, status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: Any) -> None:
        pass


def serve(provider: OpenIDProvider) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("ProviderHandler", (Handler,), {"provider": provider}))
    provider.port = server.server_port
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server


def address_in(response: Any) -> str:
    """Where the page that goes on by itself goes to."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', response.content.decode())
    assert found, response.content.decode()
    return unescape(found[1])


def asked_by(client: Client, slug: str, **fields: str) -> dict[str, str]:
    """What the browser brings to the provider after the button of an organisation."""
    address = address_in(client.post(f"/inloggen/{slug}/", fields))
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def come_back(client: Client, slug: str, provider: OpenIDProvider, asked: dict[str, str]) -> Any:
    code = f"code{len(provider.asked)}"
    provider.asked.append(asked)
    provider.codes[code] = asked
    return client.get(f"/inloggen/{slug}/oidc/", {"code": code, "state": asked["state"]})


def sign_in(client: Client, slug: str, provider: OpenIDProvider, **fields: str) -> Any:
    """All of it, as whoever the provider's claims say."""
    return come_back(client, slug, provider, asked_by(client, slug, **fields))
