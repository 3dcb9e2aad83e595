"""Maintenance: one switch closes the shop for visitors, while staff work in it."""

import os

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from catalogue.paths import in_every_language
from shop.operations.middleware import STAFF_PATHS, GetResponse
from shop.storefront.error_pages import maintenance

#: Paths of health checks and of sign-in for staff stay open.
OPEN_PATHS = (
    *("/healthz", "/readyz", "/metrics"),
    *in_every_language("/tai-khoan/dang-nhap/"),
    *STAFF_PATHS,
)


def is_on() -> bool:
    """Whether MAINTENANCE says so, or a file of that name lies in the folder `var`.

    The file is looked for at every request: `touch var/maintenance` closes all processes at once.
    """
    return settings.MAINTENANCE or os.path.exists(settings.MAINTENANCE_FILE)


class MaintenanceRequest(HttpRequest):
    """A request as this middleware marks it; only its type is ever asked for."""

    is_closed: bool


class MaintenanceMiddleware:
    """Answers 503 while maintenance is on; staff who are signed in see the shop."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: MaintenanceRequest) -> HttpResponseBase:
        """Turn away visitors without a session before any cached page is shown."""
        request.is_closed = not request.path_info.startswith(OPEN_PATHS) and is_on()
        if request.is_closed and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return maintenance(request)
        return self.get_response(request)

    def process_view(
        self, request: MaintenanceRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Turn away the others once `request.user` is known."""
        if not request.is_closed:
            return None
        try:
            is_staff = request.user.is_authenticated and request.user.is_staff
        except DatabaseError:
            is_staff = False
        return None if is_staff else maintenance(request)
