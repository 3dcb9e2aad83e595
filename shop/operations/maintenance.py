"""Closed for work: one switch, a page that says so, and an open door for those who work."""

import os

from django.conf import settings
from django.db import DatabaseError

from shop.operations.middleware import BACK_OFFICE
from shop.storefront.error_pages import maintenance

#: Watchers of the process and the ways in for staff stay open.
OPEN = ("/healthz", "/readyz", "/metrics", "/tai-khoan/dang-nhap/", *BACK_OFFICE)


def is_on() -> bool:
    """Whether MAINTENANCE says so, or a file of that name lies in the folder `var`.

    The file is looked for at every request: `touch var/maintenance` closes all processes at once.
    """
    return settings.MAINTENANCE or os.path.exists(settings.MAINTENANCE_FILE)


class MaintenanceMiddleware:
    """Answers 503 while maintenance is on; staff who are signed in see the shop."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Turn away who has no session at once, before any page that is kept is shown."""
        request.closed = not request.path_info.startswith(OPEN) and is_on()
        if request.closed and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return maintenance(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Turn away the others once it is known who they are."""
        if not request.closed:
            return None
        try:
            is_staff = request.user.is_authenticated and request.user.is_staff
        except DatabaseError:
            is_staff = False
        return None if is_staff else maintenance(request)
