"""What goes wrong, as RFC 9457 says it: application/problem+json with title, status and detail."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from ninja import Schema

CONTENT_TYPE = "application/problem+json"


class Fault(Schema):
    """One value that cannot be used: where it stands, and why."""

    location: str
    detail: str


class Problem(Schema):
    """Why there is no answer (RFC 9457)."""

    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class ProblemError(Exception):
    """Raised anywhere in a request: answers with this problem."""

    def __init__(self, status: HTTPStatus, detail: str, errors: list[Fault] | None = None) -> None:
        super().__init__(detail)
        self.problem = Problem(title=status.phrase, status=status, detail=detail, errors=errors or [])


def problem_response(_request: HttpRequest, error: ProblemError) -> JsonResponse:
    response = JsonResponse(error.problem.model_dump(), status=error.problem.status, content_type=CONTENT_TYPE)
    if error.problem.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response
