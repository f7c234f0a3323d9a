from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from people.sweep import job_done

        from . import checks  # noqa: F401 - registers itself
        from .heartbeat import on_job_done

        job_done.connect(on_job_done, dispatch_uid="operations.heartbeat")
