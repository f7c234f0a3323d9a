"""The Wagtail admin in a browser: it keeps to a policy without inline script, asks nothing of others, and still works."""

import json
import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage

from courses.models import CoursePage, LessonPage
from tests.browser import WIDE

pytestmark = [pytest.mark.accessibility, pytest.mark.row("B40", "B41", "P11")]

LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.href)"
# They end the session, or give a file in the place of a page.
NO_PAGES = re.compile(r"/logout/|export=|/admin/jsi18n|\.(csv|xlsx|json)$")


def kind_of(path: str) -> tuple[str, ...]:
    """What makes an address of another kind than those that were seen: its view, and the type of its page."""
    found = resolve(path.partition("?")[0])
    kind = (found.view_name,)
    if found.view_name == "wagtailadmin_pages:edit":
        kind += (type(WagtailPage.objects.get(pk=next(iter(found.kwargs.values()))).specific).__name__,)
    elif found.view_name == "wagtailadmin_pages:add":
        kind += tuple(map(str, found.kwargs.values()))[:2]
    return kind


def admin_pages(page: Page, site_url: str) -> Iterator[str]:
    """Each kind of page that links in the admin lead to, opened one after the other."""
    waiting, seen = ["/admin/"], {("wagtailadmin_home",)}
    while waiting:
        path = waiting.pop(0)
        answer = page.goto(f"{site_url}{path}")
        yield f"{answer.status} {path}"
        for link in page.evaluate(LINKS):
            path = link.removeprefix(site_url).partition("#")[0]
            if not path.startswith("/admin/") or NO_PAGES.search(path):
                continue
            try:
                kind = kind_of(path)
            except Resolver404:
                continue
            if kind not in seen:
                seen.add(kind)
                waiting.append(path)


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_every_kind_of_page_in_the_admin_keeps_to_its_policy(site, page_of, role):
    page, overheard = page_of(role)
    page.set_viewport_size(WIDE)
    faults, count = [], 0
    for said in admin_pages(page, site.url):
        count += 1
        faults += [f"{said}: {fault}" for fault in overheard.take()]
    print(role, count)
    assert faults == []
