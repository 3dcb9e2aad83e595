"""Sessions: an answer that is ready is never thrown away because its session cannot be saved."""

import logging

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

logger = logging.getLogger(__name__)

#: Django reports a lock of SQLite as UpdateError, and that as a session that somebody deleted.
UNSAVED = (SessionInterrupted, UpdateError, OperationalError, InterfaceError)


class AnswerKeepingSessionMiddleware(SessionMiddleware):
    """Sends what a view has answered, with or without its session.

    By then the work is done and committed: an order exists, and an error page would be a lie that
    makes the buyer order again. What is lost with the session can be typed or chosen once more; one
    that was deleted meanwhile (a sign-out elsewhere) stays deleted.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session, or say in the log that it could not be saved."""
        try:
            return super().process_response(request, response)
        except UNSAVED as error:
            logger.warning("a session was not saved: %r", error.__cause__ or error)
            patch_cache_control(response, private=True, no_store=True)
            patch_vary_headers(response, ("Cookie",))
            return response
