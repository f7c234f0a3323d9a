"""Which site a request is for and how it presents itself; also when no site fits the host name."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from cms.content_version import kept
from cms.models import Branding


@dataclass(frozen=True)
class SiteIdentity:
    """name is the product or site, organisation the municipality (may be empty)."""

    name: str
    organisation: str
    branding: Branding


def site_of(request: HttpRequest | None) -> Site | None:
    """The site this request is for. Shared between requests: never change it."""
    if request is None:
        return None
    if not hasattr(request, "_wagtail_site"):
        # Where Wagtail keeps it as well, so that it does not ask again.
        request._wagtail_site = _site_at(request.get_host(), request.get_port())  # type: ignore[attr-defined]
    site: Site | None = request._wagtail_site  # type: ignore[attr-defined]
    return site


def request_at(site: Site | None, path: str = "") -> HttpRequest:
    """A request that knows its site and its path and nothing else, for drawing what is the same for every reader."""
    request = HttpRequest()
    request.path = path
    request._wagtail_site = site  # type: ignore[attr-defined]
    return request


@kept(most=100)
def _site_at(host: str, port: str) -> Site | None:
    try:
        return get_site_for_hostname(split_domain_port(host)[0], port)
    except Site.DoesNotExist:
        return None


def branding_of(request: HttpRequest | None) -> Branding:
    """The branding of the site; the product's own look when there is no site."""
    site = site_of(request)
    return _branding_of(site.pk) if site else Branding()


@kept(most=100)
def _branding_of(site: int) -> Branding:
    return Branding.for_site(Site.objects.get(pk=site))


def identity_of(request: HttpRequest | None) -> SiteIdentity:
    site = site_of(request)
    branding = branding_of(request)
    return SiteIdentity(
        name=(site.site_name if site else "") or settings.WAGTAIL_SITE_NAME,
        organisation=branding.organisation_name,
        branding=branding,
    )
