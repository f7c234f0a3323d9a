from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from courses.signals import course_completed, path_completed
        from people.privacy.erasure import when_erasing
        from people.sweep import regular

        from . import guard
        from .drawing import draw_due
        from .erasing import pseudonymise
        from .issue import on_course_completed, on_path_completed
        from .news import tell_what_expires

        course_completed.connect(on_course_completed, dispatch_uid="certificates.issue")
        path_completed.connect(on_path_completed, dispatch_uid="certificates.issue")
        post_migrate.connect(guard.install, sender=self, dispatch_uid="certificates.guard")
        when_erasing(pseudonymise)
        regular(draw_due)
        regular(tell_what_expires)
