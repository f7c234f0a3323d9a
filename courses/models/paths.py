"""A learning path: courses in an order, for one kind of work. Following it and finishing it are rows."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from cms.choice_list import ChoiceListField
from cms.models import BasePage
from courses.editor_forms import PathPageForm
from courses.facets import TargetGroup

from .pages import CoursePage


class PathPage(BasePage):
    """Which courses belong together, and for whom. Finished when its required courses are."""

    summary = models.CharField(_("summary"), max_length=250)
    audience = models.CharField(_("for whom"), max_length=250, blank=True)
    target_groups = ChoiceListField(_("target groups"), options=TargetGroup.choices)
    certificate_months = models.PositiveSmallIntegerField(
        _("certificate valid for, in months"), null=True, blank=True, help_text=_("Empty: valid without end.")
    )

    base_form_class = PathPageForm
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("target_groups"),
        FieldPanel("certificate_months"),
        InlinePanel("items", heading=_("Courses"), label=_("Course")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("summary", boost=2)]
    template = "courses/path_page.html"

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from courses.path_study import path_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | path_context(request.user, self)


class PathItem(Orderable):
    """The place of a course in a path."""

    path = ParentalKey(PathPage, on_delete=models.CASCADE, related_name="items")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+", verbose_name=_("course"))
    required = models.BooleanField(_("needed to finish the path"), default=True)

    panels = [PageChooserPanel("course"), FieldPanel("required")]

    class Meta(Orderable.Meta):
        verbose_name = _("course in a path")
        verbose_name_plural = _("courses in paths")

    def __str__(self) -> str:
        return str(self.course)


class PathEnrolment(models.Model):
    """Someone follows a path. `path_key` is the path in all its languages."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="path_enrolments", verbose_name=_("learner")
    )
    path = models.ForeignKey(
        PathPage, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("learning path")
    )
    path_key = models.UUIDField(editable=False)
    enrolled_at = models.DateTimeField(_("enrolled at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("enrolment in a path")
        verbose_name_plural = _("enrolments in paths")
        constraints = [models.UniqueConstraint(fields=["user", "path_key"], name="courses_path_enrolled_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.path}"


class PathCompletion(models.Model):
    """Someone finished a path. Whatever an editor adds later, this stays."""

    enrolment = models.OneToOneField(PathEnrolment, on_delete=models.CASCADE, related_name="completion")
    revision_id = models.PositiveBigIntegerField(null=True, editable=False)
    study_minutes = models.PositiveIntegerField(_("study time in minutes"), editable=False)
    completed_at = models.DateTimeField(_("finished at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("finished path")
        verbose_name_plural = _("finished paths")

    def __str__(self) -> str:
        return str(self.enrolment)
