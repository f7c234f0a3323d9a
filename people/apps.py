from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.account.signals import authentication_step_completed, email_confirmed, user_signed_up

        from .invitations import on_address_proven, on_signed_up
        from .outbox import send_due_mail
        from .privacy import kept, noted
        from .privacy.erasure import before_erasing, when_erasing
        from .privacy.retention import retain_daily
        from .privacy.traces import last_administrator, last_officer, remove_traces
        from .sign_in_code import forget_unproven_password
        from .sweep import regular
        from .workflow_mail import replace_mail_of_wagtail

        email_confirmed.connect(on_address_proven, dispatch_uid="people.invitations.confirmed")
        authentication_step_completed.connect(forget_unproven_password, dispatch_uid="people.sign_in_code")
        user_signed_up.connect(on_signed_up, dispatch_uid="people.invitations.signed_up")
        replace_mail_of_wagtail()
        before_erasing(last_administrator)
        before_erasing(last_officer)
        when_erasing(remove_traces)
        kept.register()
        noted.listen()
        # After the jobs of the other apps: what is over is removed once everything that was due has been done.
        regular(retain_daily)
        # What the other jobs put in the outbox goes out in the same sweep.
        regular(send_due_mail, last=True)
