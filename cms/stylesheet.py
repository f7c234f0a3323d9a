"""The one stylesheet of a site: tokens, base and components in one response, and its branding at the end.

The sources stay one file per component, without a bundler and without chains of @import. The address
carries a hash of the contents, so that a browser may keep the answer for ever.
"""

import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from cms.contrast import HEX_COLOUR
from cms.models import Branding
from cms.site_identity import branding_of

STATIC_FOLDER = Path(settings.BASE_DIR) / "static"
CSS_FOLDER = STATIC_FOLDER / "css"
A_YEAR = 365 * 24 * 60 * 60
_ADDRESS = re.compile(r"""url\(["']?(?:\.\./)+((?:fonts|icons|img)/[^"')]+)["']?\)""")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
# Files of the sheet with the moment each was last changed, in nanoseconds.
Sources = tuple[tuple[Path, int], ...]
_PROPERTIES = {"primary_colour": "--ldl-brand-primary", "header_colour": "--ldl-brand-header"}


@login_not_required
@require_safe
@condition(etag_func=lambda request: f'"{version_for(request)}"')
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The CSS of this site. Kept for ever under its versioned address, asked for again under any other."""
    response = HttpResponse(css_for(branding_of(request)), content_type="text/css; charset=utf-8")
    if request.GET.get("v") == version_for(request):
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    # The sheet is the same for everybody. The middleware that asks for sign-in looked at the session all the
    # same; without this, browsers would fetch the sheet anew after each sign-in (Vary: Cookie).
    request.session.accessed = False
    return response


def stylesheet_url(request: HttpRequest) -> str:
    return f"{reverse('stylesheet')}?v={version_for(request)}"


def version_for(request: HttpRequest) -> str:
    """Changes with any source file and with the branding."""
    return _version(_state_of_sources(), branding_css(branding_of(request)))


@lru_cache(maxsize=100)
def _version(sources: Sources, branding: str) -> str:
    return hashlib.sha256((_joined(sources) + branding).encode()).hexdigest()[:16]


def css_for(branding: Branding) -> str:
    return _joined(_state_of_sources()) + branding_css(branding)


def _state_of_sources() -> Sources:
    # Where style sheets are being written, a changed file is seen without a restart; production looks once.
    return _look_at_sources() if settings.WHITENOISE_AUTOREFRESH else _sources_at_start()


@cache
def _sources_at_start() -> Sources:
    return _look_at_sources()


def _look_at_sources() -> Sources:
    return tuple((file, file.stat().st_mtime_ns) for file in _sources())


def branding_css(branding: Branding) -> str:
    """Custom properties for the colours somebody chose. Anything that is not #rrggbb is left out."""
    lines = [
        f"{name}: {getattr(branding, field)};"
        for field, name in _PROPERTIES.items()
        if HEX_COLOUR.match(getattr(branding, field))
    ]
    return f":root {{ {' '.join(lines)} }}\n" if lines else ""


def _sources() -> list[Path]:
    components = sorted((CSS_FOLDER / "components").glob("*.css"))
    first, last = ("tokens.css", "base.css"), ("forced-colors.css", "print.css")
    return [*(CSS_FOLDER / name for name in first), *components, *(CSS_FOLDER / name for name in last)]


@lru_cache(maxsize=4)
def _joined(files: Sources) -> str:
    text = "".join(file.read_text(encoding="utf-8") for file, _changed in files)
    return _ADDRESS.sub(_absolute, _COMMENT.sub("", text))


def _absolute(match: re.Match[str]) -> str:
    """Icons are small and come along in the sheet; fonts and pictures are files of their own."""
    path = match.group(1)
    if path.startswith("icons/"):
        drawing = (STATIC_FOLDER / path).read_text(encoding="utf-8").strip()
        return f'url("data:image/svg+xml,{quote(drawing, safe="/:=,()")}")'
    return f'url("{static(path)}")'
