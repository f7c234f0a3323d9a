"""Which site a request is for and how it presents itself; also when no site fits the host name."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from cms.models import Branding


@dataclass(frozen=True)
class SiteIdentity:
    """name is the product or site, organisation the municipality (may be empty)."""

    name: str
    organisation: str
    branding: Branding


def site_of(request: HttpRequest | None) -> Site | None:
    return Site.find_for_request(request) if request is not None else None


def branding_of(request: HttpRequest | None) -> Branding:
    """The branding of the site; the product's own look when there is no site."""
    if request is None or site_of(request) is None:
        return Branding()
    return Branding.for_request(request)


def identity_of(request: HttpRequest | None) -> SiteIdentity:
    site = site_of(request)
    branding = branding_of(request)
    return SiteIdentity(
        name=(site.site_name if site else "") or settings.WAGTAIL_SITE_NAME,
        organisation=branding.organisation_name,
        branding=branding,
    )
