"""Giving out the file of evidence, as people/private_files.py does with every file that is not for everyone."""

from django.http import HttpRequest, HttpResponseBase

from people.private_files import private_file

from .models import Evidence


def evidence_file(request: HttpRequest, evidence: Evidence, back: str) -> HttpResponseBase:
    """What was handed in."""
    return private_file(request, evidence.file, evidence.file_name, evidence.content_type, back)
