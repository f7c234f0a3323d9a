"""The addresses of the API. Thin: who may ask is in access.py, what an answer holds in schemas.py."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from inspect import signature
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from ninja import Path, Query, Router
from pydantic import AfterValidator, AwareDatetime, BeforeValidator

from courses.models import CourseCompletion
from hr.models import ApiScope, Assignment, Duty
from people.models import MembershipQuerySet

from . import rows
from .access import TokenFor, scope_of_token
from .cursor import MOST_ON_A_PAGE, page_after
from .problems import Fault, Problem, ProblemError
from .schemas import AssignmentAnswer, Assignments, Completions, Duties, People

router = Router(by_alias=True)
REFUSALS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 429: Problem}


def _written_out(value: Any) -> Any:
    """Pydantic takes a number for seconds since 1970; the description promises a moment with its offset."""
    if isinstance(value, str) and parse_datetime(value) is None:
        raise ValueError("Write a moment with its offset, as 2026-11-29T09:00:00+01:00.")
    return value


def _in_utc(moment: datetime) -> datetime:
    """Python takes an offset of up to a day, PostgreSQL none of sixteen hours or more."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("This moment is outside the calendar.") from error


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_in_utc)]
CursorParameter = Annotated[str | None, Query(max_length=500, description="`cursor` of an earlier answer.")]
Since = Annotated[Moment | None, Query(description="Only what was recorded at or after this moment (with offset).")]
Limit = Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE, description="How many at most.")]
Key = Annotated[int, Path(ge=1, le=2**31 - 1)]


def known_parameters(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuses a parameter that the address does not have: with a typing error in `since` all would be sent."""
    known = set(signature(view).parameters)

    @wraps(view)
    def refusing(request: HttpRequest, **values: Any) -> Any:
        unknown = sorted(set(request.GET) - known)
        if unknown:
            faults = [
                Fault(location=f"query.{name}", detail="This address has no such parameter.") for name in unknown
            ]
            raise ProblemError(HTTPStatus.BAD_REQUEST, "Some parameters are not known here.", faults)
        return view(request, **values)

    return refusing


def _people(request: HttpRequest) -> MembershipQuerySet:
    """Who works for the organisation of the token now."""
    return scope_of_token(request.auth).people()  # type: ignore[attr-defined]


@router.get("/people", response={200: People, **REFUSALS}, auth=TokenFor(ApiScope.PEOPLE), tags=["people"])
@known_parameters
def list_people(request: HttpRequest, cursor: CursorParameter = None, limit: Limit = 100) -> Any:
    """Everyone who works for the organisation now, and where."""
    members = _people(request).select_related("user", "department", "job_title")
    page = page_after(members, None, cursor=cursor, since=None, limit=limit)
    return People(items=[rows.person(one) for one in page.items], cursor=page.cursor, has_more=page.has_more)


@router.get(
    "/assignments", response={200: Assignments, **REFUSALS}, auth=TokenFor(ApiScope.ASSIGNMENTS), tags=["assignments"]
)
@known_parameters
def list_assignments(
    request: HttpRequest, cursor: CursorParameter = None, since: Since = None, limit: Limit = 100
) -> Any:
    """What the organisation asks of its people, in the order in which it was made."""
    own = Assignment.objects.filter(organisation=request.auth.organisation)  # type: ignore[attr-defined]
    page = page_after(own.select_related("course", "path"), "created_at", cursor=cursor, since=since, limit=limit)
    items = [rows.assignment(one) for one in page.items]
    return Assignments(items=items, cursor=page.cursor, has_more=page.has_more)


@router.get(
    "/assignments/{assignmentId}",
    response={200: AssignmentAnswer, **REFUSALS},
    auth=TokenFor(ApiScope.ASSIGNMENTS),
    tags=["assignments"],
)
@known_parameters
def get_assignment(request: HttpRequest, assignmentId: Key) -> Any:  # noqa: N803 - as it stands in the address
    """One assignment."""
    return rows.assignment(_assignment(request, assignmentId))


def _assignment(request: HttpRequest, pk: int) -> Assignment:
    own = Assignment.objects.filter(organisation=request.auth.organisation)  # type: ignore[attr-defined]
    found = own.select_related("course", "path").filter(pk=pk).first()
    if found is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "Your organisation has no assignment with this id.")
    return found


@router.get(
    "/assignments/{assignmentId}/duties",
    response={200: Duties, **REFUSALS},
    auth=TokenFor(ApiScope.ASSIGNMENTS),
    tags=["assignments"],
)
@known_parameters
def list_duties(
    request: HttpRequest,
    assignmentId: Key,  # noqa: N803 - as it stands in the address
    cursor: CursorParameter = None,
    since: Since = None,
    limit: Limit = 100,
) -> Any:
    """Who has to finish it by when, of the people who work for the organisation now."""
    people = _people(request)
    own = Duty.objects.filter(assignment=_assignment(request, assignmentId), user__in=people.values("user"))
    page = page_after(own, "assigned_at", cursor=cursor, since=since, limit=limit)
    return Duties(items=rows.duties(page.items, people), cursor=page.cursor, has_more=page.has_more)


@router.get(
    "/completions", response={200: Completions, **REFUSALS}, auth=TokenFor(ApiScope.COMPLETIONS), tags=["completions"]
)
@known_parameters
def list_completions(
    request: HttpRequest,
    personId: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Of one person only.")] = None,  # noqa: N803
    cursor: CursorParameter = None,
    since: Since = None,
    limit: Limit = 100,
) -> Any:
    """What the people who work for the organisation now have finished, in the order in which it was recorded.

    Whoever starts to work there later may have finished courses before: ask with `personId` what those are.
    """
    people = _people(request)
    if personId:
        people = people.filter(pk=personId)
    own = CourseCompletion.objects.filter(enrolment__user__in=people.values("user"))
    own = own.select_related("enrolment__course")
    page = page_after(own, "recorded_at", cursor=cursor, since=since, limit=limit)
    return Completions(items=rows.completions(page.items, people), cursor=page.cursor, has_more=page.has_more)
