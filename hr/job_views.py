"""What every screen with a job in the background answers."""

from django.http import JsonResponse

from .models import Job


def progress_of(job: Job) -> JsonResponse:
    """How far it is, for static/js/job_progress.js."""
    return JsonResponse({"done": job.done, "total": job.total, "waiting": job.is_waiting})
