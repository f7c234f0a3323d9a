from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        from people.sweep import regular

        from . import kept
        from .attempts import close_all_that_are_over

        kept.register()
        regular(close_all_that_are_over)
