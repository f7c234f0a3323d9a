from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.account.signals import (
            authentication_step_completed,
            email_confirmed,
            password_changed,
            password_reset,
            password_set,
            user_signed_up,
        )
        from allauth.account.signals import user_logged_in as signed_in_with_allauth
        from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
        from django.contrib.auth.signals import user_logged_in

        from . import checks, second_factor, sessions  # noqa: F401 - registers the checks
        from .invitations import on_address_proven, on_signed_up
        from .outbox import send_due_mail
        from .privacy import kept, noted
        from .privacy.erasure import before_erasing, when_erasing
        from .privacy.retention import retain_daily
        from .privacy.traces import last_administrator, last_officer, remove_traces
        from .sign_in_code import forget_unproven_password
        from .single_sign_on.session import remember_sign_on
        from .sweep import regular
        from .workflow_mail import replace_mail_of_wagtail

        email_confirmed.connect(on_address_proven, dispatch_uid="people.invitations.confirmed")
        authentication_step_completed.connect(forget_unproven_password, dispatch_uid="people.sign_in_code")
        user_signed_up.connect(on_signed_up, dispatch_uid="people.invitations.signed_up")
        user_logged_in.connect(sessions.begin, dispatch_uid="people.sessions.begin")
        authenticator_added.connect(second_factor.on_set_up, dispatch_uid="people.second_factor")
        for changed in (
            password_changed,
            password_reset,
            password_set,
            authenticator_added,
            authenticator_removed,
            authenticator_reset,
        ):
            changed.connect(sessions.end_the_others, dispatch_uid="people.sessions.end_the_others")
        signed_in_with_allauth.connect(remember_sign_on, dispatch_uid="people.single_sign_on")
        replace_mail_of_wagtail()
        before_erasing(last_administrator)
        before_erasing(last_officer)
        when_erasing(remove_traces)
        kept.register()
        noted.listen()
        # After the jobs of the other apps: what is over is removed once everything that was due has been done.
        regular(retain_daily)
        regular(sessions.forget_ended_sessions)
        # What the other jobs put in the outbox goes out in the same sweep.
        regular(send_due_mail, last=True)
