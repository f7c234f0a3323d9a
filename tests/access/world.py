"""Two municipalities, two enterprises, and everything that may be asked for at any address."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page

from certificates.models import Certificate
from certificates.sharing import share
from cms.models import HomePage, StandardPage
from commitments.models import ScanAnswer
from courses.models import CourseIndexPage, PathPage
from courses.paths import follow
from discussions import conversation
from discussions.perms import part_of
from guests.models import CaseIndexPage, Material
from hr.models import ApiScope, ScimRecord
from operations.heartbeat import SWEEP
from operations.models import Beat
from people.invitations import invite
from people.mail_choices import unsubscribe_link
from people.mail_kinds import MailKind
from people.models import Membership, OutboxMail, User
from people.roles import sync_roles
from quizzes.models import RefreshCard
from tests.factories.api import Program
from tests.factories.certificates import make_certificate
from tests.factories.commitments import let_ask
from tests.factories.courses import make_course, module_of
from tests.factories.guests import make_enterprise, make_entrepreneur, make_library, make_submitted_case
from tests.factories.hr import Municipality, make_lead, make_municipality
from tests.factories.paths import make_path
from tests.factories.people import make_department, make_member, make_user
from tests.factories.quizzes import make_question, make_quiz, start_attempt
from tests.factories.session_steps import make_session_step

from .admin_rows import AdminRows
from .foreign_rows import LOOKED_FOR, Foreign, plant, word
from .hr_rows import HrRows, plant_hr_rows


@dataclass
class World:
    """`foreign` and `hr` have the rows of one enterprise and of one municipality; `people` is who asks.

    opened: by name of an address, the arguments with which its owner opens it; secrets: the addresses that everybody
    opens who holds the link.
    """

    foreign: Foreign
    hr: HrRows
    people: dict[str, User | None]
    programs: dict[str, str]
    opened: dict[str, tuple[Any, ...]]
    admin: AdminRows
    pages: list[Page]


def make_world() -> World:
    make_library()
    sync_roles()
    foreign = plant()
    town, elsewhere = _here(foreign), make_municipality("Gemeente Elders")
    hr = plant_hr_rows(town, foreign.learner, foreign.rows["meeting"].pk)
    people = {
        "visitor": None,
        "learner": foreign.learner,
        "colleague": make_member(town.organisation, town.department),
        "elsewhere": make_member(elsewhere.organisation, elsewhere.department),
        "lead": make_lead(town.department),
        "hr": town.officer,
        "hr elsewhere": elsewhere.officer,
        "entrepreneur": foreign.author,
        "other entrepreneur": _other_author(),
        "editor": foreign.editor,
        "administrator": make_user(is_superuser=True),
    }
    programs = {
        "program": hr.secret,
        "program elsewhere": Program(elsewhere).secret,
        "program for assignments": Program(town, ApiScope.ASSIGNMENTS).secret,
    }
    certificate = make_certificate(foreign.learner)
    opened = _secrets(foreign, certificate) | _learned(foreign) | _for_programs(hr)
    submitted = make_submitted_case(foreign.author, f"{LOOKED_FOR} {word('submitted')}")
    admin = AdminRows(foreign, town, submitted, certificate.pk)
    # Somebody sweeps this site, so that it says to be ready, however long the walks take.
    Beat.objects.create(name=SWEEP, at=timezone.now() + timedelta(days=1))
    return World(foreign, hr, people, programs, opened, admin, _pages(foreign))


def _pages(foreign: Foreign) -> list[Page]:
    """One of each type, and a case that is not published."""
    course = foreign.rows["course"]
    about = HomePage.objects.get().add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
    session = make_session_step(course)
    path = PathPage.objects.get()
    quiz = foreign.rows["attempt"].quiz
    return [
        *(HomePage.objects.get(), about, CourseIndexPage.objects.get(), CaseIndexPage.objects.get(), path),
        *(course, module_of(course), foreign.rows["lesson"], quiz, foreign.rows["step"], session),
        *(foreign.published, foreign.draft),
    ]


def _here(foreign: Foreign) -> Municipality:
    """The municipality of the foreign rows, with its learner in a department."""
    organisation = foreign.session.organisation
    department = make_department(organisation)
    Membership.objects.filter(user=foreign.learner).update(department=department)
    return Municipality(organisation, department, make_department(organisation, parent=department), foreign.host)


def _other_author() -> User:
    """Of two other enterprises, so that forms ask for which."""
    user = make_entrepreneur()
    make_enterprise().members.add(user)
    return user


def _secrets(foreign: Foreign, certificate: Certificate) -> dict[str, tuple[Any, ...]]:
    """Where a link is the key: whoever has it comes in. The secrets themselves, of which rows keep a hash."""
    rows, learner = foreign.rows, foreign.learner
    presenter, business = ("presenter",), (rows["business"].key,)
    mail = OutboxMail.objects.get(key__startswith=f"final-wording:{rows['final wording'].pk}:")
    _invitation, invited = invite("wie.weet@elders.example", foreign.session.organisation, None, foreign.host)
    of_a_presenter = (
        *("presenter_page", "presenter_run_sheet", "presenter_checklist", "presenter_material_add"),
        *("presenter_recording_consent", "presenter_link_renew", "presenter_statement"),
    )
    of_a_participant = (
        *("meeting_own", "meeting_own_confirm", "meeting_own_change", "meeting_own_sign_off"),
        *("meeting_own_calendar", "meeting_outcome"),
    )
    of_a_certificate = (
        *("certificate_verify", "certificate", "certificate_json", "share_certificate", "stop_sharing_certificate"),
        *("renew_certificate", "certificate_badge", "ask_badge", "certificate_pdf"),
    )
    answered = (foreign.published.pk, foreign.answer.pk)
    return {
        **dict.fromkeys(("studio_answer", "studio_choose_answer"), answered),
        "studio_final_wording": (foreign.approved.pk,),
        **dict.fromkeys(of_a_presenter, presenter),
        **dict.fromkeys(of_a_participant, business),
        **dict.fromkeys(of_a_certificate, (certificate.code,)),
        "certificate_shared": (share(certificate).token,),
        "final_wording": (mail.body.split("/slottekst/")[1].split("/")[0],),
        "guest_invitation": ("invitation",),
        "guest_application_proof": ("application",),
        "invitation": (invited,),
        "unsubscribe": (unsubscribe_link(learner, MailKind.ANSWERS).rstrip("/").rpartition("/")[2],),
        "account_reset_password_from_key": (
            user_pk_to_url_str(learner),
            default_token_generator.make_token(learner),
        ),
        "session_door": (foreign.session.door_key,),
        "session_feed_file": (rows["feed"].key,),
    }


def _for_programs(hr: HrRows) -> dict[str, tuple[Any, ...]]:
    person, group = (
        ScimRecord.objects.create(
            organisation=hr.token.organisation,
            kind=kind,
            name=word("directory"),
            document={attribute: word("directory")},
        )
        for kind, attribute in ((ScimRecord.Kind.USER, "userName"), (ScimRecord.Kind.GROUP, "displayName"))
    )
    return {
        **dict.fromkeys(("hr_api_get_assignment", "hr_api_list_duties"), hr.numbers["hr_assignment"]),
        "scim_user": (person.public_id,),
        "scim_group": (group.public_id,),
        "scim_schema": ("urn:ietf:params:scim:schemas:core:2.0:User",),
        "scim_resource_type": ("User",),
    }


def _learned(foreign: Foreign) -> dict[str, tuple[Any, ...]]:
    """What only exists for somebody who learns: a scan, a path, a quiz in screens, an answer to a question."""
    learner, lesson = foreign.learner, foreign.rows["lesson"]
    course = foreign.rows["course"]
    module = module_of(course)
    let_ask(module)
    course.statements = [("statement", "Ik weet het")]
    course.save_revision().publish()
    ScanAnswer.objects.create(
        enrolment=foreign.rows["enrolment"], moment="before", statement=course.statements[0].id, value=3
    )
    path = make_path([make_course("Op het pad")])
    quiz = make_quiz(make_question(), make_question(), screens="one")
    attempt = start_attempt(learner, quiz)
    card = RefreshCard.objects.create(user=learner, question=make_question(), due_on=timezone.localdate())
    answer = conversation.answer(
        part_of(foreign.editor, lesson), foreign.rows["question"], f"Antwoord {word('answered')}", uuid4()
    )
    recording = Material(
        session=foreign.session, kind="recording", title=word("recording"), content_type="video/mp4", size=4
    )
    sheet = Material(session=foreign.session, kind="file", title=word("sheet"), content_type="text/plain", size=4)
    sheet.file.save("blad.txt", ContentFile(b"blad"), save=False)
    sheet.save()
    recording.captions = "WEBVTT\n"
    recording.file.save("opname.mp4", ContentFile(b"film"), save=False)
    recording.save()
    of_a_recording = ("session_recording", "session_recording_video", "session_captions")
    of_an_answer = ("change_answer", "accept_answer", "hide_answer", "show_answer")
    return {
        **dict.fromkeys(of_a_recording, (foreign.session.pk, recording.pk)),
        **dict.fromkeys(("session_material", "session_material_remove"), (foreign.session.pk, sheet.pk)),
        **dict.fromkeys(("presenter_material", "presenter_material_remove"), ("presenter", sheet.pk)),
        **dict.fromkeys(of_an_answer, (answer.pk,)),
        **dict.fromkeys(("quiz_attempt", "quiz_overview", "quiz_autosave"), (attempt.public_id,)),
        "quiz_question": (attempt.public_id, 1),
        "quiz_start": (quiz.pk,),
        "refresh_answer": (card.pk,),
        "intention": (module.pk,),
        "follow_path": (path.pk,),
        "stop_following_path": (follow(learner, path).pk,),
    }
