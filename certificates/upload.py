"""Taking a file that is looked at and forgotten: in memory, up to a bound, never on disk."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

from .file_check import MOST_BYTES

# The rest of the form: its token and the frame around the file.
_ROOM_FOR_THE_FORM = 20_000


class BoundedUploadHandler(MemoryFileUploadHandler):
    """Keeps one file in memory. A longer one is read to its end, so that a browser hears the answer, and dropped."""

    is_too_large = False

    def handle_raw_input(self, input_data: Any, _meta: Any, content_length: int, *_more: Any) -> None:
        self.is_too_large = content_length > MOST_BYTES + _ROOM_FOR_THE_FORM
        self.activated = not self.is_too_large

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_too_large:
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)
