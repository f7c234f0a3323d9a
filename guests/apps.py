from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuestsConfig(AppConfig):
    name = "guests"
    verbose_name = _("Guests")

    def ready(self) -> None:
        from wagtail.signals import task_submitted

        from cms.content_version import watch
        from people.sweep import regular

        from .case_pictures import forget_unused_pictures
        from .fair_play import forget_old_contact_moments
        from .final_wording import on_task_started
        from .invitations import forget_old_arrivals
        from .models import CasePicture, Enterprise
        from .session_reminders import mail_session_reminders

        watch(Enterprise)
        watch(CasePicture)
        for job in (
            forget_old_arrivals,
            forget_old_contact_moments,
            forget_unused_pictures,
            mail_session_reminders,
        ):
            regular(job)
        task_submitted.connect(on_task_started, dispatch_uid="guests.final_wording")
