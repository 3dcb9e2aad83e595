"""Health for whoever watches the site, and the word to robots."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from catalogue.models import Product


@never_cache
def healthz(request):
    """Answer 200 while the process lives."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request):
    """Answer 200 when the database answers and something is on sale, else 503 and what is missing."""
    try:
        on_sale = Product.objects.public().exists()
    except Exception:
        return JsonResponse({"ready": False, "missing": "database"}, status=503)
    if not on_sale:
        return JsonResponse({"ready": False, "missing": "catalogue"}, status=503)
    return JsonResponse({"ready": True, "database": connection.vendor})


def robots(request):
    """Name the sitemap; keep robots out of baskets, orders and back offices."""
    lines = ["User-agent: *"]
    private = ("gio-hang", "thanh-toan", "don-hang", "tai-khoan", "quan-tri", "cms", "django-admin")
    lines += [f"Disallow: /{word}/" for word in private]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
