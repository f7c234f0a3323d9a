"""Every page has exactly one h1 and a title of its own, whoever looks at it."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page

from courses.enrol import enrol
from courses.models import CoursePage, StepPage
from courses.progress import complete_step
from people.models import User
from quizzes.models import QuizPage

ACTORS = (
    "",
    "ambtenaar@demo.example",
    "hr@demo.example",
    "ondernemer@demo.example",
    "redactie@demo.example",
)
# Wagtail's own screens, files, and what is no page.
NOT_OURS = ("/admin/", "/documenten/", "/media/", "/static/", "/_util/")


def addresses_without_arguments(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Addresses of all named views that need nothing to be found."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if not pattern.namespace and not pattern.pattern.regex.groups:
                yield from addresses_without_arguments(pattern.url_patterns)
        elif pattern.name and not pattern.pattern.regex.groups:
            yield reverse(pattern.name)


def is_ours(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", *NOT_OURS))


def local_path(link: str) -> str:
    """The path of a link to this site, without query and fragment; empty for a link elsewhere."""
    parts = urlsplit(link)
    return parts.path if parts.netloc in ("", "localhost", "testserver") and parts.scheme in ("", "http") else ""


class Walk:
    """What one actor meets: `titles` maps a title to its addresses, `problems` says what is wrong."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.seen: set[str] = set()
        self.titles: dict[str, set[str]] = defaultdict(set)
        self.problems: list[str] = []

    def go(self, addresses: list[str]) -> None:
        waiting = [address for address in addresses if is_ours(address)]
        while waiting:
            address = waiting.pop()
            if address not in self.seen:
                self.seen.add(address)
                waiting += [link for link in self.look(address) if is_ours(link)]

    def look(self, address: str) -> list[str]:
        response = self.client.get(address)
        if response.streaming:
            # A file that is sent stays open until it has been read.
            response.getvalue()
        if response.status_code in (301, 302):
            return [local_path(response["Location"])]
        if response.status_code == 405:
            # The address of a form.
            return []
        if not response["Content-Type"].startswith("text/html"):
            return []
        page = lxml.html.fromstring(response.content)
        headings = len(page.findall(".//h1"))
        if headings != 1:
            self.problems.append(f"{address} has {headings} h1 (status {response.status_code})")
        title = " ".join((page.findtext(".//title") or "").split())
        if not title:
            self.problems.append(f"{address} has no title")
        if response.status_code == 200:
            self.titles[title].add(address)
        return [local_path(link) for element, attribute, link, _ in page.iterlinks() if attribute == "href"]

    def report(self) -> list[str]:
        shared = [
            f"{sorted(addresses)} share the title {title!r}"
            for title, addresses in self.titles.items()
            if len(addresses) > 1
        ]
        return self.problems + shared


def leave_traces() -> None:
    """The learner has finished the course and began a quiz, so that their pages exist too."""
    learner = User.objects.get(email="ambtenaar@demo.example")
    course = CoursePage.objects.live().order_by("path")[0]
    client = signed_in(learner.email)
    client.post(reverse("enrol", args=[course.pk]))
    quiz = QuizPage.objects.descendant_of(course).live()[0]
    client.post(reverse("quiz_start", args=[quiz.pk]))
    for step in StepPage.objects.descendant_of(course).live():
        complete_step(enrol(learner, course), step)


def signed_in(email: str) -> Client:
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))
    return client


@pytest.mark.once
@pytest.mark.django_db
def test_every_page_has_one_h1_and_a_title_of_its_own():
    call_command("load_demo")
    leave_traces()
    pages = [path for page in Page.objects.live().filter(depth__gt=1) if (path := local_path(page.get_url() or ""))]
    addresses = [*pages, *addresses_without_arguments(get_resolver().url_patterns), "/geen-pagina/"]
    problems = {}
    for actor in ACTORS:
        walk = Walk(signed_in(actor))
        walk.go(addresses)
        problems[actor or "visitor"] = walk.report()
        assert len(walk.titles) > 15, "the walk met hardly any page"
    assert {actor: found for actor, found in problems.items() if found} == {}
