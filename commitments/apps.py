from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = _("Commitments")

    def ready(self) -> None:
        from people.sweep import regular

        from .mail_back import mail_due_intentions

        regular(mail_due_intentions)
