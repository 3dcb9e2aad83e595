"""What logs may hold: no URL that opens something by itself; and lines the laptop leaves out."""

import logging
import re
from urllib.parse import quote, unquote, urlsplit

_FILE_PREFIXES = ("GET /static/", "HEAD /static/", "GET /media/", "HEAD /media/")
#: The parts of our URLs that are followed by a secret; a test walks the URLconf for others.
SECRET_AFTER = (
    "/don-hang/",
    "/hoi-nguoi-ban/",
    "/bao-sao-sai/",
    "/nguoi-ban/loi-moi/",
    "/nguoi-ban/thong-bao/thoi/",
    "/nguoi-ban/tai-khoan-nhan-tien/",
    "/dat-lai-mat-khau/dat/",
    "/tai-khoan/xac-nhan-email/",
    "/tai-khoan/viet-tiep/",
    "/tai-khoan/nhac-hang/xac-nhan/",
    "/tai-khoan/nhac-hang/thoi/",
)
#: Shorter parts of a path are words ("tra-cuu"), not signatures.
SECRET_LENGTH = 20
_SECRET = re.compile(
    f"({'|'.join(map(re.escape, SECRET_AFTER))})"
    rf"(?:[^/\s?#'\"]{{1,40}}/)??[^/\s?#'\"]{{{SECRET_LENGTH},}}"
)


def without_secrets(text: str) -> str:
    """Return a path, or a line of a log, with "***" in the place of what opens something."""
    return _SECRET.sub(r"\1***", text)


def loggable_path(uri: str) -> str:
    """Return the path of a raw URI without secrets; what follows "?" is left out.

    Queries hold what people look for, with their phone numbers and names, and places to return to.
    """
    return quote(without_secrets(unquote(urlsplit(uri).path)), safe="/:*") or "/"


class SecretFreeFormatter(logging.Formatter):
    """Writes a line, with traceback and all, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class PageAndErrorFilter(logging.Filter):
    """Drops the lines of files that were served well and of visitors who left early."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log the line."""
        line = record.getMessage()
        failed = getattr(record, "status_code", 200) >= 400
        return failed or not (
            "Broken pipe" in line or any(prefix in line for prefix in _FILE_PREFIXES)
        )
