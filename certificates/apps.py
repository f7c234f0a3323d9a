from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from courses.signals import course_completed, path_completed

        from .issue import on_course_completed, on_path_completed

        course_completed.connect(on_course_completed, dispatch_uid="certificates.issue")
        path_completed.connect(on_path_completed, dispatch_uid="certificates.issue")
