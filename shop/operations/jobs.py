"""Jobs of the worker that are commands of Django and Wagtail; see settings.WORKER_JOBS."""

from io import StringIO

from django.core.management import call_command


def clear_sessions() -> None:
    """Delete sessions that have ended."""
    call_command("clearsessions", verbosity=0)


def tidy_uploads() -> None:
    """Bring uploaded files into order, and delete those that nobody came back for."""
    call_command("tidy_uploads", stdout=StringIO())
