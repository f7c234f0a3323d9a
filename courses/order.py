"""What comes before what, as an editor may set it: never in a circle, never from another course.

Asked of the editor's form only: an order that went wrong because another page changed must not stop a
page from being published, and locks nobody out (completion_rules.py).
"""

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page

from .completion_rules import leads_to
from .enrol import prerequisite_keys
from .models import CoursePage, StepPage


def check_opens_after(step: StepPage, first: StepPage, parent: Page) -> None:
    """Raises ValidationError when `step`, in the module `parent`, cannot open after `first`."""
    course = CoursePage.objects.ancestor_of(parent).get()
    pages = StepPage.objects.descendant_of(course).annotate(first_key=F("opens_after__translation_key"))
    after = {page.translation_key: [page.first_key] if page.first_key else [] for page in pages}
    if first.translation_key not in after:
        raise ValidationError({"opens_after": _("Choose a step of this course.")})
    if leads_to(first.translation_key, step.translation_key, after):
        message = _("“%(step)s” itself opens after this step. Nobody could do either of them.")
        raise ValidationError({"opens_after": message % {"step": first.title}})


def check_prerequisite(course: CoursePage, other: CoursePage) -> None:
    """Raises ValidationError when `other` cannot be asked for before `course`."""
    if leads_to(other.translation_key, course.translation_key, prerequisite_keys()):
        message = _("“%(course)s” itself asks for this course first. Nobody could start either of them.")
        raise ValidationError({"prerequisites": message % {"course": other.title}})
