"""What an editor's course and its steps must have before learners meet them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class StepPageForm(WagtailAdminPageForm):
    """A step opens after another one of its course, and not after one that opens after it."""

    def clean(self) -> dict[str, Any]:
        from .order import check_opens_after

        cleaned: dict[str, Any] = super().clean()
        first = cleaned.get("opens_after")
        if first is not None:
            try:
                check_opens_after(self.instance, first, self.parent_page)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


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
