"""The kinds of mail that people may do without.

Sign-in codes and invitations are not among them: without those nobody gets in, so nobody can refuse them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailKind(models.TextChoices):
    """What a mail is about; a person chooses per kind."""

    INTENTION = "intention", _("Your intentions")
    QUESTIONS = "questions", _("Questions about your lessons")
    ANSWERS = "answers", _("Answers to your questions")
    JUDGEMENTS = "judgements", _("Your open answers in quizzes")
    EVIDENCE = "evidence", _("Your evidence of what you learned elsewhere")
    CERTIFICATES = "certificates", _("Your certificates")
    FILES = "files", _("Files that you asked for")
    DUTIES = "duties", _("Courses that you were assigned")
    TEAM = "team", _("Late courses of your team")
    REPORTS = "reports", _("Numbers that you asked for")
    CASES = "cases", _("Texts that you write or review")
    SESSIONS = "sessions", _("Sessions with entrepreneurs")

    @property
    def description(self) -> str:
        """One sentence for the page on which people choose."""
        return str(_DESCRIPTIONS[self])


_DESCRIPTIONS = {
    MailKind.INTENTION: _("We remind you of what you planned to do, a month and three months later."),
    MailKind.QUESTIONS: _("At most once a day: new questions and answers in lessons that you wrote or present."),
    MailKind.ANSWERS: _(
        "At most once a day: new answers to questions that you asked. At once: a reply to your answer in a case."
    ),
    MailKind.JUDGEMENTS: _("We tell you when a person has judged your open answers."),
    MailKind.EVIDENCE: _("We tell you when HR has confirmed your evidence or sent it back."),
    MailKind.CERTIFICATES: _("We tell you when a certificate is replaced or revoked, and before it expires."),
    MailKind.FILES: _("We tell you when a large file that you asked for is ready."),
    MailKind.DUTIES: _("At most once a day: what your organisation asks you to take, and before and after it is due."),
    MailKind.TEAM: _(
        "At most once a day, for managers: who of your team is late with a course, if HR asked for that."
    ),
    MailKind.REPORTS: _("Once a week or month, as you chose: the numbers of a view that you saved."),
    MailKind.CASES: _("We tell you when a case, page or question waits for you, and what became of yours."),
    MailKind.SESSIONS: _(
        "Your place, changes with an entry for your calendar, two reminders before it, and afterwards one question: "
        "how was it?"
    ),
}
