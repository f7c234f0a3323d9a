"""Whoever asks, by whatever address: nothing of another enterprise comes back, and none of its rows changes.

The addresses come from the resolver. One that is new needs a line in `foreign_arguments`, or stands in a part of the
site that is closed as a whole.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from people.models import User
from tests.factories.guests import case_texts, make_enterprise, make_entrepreneur
from tests.factories.hr import make_municipality
from tests.factories.people import make_member
from tests.factories.sessions import typed

from .conftest import signed_in
from .every_address import Address, every_address
from .foreign_rows import LOOKED_FOR, MARK, Foreign, plant, word

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]

# Whole parts of the site in which who has no part in them gets no page at all.
CLOSED = ("/admin/", "/hr/", "/api/")
# Says no, asks to sign in, or goes back to where one came from.
NO = {302, 400, 401, 403, 404, 405, 409, 410}
# Public by what they are: a place in a course is for everybody, the others answer to a secret or say "unknown".
OPEN_TO_ALL = {
    *("enrol", "session_interest", "account_reset_password_from_key"),
    *("meeting_sign_up", "meeting_sign_up_sent"),
}
# The same for everybody, without a row of anybody.
IN_A_CLOSED_PART = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "hr_api_openapi-json"}
OUR_APPS = {
    *("guests", "courses", "cms", "people", "quizzes", "certificates", "discussions", "commitments", "transcript"),
    *("hr", "wagtailcore", "account", "auth"),
}
# What is counted or queued for everybody together.
NOBODYS = {"cms.ContentVersion", "people.OutboxMail", "people.AuditEntry"}
# To these no new row may point.
GUARDED = {"guests", "transcript", "commitments", "discussions"}


def foreign_arguments(foreign: Foreign) -> dict[str, list[tuple[Any, ...]]]:
    """By name of the address, what an intruder would fill in."""
    rows = foreign.rows
    each_case = [(case.pk,) for case in foreign.cases]
    each_session = [(foreign.session.pk,), (foreign.proposal.pk,)]
    of_a_case = (
        *("studio_case", "studio_autosave", "studio_preview", "studio_submit", "studio_pictures", "studio_withdraw"),
        *("studio_final_wording", "studio_use", "studio_answers"),
    )
    of_a_session = (
        *("studio_session", "session", "session_sign_up", "session_sign_off", "session_confirm", "session_change"),
        *("session_cancel", "session_participants", "session_door_sign", "session_calendar", "session_evaluation"),
        *("session_preparation", "session_run_sheet", "session_checklist", "session_thanks", "session_link_renew"),
        *("session_material_add", "session_recording_add", "session_recording_consent", "session_statement"),
    )
    of_material = (
        *("session_material", "session_material_remove", "session_recording", "session_recording_video"),
        "session_captions",
    )
    of_a_presenter = (
        *("presenter_page", "presenter_run_sheet", "presenter_checklist", "presenter_material_add"),
        *("presenter_recording_consent", "presenter_link_renew", "presenter_statement"),
    )
    of_a_meeting = (
        *("meeting_change", "meeting_cancel", "meeting_participants", "meeting_add_sme", "meeting_plan"),
        *("meeting_plan_make", "meeting_plan_settle", "meeting_plan_repair", "meeting_plan_print"),
        *("meeting_outcomes", "meeting", "meeting_help", "meeting_sign_up", "meeting_sign_up_sent"),
    )
    of_a_participant = (
        *("meeting_own", "meeting_own_confirm", "meeting_own_sign_off", "meeting_own_calendar", "meeting_outcome"),
    )
    of_a_tender = ("tender", "tender_hide", "tender_end", "tender_strike")
    of_a_question = ("question", "change_question", "remove_question", "hide_question", "show_question")
    of_an_answer = ("change_answer", "accept_answer", "hide_answer", "show_answer")
    of_a_certificate = (
        *("certificate_verify", "certificate_shared", "certificate", "certificate_json", "share_certificate"),
        *("stop_sharing_certificate", "renew_certificate", "certificate_badge", "ask_badge", "certificate_pdf"),
    )
    of_a_course = ("enrol", "session_interest", "self_scan", "self_scan_before", "self_scan_after", "remove_self_scan")
    of_evidence = ("evidence", "evidence_file", "evidence_withdraw")
    of_an_attempt = ("quiz_attempt", "quiz_overview", "quiz_autosave")
    of_a_step = ("mark_done", "left_off", "bookmark", "step_questions", "quiz_start", "intention")
    document = foreign.document
    secret = rows["final wording"].token_hash
    return {
        **_each(of_a_case, each_case),
        **_each(of_a_session, each_session),
        **_each(of_material, [(foreign.session.pk, rows["material"].pk)]),
        **_each(of_a_presenter, [(rows["link"].token_hash,), (rows["link"].pk,)]),
        **_each(("presenter_material", "presenter_material_remove"), [(rows["link"].pk, rows["material"].pk)]),
        **_each(of_a_meeting, [(rows["meeting"].pk,)]),
        **_each(of_a_participant, [(rows["guest"].pk,), (rows["meeting"].uid,)]),
        **_each(of_a_tender, [(rows["tender"].pk,)]),
        "meeting_remove": [(rows["meeting"].pk, rows["guest"].pk), (rows["meeting"].pk, rows["business"].pk)],
        "meeting_wish_drop": [(rows["meeting"].pk, rows["pair"].pk)],
        "studio_meeting": [(rows["meeting"].pk, foreign.enterprise.pk)],
        "studio_session_limit": [(foreign.enterprise.pk,)],
        "session_step_count": [(rows["step"].pk,)],
        "hide_table_answer": [(foreign.answer.pk,)],
        **_each(of_a_question, [(rows["question"].pk,)]),
        **_each(of_an_answer, [(rows["question"].pk,)]),
        **_each(of_a_certificate, [(word("code"),), (foreign.learner.pk,)]),
        **_each(of_a_course, [(rows["course"].pk,)]),
        **_each(of_evidence, [(rows["evidence"].pk,)]),
        **_each(of_an_attempt, [(rows["attempt"].public_id,)]),
        **_each(of_a_step, [(rows["lesson"].pk,), (rows["step"].pk,), (foreign.draft.pk,)]),
        "quiz_question": [(rows["attempt"].public_id, 1)],
        "refresh_answer": [(rows["attempt"].pk,)],
        "studio_profile": [(foreign.enterprise.pk,)],
        "enterprise": [(foreign.enterprise.slug,)],
        "studio_remove_picture": [(pk, foreign.picture.pk) for (pk,) in each_case],
        "studio_answer": [(pk, foreign.answer.pk) for (pk,) in each_case],
        "studio_choose_answer": [(pk, foreign.answer.pk) for (pk,) in each_case],
        "final_wording": [(secret,), (foreign.approved.pk,)],
        "guest_invitation": [(foreign.invitation.token_hash,), (foreign.invitation.pk,)],
        "guest_application_proof": [(foreign.application.token_hash,), (foreign.application.pk,)],
        "invitation": [(foreign.invitation.token_hash,)],
        "erase_person": [(foreign.learner.pk,), (foreign.author.pk,)],
        "unsubscribe": [(foreign.author.pk,)],
        "case_rating": [(rows["step"].pk,)],
        "case_answer": [(rows["step"].pk,)],
        "session_door": [(foreign.session.uid,), (foreign.session.pk,)],
        "session_feed_file": [(foreign.learner.pk,), (rows["feed"].pk,)],
        "target_date": [(rows["enrolment"].pk,)],
        "follow_path": [(rows["course"].pk,)],
        "stop_following_path": [(rows["enrolment"].pk,)],
        "note": [(rows["lesson"].pk, rows["note"].block_id)],
        "delete_note": [(rows["note"].pk,)],
        "intention_report": [(rows["intention"].pk,)],
        "remove_intention": [(rows["intention"].pk,)],
        "badge_status_list": [(1,)],
        "account_reset_password_from_key": [("1", word("key"))],
        "wagtaildocs_serve": [(document.pk, document.filename), (document.pk, "x.txt")],
        "wagtail_serve": [(path.lstrip("/"),) for path in _pages(foreign)],
        "": [(f"{word('file')}.txt",)],
    }


def _each(names: tuple[str, ...], arguments: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    return dict.fromkeys(names, arguments)


def _pages(foreign: Foreign) -> list[str]:
    """Drafts at the addresses they will have, a published case with its draft, and lessons of a course."""
    pages = [*foreign.cases, foreign.rows["step"], foreign.rows["lesson"], foreign.rows["course"]]
    return ["/", "/casussen/", "/cursussen/", "/en/casussen/", *[page.get_url() for page in pages]]


def filled(address: Address, foreign: Foreign, known: dict[str, list[tuple[Any, ...]]]) -> list[str]:
    """The paths to ask for."""
    if not address.arguments:
        return [address.path]
    if address.path.startswith(CLOSED):
        choices: list[tuple[Any, ...]] = [(foreign.draft.pk,) * len(address.arguments)]
    else:
        choices = known[address.name]
    return [address.path % dict(zip(address.arguments, choice, strict=True)) for choice in choices]


def sent(foreign: Foreign) -> dict[str, Any]:
    """Every form of the site filled in at once, with numbers of foreign rows wherever one fits."""
    numbers = {
        **dict.fromkeys(("enterprise", "id", "pk"), foreign.enterprise.pk),
        **dict.fromkeys(("case", "page", "changes"), foreign.draft.pk),
        **dict.fromkeys(("image", "logo", "portrait"), foreign.image.pk),
        **dict.fromkeys(("user", "owner", "author", "members"), foreign.author.pk),
        **dict.fromkeys(("present", "was", "sign_up"), foreign.sign_up.pk),
        "organisation": foreign.session.organisation_id,
        "answer": foreign.answer.pk,
        "document": foreign.document.pk,
        "revision": foreign.draft.latest_revision_id,
        "session": foreign.session.pk,
        "collection": foreign.document.collection_id,
    }
    words = {"action": "approve", "text": "Tekst", "reason": "Reden", "remark": "Opmerking", "useful": "no"}
    versions = {
        "version": "1",
        "goes_on": "1",
        "mission": "Anders",
        "q": LOOKED_FOR,
        "next": f"/studio/casus/{foreign.draft.pk}/",
    }
    return case_texts("gekaapt") | typed() | numbers | words | versions


def in_the_question(foreign: Foreign) -> str:
    """The same in the address."""
    return urlencode({**sent(foreign), "page": 1, "pagina": 1, "state": "draft", "status": "late"})


# --- Looking -------------------------------------------------------------------


def looked_at() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model._meta.app_label in OUR_APPS and model._meta.label not in NOBODYS:
            yield model


def rows_now(tables: set[str]) -> dict[tuple[str, Any], dict[str, Any]]:
    """What is in them, without the number of children of a page, which a new page below it changes."""
    found = {}
    for model in looked_at():
        if model._meta.db_table in tables:
            for row in model._base_manager.values():
                row.pop("numchild", None)
                found[model._meta.label, row[model._meta.pk.attname]] = row
    return found


def changes(every_row: dict, tables: set[str], actor: User | AnonymousUser) -> list[str]:
    """What was changed in these tables that was there already, and what was made that points at it."""
    after = rows_now(tables)
    before = {key: row for key, row in every_row.items() if apps.get_model(key[0])._meta.db_table in tables}
    changed = [
        f"changed {key}" for key, row in before.items() if after.get(key) != row and not _is_of(actor, key, row)
    ]
    return changed + [f"new {key}" for key in after.keys() - before.keys() if _points_at(key, after[key], every_row)]


def _is_of(actor: User | AnonymousUser, key: tuple[str, Any], row: dict[str, Any]) -> bool:
    return actor.is_authenticated and (key == ("people.User", actor.pk) or row.get("user_id") == actor.pk)


def _points_at(key: tuple[str, Any], row: dict[str, Any], before: dict) -> bool:
    model = apps.get_model(key[0])
    for one in model._meta.concrete_fields:
        target = one.related_model and one.related_model._meta
        guarded = target and target.app_label in GUARDED and target.model_name != "caseindexpage"
        if guarded and (target.label, row[one.attname]) in before:
            return True
    return False


class Writes:
    """The tables that were written to; looking at all of them after each question would take minutes."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if written := re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql):
            self.tables.add(written[1])
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[Writes]:
    """What is done here is gone after it: the next question finds the same rows, and the same person signed in."""
    writes = Writes()
    with transaction.atomic():
        with connection.execute_wrapper(writes):
            yield writes
        transaction.set_rollback(True)


