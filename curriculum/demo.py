"""Two fictional municipalities with people in every role, so that everything can be tried at once."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from commitments.models import Moment
from courses.enrol import enrol
from courses.models import CoursePage, PathPage, StepCompletion, StepPage
from courses.paths import follow
from courses.progress import complete_step
from guests.models import CasePage, Enterprise
from people.models import Department, EmailDomain, Membership, Organisation, User
from people.roles import PlatformRole
from quizzes import attempts
from quizzes.models import QuizPage
from quizzes.snapshot import FrozenQuestion
from quizzes.types.options import right_ids

from .demo_assignments import load_demo_assignments
from .demo_design import load_demo_design
from .demo_evidence import load_demo_evidence
from .demo_intentions import load_demo_intentions
from .demo_meetings import load_demo_meeting
from .demo_questions import load_demo_question
from .demo_scan import load_demo_scan
from .demo_sessions import load_demo_sessions
from .demo_tenders import load_demo_tender

PASSWORD = "leren-doet-leven-2026"  # noqa: S105 - public by design, see DEMO_ACCOUNTS_ALLOWED


@dataclass(frozen=True)
class DemoAccount:
    """An account to try a role with. `role` is the role within `organisation`, when there is one."""

    email: str
    name: str
    what_for: str
    organisation: str = ""
    department: str = ""
    role: str = Membership.Role.MEMBER
    platform_role: PlatformRole | None = None
    administrator: bool = False


RIVIERDAM, ANDERE = "Gemeente Rivierdam (fictief)", "Gemeente Zandhoek (fictief)"

ACCOUNTS = (
    DemoAccount("ambtenaar@demo.example", "Samira El Amrani", "learns", RIVIERDAM, "Inkoop"),
    DemoAccount(
        "leidinggevende@demo.example",
        "Pieter Hoekstra",
        "sees the own department",
        RIVIERDAM,
        "Bedrijfsvoering",
        role=Membership.Role.TEAM_LEAD,
    ),
    DemoAccount("hr@demo.example", "Joke van 't Hof", "follows and exports", RIVIERDAM, "HR", role=Membership.Role.HR),
    DemoAccount("ondernemer@demo.example", "Hanneke Vos", "writes cases", platform_role=PlatformRole.ENTREPRENEUR),
    DemoAccount("redactie@demo.example", "Ruben Dijkman", "edits and reviews", platform_role=PlatformRole.EDITOR),
    DemoAccount("beheer@demo.example", "Mei Lin Chan", "administers", administrator=True),
    DemoAccount(
        "hr@anderegemeente.example",
        "Ahmet Şahin",
        "follows another municipality",
        ANDERE,
        "Personeel",
        role=Membership.Role.HR,
    ),
)

# Department: the one it is part of.
DEPARTMENTS = {
    RIVIERDAM: {"Bedrijfsvoering": "", "Inkoop": "Bedrijfsvoering", "HR": "Bedrijfsvoering", "Sociaal domein": ""},
    ANDERE: {"Personeel": "", "Economie": ""},
}

EVERYTHING = 99

# Colleagues with some learning behind them: name, department, number of steps done (None: not enrolled).
COLLEAGUES = {
    RIVIERDAM: (
        ("Anouk Timmermans", "Inkoop", EVERYTHING),
        ("Bram Willems", "Inkoop", 3),
        ("Çiğdem Yıldız", "Inkoop", 0),
        ("Daan de Boer", "Inkoop", None),
        ("Esther Mulder", "Sociaal domein", 5),
        ("Fatima Benali", "Sociaal domein", None),
        ("Gert-Jan Smit", "HR", 1),
        # With Anouk they are five: of fewer HR sees no means of the self-scan.
        ("Karim Haddad", "Inkoop", EVERYTHING),
        ("Lotte Visser", "Inkoop", EVERYTHING),
        ("Mirjam Kok", "Inkoop", EVERYTHING),
        ("Niels Bakker", "Inkoop", EVERYTHING),
    ),
    ANDERE: (("Hilde Postma", "Economie", 2), ("Ivo Janssen", "Economie", None)),
}

# A colleague who is on the way in the first learning path, too.
FOLLOWS_A_PATH = "Bram Willems"


def load_demo_people() -> None:
    """Organisations, departments, accounts and some progress; existing rows stay as they are."""
    load_demo_design()
    for organisation_name, departments in DEPARTMENTS.items():
        _load_organisation(organisation_name, departments)
    for account in ACCOUNTS:
        _load_account(account)
    enterprise = Enterprise.objects.get(slug="groenwerkers-rivierdam")
    entrepreneur = User.objects.get(email="ondernemer@demo.example")
    enterprise.members.add(entrepreneur)
    CasePage.objects.filter(enterprise=enterprise, owner=None).update(owner=entrepreneur)
    load_demo_tender(enterprise, entrepreneur)
    _load_colleagues()
    load_demo_evidence(User.objects.get(email="ambtenaar@demo.example"))
    load_demo_question(User.objects.get(email="anouk@rivierdam.example"), entrepreneur)
    load_demo_sessions(
        Organisation.objects.get(name=RIVIERDAM),
        User.objects.get(email="hr@demo.example"),
        entrepreneur,
        list(User.objects.filter(email__in=["anouk@rivierdam.example", "bram@rivierdam.example"]).order_by("pk")),
    )
    load_demo_meeting(
        Organisation.objects.get(name=RIVIERDAM),
        User.objects.get(email="hr@demo.example"),
        entrepreneur,
        list(User.objects.filter(email__in=["esther@rivierdam.example", "niels@rivierdam.example"]).order_by("pk")),
    )


def _load_organisation(name: str, departments: dict[str, str]) -> None:
    slug = "rivierdam" if name == RIVIERDAM else "zandhoek"
    organisation, _created = Organisation.objects.get_or_create(name=name, defaults={"slug": slug})
    EmailDomain.objects.get_or_create(domain=f"{slug}.example", defaults={"organisation": organisation})
    for department, parent in departments.items():
        Department.objects.get_or_create(
            organisation=organisation,
            name=department,
            defaults={"parent": Department.objects.get(organisation=organisation, name=parent) if parent else None},
        )


def _load_account(account: DemoAccount) -> User:
    user = _user(account.email, account.name)
    if account.administrator and not user.is_superuser:
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
    if account.platform_role:
        user.groups.add(Group.objects.get(name=account.platform_role.value))
    if account.organisation:
        _member(user, account.organisation, account.department, account.role)
    return user


def _user(email: str, name: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, name=name)
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": True, "verified": True})
    return user


def _member(user: User, organisation_name: str, department: str, role: str) -> None:
    organisation = Organisation.objects.get(name=organisation_name)
    Membership.objects.get_or_create(
        user=user,
        organisation=organisation,
        ended_on=None,
        defaults={
            "department": Department.objects.get(organisation=organisation, name=department),
            "role": role,
        },
    )


def _load_colleagues() -> None:
    course = CoursePage.objects.live().order_by("path").first()
    for organisation, colleagues in COLLEAGUES.items():
        domain = "rivierdam.example" if organisation == RIVIERDAM else "zandhoek.example"
        for name, department, steps in colleagues:
            user = _user(f"{name.split(' ')[0].lower().replace('ç', 'c').replace('ğ', 'g')}@{domain}", name)
            _member(user, organisation, department, Membership.Role.MEMBER)
            if steps is not None and course is not None:
                _learn(user, course, steps)
            if name == FOLLOWS_A_PATH:
                follow(user, PathPage.objects.live().order_by("path")[0])
    if course is not None:
        load_demo_intentions(course)
        load_demo_assignments()


def _learn(user: User, course: CoursePage, steps: int) -> None:
    """Do so many required steps the way people do: mark lessons, and answer the questions of a quiz."""
    enrolment = enrol(user, course)
    load_demo_scan(enrolment, course, Moment.BEFORE)
    if enrolment.follows_a_finished_period or StepCompletion.objects.filter(enrolment=enrolment).exists():
        # Loaded before, and perhaps tried since: that goes on where they left it.
        return
    required = StepPage.objects.descendant_of(course).live().filter(required=True)
    for page in required.order_by("path").specific()[:steps]:
        if isinstance(page, QuizPage):
            _pass(user, page)
        else:
            complete_step(enrolment, page)
    load_demo_scan(enrolment, course, Moment.AFTER)


def _pass(user: User, quiz: QuizPage) -> None:
    try:
        attempt = attempts.start(user, quiz)
    except attempts.AlreadyPassedError:
        return
    attempts.save_answers(attempt, {item["number"]: _right_answer(item) for item in attempt.items})
    attempts.submit(attempt)


def _right_answer(item: FrozenQuestion) -> Any:
    """The final quiz draws from a pool, so any type that stands in one can come."""
    body = item["body"]
    match item["type"]:
        case "numeric":
            return body["answer"]
        case "ordering":
            return body["right"]
        case "matching":
            return {left["id"]: left["right"] for left in body["lefts"]}
        case "multiple_choice":
            return right_ids(body)
    return right_ids(body)[0]
