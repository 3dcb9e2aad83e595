"""How far the worker is with a file, told beside the database.

A file is applied in one transaction, so that nobody else sees its rows, and on SQLite nobody else
writes while it lasts. The count therefore stands in a small file in the private storage.
"""

import json
import time
from pathlib import Path
from typing import NamedTuple

from catalogue.models import RegisterUpload
from catalogue.private_storage import private_storage

#: Seconds after which a count that does not move is of a worker that has ended.
STALE = 180.0


class UploadProgress(NamedTuple):
    """Rows done and rows in all."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return 100 * self.done // self.total if self.total else 0


def tell_progress(upload: RegisterUpload, done: int, total: int) -> None:
    """Write down how far it is."""
    path = _path(upload)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps([done, total]))
    beside.replace(path)


def forget_progress(upload: RegisterUpload) -> None:
    """Nothing goes on with it any more."""
    _path(upload).unlink(missing_ok=True)


def read_progress(upload: RegisterUpload) -> UploadProgress | None:
    """Return how far it is, None while nobody works on it."""
    path = _path(upload)
    try:
        if time.time() - path.stat().st_mtime > STALE:
            return None
        return UploadProgress(*json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _path(upload: RegisterUpload) -> Path:
    return Path(private_storage().path(f"{upload.file.name}.progress"))
