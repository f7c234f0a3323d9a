from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HrConfig(AppConfig):
    name = "hr"
    verbose_name = _("HR")

    def ready(self) -> None:
        from courses.signals import course_completed, path_completed
        from people.privacy.erasure import when_erasing

        from .api.webhooks import tell_completed
        from .assignments import on_course_completed, on_path_completed
        from .erasing import remove_files

        course_completed.connect(tell_completed, dispatch_uid="hr.api.webhooks")
        course_completed.connect(on_course_completed, dispatch_uid="hr.assignments")
        path_completed.connect(on_path_completed, dispatch_uid="hr.assignments")
        when_erasing(remove_files)
        self._register_jobs()

    def _register_jobs(self) -> None:
        """In the order in which one may need what another did: who works here, what they must do, what is mailed."""
        from people.sweep import regular

        from . import kept
        from .api.webhooks import send_due_deliveries
        from .assignments import keep_duties
        from .bundles import make_bundles
        from .exporting import make_exports
        from .manager_mail import tell_managers
        from .reminders import remind
        from .reports import mail_reports
        from .staff_import.apply import apply_staff_files

        regular(apply_staff_files)
        regular(keep_duties)
        regular(remind)
        regular(tell_managers)
        regular(mail_reports)
        regular(make_bundles)
        regular(make_exports)
        regular(send_due_deliveries)
        kept.register()
