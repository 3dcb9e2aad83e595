"""Calendar files of deadlines: of everything that is one's own, or of one certificate."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from catalogue.clock import now, today
from catalogue.models import Certificate
from catalogue.paths import absolute_url
from catalogue.renewals.calendar import CalendarEvent, calendar_response, calendar_text
from catalogue.renewals.deadlines import FILING_OPENS, RenewalDeadlines
from shop.dashboard.renewals.rows import own_certificates, with_deadlines
from shop.users.requests import AuthenticatedHttpRequest

#: How far ahead the calendar of everything reaches; it is downloaded again now and then.
AHEAD = timedelta(days=400)


class RenewalCalendarView(View):
    """The deadlines of the own products or provinces that are still to come."""

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        on = today()
        soon = Q(valid_until__lte=on + AHEAD + FILING_OPENS)
        certificates = with_deadlines(own_certificates(request.user).filter(soon), on)
        events = [
            event
            for event in certificate_events(certificates)
            if on <= (event.last or event.first) and event.first <= on + AHEAD
        ]
        return _answer("han-chung-nhan-ocop.ics", events)


class CertificateCalendarView(View):
    """All deadlines of one certificate, past ones too."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        certificates = own_certificates(request.user).select_related("product", "renewal")
        certificate = get_object_or_404(certificates, pk=pk)
        return _answer(f"han-chung-nhan-{pk}.ics", certificate_events([certificate]))


def certificate_events(certificates: Iterable[Certificate]) -> Iterator[CalendarEvent]:
    """Return the events of certificates; a new end moves an event, because its UID stays."""
    host, url = (
        urlsplit(settings.SITE_URL).hostname,
        absolute_url(reverse("dashboard:renewal-list")),
    )
    for certificate in certificates:
        for name, event in _deadlines(certificate):
            yield replace(event, uid=f"certificate-{certificate.pk}-{name}@{host}", url=url)


def _deadlines(certificate: Certificate) -> Iterator[tuple[str, CalendarEvent]]:
    """Yield each event under its name, which is the same for ever."""
    title, days = certificate.product.title, RenewalDeadlines(certificate.valid_until)
    if not hasattr(certificate, "renewal"):
        yield (
            "filing",
            CalendarEvent(
                first=days.filing_opens,
                last=days.filing_closes,
                summary=_("File for the new rating of “%s”") % title,
                description=_("From the first to the last day of this entry (QĐ 26/2026 Đ.7.6)."),
            ),
        )
        yield (
            "filing-closes",
            CalendarEvent(
                first=days.filing_closes,
                summary=_("Last day to file for the new rating of “%s”") % title,
                description=_("120 days before the certificate ends (QĐ 26/2026 Đ.7.6)."),
            ),
        )
    summary, description = _end_words(certificate, title)
    yield (
        "end",
        CalendarEvent(first=certificate.last_day, summary=summary, description=description),
    )


def _end_words(certificate: Certificate, title: str) -> tuple[str, str]:
    if certificate.extended_until is not None:
        return (
            _("Last day of the extension of “%s”") % title,
            _("At most 180 days after the end (QĐ 26/2026 Đ.12)."),
        )
    if certificate.possible_until > certificate.valid_until:
        return (
            _("Last day on which “%s” certainly holds") % title,
            _("The exact day is not known; it ends until %s at the latest.")
            % f"{certificate.possible_until:%d/%m/%Y}",
        )
    return (
        _("Last day of the certificate of “%s”") % title,
        _("Valid for 36 months (QĐ 26/2026 Đ.4.3)."),
    )


def _answer(filename: str, events: Iterable[CalendarEvent]) -> HttpResponse:
    name = _("Ends of OCOP certificates")
    return calendar_response(filename, calendar_text(name, events, at=now()))