class Intruder:
    """Somebody who tries everything, and what came of it."""

    def __init__(self, user: User | None, foreign: Foreign) -> None:
        self.user, self.foreign = user or AnonymousUser(), foreign
        self.cookies = signed_in(user).cookies.output(header="", attrs=[]) if user else ""
        self.before = rows_now({model._meta.db_table for model in looked_at()})
        self.known = foreign_arguments(foreign)
        self.faults: list[str] = []
        self.asked = 0

    def ask(self, method: str, path: str) -> tuple[HttpResponse, list[str]]:
        client = Client(HTTP_COOKIE=self.cookies, raise_request_exception=True)
        with undone() as writes:
            if method == "get":
                response = client.get(f"{path}?{in_the_question(self.foreign)}")
            else:
                response = client.post(path, sent(self.foreign))
            done = changes(self.before, writes.tables, self.user)
        self.asked += 1
        return response, done

    def try_everything(self, *, admin: bool) -> None:
        for address in every_address():
            if address.is_of_the_admin and not admin:
                continue
            for path in filled(address, self.foreign, self.known):
                for method in ("get", "post"):
                    self.try_one(address, method, path)

    def try_one(self, address: Address, method: str, path: str) -> None:
        response, done = self.ask(method, path)
        where = f"{method} {address.name} {path}: {response.status_code}"
        self.faults += [f"{where} {change}" for change in done]
        self.faults += [f"{where} has {found}" for found in self._leaks(response, path)]
        may_answer = not address.arguments or address.name in OPEN_TO_ALL | {"wagtail_serve"}
        if address.path.startswith(CLOSED):
            may_answer = address.name in IN_A_CLOSED_PART
        if not may_answer and response.status_code not in NO:
            self.faults.append(where)

    def _leaks(self, response: HttpResponse, path: str) -> list[str]:
        """Words that stand in the answer and were not in the question."""
        body = response.getvalue().decode(errors="replace") + str(dict(response.headers))
        body = body.replace(path, "").replace(path.rstrip("/").rpartition("/")[2], "")
        leaks = set(re.findall(rf"{MARK}\w*", body))
        return sorted(leaks | {secret for secret in self.foreign.words[1:] if secret in body})


