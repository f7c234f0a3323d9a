from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class TranscriptConfig(AppConfig):
    name = "transcript"
    verbose_name = _("Transcript")

    def ready(self) -> None:
        from .evidence import remove_file_after
        from .models import Evidence

        # A row that goes with the account has no other moment than this one.
        post_delete.connect(remove_file_after, sender=Evidence, dispatch_uid="transcript.evidence")
