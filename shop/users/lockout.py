"""The answer to a sign-in that was tried too often, on every sign-in page (django-axes)."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from shop.users.phone import normalize_phone


class AttemptRequest(HttpRequest):
    """A request as axes leaves it at a sign-in; only its type is ever asked for."""

    axes_ip_address: str


def attempted_username(request: HttpRequest, credentials: dict | None = None) -> str:
    """Return the name of an account in one spelling, so that spellings are not further tries."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    bare = given.strip().lower()
    return (bare if "@" in bare else normalize_phone(bare) or bare)[:255]


def locked_out_response(
    request: AttemptRequest, response: HttpResponse, credentials: dict | None
) -> HttpResponse:
    """Answer 429 with the page that says when to try again."""
    seconds = _seconds_left(attempted_username(request, credentials), request.axes_ip_address)
    again = timezone.now() + timedelta(seconds=seconds)
    context = {"minutes": -(-seconds // 60), "again_at": again, "noindex": True}
    answer = render(request, "oscar/customer/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def forget_failed_tries(*names: str | None) -> None:
    """Forget the failed tries of an account: by its names, stored with no password."""
    wanted = [name for name in names if name]
    AccessAttempt.objects.filter(username__in=wanted).delete()


def _seconds_left(name: str, ip: str) -> int:
    tries = AccessAttempt.objects.filter(username=name, ip_address=ip)
    newest = tries.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    begun = newest or timezone.now()
    left = settings.AXES_COOLOFF_TIME - (timezone.now() - begun)
    return max(1, int(left.total_seconds()))