@pytest.fixture
def foreign(library) -> Foreign:
    return plant()


def other_author() -> User:
    """Of two other enterprises, so that forms ask for which."""
    user = make_entrepreneur()
    make_enterprise().members.add(user)
    return user


def learner_elsewhere() -> User:
    return make_member(make_municipality().organisation)


# The door of the admin is the same for all who may not enter it, so one of them tries each of its addresses.
WHO = [(other_author, True), (learner_elsewhere, False), (lambda: None, False)]


@pytest.mark.parametrize(("make", "admin"), WHO, ids=["author", "learner", "visitor"])
def test_nobody_else_finds_or_changes_anything_by_any_address(foreign, make, admin):
    intruder = Intruder(make(), foreign)
    inside, _done = intruder.ask("get", "/mijn-gegevens/")

    intruder.try_everything(admin=admin)

    assert inside.status_code == (200 if intruder.user.is_authenticated else 302)
    assert intruder.faults == []
    assert intruder.asked > 300 + 700 * admin


def test_every_address_with_an_argument_has_an_expectation(foreign):
    ours = {one.name for one in every_address() if one.arguments and not one.path.startswith(CLOSED)}

    assert ours - foreign_arguments(foreign).keys() == set(), "Say in foreign_arguments what an intruder fills in."
    assert foreign_arguments(foreign).keys() - ours == set(), "These addresses are no more."


