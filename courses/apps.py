from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from cms.content_version import watch

        from . import editing, kept, paths
        from .models import PathItem

        watch(PathItem)
        editing.listen()
        kept.register()
        paths.listen()
