"""Taking a photograph: the one way from an upload to a file of the shop."""

import fcntl
import json
import logging
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

PROGRAM = Path(__file__).with_name("decode.py")
MAX_BYTES = 80 * 1024 * 1024
#: Seconds until the program must have answered, and until it is one's turn: a server waits 30.
ANSWER_WITHIN, TURN_WITHIN = 20, 6

SENTENCES = {
    "unknown": _(
        "This file is no photograph that we can read. Send a JPEG, PNG, WebP, AVIF or HEIC."
    ),
    "broken": _(
        "Only a part of this photograph arrived, or the file is damaged. Please send it again."
    ),
    "bytes": _("This photograph is larger than %(most)d MB. Please send a smaller one."),
    "small": _(
        "This picture is only %(width)d × %(height)d pixels. Please send one whose shorter side has"
        " at least %(least)d pixels."
    ),
    "narrow": _(
        "This picture of %(width)d × %(height)d pixels is a long strip: one side may be at most"
        " %(most)d times the other. Please cut it to what is to be seen."
    ),
    "pixels": _(
        "This %(kind)s has %(megapixels)d million pixels, and we can take %(most)d million."
        " Please send the JPEG of your phone, or make the picture smaller."
    ),
    "progressive": _(
        "This JPEG of %(megapixels)d million pixels is stored in a way that we cannot read in its"
        " full size (“progressive”). Please send the photograph as your phone took it, or make it"
        " smaller."
    ),
    "heavy": _(
        "This picture needs more memory or time than we have for one. Please send it as JPEG, or"
        " make it smaller."
    ),
    "busy": _("Many photographs are arriving just now. Please send this one again in a minute."),
}


class PhotoRefused(ValidationError):
    """Why a file was not taken, in a sentence that says what to do; nothing was stored."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(SENTENCES[reason], code=reason, params=facts)


class AcceptedPhoto(ContentFile):
    """A photograph as the shop stores it: upright sRGB JPEG, shrunk, nothing beside the picture.

    `thumb` is the same at most 160 pixels long, as base64 of a JPEG.
    """

    def __init__(self, content: bytes, thumb: str = "") -> None:
        super().__init__(content, name=f"{uuid.uuid4().hex}.jpg")
        self.thumb = thumb


def accept_photo(upload: File) -> AcceptedPhoto:
    """Return what is to be stored of an upload, under a name that tells nothing.

    The content decides, whatever name and type the sender gave; it is decoded whole, in a process
    of its own that is bounded in memory and time. Raises PhotoRefused.
    """
    return _accepted("accept", upload)


def retake_photo(stored: File) -> AcceptedPhoto:
    """Return the same of a photograph that the shop holds already, however small; PhotoRefused."""
    return _accepted("retake", stored)


def _accepted(verb: str, upload: File) -> AcceptedPhoto:
    if (upload.size or 0) > MAX_BYTES:
        raise PhotoRefused("bytes", most=MAX_BYTES // 1024**2)
    with tempfile.TemporaryDirectory(prefix="photo-") as folder, _as_file(upload) as file:
        answer = _run(verb, file, Path(folder))
        return AcceptedPhoto((Path(folder) / "photo.jpg").read_bytes(), answer["thumb"])


def check_photo(upload: File) -> str:
    """Return "JPEG", "PNG" … of a picture that is whole; PhotoRefused. Nothing is changed."""
    with tempfile.TemporaryDirectory(prefix="photo-") as folder, _as_file(upload) as file:
        return str(_run("check", file, Path(folder))["kind"])


@contextmanager
def sized_photo(file: File) -> Iterator[tuple[dict[str, Any], Path]]:
    """Make every size of a stored photograph in a folder that lasts as long as the context.

    Yields ({"widths": …, "size": …}, folder); raises PhotoRefused.
    """
    with tempfile.TemporaryDirectory(prefix="photo-") as folder, _as_file(file) as source:
        yield _run("sizes", source, Path(folder)), Path(folder)


@contextmanager
def _as_file(upload: File) -> Iterator[IO[bytes]]:
    """Give a real file, so that nothing large passes through this process."""
    path = getattr(upload, "temporary_file_path", None)
    if path is not None:
        with open(path(), "rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as file:
        upload.seek(0)
        for chunk in upload.chunks():
            file.write(chunk)
        upload.seek(0)
        file.seek(0)
        yield file


def _run(verb: str, file: IO[bytes], folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-I", str(PROGRAM), verb, str(folder)]
    with _turn():
        try:
            done = subprocess.run(  # noqa: S603 - our own program, no words of strangers
                command,
                stdin=file,
                capture_output=True,
                timeout=ANSWER_WITHIN,
                env={"MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as error:
            raise PhotoRefused("heavy") from error
    if done.returncode:
        logger.warning("photo program ended with %s: %s", done.returncode, done.stderr[-500:])
        raise PhotoRefused("heavy" if done.returncode < 0 else "broken")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise PhotoRefused(answer.pop("refused"), **answer)
    return answer


@contextmanager
def _turn() -> Iterator[None]:
    """Let one photograph be decoded at a time on this machine, whatever process asks."""
    path = Path(settings.PRIVATE_ROOT)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(path / "photos.lock", "wb") as lock:
        end = time.monotonic() + TURN_WITHIN
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if time.monotonic() > end:
                raise PhotoRefused("busy")
            time.sleep(0.05)
        yield
