"""What an editor's course and its steps must have before learners meet them."""

from typing import Any

from django.core.exceptions import ValidationError
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
