"""The Wagtail admin in a browser: it keeps to a policy without inline script, asks nothing of others and works."""

import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage
from wagtail.models import Site as WagtailSite
from wagtail.models import Task

from certificates.models import CertificateDesign
from cms.models import Source
from courses.models import LessonPage
from tests.browser import WIDE

pytestmark = [pytest.mark.accessibility, pytest.mark.row("B40", "B41", "P11")]
# A report of wagtail-localize lists without an order; it is not ours.
pytestmark.append(pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"))

LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.href)"
# They end the session, or give a file in the place of a page.
# Kinds of pages that the walk found when it was written, less a few.
FEWEST = {"editor": 60, "administrator": 80}
NO_PAGES = re.compile(r"/logout/|export=|/download/|/admin/jsi18n|\.(csv|xlsx|json)$")


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


# Wagtail reads its list of time zones aloud to the browser, which does not know one of them.
OF_WAGTAIL = "localizeTimeZoneOptions"


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_every_kind_of_page_in_the_admin_keeps_to_its_policy(site, page_of, role):
    page, overheard = page_of(role)
    page.set_viewport_size(WIDE)
    faults, opened = [], []
    for said in admin_pages(page, site.url):
        opened.append(said)
        faults += [f"{said}: {fault}" for fault in overheard.take() if OF_WAGTAIL not in fault]
    assert faults == [], "\n".join(faults)
    assert [said for said in opened if said.startswith("5")] == []
    assert len(opened) >= FEWEST[role], "The admin has fewer kinds of pages than it had: does the walk find its links?"


@pytest.fixture
def admin(site, page_of) -> Iterator[Page]:
    """A page of an administrator, whose whole visit keeps to the policy."""
    page, overheard = page_of("administrator")
    page.set_viewport_size(WIDE)
    yield page
    assert overheard.take() == []


def test_a_date_field_shows_its_calendar(site, admin: Page):
    admin.goto(f"{site.url}/admin/snippets/cms/source/edit/{Source.objects.first().pk}/")
    admin.locator("#id_checked_on").click()
    expect(admin.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    admin.locator(".xdsoft_datetimepicker:visible td.xdsoft_date:not(.xdsoft_other_month)").first.click()
    expect(admin.locator("#id_checked_on")).to_have_value(re.compile(r"^\d{4}-\d\d-01$"))


def test_a_row_is_added_to_a_list_of_rows_and_its_chooser_opens(site, admin: Page):
    admin.goto(
        f"{site.url}/admin/snippets/certificates/certificatedesign/edit/{CertificateDesign.objects.first().pk}/"
    )
    rows = admin.locator("#id_signatories-FORMS > div")
    before = rows.count()
    admin.locator("#id_signatories-ADD").click()
    expect(rows).to_have_count(before + 1)
    rows.last.locator("[data-chooser-action-choose]").first.click()
    expect(admin.locator(".modal-body")).to_be_visible()


def test_an_image_of_the_branding_is_chosen_from_a_list(site, admin: Page):
    admin.goto(f"{site.url}/admin/settings/cms/branding/{WagtailSite.objects.get(is_default_site=True).pk}/")
    chooser = admin.locator("#id_logo-chooser")
    chooser.locator("[data-chooser-action-choose]:visible").first.click()
    admin.locator(".modal-body a[data-chooser-modal-choice]").first.click()
    expect(admin.locator("#id_logo")).to_have_value(re.compile(r"^\d+$"))


def test_a_lesson_gets_a_block_and_shows_its_preview(site, admin: Page):
    lesson = LessonPage.objects.get(slug="wat-staat-er-in-de-wet")
    admin.goto(f"{site.url}/admin/pages/{lesson.pk}/edit/")
    blocks = admin.locator("#body-count, [name='body-count']").first
    before = int(blocks.input_value())
    admin.locator("[data-streamfield-stream-container] .c-sf-add-button").first.click()
    admin.locator("[role=option]").first.click()
    expect(blocks).to_have_value(str(before + 1))
    admin.locator("[data-side-panel-toggle=preview]").click()
    preview = admin.frame_locator("iframe[data-w-preview-target=iframe]").first
    expect(preview.locator("h1")).to_have_text(lesson.title)


def test_a_task_of_a_workflow_is_chosen_from_a_list(site, admin: Page):
    assert Task.objects.exists()
    admin.goto(f"{site.url}/admin/workflows/add/")
    admin.locator("#id_workflow_tasks-ADD").click()
    admin.locator("#id_workflow_tasks-FORMS [data-chooser-action-choose]:visible").last.click()
    admin.locator(".modal-body [role=tab]").last.click()
    admin.locator(".modal-body a.task-choice").first.click()
    expect(admin.locator("#id_workflow_tasks-FORMS input[type=hidden][id$='-task']").last).to_have_value(
        re.compile(r"^\d+$")
    )


PLANT = """() => {
    const planted = document.createElement("script");
    planted.textContent = "window.planted = true";
    document.body.append(planted);
    document.body.insertAdjacentHTML("beforeend", "<img src='data:,x' onerror='window.planted = true'>");
    document.body.insertAdjacentHTML("beforeend", "<ldl-start data-class='eval' data-options='1'></ldl-start>");
}"""


@pytest.mark.parametrize(("role", "path"), [("visitor", "/hulp/"), ("administrator", "/admin/")])
def test_a_planted_script_does_not_run_and_is_told_of(site, page_of, role, path):
    page, overheard = page_of(role)
    # What another test asked for may still come in until this page is there.
    page.goto(f"{site.url}{path}")
    overheard.take()
    page.reload()
    assert overheard.take() == []
    page.evaluate(PLANT)
    page.wait_for_function("performance.now() > 0 && document.querySelector(\"img[src='data:,x']\").complete")
    said = overheard.take()
    assert len([one for one in said if one.startswith("breaks the policy: script-src")]) >= 2
    assert page.evaluate("window.planted") is None


def test_a_request_to_somebody_else_is_told_of(site, page_of):
    page, overheard = page_of("visitor")
    page.goto(f"{site.url}/hulp/")
    page.evaluate("fetch('https://elders.example/').catch(() => {})")
    assert any("elders.example" in one for one in overheard.take())
