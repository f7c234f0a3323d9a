"""Sending something to an address that an HR officer typed, without letting it reach what only this server can.

Only https, only public addresses, no redirects. The address is looked up once and that very one is connected to:
looked up again it might lead somewhere else (DNS rebinding).
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT = 10
MOST_READ = 1024


class PostError(Exception):
    """It did not arrive; says why in a few words, without the address."""


def refusal(url: str) -> str:
    """Why this address cannot be one of a webhook; empty when it can. Looks nothing up."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return "not https"
    if parts.username or parts.password:
        return "with a password"
    try:
        literal = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return ""
    return "" if _may_reach(literal) else "not public"


def post(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Raises PostError unless the answer is 2xx."""
    if why := refusal(url):
        raise PostError(why)
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    path = parts.path or "/"
    connection = _Pinned(host, port, _public_address(host, port))
    try:
        connection.request("POST", f"{path}?{parts.query}" if parts.query else path, body, headers)
        response = connection.getresponse()
        response.read(MOST_READ)
    except (OSError, http.client.HTTPException) as error:
        raise PostError(type(error).__name__) from error
    finally:
        connection.close()
    if not 200 <= response.status < 300:
        raise PostError(f"HTTP {response.status}")


def _public_address(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PostError("unknown host") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not all(_may_reach(ipaddress.ip_address(address)) for address in addresses):
        raise PostError("not public")
    return addresses[0]


def _may_reach(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    trusted = (ipaddress.ip_network(network) for network in settings.WEBHOOK_TRUSTED_NETWORKS)
    return address.is_global or any(address in network for network in trusted)


class _Pinned(http.client.HTTPSConnection):
    """Connects to this address, and wants the certificate of that host."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self.pinned = address
        self.secured = ssl.create_default_context(cafile=settings.WEBHOOK_CERTIFICATES or None)
        super().__init__(host, port, timeout=TIMEOUT, context=self.secured)

    def connect(self) -> None:
        raw = socket.create_connection((self.pinned, self.port), self.timeout)
        self.sock = self.secured.wrap_socket(raw, server_hostname=self.host)
