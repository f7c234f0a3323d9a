from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuestsConfig(AppConfig):
    name = "guests"
    verbose_name = _("Guests")

    def ready(self) -> None:
        from cms.content_version import watch
        from people.sweep import regular

        from .models import Enterprise
        from .session_reminders import mail_session_reminders

        watch(Enterprise)
        regular(mail_session_reminders)
