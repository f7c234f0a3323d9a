from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class GuestsConfig(AppConfig):
    name = "guests"
    verbose_name = _("Guests")

    def ready(self) -> None:
        from wagtail.signals import task_submitted

        from cms.content_version import watch
        from cms.search import leave_out
        from courses.signals import enrolled
        from people.privacy.erasure import before_erasing, when_erasing
        from people.sweep import regular

        from . import kept
        from .erasing import forget_at_meetings, meetings_to_come, sessions_to_come
        from .evaluations import mail_how_it_was
        from .final_wording import on_task_started
        from .hidden_cases import hidden_cases
        from .materials import remove_file_after
        from .meeting_outcomes import ask_what_came_of_it
        from .meeting_reminders import mail_meeting_reminders
        from .models import CasePicture, Enterprise, Material
        from .session_reminders import mail_session_reminders
        from .session_steps import on_enrolled

        before_erasing(sessions_to_come)
        before_erasing(meetings_to_come)
        when_erasing(forget_at_meetings)
        watch(Enterprise)
        watch(CasePicture)
        for job in (
            mail_session_reminders,
            mail_how_it_was,
        ):
            regular(job)
        leave_out(hidden_cases)
        enrolled.connect(on_enrolled, dispatch_uid="guests.session_steps")
        for job in (mail_meeting_reminders, ask_what_came_of_it):
            regular(job)
        kept.register()
        # A file that goes with its session has no other moment than this one.
        post_delete.connect(remove_file_after, sender=Material, dispatch_uid="guests.material")
        task_submitted.connect(on_task_started, dispatch_uid="guests.final_wording")
