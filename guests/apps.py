from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class GuestsConfig(AppConfig):
    name = "guests"
    verbose_name = _("Guests")

    def ready(self) -> None:
        from wagtail.signals import task_submitted

        from cms.content_version import watch
        from people.sweep import regular

        from .fair_play import forget_old_contact_moments
        from .final_wording import on_task_started
        from .invitations import forget_old_arrivals
        from .materials import remove_file_after
        from .models import CasePicture, Enterprise, Material
        from .presenter_links import forget_presenting
        from .session_reminders import mail_session_reminders

        watch(Enterprise)
        watch(CasePicture)
        for job in (forget_old_arrivals, forget_old_contact_moments, mail_session_reminders):
            regular(job)
        regular(forget_presenting)
        # A file that goes with its session has no other moment than this one.
        post_delete.connect(remove_file_after, sender=Material, dispatch_uid="guests.material")
        task_submitted.connect(on_task_started, dispatch_uid="guests.final_wording")
