"""A session with an entrepreneur as a step of a course."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks.video import VideoBlock
from courses.completion_rules import DoneBy
from courses.models import StepPage

from .sessions import Session


class SessionStepPage(StepPage):
    """Come to a session: done by who was there or, if there is a recording, by who watched it and says so.

    Which sessions count is decided in guests/session_step_rules.py.
    """

    class Subject(models.TextChoices):
        COURSE = "course", _("Sessions about this course")
        ANY = "any", _("Every session with an entrepreneur")

    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("What a learner gets out of a session, and how to prepare for it.")
    )
    subject = models.CharField(
        _("which sessions count"), max_length=10, choices=Subject.choices, default=Subject.COURSE
    )
    # Of a session on site and online nobody knows where somebody was, so it counts for both.
    session_kind = models.CharField(
        _("where people meet"),
        max_length=10,
        choices=[(kind.value, kind.label) for kind in (Session.Kind.ONLINE, Session.Kind.ON_SITE)],
        blank=True,
        help_text=_("Empty: it does not matter. A session on site and online counts for both."),
    )
    recording = StreamField(
        [("video", VideoBlock())],
        max_num=1,
        blank=True,
        verbose_name=_("recording"),
        help_text=_(
            "Whoever could not come watches it and says so. Without a recording this step takes a session; if the "
            "step is also needed, nobody finishes the course without one."
        ),
    )

    done_by = DoneBy.ATTENDING
    is_creatable = True
    # What counts does not depend on the language.
    override_translatable_fields: ClassVar[list[Any]] = [
        *StepPage.override_translatable_fields,
        SynchronizedField("subject", overridable=False),
        SynchronizedField("session_kind", overridable=False),
    ]
    content_panels = [
        *StepPage.content_panels,
        *StepPage.step_panels,
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("subject"), FieldPanel("session_kind")]),
        FieldPanel("recording"),
    ]
    search_fields = [*StepPage.search_fields, index.SearchField("intro")]
    template = "guests/session_step_page.html"

    class Meta:
        verbose_name = _("session in a course")
        verbose_name_plural = _("sessions in courses")

    @property
    def marked_by_learner(self) -> bool:
        return bool(self.recording)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from guests.session_steps import session_step_context

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | session_step_context(request.user, self, context["course"], context["enrolment"])
