"""The API described as OpenAPI, the way the Dutch API Design Rules want it (Logius, ADR 2)."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings

from .problems import CONTENT_TYPE

VERSION = "1.0.0"
VERSION_HEADER = "API-Version"
PREFIX = "/api/hr/v1"
DESCRIPTION = """What HR of one organisation may see: who works there, what they have to finish by when, and what
they have finished. Never answers, attempts or time on a page. Tokens are made by HR officers, at /hr/koppelingen/.
Rows come in the order in which they were recorded; keep `cursor` and go on from there the next time."""
_JSON = "application/json"
_HEADERS = {VERSION_HEADER: {"description": "The whole version of this API.", "schema": {"type": "string"}}}


def contact() -> dict[str, str]:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return {"name": name or settings.WAGTAIL_SITE_NAME, "email": address, "url": settings.BASE_URL}


def in_the_dutch_way(schema: dict[str, Any]) -> dict[str, Any]:
    """Adds what ninja leaves out: the version header of each answer, and that what goes wrong is problem+json."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                response["headers"] = _HEADERS
                if int(status) >= 400 and _JSON in response.get("content", {}):
                    response["content"][CONTENT_TYPE] = response["content"].pop(_JSON)
    return schema
