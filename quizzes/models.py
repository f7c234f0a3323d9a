"""Question bank, quizzes and attempts."""

from django.utils.translation import gettext_lazy as _

from courses.models import StepPage


class QuizPage(StepPage):
    """A step that is done by passing it."""

    marked_by_learner = False
    is_creatable = True

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
