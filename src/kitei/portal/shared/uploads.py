"""Uploads: how much is taken in at all. What a file holds is looked at where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any, Final

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

MOST_IN_ALL: Final = (
    42 * 1024 * 1024
)  # bytes of one request with everything in it: two of the largest files and the rest
_FLAG = "kitei.upload_refused"


class Quota(FileUploadHandler):
    """Stops a request that is larger than anything we keep: nothing of its files is stored, not even for a moment.

    The rest is read and thrown away, so that the browser gets our answer and not a broken connection.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._refused = False
        self._taken = 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        """Look at the size that was announced."""
        del input_data, META, boundary, encoding
        self._refused = content_length > MOST_IN_ALL
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on what is within the limit."""
        del start
        self._taken += len(raw_data)
        if self._refused or self._taken > MOST_IN_ALL:
            if self.request is not None:
                self.request.META[_FLAG] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keep nothing: the next handler does."""
        del file_size


def was_refused(request: HttpRequest) -> bool:
    """Whether the files of a request were thrown away because they were too large."""
    bool(request.POST)  # reading it is what takes the files in
    meta: Mapping[str, Any] = request.META
    return bool(meta.get(_FLAG))
