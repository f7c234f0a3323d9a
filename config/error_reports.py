"""A report of an error says where it went wrong, and nothing about who was there or what was typed.

Mail about errors is read by other people than those who may see personal data, and kept in mailboxes without an end.
Also the words of an error go: a database quotes the row it refuses.
"""

import copy
import logging
import traceback
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.utils.log import AdminEmailHandler
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter
from pythonjsonlogger.json import JsonFormatter


def place_of(request: HttpRequest | None) -> str:
    """The pattern of the address: what stands in its place may be a key that opens something."""
    match = getattr(request, "resolver_match", None)
    method = getattr(request, "method", "") or ""
    return f"{method} /{match.route}" if match else method or "no request"


class Report(ExceptionReporter):
    """Kinds of errors and lines of code: no variables, settings, headers or words that were sent."""

    def get_traceback_text(self) -> SafeString:
        error: Any = self.exc_value
        parts = [place_of(self.request)]
        while isinstance(error, BaseException):
            parts += [f"{type(error).__module__}.{type(error).__qualname__}"]
            frames = traceback.extract_tb(error.__traceback__)
            parts += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            error = error.__cause__ or error.__context__
        return SafeString("\n".join(parts))

    def get_traceback_html(self) -> SafeString:
        raise NotImplementedError("A report is mailed as text.")


def without_address(record: logging.LogRecord) -> logging.LogRecord:
    """The line that Django logs of a request has the address in it; this copy has the pattern of it instead."""
    clean = copy.copy(record)
    clean.msg, clean.args = "Error at %s", (place_of(getattr(record, "request", None)),)
    clean.request = None
    return clean


class JsonLines(JsonFormatter):
    """One object per line (config/settings/logs.py)."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(without_address(record) if hasattr(record, "request") else record)


def is_refusal(record: logging.LogRecord) -> bool:
    """Whether a view said "not now" by itself: in a rush there are thousands, and the figures count them."""
    return getattr(record, "status_code", None) == HTTPStatus.SERVICE_UNAVAILABLE and not record.exc_info


class ErrorMailHandler(AdminEmailHandler):
    """Mails ADMINS. Of what is only logged, the handler would print all it knows of the request."""

    def emit(self, record: logging.LogRecord) -> None:
        if not is_refusal(record):
            super().emit(without_address(record))
