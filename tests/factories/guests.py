"""Entrepreneurs, their enterprises and cases."""

import io
from itertools import count

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.models import CmsImage
from cms.pictures import picture_from
from courses.models import CoursePage
from guests import cases
from guests.models import CaseIndexPage, CasePage, CaseStepPage, Enterprise
from people.models import User
from people.roles import PlatformRole

from .courses import module_of
from .people import make_user
from .site import make_site

_numbers = count(1)


def make_library() -> CaseIndexPage:
    """The case library with its review and the roles that go with it."""
    home = make_site()
    library = CaseIndexPage.objects.first() or home.add_child(
        instance=CaseIndexPage(title="Casussen", slug="casussen")
    )
    cases.setup_review()
    return library


def make_enterprise(name: str = "", **fields: object) -> Enterprise:
    number = next(_numbers)
    return Enterprise.objects.create(
        name=name or f"Onderneming {number}", slug=f"onderneming-{number}", mission="Werk voor iedereen.", **fields
    )


def make_entrepreneur(enterprise: Enterprise | None = None, **fields: object) -> User:
    """Someone who writes for `enterprise`, or for one of their own."""
    make_library()
    user = make_user(**fields)
    user.groups.add(Group.objects.get(name=PlatformRole.ENTREPRENEUR.value))
    (enterprise or make_enterprise()).members.add(user)
    return user


def make_editor(**fields: object) -> User:
    make_library()
    user = make_user(**fields)
    user.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    return user


def case_texts(token: str = "", **changes: str) -> dict[str, str]:
    """What an author fills in for a complete case; `token` stands in every text."""
    number = next(_numbers)
    token = token or f"woord{number}"
    texts = {
        "title": f"Casus {token}",
        "author_name": f"Schrijver {token}",
        "summary": f"Samenvatting {token}. Wij vertellen wat wij doen en wat het de gemeente oplevert.",
    }
    for part in CasePage.PARTS:
        texts[part] = f"Tekst {token} over {part}.\n\n" + "Dit is een alinea die lang genoeg is om te lezen. " * 3
    return {name: text.strip() for name, text in (texts | changes).items()}


def make_draft(author: User, token: str = "", **changes: str) -> CasePage:
    """A complete case that nobody but its authors has seen."""
    texts = case_texts(token, **changes)
    case = cases.start_case(author, author.enterprises.first(), texts["title"])
    cases.save_draft(case, texts, author, cases.version_of(case))
    case.refresh_from_db()
    return case


def make_submitted_case(author: User, token: str = "") -> CasePage:
    case = make_draft(author, token)
    cases.submit(case, author, cases.version_of(case))
    case.refresh_from_db()
    return case


def make_approved_case(author: User, editor: User, token: str = "") -> CasePage:
    """The editors have approved it; its author still has to approve the final wording."""
    case = make_submitted_case(author, token)
    case.current_workflow_task_state.approve(user=editor)
    case.refresh_from_db()
    return case


def make_published_case(author: User | None = None, token: str = "") -> CasePage:
    case = make_draft(author or make_entrepreneur(), token)
    case.latest_revision.publish()
    case.refresh_from_db()
    return case


def picture_file(name: str = "logo.png") -> SimpleUploadedFile:
    """What a browser sends when somebody chose a picture."""
    written = io.BytesIO()
    Image.new("RGB", (240, 120), "teal").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue())


def make_picture(words: str) -> CmsImage:
    return picture_from(picture_file(), "Logo", words, make_user())


def make_case_step(course: CoursePage, case: CasePage, title: str = "") -> CaseStepPage:
    number = next(_numbers)
    return module_of(course).add_child(
        instance=CaseStepPage(title=title or f"Casus-stap {number}", slug=f"casus-stap-{number}", case=case)
    )
