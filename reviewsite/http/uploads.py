"""The bound on what a form may send."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class BodyLimit(FileUploadHandler):
    """Refuses a form with files above DATA_UPLOAD_MAX_MEMORY_SIZE before any of it is read.

    Django bounds forms without files by that setting, but would write files of any size to the disk, for
    anybody who posts to any address.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  Django calls it so
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if limit is not None and content_length > limit:
            raise RequestDataTooBig(f"A form of {content_length} bytes was refused.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
