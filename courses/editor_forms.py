"""What an editor's course and its steps must have before learners meet them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms import WagtailAdminPageForm


class StepPageForm(WagtailAdminPageForm):
    """A step opens after another one of its course, and not after one that opens after it.

    While people have only this step left, making it optional asks for a word that they may finish.
    """

    may_finish_people = forms.BooleanField(required=False, label=gettext_lazy("These people may finish the course"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from .editing import number_finished_without

        super().__init__(*args, **kwargs)
        number = number_finished_without([self.instance]) if self.instance.pk else 0
        if number and "may_finish_people" in self.fields:
            self.fields["may_finish_people"].help_text = _who_would_finish(number)
        else:
            self.fields.pop("may_finish_people", None)

    def clean(self) -> dict[str, Any]:
        from .order import check_opens_after

        cleaned: dict[str, Any] = super().clean()
        first = cleaned.get("opens_after")
        if first is not None:
            try:
                check_opens_after(self.instance, first, self.parent_page)
            except ValidationError as error:
                self.add_error(None, error)
        self._ask_before_people_finish(cleaned)
        return cleaned

    def _ask_before_people_finish(self, cleaned: dict[str, Any]) -> None:
        """A draft decides nothing, so it may be kept without this."""
        asked = cleaned.get("required") is False and "may_finish_people" in self.fields
        if asked and not self.is_deferred_validation and not cleaned.get("may_finish_people"):
            message = _("Tick this box if people may finish the course, or leave the step needed.")
            self.add_error("may_finish_people", ValidationError(message))


def _who_would_finish(number: int) -> str:
    said = ngettext(
        "%(number)s person has done everything else in this course. "
        "This person finishes the course as soon as this step is no longer needed.",
        "%(number)s people have done everything else in this course. "
        "They finish the course as soon as this step is no longer needed.",
        number,
    )
    return said % {"number": number}


class CoursePageForm(WagtailAdminPageForm):
    """Courses to finish first may not ask for this one in their turn."""

    def clean(self) -> dict[str, Any]:
        from .order import check_prerequisite

        cleaned: dict[str, Any] = super().clean()
        for other in cleaned.get("prerequisites") or []:
            try:
                check_prerequisite(self.instance, other)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


class PathPageForm(WagtailAdminPageForm):
    """A draft may be unfinished; publishing asks for a course that has to be finished, and for each course once."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets["items"]
        if not self.is_deferred_validation and formset.is_valid():
            rows = [form.cleaned_data for form in formset.forms if form not in formset.deleted_forms]
            self._check_courses([row for row in rows if row.get("course")])
        return cleaned

    def _check_courses(self, rows: list[dict[str, Any]]) -> None:
        if not rows:
            self.add_error(None, ValidationError(_("Add at least one course before you publish this learning path.")))
        elif not any(row["required"] for row in rows):
            message = _("Mark at least one course as needed. Without one nobody can finish this learning path.")
            self.add_error(None, ValidationError(message))
        keys = [row["course"].translation_key for row in rows]
        twice = {row["course"].title: None for row in rows if keys.count(row["course"].translation_key) > 1}
        if twice:
            titles = ", ".join(f"“{title}”" for title in twice)
            message = _("A course can be in a learning path only once. Take away the double one: %(courses)s.")
            self.add_error(None, ValidationError(message % {"courses": titles}))
