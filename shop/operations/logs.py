"""Access lines that the development server leaves out."""

import logging

_FILE_PREFIXES = ("GET /static/", "HEAD /static/", "GET /media/", "HEAD /media/")


class PageAndErrorFilter(logging.Filter):
    """Drops the lines of files that were served well and of visitors who left early."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log the line."""
        line = record.getMessage()
        failed = getattr(record, "status_code", 200) >= 400
        return failed or not (
            "Broken pipe" in line or any(prefix in line for prefix in _FILE_PREFIXES)
        )