# What a member of the enterprise reads, by address: that the words stand where they are looked for.
READ_BY_MEMBERS = {
    "studio": ("draft", "returned", "approved"),
    "studio_case": ("draft", "remark", "reason", "next"),
    "studio_preview": ("draft", "picture"),
    "studio_pictures": ("picture",),
    "studio_final_wording": ("approved",),
    "studio_answers": ("answer",),
    "studio_answer": ("answer", "reply"),
    "studio_profile": ("mission", "sector", "region"),
    "enterprise": ("mission",),
    "studio_sessions": ("session", "proposal"),
    "studio_session": ("session", "place", "link", "agenda", "visitor"),
    "session_change": ("session", "agenda"),
    "session_run_sheet": ("part",),
    "tender": ("tender",),
}
# Who of the staff answered, who learns, and who comes in: not for members either.
NOT_FOR_MEMBERS = (
    "editor",
    "learner",
    "applicant",
    "contact",
    "note",
    "intention",
    "question",
    "document",
    "evidence",
)


@pytest.mark.parametrize("who", ["author", "colleague"])
def test_both_members_read_what_is_of_the_enterprise_and_nothing_about_staff_or_learners(foreign, who):
    client = signed_in(getattr(foreign, who))
    known = foreign_arguments(foreign)
    for address in every_address():
        if address.is_of_the_admin:
            continue
        paths = filled(address, foreign, known)
        bodies = "".join(client.get(path).getvalue().decode(errors="replace") for path in paths)
        missing = [row for row in READ_BY_MEMBERS.get(address.name, ()) if word(row) not in bodies]
        assert missing == [], address.name
        assert [row for row in NOT_FOR_MEMBERS if word(row) in bodies] == [], address.name
