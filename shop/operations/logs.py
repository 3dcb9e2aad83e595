"""What the laptop's server need not say: files that were served well, and visitors who left early."""

import logging

_QUIET = ("GET /static/", "HEAD /static/", "GET /media/", "HEAD /media/")


class OnlyPages(logging.Filter):
    """Lets access lines of pages and of failures through; files and broken pipes pass in silence."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is worth reading."""
        line = record.getMessage()
        failed = getattr(record, "status_code", 200) >= 400
        return failed or not ("Broken pipe" in line or any(each in line for each in _QUIET))
