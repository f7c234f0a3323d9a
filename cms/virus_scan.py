"""Whether a file that somebody hands in holds a virus: asked of the scanner clamd, where one is set (VIRUS_SCANNER).

What cannot be scanned is not taken: a scanner that is down must not open the door.
"""

import logging
import socket
import struct
from contextlib import closing

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.forms import FileField, ImageField
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField

logger = logging.getLogger(__name__)

# In seconds, for each step; a scan of 500 MB takes a minute.
_PATIENCE = 90
_CHUNK = 64 * 1024


def scan_every_upload() -> None:
    """Every field for a file asks it, also those of Wagtail: what a new form takes is scanned by itself."""
    for field in (FileField, ImageField, WagtailImageField):
        field.default_validators = [*field.default_validators, refuse_infected]


def refuse_infected(upload: File) -> None:
    """Raises ValidationError for a file with a virus, and for any file while the scanner does not answer."""
    if not settings.VIRUS_SCANNER:
        return
    try:
        verdict = _verdict(upload)
    except (OSError, ValueError) as problem:
        logger.exception("The virus scanner at %s does not answer.", settings.VIRUS_SCANNER)
        raise ValidationError(
            _("This file cannot be checked for viruses at this moment. Try again later."), code="not_scanned"
        ) from problem
    if verdict.endswith("FOUND"):
        logger.warning("The virus scanner refused a file: %s", verdict)
        raise ValidationError(
            _("There is a virus in this file. It was not kept. Have your computer checked, or choose another file."),
            code="infected",
        )
    if not verdict.endswith("OK"):
        # Such as "INSTREAM size limit exceeded. ERROR".
        logger.error("The virus scanner did not scan a file: %s", verdict)
        raise ValidationError(
            _("This file cannot be checked for viruses. Choose a smaller file, or tell who manages this website."),
            code="not_scanned",
        )


def _verdict(upload: File) -> str:
    """What clamd says of the content (clamd(8), INSTREAM): "stream: OK", "stream: <name> FOUND" or an error."""
    upload.seek(0)
    with closing(_connected(settings.VIRUS_SCANNER)) as connection:
        connection.sendall(b"zINSTREAM\0")
        while piece := upload.read(_CHUNK):
            connection.sendall(struct.pack("!I", len(piece)) + piece)
        connection.sendall(struct.pack("!I", 0))
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    upload.seek(0)
    return answer.decode("utf-8", "replace").strip("\0 \n")


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_PATIENCE)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_PATIENCE)
