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

    @property
    def description(self) -> str:
        """One sentence for the page on which people choose."""
        return str(_DESCRIPTIONS[self])


_DESCRIPTIONS = {
    MailKind.INTENTION: _("We remind you of what you planned to do, a month and three months later."),
    MailKind.QUESTIONS: _("At most once a day: new questions and answers in lessons that you wrote or present."),
    MailKind.ANSWERS: _("At most once a day: new answers to questions that you asked."),
}
