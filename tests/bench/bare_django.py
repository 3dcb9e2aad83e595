"""A Django site with one view and nothing else: what any page costs at least.

Sends the bytes of the file named by BARE_BODY, compressed already, with the headers of a page.
"""

import os
from pathlib import Path

from django.conf import settings

settings.configure(
    SECRET_KEY="only-for-a-measurement",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
)

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

BODY = Path(os.environ["BARE_BODY"]).read_bytes()


def page(request):
    """Return the bytes."""
    return HttpResponse(BODY, headers={"Content-Encoding": "br", "Content-Length": len(BODY)})


urlpatterns = [path("", page)]
application = get_wsgi_application()
