"""Photos and papers as they come in: held in memory, for what a reporter sends must not touch the disk before it is sealed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from medemens.casework.enclosures import MOST_BYTES, Enclosure, Refused, made_safe
from medemens.common.questions import Text

MOST_AT_ONCE = 5
"""Files with one form."""
MOST_TOGETHER = 40_000_000
"""Bytes of all files of one form: what one request may take of the memory."""

TOO_MANY = format_lazy(_("You can send {number} files at once. You can add more in your mailbox later."), number=MOST_AT_ONCE)

View = Callable[..., HttpResponse]


class InMemory(FileUploadHandler):
    """Keeps files in memory. Of a file that is too large only as much is kept as shows that it is."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._together = 0

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """A file begins; no other handler, that would write it down, gets to see it."""
        super().new_file(*arguments, **named)
        self._content = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of the file."""
        if self._content.tell() <= MOST_BYTES and self._together <= MOST_TOGETHER:
            self._content.write(raw_data)
            self._together += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file has ended. Its true size goes along, so that it is seen when not all was kept."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )


def in_memory(view: View) -> View:
    """For a view that takes files: they stay in memory. It must be the outermost decorator but for `audience`."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        # The protection against forged forms reads the form, so the handlers must be set before it looks.
        request.upload_handlers = [InMemory(request)]
        response: HttpResponse = csrf_protect(view)(request, *arguments, **named)
        return response

    return answer


@dataclass(frozen=True)
class Taken:
    """What was made of the files: those made safe, and those refused, by the name that their sender knows them by."""

    enclosures: tuple[Enclosure, ...] = ()
    refused: tuple[tuple[str, Text], ...] = ()


def taken(request: HttpRequest, name: str, *, first: int = 1) -> Taken:
    """Makes the files of a form safe. `first` is the number of the first one in the case."""
    enclosures: list[Enclosure] = []
    refused: list[tuple[str, Text]] = []
    files: Sequence[Any] = request.FILES.getlist(name)
    for place, file in enumerate(files):
        try:
            if place >= MOST_AT_ONCE:
                refused.append((str(file.name), TOO_MANY))
                continue
            if file.size > MOST_BYTES or _together(files[: place + 1]) > MOST_TOGETHER:
                raise Refused("too-large")
            enclosures.append(made_safe(file.read(), number=first + len(enclosures)))
        except Refused as wrong:
            refused.append((str(file.name), wrong.message))
    return Taken(tuple(enclosures), tuple(refused))


def _together(files: Sequence[Any]) -> int:
    return sum(file.size for file in files)
