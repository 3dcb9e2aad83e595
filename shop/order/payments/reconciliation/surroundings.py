"""What may be amiss around the ledger: attempts, events, bank lines, cash that couriers still hold."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from catalogue.clock import now
from shop.order.models import CourierRemittance, ProducerOrder, RemittanceOutcome
from shop.order.payments.reconciliation.findings import BookFault, Finding
from shop.order.settlement import amount_due
from shop.order.states import DELIVERED
from shop.payment.methods import CASH_ON_DELIVERY
from shop.payment.models import AttemptStatus, EventOutcome, PaymentAttempt, ProviderEvent

#: An event or an attempt that waits for longer than this waits for ever.
LONG = timedelta(minutes=30)
#: A provider's page to pay on is gone by then, so no money can come of an attempt.
ATTEMPT_ENDS_AFTER = timedelta(days=2)
#: Couriers pay over within a week.
REMITTED_WITHIN = timedelta(days=7)

logger = logging.getLogger(__name__)


def find_around() -> Iterator[Finding]:
    """Return what is amiss around the ledger."""
    for attempt in stuck_attempts():
        yield Finding(
            BookFault.ATTEMPT_STUCK, attempt.pk, attempt.payment.order.number, int(attempt.amount)
        )
    yield from _events()
    yield from _bank_lines()
    for row in unremitted():
        amount = amount_due(row.order).sellers
        due = sum(seller.due for seller in amount if seller.producer_order == row.pk)
        yield Finding(BookFault.CASH_NOT_REMITTED, row.pk, row.order.number, due, row.seller_name)


def stuck_attempts() -> QuerySet[PaymentAttempt]:
    """Return attempts whose process ended before the provider answered."""
    attempts = PaymentAttempt.objects.filter(
        status=AttemptStatus.STARTED, provider_reference="", created_at__lt=now() - LONG
    )
    return attempts.select_related("payment__order")


def unremitted() -> QuerySet[ProducerOrder]:
    """Return delivered cash parcels that no courier paid for in time; none where no files are read.

    What was picked up was paid to the seller: no courier owes it.
    """
    rows = ProducerOrder.objects.filter(
        status=DELIVERED,
        pickup_address="",
        order__payment__method=CASH_ON_DELIVERY.code,
        transitions__after=DELIVERED,
        transitions__at__lt=now() - REMITTED_WITHIN,
    )
    first = CourierRemittance.objects.order_by("uploaded_at").first()
    if first is None:
        return rows.none()
    paid = (RemittanceOutcome.FULL, RemittanceOutcome.OVER)
    rows = rows.filter(transitions__at__gt=first.uploaded_at - timedelta(days=31))
    rows = rows.exclude(remittance_lines__outcome__in=paid)
    rows = rows.exclude(remittance_lines__settled_at__isnull=False)
    return rows.select_related("order").prefetch_related("order__lines", "order__producer_orders")


def _events() -> Iterator[Finding]:
    for event in ProviderEvent.objects.filter(outcome=EventOutcome.REFUSED):
        yield Finding(BookFault.EVENT_REFUSED, event.pk, detail=f"{event.kind}: {event.problem}")
    waiting = ProviderEvent.objects.filter(
        outcome=EventOutcome.PENDING, received_at__lt=now() - LONG
    )
    for event in waiting:
        yield Finding(BookFault.EVENT_PENDING, event.pk, detail=event.kind)


def _bank_lines() -> Iterator[Finding]:
    """Lines of bank statements that belong to no order and that nobody has put aside."""
    try:
        model: type[Model] = apps.get_model("payment", "BankLine")
    except LookupError:
        return
    for line in model._default_manager.all().unsettled():  # type: ignore[attr-defined]
        yield Finding(
            BookFault.BANK_LINE_UNMATCHED, line.pk, amount=int(line.amount), detail=str(line)
        )


def catch_up() -> list[str]:
    """Ask providers for events that never reached us; return what each answered.

    A provider that is away is asked again the next time; the books are reconciled without it.
    """
    told = []
    for path in settings.PROVIDER_CATCH_UP:
        fetch: Callable[[], int] = import_string(path)
        try:
            number = fetch()
        except Exception:
            logger.warning("reconcile: %s gave no answer", path, exc_info=True)
            continue
        if number:
            told.append(f"{path.rsplit('.', 1)[-1]}: {number}")
    return told
