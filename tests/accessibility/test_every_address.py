"""The walk: each address and page type, as each role that comes there, in each of its states.

What is looked at: axe (tests/browser.py) and our own checks (checks.js), at 1280 and 320 px wide.
"""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from lxml import html
from wagtail.models import get_page_models

from config.errors import bad_request, server_error
from tests.access.addresses import every_address

from .cases import ADDRESSES, CASES, NO_PAGE, PAGE_TYPES, Case
from .look import look_at

pytestmark = pytest.mark.accessibility

PROJECT = str(settings.BASE_DIR)
# The page of the second, at another address.
SAME_PAGE = {
    "certificate_shared": "certificate_verify",
    "studio_final_wording": "final_wording",
    "presenter_run_sheet": "session_run_sheet",
    "presenter_material_add": "session_material_add",
}
WALK = [
    pytest.param(name, case, id=f"{name}: {case.role} {case.path}{' refused' if case.refused else ''} {number}")
    for name, cases in CASES.items()
    for number, case in enumerate(cases)
]


def our_addresses() -> Iterator[str]:
    """Names of all addresses but those of the Wagtail admin, which is not ours."""
    return (one.name for one in every_address() if not one.is_of_the_admin)


def our_page_types() -> Iterator[str]:
    for model in get_page_models():
        if apps.get_app_config(model._meta.app_label).path.startswith(PROJECT) and model.is_creatable:
            yield model.__name__


@pytest.mark.row("A1")
def test_every_address_is_walked_or_says_why_it_has_no_page():
    unknown = {name for name in our_addresses() if name and not (name in ADDRESSES or name in NO_PAGE)}
    assert unknown == set(), "Give these a case in tests/accessibility/cases/, or a reason in no_page.py."
    gone = (ADDRESSES.keys() | NO_PAGE.keys()) - set(our_addresses()) - set(our_page_types())
    assert gone == set(), "These addresses are no more; take them out of tests/accessibility/cases/."


def test_every_page_type_is_walked_or_says_why_it_has_no_page():
    unknown = set(our_page_types()) - PAGE_TYPES.keys() - NO_PAGE.keys()
    assert unknown == set(), "Give these a case in tests/accessibility/cases/, or a reason in no_page.py."


@pytest.mark.parametrize(("name", "case"), WALK)
@pytest.mark.row("A1", "A3", "A4", "A5", "A6", "A10", "A11", "A12", "A13", "A14", "A16", "P18")
def test_a_page_is_accessible(site, page_of, name, case):
    case = site.filled(case)
    page, overheard = page_of(case.role, case.language)
    faults = look_at(page, site.url, case) + overheard.take()
    assert faults == [], "\n".join([page.url, *faults])


@pytest.mark.row("A14")
def test_every_address_has_a_title_of_its_own(site, client_of):
    places: dict[str, set[str]] = defaultdict(set)
    visited = [(name, case) for name, cases in {**PAGE_TYPES, **ADDRESSES}.items() for case in cases]
    for name, case in visited:
        if not case.is_sent:
            path = site.path(case.path)
            page = html.fromstring(client_of(case.role).get(path, follow=True).content)
            place = path.partition("?")[0] if name in PAGE_TYPES else SAME_PAGE.get(name, name)
            places[page.findtext(".//title").strip()].add(place)
    assert {title: found for title, found in places.items() if len(found) > 1} == {}


def server_error_page() -> bytes:
    return server_error(RequestFactory().get("/")).content


def unreadable_page() -> bytes:
    return bad_request(RequestFactory().get("/"), SuspiciousOperation()).content


def form_too_large_page() -> bytes:
    request = RequestFactory().post("/")
    request.user = AnonymousUser()
    return bad_request(request, RequestDataTooBig()).content


def form_refused_page() -> bytes:
    return Client(enforce_csrf_checks=True).post("/taal/").content


def too_often_page() -> bytes:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return render_to_string("429.html", request=request).encode()


@pytest.mark.parametrize(
    ("draw", "without"),
    # Drawn without request or database, the page of a broken server has no menu either.
    [
        (server_error_page, ("help", "messages")),
        (unreadable_page, ("help", "messages")),
        (form_refused_page, ()),
        (form_too_large_page, ()),
        (too_often_page, ()),
    ],
)
@pytest.mark.row("A1")
def test_a_page_for_what_went_wrong_is_accessible(site, page_of, draw, without):
    page, overheard = page_of("visitor")
    page.route("**/misgegaan/", lambda route: route.fulfill(body=draw(), content_type="text/html; charset=utf-8"))
    faults = look_at(page, site.url, Case("visitor", "/misgegaan/", without=without))
    page.unroute("**/misgegaan/")
    assert faults + overheard.take() == []
