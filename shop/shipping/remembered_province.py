"""Where a visitor's parcels go, remembered once it was said: on a product page or in an order.

A cookie, because there may be neither an account nor a session; it holds a province and nothing
about a person.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from catalogue.models import Province

COOKIE = "giao_den"
SECONDS = 180 * 24 * 3600


def remember_province(response: HttpResponse, province: Province) -> None:
    """Keep the province that was chosen for half a year."""
    response.set_cookie(
        COOKIE,
        province.slug,
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def remembered_slug(request: HttpRequest) -> str:
    """Return the slug that was kept, empty where there is none; anybody may have written it."""
    return request.COOKIES.get(COOKIE, "")


def remembered_province(request: HttpRequest) -> Province | None:
    """Return the province that was kept, with its region; one query where there is one."""
    slug = remembered_slug(request)
    if not slug:
        return None
    return Province.objects.select_related("region").filter(slug=slug[:80]).first()
