"""Every cookie this site may set, drawn from the settings: the list that /cookies/ shows, and that a test holds."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Cookie:
    """name: as the browser shows it. hours: how long it lasts; None is until the browser is closed."""

    name: str
    why: Promise
    hours: int | None


def cookies() -> list[Cookie]:
    """All of them are needed for what somebody asks of the site, so nobody is asked for consent."""
    in_session = None if settings.SESSION_EXPIRE_AT_BROWSER_CLOSE else settings.SESSION_COOKIE_AGE // 3600
    return [
        Cookie(settings.SESSION_COOKIE_NAME, _("To know that you are signed in."), in_session),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("So that nobody else can send a form in your name."),
            settings.CSRF_COOKIE_AGE // 3600,
        ),
        Cookie("messages", _("To tell you once that something worked."), None),
        Cookie(
            settings.LANGUAGE_COOKIE_NAME,
            _("To remember in which language you want the menus."),
            settings.LANGUAGE_COOKIE_AGE // 3600 if settings.LANGUAGE_COOKIE_AGE else None,
        ),
    ]
