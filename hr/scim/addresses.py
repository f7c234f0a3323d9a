"""The addresses of the protocol.

The library that speaks it takes a second to load and ten megabytes; most web processes are never asked for it, so the
views are loaded with the first question.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from hr.models import ScimRecord

Kind = ScimRecord.Kind


def _loaded(name: str) -> Callable[..., HttpResponse]:
    """The view of this name. Whoever asks is known by a token, which it looks at."""

    @login_not_required
    @csrf_exempt
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        from . import views

        answer: HttpResponse = getattr(views, name)(request, **kwargs)
        return answer

    return view


def addresses() -> list[URLPattern]:
    """Below /api/scim/v2/."""
    described, many, one = _loaded("described"), _loaded("many"), _loaded("one")
    found: list[Any] = [
        path("ServiceProviderConfig", _loaded("config"), name="scim_config"),
        path("Schemas", described, {"what": "Schemas"}, name="scim_schemas"),
        path("Schemas/<str:key>", described, {"what": "Schemas"}, name="scim_schema"),
        path("ResourceTypes", described, {"what": "ResourceTypes"}, name="scim_resource_types"),
        path("ResourceTypes/<str:key>", described, {"what": "ResourceTypes"}, name="scim_resource_type"),
    ]
    for folder, kind in (("Users", Kind.USER), ("Groups", Kind.GROUP)):
        found.append(path(folder, many, {"kind": kind}, name=f"scim_{folder.lower()}"))
        found.append(path(f"{folder}/<str:public_id>", one, {"kind": kind}, name=f"scim_{kind}"))
    # Users and groups at once: nobody asks for that.
    found.append(path(".search", _loaded("search_everything"), name="scim_search"))
    return [*found, re_path(r"^.*$", _loaded("nothing"), name="scim_nothing")]
