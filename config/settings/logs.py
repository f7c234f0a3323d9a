"""Logs: one line of JSON each on standard output, with the id of the request. LOG_FORMAT=line is for reading along."""

from typing import Any


def logging_settings(log_format: str) -> dict[str, Any]:
    """The setting LOGGING. log_format: json, or line for people."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "config.request_log.RequestIdFilter"}},
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {
                "()": "config.error_reports.JsonLines",
                "fmt": "{levelname}{name}{message}{request_id}",
                "style": "{",
                "rename_fields": {"levelname": "level", "name": "logger"},
                # In UTC (ISO 8601), whatever the clock of the machine shows.
                "timestamp": "time",
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": log_format, "filters": ["request_id"]},
            "mail_admins": {
                "class": "config.error_reports.ErrorMailHandler",
                "level": "ERROR",
                "reporter_class": "config.error_reports.Report",
            },
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # One line per index update and per page saved says nothing that the page history does not.
            "django_tasks": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
            "django": {"handlers": ["mail_admins"], "level": "INFO"},
            # Django's own line for a refused or missing page holds its path; ours says the same without it.
            "django.request": {"level": "ERROR"},
            # Seven lines for each certificate, of no use to who runs the site.
            "weasyprint.progress": {"level": "WARNING"},
        },
    }
