"""The largest form with files that is accepted."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

#: Bytes. Larger than the largest picture (10 MB), so that one which is too large is refused beside its field.
LARGEST_FORM = 32 * 1024 * 1024


class BodyLimit(FileUploadHandler):
    """Refuses a form with files if its whole body is longer than `LARGEST_FORM`, before any of it is read.

    Django limits what is not a file by DATA_UPLOAD_MAX_MEMORY_SIZE, but writes files of any size to the disk, whoever
    posts them. `manage.py serve` has refused such a body already; other servers have not.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django calls it so
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if content_length > LARGEST_FORM:
            raise RequestDataTooBig(f"A form of {content_length} bytes was refused.")

    # Files themselves are the next handler's work.

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
