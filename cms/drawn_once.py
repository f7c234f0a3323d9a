"""Parts of a page that differ only in who reads them: drawn once for everybody, filled in for each reader.

What is drawn belongs to a version of the content (cms/content_version.py). Nothing of a person is in it: their name,
the token of their forms and the address they are at are put in afterwards.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from secrets import token_hex

from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Site

from cms.content_version import kept
from cms.site_identity import identity_of, request_at, site_of

# Stand in what is drawn for what differs per reader. Nobody who writes a text can guess them.
TOKEN = token_hex()
_NAME, _HERE = token_hex(), token_hex()


@dataclass(frozen=True)
class _Reader:
    """Somebody who signed in or did not, to the template of such a part."""

    is_authenticated: bool

    def get_full_name(self) -> str:
        return _NAME


def drawn_once(template: str, context: Context, *arguments: tuple[str, Hashable]) -> SafeString:
    """The template with these arguments for this reader. It knows of them `user` (whether signed in, and the name).

    Its other variables: request (the site and the path, nothing else), here (path and query) and identity.
    """
    request = context["request"]
    user = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    html = _draw(template, site_of(request), request.path, str(get_language()), _Reader(is_signed_in), arguments)
    if user is not None and is_signed_in:
        html = html.replace(_NAME, escape(user.get_full_name()))
    html = html.replace(_HERE, escape(request.get_full_path()))
    return with_token(html, context)


def with_token(html: str, context: Context) -> SafeString:
    """What was drawn with TOKEN in its forms, with the token that all forms of the page have."""
    return mark_safe(html.replace(TOKEN, str(context["csrf_token"])))  # noqa: S308 - escaped by templates


@kept(most=1000)
def _draw(
    template: str,
    site: Site | None,
    path: str,
    _language: str,
    user: _Reader,
    arguments: tuple[tuple[str, Hashable], ...],
) -> str:
    request = request_at(site, path)
    everybody = {
        "request": request,
        "user": user,
        "here": _HERE,
        "csrf_token": TOKEN,
        "identity": identity_of(request),
    }
    return render_to_string(template, everybody | dict(arguments))
