"""What the addresses of the protocol answer: read and written by scim2-models."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    ForbiddenException,
    ListResponse,
    NotFoundException,
    NotImplementedException,
    PatchOp,
    SCIMException,
    ScimObject,
    ScimPolicy,
    SearchRequest,
    UnauthorizedException,
)

from hr.api.tokens import find_token
from hr.models import ApiScope, ScimRecord
from people.models import Organisation

from .resources import MOST_RESULTS, PROVIDER
from .store import Store

CONTENT_TYPE = "application/scim+json"
LONGEST_BODY = 2_500_000
# Directories send more than we take, and one that many municipalities have sends patches in its own way.
TOLERANT = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


class MethodNotAllowedError(SCIMException):
    status = 405
    _default_detail = "This address does not know that method."


def answer(found: ScimObject | None, context: Context, status: int = 200, asked: Any = None) -> HttpResponse:
    """asked: the request, when it names the attributes it wants (RFC 7644, 3.9)."""
    if found is None:
        return HttpResponse(status=204)
    body = json.dumps(found.model_dump(scim_ctx=context, response_parameters=asked))
    response = HttpResponse(body, status=status, content_type=CONTENT_TYPE)
    if status == 201:
        response["Location"] = found.meta.location  # type: ignore[attr-defined]
    return response


def served(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a token that opens SCIM; what goes wrong is answered as the protocol says (RFC 7644, 3.12)."""

    @never_cache
    @wraps(view)
    def answering(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            with TOLERANT:
                return view(request, organisation_of(request), **kwargs)
        except SCIMException as error:
            return _refusal(error.to_error())
        except ValidationError as error:
            return _refusal(Error.from_validation_error(error.errors()[0]))
        except (json.JSONDecodeError, UnicodeDecodeError):
            return _refusal(Error(status=400, scim_type="invalidSyntax", detail="This is no JSON."))

    return answering


def _refusal(error: Error) -> HttpResponse:
    response = answer(error, Context.DEFAULT, int(error.status or 400))
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def organisation_of(request: HttpRequest) -> Organisation:
    """Raises UnauthorizedException and ForbiddenException."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    token = find_token(secret) if scheme.lower() == "bearer" else None
    if token is None:
        raise UnauthorizedException(detail="Send a token that has not expired or been revoked.")
    if ApiScope.SCIM not in token.scopes:
        raise ForbiddenException(detail="This token does not open SCIM.")
    organisation: Organisation = token.organisation
    return organisation


@served
def config(request: HttpRequest, _organisation: Organisation) -> HttpResponse:
    _only(request, "GET")
    return answer(PROVIDER.config, Context.RESOURCE_QUERY_RESPONSE)


@served
def described(request: HttpRequest, _organisation: Organisation, what: str, key: str = "") -> HttpResponse:
    """Schemas and resource types, all or one."""
    _only(request, "GET")
    known: Any = {"Schemas": PROVIDER.schemas, "ResourceTypes": PROVIDER.resource_types}[what]
    if not key:
        if "filter" in request.GET:
            raise ForbiddenException(detail="What this service is cannot be searched.")
        return answer(_listed(type(known[0]), list(known), len(known), 1), Context.RESOURCE_QUERY_RESPONSE)
    for one in known:
        if key in (one.id, one.name):
            return answer(one, Context.RESOURCE_QUERY_RESPONSE)
    raise NotFoundException


@served
def many(request: HttpRequest, organisation: Organisation, kind: ScimRecord.Kind) -> HttpResponse:
    """Search them, or make one."""
    store = Store(organisation, kind)
    if request.method == "POST":
        resource = store.model.model_validate(_body(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        made = store.resource(store.create(resource))
        return answer(made, Context.RESOURCE_CREATION_RESPONSE, 201)
    _only(request, "GET")
    asked = _asked(store, request)
    found = store.search(asked.filter)
    start = max(1, asked.start_index or 1)
    count = MOST_RESULTS if asked.count is None else min(asked.count, MOST_RESULTS)
    page = [store.resource(record) for record in found[start - 1 : start - 1 + count]]
    listed = _listed(store.model, page, len(found), start)
    return answer(listed, Context.RESOURCE_QUERY_RESPONSE, asked=asked)


@served
def one(request: HttpRequest, organisation: Organisation, kind: ScimRecord.Kind, public_id: str) -> HttpResponse:
    """Read, replace, change or remove one."""
    store = Store(organisation, kind)
    if request.method == "PUT":
        resource = store.model.model_validate(_body(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
        return answer(store.resource(store.replace(public_id, resource)), Context.RESOURCE_REPLACEMENT_RESPONSE)
    if request.method == "PATCH":
        model: Any = store.model
        operations = PatchOp[model].model_validate(_body(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST)
        return answer(store.resource(store.patch(public_id, operations)), Context.RESOURCE_PATCH_RESPONSE)
    if request.method == "DELETE":
        store.delete(public_id)
        return answer(None, Context.DEFAULT)
    _only(request, "GET")
    asked = _asked(store, request)
    return answer(store.resource(store.get(public_id)), Context.RESOURCE_QUERY_RESPONSE, asked=asked)


@served
def search_everything(_request: HttpRequest, _organisation: Organisation) -> HttpResponse:
    raise NotImplementedException(detail="Search users and groups apart.")


@served
def nothing(_request: HttpRequest, _organisation: Organisation) -> HttpResponse:
    raise NotFoundException


def _only(request: HttpRequest, *methods: str) -> None:
    if request.method not in methods:
        raise MethodNotAllowedError


def _asked(store: Store, request: HttpRequest) -> Any:
    """What is looked for, and which attributes of it (RFC 7644, 3.4.2)."""
    model: Any = store.model
    return SearchRequest[model].model_validate(request.GET.dict())


def _body(request: HttpRequest) -> Any:
    if len(request.body) > LONGEST_BODY:
        raise SCIMException(detail="That is too much at once.")
    return json.loads(request.body)


def _listed(model: Any, resources: list[Any], total: int, start: int) -> Any:
    kind: Any = ListResponse[model]
    return kind(total_results=total, start_index=start, items_per_page=len(resources), resources=resources)
