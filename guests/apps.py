from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuestsConfig(AppConfig):
    name = "guests"
    verbose_name = _("Guests")

    def ready(self) -> None:
        from cms.content_version import watch
        from people.sweep import regular

        from .fair_play import forget_old_contact_moments
        from .invitations import forget_old_arrivals
        from .models import Enterprise

        watch(Enterprise)
        regular(forget_old_arrivals)
        regular(forget_old_contact_moments)
