"""Whether this server may be sent shoppers: can it read, and can it write where it must."""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import JsonResponse

from catalogue.clock import now
from catalogue.models import Product
from search.engines.select import answering_engine
from shop.operations.models import WriteProbe

MEGABYTE = 1024 * 1024
#: Seconds for which a proof of writing is good: anybody may ask, and writing is not for nothing.
PROOF_LIFETIME = 5.0
#: Milliseconds that the proof waits for another writer on SQLite; busy is not broken.
SQLITE_PATIENCE = 500

_proof: tuple[float, list[str]] = (0.0, [])


def readiness() -> JsonResponse:
    """Return 200 and who answers searches, or 503, what is missing and why.

    A cluster that is away is no reason to send shoppers elsewhere: the database answers searches.
    """
    try:
        on_sale = Product.objects.public().exists()
    except Error as error:
        return _not_ready("database", [type(error).__name__])
    reasons = write_failures()
    if reasons:
        return _not_ready("storage", reasons)
    if not on_sale:
        return _not_ready("catalogue", [])
    return JsonResponse(
        {"ready": True, "database": connection.vendor, "search": answering_engine()}
    )


def write_failures() -> list[str]:
    """Return where this server cannot write, and why; tried anew every PROOF_LIFETIME seconds."""
    global _proof
    tried_at, reasons = _proof
    if tried_at and time.monotonic() - tried_at < PROOF_LIFETIME:
        return reasons
    reasons = [reason for name, folder in _folders() for reason in _folder_failure(name, folder)]
    reasons += _database_failure()
    _proof = (time.monotonic(), reasons)
    return reasons


def _not_ready(missing: str, reasons: list[str]) -> JsonResponse:
    return JsonResponse({"ready": False, "missing": missing, "reasons": reasons}, status=503)


def _folders() -> list[tuple[str, Path]]:
    """Return the folders that the shop writes to, by the name an operator knows them by."""
    folders = [("var", Path(settings.VAR_DIR)), ("media", Path(settings.MEDIA_ROOT))]
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        folders.append(("database", Path(connection.settings_dict["NAME"]).parent))
    return folders


def _folder_failure(name: str, folder: Path) -> Iterator[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free // MEGABYTE
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".readyz-") as written:
            written.write(b"0" * 4096)
            written.flush()
            os.fsync(written.fileno())
    except OSError as error:
        yield f"{name}: {error.strerror or type(error).__name__}"
        return
    if free < settings.READY_FREE_MB:
        yield f"{name}: {free} MB free, {settings.READY_FREE_MB} asked for"


def _database_failure() -> list[str]:
    try:
        with _little_patience():
            WriteProbe.objects.update_or_create(pk=1, defaults={"written_at": now()})
    except Error as error:
        if _is_busy(error):
            return []
        why = error if connection.vendor == "sqlite" else type(error).__name__  # names no host
        return [f"database: {why}"]
    return []


@contextmanager
def _little_patience() -> Iterator[None]:
    """On SQLite wait half a second for another writer, not as long as an order would."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {SQLITE_PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _is_busy(error: Error) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
