"""The API as a whole: its addresses, its description, and what goes wrong."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.throttling import SimpleRateThrottle

from .description import DESCRIPTION, PREFIX, VERSION, VERSION_HEADER, contact, in_the_dutch_way
from .endpoints import router
from .problems import Fault, ProblemError, problem_response


class PerToken(SimpleRateThrottle):
    """So many requests for one token, whoever uses it."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"hr.api.requests.{request.auth.pk}"  # type: ignore[attr-defined]


class Service(NinjaAPI):
    def get_openapi_schema(self, **_options: Any) -> Any:
        # The version is in the address of the server, so the paths begin behind it.
        return in_the_dutch_way(super().get_openapi_schema(path_prefix=""))


service = Service(
    title="HR",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="hr-api",
    # What is shown there comes from another server.
    docs_url=None,
    openapi_url="/openapi.json",
    servers=[{"url": f"{settings.BASE_URL}{PREFIX}"}],
    openapi_extra={"info": {"contact": contact()}},
    throttle=PerToken("600/m"),
)
service.add_router("", router)


@service.exception_handler(ProblemError)
def refused(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem_response(request, error)


@service.exception_handler(ValidationError)
def values_are_wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [Fault(location=".".join(map(str, one["loc"])), detail=str(one["msg"])) for one in error.errors]
    return problem_response(request, ProblemError(HTTPStatus.BAD_REQUEST, "Some values cannot be used.", faults))


@service.exception_handler(HttpError)
def ninja_refuses(request: HttpRequest, error: HttpError) -> HttpResponse:
    response = problem_response(request, ProblemError(HTTPStatus(error.status_code), str(error)))
    if error.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(int(getattr(error, "wait", None) or 60))
    return response


@service.exception_handler(Http404)
def not_there(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem_response(request, ProblemError(HTTPStatus.NOT_FOUND, "There is nothing at this address."))


@csrf_exempt
def no_such_address(request: HttpRequest, **_rest: str) -> HttpResponse:
    return not_there(request, Http404())


def _served(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signed in by token instead of session, kept by nobody, and with the version in a header."""

    @login_not_required
    @csrf_exempt
    @never_cache
    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed = response["Allow"]
            error = ProblemError(HTTPStatus.METHOD_NOT_ALLOWED, f"Only {allowed} is possible here.")
            response = problem_response(request, error)
            response["Allow"] = allowed
        response[VERSION_HEADER] = VERSION
        return response

    return served


def addresses() -> list[URLPattern | URLResolver]:
    """Those of the API, below its prefix; anything else there is a problem too, not a page."""
    # The root that ninja adds is for its own documentation page.
    found = [one for one in service.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    served = [path(str(one.pattern), _served(one.callback), name=f"hr_api_{one.name}") for one in found]
    return [*served, re_path(r"^.*$", _served(no_such_address), name="hr_api_nothing")]
