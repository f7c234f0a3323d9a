"""The platform's addresses and an empty page, which is the least any page can cost."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from config.urls import urlpatterns as platform_patterns


def empty(request: HttpRequest) -> HttpResponse:
    """Reads session and user as every page does, and nothing more."""
    return HttpResponse(request.user.get_username())


urlpatterns: list[URLPattern | URLResolver] = [path("empty/", empty), *platform_patterns]
