"""Messages of payment providers that do not fit or wait, and disputes that nobody has decided."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.generic import ListView

from shop.order.payments.card.inbox import retry_events
from shop.payment.models import Dispute, EntryKind, EventOutcome, LedgerEntry, ProviderEvent

PER_PAGE = 40


class ProviderEventListView(ListView):
    """What was refused, with why, and what waits; POST makes one, or all, due again at once."""

    template_name = "oscar/dashboard/payments/event_list.html"
    context_object_name = "events"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[ProviderEvent]:
        waits = Q(outcome=EventOutcome.PENDING, attempts__gt=0)
        return ProviderEvent.objects.filter(waits | Q(outcome=EventOutcome.REFUSED)).order_by("-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add disputes, and money that banks took back and not brought back without a dispute we know."""
        won = LedgerEntry.objects.filter(
            kind=EntryKind.CHARGEBACK_WON, reference=OuterRef("reference")
        )
        gone = LedgerEntry.objects.filter(kind=EntryKind.CHARGED_BACK).exclude(Exists(won))
        gone = gone.exclude(reference__in=Dispute.objects.values("reference"))
        return super().get_context_data(**kwargs) | {
            "disputes": Dispute.objects.select_related("payment__order")[:PER_PAGE],
            "gone": gone.select_related("payment__order").order_by("-pk")[:PER_PAGE],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the worker try again within seconds; what still does not fit comes back here."""
        events = ProviderEvent.objects.all()
        if request.POST.get("event") != "all":
            number = request.POST.get("event", "")
            events = events.filter(pk=int(number) if number.isdecimal() else 0)
        count = retry_events(events)
        text = ngettext(
            "%(count)d message is tried again within a minute.",
            "%(count)d messages are tried again within a minute.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect("dashboard:provider-event-list")
