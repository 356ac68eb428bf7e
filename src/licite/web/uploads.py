"""Files on their way in: kept in memory up to a limit, and known to be too large beyond it."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler


class CappedUploadHandler(MemoryFileUploadHandler):
    """At most FILE_UPLOAD_MAX_MEMORY_SIZE bytes a request; the rest is read and dropped.

    Django's own would leave the whole file out, and the form would say that there was none. A file that passes the
    limit reaches its form empty, with the size of what came: the form refuses it by its size.
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Takes every upload, whatever its announced length."""
        self.activated, self.came = True, 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keeps the chunk while there is room; past the limit nothing of the file is kept."""
        self.came += len(raw_data)
        if self.over():
            self.file.truncate(0)
        else:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """The file; once the request has passed the limit, with the size of all that came."""
        return super().file_complete(self.came if self.over() else file_size)

    def over(self) -> bool:
        """Whether more came than is kept."""
        return self.came > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
