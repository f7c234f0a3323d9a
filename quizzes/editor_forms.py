"""What an editor's quiz must have before learners meet it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.editor_forms import StepPageForm


class QuizPageForm(StepPageForm):
    """A draft may be unfinished; publishing asks for at least one question or draw, and for
    enough published questions."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        formsets = [self.formsets["items"], self.formsets["draws"]]
        if not self.is_deferred_validation and all(formset.is_valid() for formset in formsets):
            items, draws = (_kept(formset) for formset in formsets)
            self._check_questions([item.question for item in items], draws)
        return cleaned

    def _check_questions(self, questions: list[Any], draws: list[Any]) -> None:
        from .draw import too_small

        if not questions and not draws:
            self.add_error(None, ValidationError(_("Add at least one question before you publish this quiz.")))
        drafts = [question.key for question in questions if not question.live]
        if drafts:
            message = _("Publish these questions first, or take them out of the quiz: %(keys)s.")
            self.add_error(None, ValidationError(message % {"keys": ", ".join(drafts)}))
        for draw in too_small(draws, self._language(), {question.pk for question in questions}):
            message = _("There are not enough published questions for this draw: %(draw)s.")
            self.add_error(None, ValidationError(message % {"draw": draw}))

    def _language(self) -> str:
        """Of the quiz; a new one has that of the module it is made in."""
        page = self.instance if self.instance.locale_id else self.parent_page
        return str(page.locale.language_code)


def _kept(formset: Any) -> list[Any]:
    """The rows of an inline panel as they will be saved."""
    forms = [form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data]
    return [form.instance for form in forms]
