"""Health, metrics, and robots.txt."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache

from catalogue.paths import absolute_url, path_in_language
from shop.operations.metrics import all_metrics
from shop.operations.readiness import readiness


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process lives."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the shop can read and write and something is on sale, else 503 and why not."""
    return readiness()


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer the metrics to who knows the token, 404 to anyone else."""
    authorization = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not constant_time_compare(authorization, expected):
        raise Http404
    return HttpResponse(all_metrics(), content_type="text/plain; version=0.0.4; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """Name the sitemap; keep robots out of baskets, orders and the pages of staff."""
    lines = ["User-agent: *"]
    private = ("gio-hang", "thanh-toan", "don-hang", "tai-khoan", "dat-lai-mat-khau", "quan-tri")
    paths = [f"/{word}/" for word in private]
    lines += [
        f"Disallow: {path_in_language(path, code)}"
        for code, _name in settings.LANGUAGES
        for path in paths
    ]
    lines += ["Disallow: /cms/", "Disallow: /django-admin/"]
    lines.append(f"Sitemap: {absolute_url('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
