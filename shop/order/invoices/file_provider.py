"""Trial invoices in the private folder: for the demonstration, and until a provider has a contract.

An invoice is a folder with its words (JSON), its XML and a PDF, made beside and then renamed, so
that it is there whole or not at all, and once.
"""

import hashlib
import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from catalogue.clock import now
from shop.order.documents.invoice_pdf import invoice_pdf
from shop.order.documents.invoice_xml import invoice_xml
from shop.order.invoices.ports import (
    Content,
    InvoiceProviderDown,
    InvoiceRefused,
    ProviderInvoice,
)

FOLDER = "invoices"
_WORDS = "invoice.json"


class FileProvider:
    """Writes invoices that say of themselves that they are a trial; sends nothing anywhere."""

    name = "file"
    is_trial = True

    @property
    def root(self) -> Path:
        return Path(settings.PRIVATE_ROOT) / FOLDER

    def issue(self, key: str, content: Content) -> ProviderInvoice:
        """Write the invoice unless it is there; InvoiceProviderDown where the disk does not take it."""
        reference = f"{content['date'][:4]}/{key}"
        folder = self.root / reference
        try:
            if not folder.exists():
                self._make(folder, key, content)
            made = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
        except OSError as error:
            raise InvoiceProviderDown(f"{type(error).__name__}: {error.strerror}") from error
        if made["content"] != dict(content):
            raise InvoiceRefused("the key stands for another invoice")
        return ProviderInvoice(
            reference=reference,
            lookup_code=made["lookup_code"],
            issued_at=datetime.fromisoformat(made["issued_at"]),
        )

    def read(self, reference: str, kind: str) -> bytes | None:
        """Return the PDF or XML of an invoice that was written."""
        path = (self.root / reference / f"invoice.{kind}").resolve()
        if kind not in ("pdf", "xml") or not path.is_relative_to(self.root.resolve()):
            return None
        return path.read_bytes() if path.is_file() else None

    def _make(self, folder: Path, key: str, content: Content) -> None:
        moment = now()
        words = {
            "key": key,
            "lookup_code": hashlib.sha256(key.encode()).hexdigest()[:10].upper(),
            "issued_at": moment.isoformat(),
            "content": dict(content),
        }
        files = {
            _WORDS: json.dumps(words, ensure_ascii=False, indent=1).encode(),
            "invoice.xml": invoice_xml(content, key=key, is_trial=True),
            "invoice.pdf": invoice_pdf(content, made_at=moment, is_trial=True),
        }
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = folder.parent / f".{key}-{uuid4().hex}"
        try:
            beside.mkdir(mode=0o700)
            for name, data in files.items():
                _write(beside / name, data)
            os.rename(beside, folder)
        except OSError:
            if not folder.exists():  # else somebody was faster, and theirs is read
                raise
        for left in folder.parent.glob(f".{key}-*"):
            shutil.rmtree(left, ignore_errors=True)
        _flush(folder.parent)


def _write(path: Path, data: bytes) -> None:
    """Write a file that only the server's own user may read, down to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
