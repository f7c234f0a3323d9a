"""The addresses of signing in with the account of one's work.

What speaks SAML takes six megabytes, and most municipalities use OpenID Connect: its views are loaded with the first
request for them.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from . import openid_connect, views


@csrf_exempt
@login_not_required
def saml_answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Sent by the browser from the page of the provider, which cannot have our token."""
    from . import saml

    return saml.answer(request, slug)


@login_not_required
def saml_finish(request: HttpRequest, slug: str) -> HttpResponse:
    from . import saml

    return saml.finish(request, slug)


@login_not_required
def saml_metadata(request: HttpRequest, slug: str) -> HttpResponse:
    from . import saml

    return saml.metadata(request, slug)


urlpatterns = [
    path("inloggen/", views.choose, name="single_sign_on"),
    path("inloggen/<slug:slug>/", views.start, name="single_sign_on_start"),
    path("inloggen/<slug:slug>/oidc/", openid_connect.callback, name="single_sign_on_openid_connect"),
    path("inloggen/<slug:slug>/saml/", saml_answer, name="single_sign_on_saml"),
    path("inloggen/<slug:slug>/saml/verder/", saml_finish, name="single_sign_on_saml_finish"),
    path("inloggen/<slug:slug>/saml/metadata/", saml_metadata, name="single_sign_on_metadata"),
]
