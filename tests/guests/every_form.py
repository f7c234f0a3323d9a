"""Each form in which people of an enterprise, and who works with them, write something."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.enrol import enrol
from guests import cases, profiles, review, sessions, table_answers
from guests.models import CasePage, Session
from people.models import User
from tests.factories.courses import make_course
from tests.factories.guests import (
    case_texts,
    make_approved_case,
    make_case_step,
    make_draft,
    make_published_case,
    make_submitted_case,
    picture_file,
)
from tests.factories.hr import make_municipality
from tests.factories.people import make_user
from tests.factories.sessions import new_session, typed

from .conftest import signed_in
from .test_profile import TOLD


class Place(NamedTuple):
    """A form: who fills it in, where, and the texts in it."""

    client: Client
    path: str
    filled: dict[str, Any]
    texts: tuple[str, ...]

    def send(self, **changes: Any) -> HttpResponse:
        return self.client.post(self.path, self.filled | changes)


def proposal_of(author: User) -> Session:
    return sessions.propose(new_session(make_municipality().organisation, author), author, sessions.Side.PRESENTER)


def _new_case(author: User, _editor: User) -> Place:
    return Place(signed_in(author), reverse("studio_new_case"), {}, ("title",))


def _case(author: User, _editor: User, name: str = "studio_case") -> Place:
    draft = make_draft(author)
    lines = ("title", "author_name", "indicator", "indicator_figure", "indicator_year")
    filled = case_texts() | {"version": cases.version_of(draft)}
    path = reverse(name, args=[draft.pk])
    return Place(signed_in(author), path, filled, (*lines, "summary", *CasePage.PARTS))


def _autosave(author: User, editor: User) -> Place:
    return _case(author, editor, "studio_autosave")


def _picture(author: User, _editor: User) -> Place:
    draft = make_draft(author)
    filled = {"file": picture_file(), "version": cases.version_of(draft)}
    return Place(signed_in(author), reverse("studio_pictures", args=[draft.pk]), filled, ("alt",))


def _profile(author: User, _editor: User) -> Place:
    enterprise = author.enterprises.get()
    filled = TOLD | {"version": profiles.version_of(enterprise)}
    texts = ("mission", "sector", "region", "legal_form", "logo_alt", "portrait_alt")
    links = ("website", "code_proof", "pso_proof", "bcorp_proof")
    return Place(signed_in(author), reverse("studio_profile", args=[enterprise.pk]), filled, (*texts, *links))


def _application(_author: User, _editor: User) -> Place:
    filled = {"name": "Jo", "email": "jo@elders.example", "enterprise_name": "Groen", "mission": "Werk."}
    return Place(Client(), reverse("guest_application"), filled, (*filled, "website"))


def _new_session(author: User, _editor: User) -> Place:
    make_municipality()
    return Place(signed_in(author), reverse("studio_new_session"), typed(), ("title", "place", "link", "agenda"))


def _session(author: User, _editor: User) -> Place:
    session = proposal_of(author)
    filled = typed() | {"version": sessions.version_of(session)}
    path = reverse("session_change", args=[session.pk])
    return Place(signed_in(author), path, filled, ("title", "place", "link", "agenda"))


def _cancelling(author: User, _editor: User) -> Place:
    path = reverse("session_cancel", args=[proposal_of(author).pk])
    return Place(signed_in(author), path, {}, ("reason",))


def _final_wording(author: User, editor: User) -> Place:
    path = reverse("studio_final_wording", args=[make_approved_case(author, editor).pk])
    return Place(signed_in(author), path, {"action": "send_back"}, ("remark",))


def _reply(author: User, _editor: User) -> Place:
    published = make_published_case(author)
    step = make_case_step(make_course(), published)
    answer = table_answers.propose(make_user(), step, "Wij komen langs.", [], None)
    path = reverse("studio_answer", args=[published.pk, answer.pk])
    return Place(signed_in(author), path, {"version": "1"}, ("text",))


def _answer(author: User, _editor: User) -> Place:
    learner, step = make_user(), make_case_step(make_course(), make_published_case(author))
    enrol(learner, step.course)
    return Place(signed_in(learner), reverse("case_answer", args=[step.pk]), {}, ("text",))


def _review(author: User, editor: User) -> Place:
    submitted = make_submitted_case(author)
    filled = {"version": cases.version_of(submitted), "action": "send_back", "reason": "Noem een cijfer."}
    path = reverse("review_case", args=[submitted.pk])
    return Place(signed_in(editor), path, filled, ("reason", *review.PARTS))


# By name, for an author of cases and an editor.
FORMS: dict[str, Callable[[User, User], Place]] = {
    "new case": _new_case,
    "case": _case,
    "autosave": _autosave,
    "picture": _picture,
    "profile": _profile,
    "application": _application,
    "new session": _new_session,
    "session": _session,
    "cancelling": _cancelling,
    "final wording": _final_wording,
    "reply": _reply,
    "answer": _answer,
    "review": _review,
}
