"""What an editor's quiz must have before learners meet it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.editor_forms import StepPageForm


class QuizPageForm(StepPageForm):
    """A draft may be unfinished; publishing asks for at least one question, all of them published."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets["items"]
        if not self.is_deferred_validation and formset.is_valid():
            rows = [form.cleaned_data for form in formset.forms if form not in formset.deleted_forms]
            self._check_questions([row["question"] for row in rows if row.get("question")])
        return cleaned

    def _check_questions(self, questions: list[Any]) -> None:
        if not questions:
            self.add_error(None, ValidationError(_("Add at least one question before you publish this quiz.")))
        drafts = [question.key for question in questions if not question.live]
        if drafts:
            message = _("Publish these questions first, or take them out of the quiz: %(keys)s.")
            self.add_error(None, ValidationError(message % {"keys": ", ".join(drafts)}))
