from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.account.signals import email_confirmed, user_signed_up

        from .invitations import on_address_proven, on_signed_up
        from .outbox import forget_old_mail, send_due_mail
        from .sweep import regular

        email_confirmed.connect(on_address_proven, dispatch_uid="people.invitations.confirmed")
        user_signed_up.connect(on_signed_up, dispatch_uid="people.invitations.signed_up")
        regular(forget_old_mail)
        # What the other jobs put in the outbox goes out in the same sweep.
        regular(send_due_mail, last=True)
