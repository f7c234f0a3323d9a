"""The platform's addresses and an empty page, which is the least any page can cost."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.views.static import serve

from config.urls import urlpatterns as platform_patterns


def empty(request: HttpRequest) -> HttpResponse:
    """Reads session and user as every page does, and nothing more."""
    return HttpResponse(request.user.get_username())


def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file on the disk as Django serves it, for somebody who signed in."""
    request.user.get_username()
    return serve(request, name, document_root=settings.MEDIA_ROOT)


urlpatterns: list[URLPattern | URLResolver] = [
    path("empty/", empty),
    path("file/<str:name>", file),
    *platform_patterns,
]
