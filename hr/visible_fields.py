"""Who sees which field of a person, and why: one table for the works council, held against the code by tests.

A field that is added to a row, an export, the evidence, the list in a bundle or a mail, and not here, fails
tests/hr/privacy/test_visible_fields.py. The page /privacy/wie-ziet-wat/ is drawn from this.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Audience(TextChoices):
    """Who follows people, and so sees things of them (hr/scope.py)."""

    OFFICER = "officer", _("HR officer")
    LEAD = "lead", _("Team lead")
    MANAGER = "manager", _("Manager")


class Screen(TextChoices):
    """Where it is seen. Looks at each of them are noted (hr/looks.py), but for those of NO_LOOKS."""

    LIST = "list", _("the overview")
    MATRIX = "matrix", _("the table of people × courses")
    EXPORT = "export", _("the file of the overview (CSV, Excel)")
    EVIDENCE = "evidence", _("evidence that someone handed in")
    BUNDLE = "bundle", _("the file with certificates")
    AWARD = "award", _("awarding certificates")
    ASSIGNMENT = "assignment", _("assignments")
    INVITE = "invite", _("inviting people")
    PROGRAM = "program", _("programs of the organisation that HR let in")
    MANAGER_MAIL = "manager_mail", _("the mail about who is late, where HR wants that")


# Inviting shows no learning; what HR let in stands at /hr/koppelingen/; of a mail nobody knows whether it is read.
NO_LOOKS = (Screen.INVITE, Screen.PROGRAM, Screen.MANAGER_MAIL)
_SCREENS = {
    Audience.OFFICER: tuple(screen for screen in Screen if screen != Screen.MANAGER_MAIL),
    Audience.LEAD: (Screen.LIST, Screen.MATRIX, Screen.EXPORT),
    Audience.MANAGER: (Screen.MANAGER_MAIL,),
}


@dataclass(frozen=True)
class VisibleField:
    """A field that someone else sees. code: its names in the code. needs_decision: of the works council."""

    label: Text
    code: tuple[str, ...]
    screens: tuple[Screen, ...]
    why: Text
    needs_decision: bool = False

    def screens_of(self, audience: Audience) -> list[Screen]:
        return [screen for screen in self.screens if screen in _SCREENS[audience]]


_TABLE = (Screen.LIST, Screen.EXPORT)
_PROGRESS = (Screen.LIST, Screen.MATRIX, Screen.EXPORT, Screen.ASSIGNMENT, Screen.PROGRAM)
_FILES = (Screen.EXPORT, Screen.PROGRAM)
_PROOF = (Screen.EVIDENCE,)

VISIBLE_FIELDS = (
    VisibleField(
        _("Name"),
        ("name", "user", "holder_name"),
        (*_PROGRESS, Screen.EVIDENCE, Screen.BUNDLE, Screen.AWARD, Screen.MANAGER_MAIL),
        _("to know whom it is about"),
    ),
    VisibleField(
        _("E-mail address"),
        ("email",),
        (*_FILES, Screen.AWARD, Screen.INVITE),
        _("to award to and invite the right person, and to match files with the personnel system"),
    ),
    VisibleField(_("Personnel number"), ("personnel_number",), _FILES, _("to match files with the personnel system")),
    VisibleField(
        _("Department"),
        ("department",),
        (*_PROGRESS, Screen.EVIDENCE),
        _("to report per department and to tell namesakes apart"),
    ),
    VisibleField(_("Department code"), ("department_code",), _FILES, _("to match files with the personnel system")),
    VisibleField(
        _("Job title and first day of work"),
        ("job_title", "started_on"),
        (Screen.PROGRAM,),
        _("to compare who works here with the personnel system"),
    ),
    VisibleField(
        _("Course"),
        ("course", "course_title"),
        (*_PROGRESS, Screen.BUNDLE, Screen.AWARD, Screen.MANAGER_MAIL),
        _("to know which course it is about"),
    ),
    VisibleField(_("Course code"), ("course_code",), _FILES, _("to match files with the personnel system")),
    VisibleField(
        _("Status"),
        ("status",),
        _PROGRESS,
        _("to follow who has not started, is in progress, is late or has finished; nothing in between"),
    ),
    VisibleField(
        _("Due date"),
        ("due_on",),
        (*_TABLE, Screen.ASSIGNMENT, Screen.PROGRAM, Screen.MANAGER_MAIL),
        _("to know what is asked by when"),
    ),
    VisibleField(
        _("Finished on"),
        ("finished_on", "completed_on", "recorded_at", "on_paper"),
        (*_PROGRESS, Screen.EVIDENCE, Screen.BUNDLE, Screen.AWARD),
        _("to show that it was done in time"),
    ),
    VisibleField(
        _("Valid until"),
        ("valid_until",),
        (*_TABLE, Screen.BUNDLE, Screen.PROGRAM),
        _("to know when a certificate must be renewed"),
    ),
    VisibleField(
        _("Hours"), ("minutes", "hours"), _FILES, _("to account for study time: that of the course, the same for all")
    ),
    VisibleField(
        _("Certificate number"),
        ("certificate", "certificate_number", "grouped_code", "file_name"),
        (*_FILES, Screen.BUNDLE),
        _("to show to an auditor, who can check it with the code"),
    ),
    VisibleField(
        _("Score (percentage)"),
        ("score",),
        _TABLE,
        _("only of a quiz that was passed, and only of the best time"),
        needs_decision=True,
    ),
    VisibleField(
        _("Why something is not asked any more, and what became of the last reminder"),
        ("reason", "mail", "mailed_on"),
        (Screen.ASSIGNMENT,),
        _("to exempt people, and to know that a mail arrived"),
    ),
    VisibleField(
        _("What was learned elsewhere, with the file that shows it"),
        ("title", "provider", "study_time", "uploaded_at", "file_name", "size"),
        _PROOF,
        _("because the person handed it in to be confirmed; withdrawing it removes it"),
    ),
    VisibleField(
        _("Judgement of HR, by whom, when and the remark"),
        ("badge", "get_state_display", "is_waiting", "judged_by", "judged_at", "remark", "pk"),
        _PROOF,
        _("so that it is judged once, and the person reads why"),
    ),
)


def fields_seen(kind: str, with_scores: bool) -> list[Text]:
    """What was to be seen of a person in a look of this kind (hr.models.Look.Kind)."""
    seen = (field for field in VISIBLE_FIELDS if kind in field.screens)
    return [field.label for field in seen if with_scores or not field.needs_decision]


@dataclass(frozen=True)
class Sum:
    """What HR sees of many people together, and never of fewer than five. where: the name of its address."""

    label: Text
    where: str
    why: Text


SUMS = (
    Sum(
        _("How many intentions there are and how they ended"),
        "hr_intentions",
        _("to see whether a course leads to something"),
    ),
    Sum(
        _("What people think they can do before and after a course, on average"),
        "hr_effect",
        _("to see what a course brought about"),
    ),
)


@dataclass(frozen=True)
class NeverSeen:
    """What nobody who follows people sees. fields: where it is kept, as in the data map."""

    label: Text
    fields: tuple[str, ...]


NEVER_SEEN = (
    NeverSeen(
        _("Answers to questions of a quiz, and how sure someone was"),
        ("quizzes.Answer.value", "quizzes.Answer.confidence"),
    ),
    NeverSeen(_("Scores of quizzes that were not passed"), ("quizzes.Attempt.score",)),
    NeverSeen(
        _("How many attempts someone made, and how many failed"), ("quizzes.Attempt.number", "quizzes.Attempt.passed")
    ),
    NeverSeen(
        _("How long someone worked on a quiz, and when"), ("quizzes.Attempt.started_at", "quizzes.Attempt.finished_at")
    ),
    NeverSeen(
        _("Which steps were done, when, and where someone left off"),
        ("courses.StepCompletion.completed_at", "courses.Position.step_key"),
    ),
    NeverSeen(_("When someone signed in"), ("people.User.last_login",)),
    NeverSeen(_("Notes and reflections"), ("courses.Note.text",)),
    NeverSeen(
        _("The words of an intention, and whose it is"),
        ("commitments.Intention.text", "commitments.IntentionReport.remark"),
    ),
    NeverSeen(_("Answers to the self-scan of one person"), ("commitments.ScanAnswer.value",)),
    NeverSeen(_("Own plans: the day by which someone wants to have finished"), ("courses.Enrolment.target_date",)),
    NeverSeen(_("Extra time for quizzes"), ("quizzes.ExtraTime.percentage",)),
    NeverSeen(_("Time spent on a page: it is not measured at all"), ()),
)


@dataclass(frozen=True)
class SeenByOthers:
    """What people see who do not follow anyone."""

    who: Text
    what: Text
    why: Text


SEEN_BY_OTHERS = (
    SeenByOthers(
        _("Who takes the same course, its hosts and editors"),
        _("a question or answer that someone writes at a lesson, with name and organisation"),
        _("it says so where one writes it"),
    ),
    SeenByOthers(
        _("Whoever has the code of a certificate"),
        _("name, course and day, as on the certificate"),
        _("so that a certificate can be checked"),
    ),
    SeenByOthers(
        _("Editors who judge open answers"),
        _("the answer, without a name"),
        _("because software cannot judge it"),
    ),
    SeenByOthers(
        _("Whoever organises a session that someone signs up for"),
        _("the name, and whether they were there; then what they wrote of it, without a name and five at a time"),
        _("to receive people, and to make the next session better"),
    ),
    SeenByOthers(
        _("The entrepreneur who presents a session"),
        _("how many come; a name only of who ticked that it may be seen"),
        _("to prepare the session"),
    ),
    SeenByOthers(
        _("The entrepreneur who wrote a case"),
        _("an answer to its question, without a name; how many read it and found it useful, per five people"),
        _("to know what the case brings about"),
    ),
    SeenByOthers(
        _("Administrators of the platform"),
        _("accounts, memberships, the register of certificates, extra time, and whether a mail was sent"),
        _("to help people and to correct mistakes; extra time is given by them"),
    ),
    SeenByOthers(
        _("Whoever organises a meeting with SMEs at which someone is host of a table, and who comes to that table"),
        _("the organiser the name and e-mail address; who comes to the table the name"),
        _("to make the table plan, and to know who sits there"),
    ),
    SeenByOthers(_("HR and team leads of another organisation"), _("nothing"), _("they follow their own people only")),
)

# Mails of HR: the variables each of them may name (templates/hr/email/).
MAILS: dict[str, frozenset[str]] = {
    # To who follows people: what was asked for, where it is, and numbers; nothing about a colleague.
    "bundle.txt": frozenset({"user.get_full_name", "made", "days", "link"}),
    "export.txt": frozenset({"user.get_full_name", "made.organisation", "days", "link"}),
    "report.txt": frozenset({"view.name", "organisations", "people", "courses", "status.label", "number", "link"}),
    # To managers: who is late, with what.
    "team.txt": frozenset({"line.name", "line.title", "line.due_on"}),
    "team_subject.txt": frozenset({"lines"}),
    # To the person themselves.
    "duties.txt": frozenset(
        {"user.get_full_name", "line.asked.title", "line.asked.organisation", "line.asked.link", "line.due_on"}
    ),
    "duties_subject.txt": frozenset(),
}
