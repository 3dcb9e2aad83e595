"""Sending refunds: by the provider's machine, in the worker, or by a person at the shop's bank.

SENDING is written down before anybody is asked, and the ledger only once the money has gone. A
process may be killed between any two steps: the next turn asks again with the same key, and the
provider's own reference makes the entry one.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.due_moments import due_condition, is_due
from shop.mail.outbox import enqueue_email, enqueue_email_again
from shop.order.emails.refund import REFUND_FAILED, REFUND_SENT
from shop.order.exceptions import RefundRefused
from shop.order.invoices.services import follow_taken_back
from shop.order.models import ProducerOrder, ReturnRequest, ReturnStatus
from shop.order.payments.refunds import lock_refund, move_refund
from shop.order.payments.services import settle_order
from shop.payment.ledger import LedgerMismatch, balance_of, record_entry
from shop.payment.models import EntryKind, Refund, RefundItem, RefundStatus, RefundTransition
from shop.payment.ports import ProviderUnavailable, refund_port
from shop.users.models import User

#: Refunds begun at one turn of the worker.
BATCH = 20
#: How long one try has; the next one waits twice as long, up to an hour.
FIRST_TRY, LONGEST = timedelta(minutes=1), timedelta(hours=1)

logger = logging.getLogger(__name__)


def send_due() -> str:
    """Send what is agreed to and whose provider can be asked by machine; return the trouble, if any.

    Safe in several workers and after a kill: a try that was cut off is made again when its time is
    over.
    """
    trouble = ""
    due = Refund.objects.filter(
        due_condition("due_at", LONGEST),
        status__in=[RefundStatus.APPROVED, RefundStatus.SENDING],
        method__in=settings.REFUND_PORTS,
    )
    for refund in due.order_by("pk")[:BATCH]:
        trouble = send_refund(refund=refund) or trouble
    return trouble


def send_refund(*, refund: Refund) -> str:
    """Ask the provider for one refund; return the trouble, if any. Call it outside of a transaction."""
    begun = begin_sending(refund=refund)
    if begun is None:
        return ""
    port = refund_port(begun.method)
    if port is None or begun.original is None:
        return ""
    try:
        outcome = port.send(begun, original_reference=begun.original.reference)
    except ProviderUnavailable as error:
        note_trouble(refund=begun, trouble=str(error) or type(error).__name__)
        return type(error).__name__
    if outcome.error:
        fail_refund(refund=begun, why=outcome.error)
    elif outcome.is_done:
        complete_refund(refund=begun, reference=outcome.reference)
    else:
        note_trouble(refund=begun, trouble="", reference=outcome.reference)
    return ""


@transaction.atomic
def begin_sending(*, refund: Refund, by: User | None = None) -> Refund | None:
    """Write down that a refund is being sent; None when it is not its time, or it has gone.

    The worker may take up what was cut off; a person never begins what another has begun.
    """
    refund = lock_refund(refund)
    moment = now()
    open_to = (RefundStatus.APPROVED,) if by else (RefundStatus.APPROVED, RefundStatus.SENDING)
    if refund.status not in open_to:
        return None
    if not is_due(refund.due_at, LONGEST):
        return None
    if balance_of(refund.payment).net < refund.amount:
        _fail(refund, _("There is not so much money left to give back."), by)
        return None
    refund.due_at = moment + min(FIRST_TRY * 2 ** min(refund.tries, 10), LONGEST)
    refund.tries = min(refund.tries + 1, 30_000)
    if refund.status == RefundStatus.APPROVED:
        move_refund(refund, RefundStatus.SENDING, actor=by)
    else:
        refund.save(update_fields=["due_at", "tries"])
    return refund


@transaction.atomic
def complete_refund(
    *,
    refund: Refund,
    reference: str,
    by: User | None = None,
    occurred_at: datetime | None = None,
) -> bool:
    """Write into the ledger that a refund has gone; False when it stood there. Raises RefundRefused.

    `reference` is the provider's or the bank's own name for it. The worker, a person and the
    provider's event may all tell it.
    """
    refund = lock_refund(refund)
    if refund.status == RefundStatus.SENT:
        return False
    if refund.status not in (RefundStatus.APPROVED, RefundStatus.SENDING):
        raise RefundRefused(_("This refund is not to be sent."))
    if not reference.strip():
        raise RefundRefused(_("Please enter the bank's number of the transfer."))
    others = Refund.objects.filter(method=refund.method, provider_reference=reference)
    if others.exclude(pk=refund.pk).exists():
        raise RefundRefused(_("This number belongs to another refund already."))
    try:
        record_entry(
            payment=refund.payment,
            kind=EntryKind.REFUNDED,
            amount=int(refund.amount),
            reference=reference,
            method=refund.method,
            occurred_at=occurred_at,
        )
    except LedgerMismatch as error:
        raise RefundRefused(_("This number belongs to other money already.")) from error
    refund.provider_reference, refund.sent_at, refund.error = reference, now(), ""
    move_refund(refund, RefundStatus.SENT, reason=reference, actor=by)
    _follow(refund, by)
    requests = ReturnRequest.objects.filter(refund=refund, status=ReturnStatus.GOODS_BACK)
    requests.update(status=ReturnStatus.REFUNDED)
    enqueue_email(REFUND_SENT, refund.pk)
    return True


@transaction.atomic
def fail_refund(*, refund: Refund, why: str, by: User | None = None) -> bool:
    """Write down that a refund did not arrive; what had gone stands in the ledger as come back.

    False when it has failed already. Raises RefundRefused for one that nobody sent.
    """
    refund = lock_refund(refund)
    if refund.status == RefundStatus.FAILED:
        return False
    if refund.status not in (RefundStatus.SENDING, RefundStatus.SENT):
        raise RefundRefused(_("This refund is not being sent."))
    if refund.status == RefundStatus.SENT:
        record_entry(
            payment=refund.payment,
            kind=EntryKind.REFUND_FAILED,
            amount=int(refund.amount),
            reference=refund.provider_reference,
            method=refund.method,
        )
    _fail(refund, why, by)
    requests = ReturnRequest.objects.filter(refund=refund, status=ReturnStatus.REFUNDED)
    requests.update(status=ReturnStatus.GOODS_BACK)
    return True


@transaction.atomic
def retry_refund(*, refund: Refund, by: User | None = None) -> Refund:
    """Ask anew for a refund that failed, as a row and with a key of its own, agreed to as before."""
    refund = lock_refund(refund)
    if refund.status != RefundStatus.FAILED:
        raise RefundRefused(_("Only a refund that failed can be sent again."))
    key = f"{refund.idempotency_key}+"
    earlier = Refund.objects.filter(idempotency_key=key).first()
    if earlier is not None:
        return earlier
    promised = refund.payment.refunds.under_way().aggregate(sum=Sum("amount"))["sum"] or 0
    if balance_of(refund.payment).net - promised < refund.amount:
        raise RefundRefused(_("There is not so much money left to give back."))
    again = Refund.objects.create(
        payment=refund.payment,
        method=refund.method,
        original=refund.original,
        amount=refund.amount,
        reason=refund.reason,
        note=refund.note,
        idempotency_key=key,
        requested_by=refund.requested_by,
        requested_at=now(),
        approved_by=refund.approved_by,
        approved_at=refund.approved_at,
        needs_second=refund.needs_second,
        status=RefundStatus.APPROVED,
    )
    for item in refund.items.all():
        item.pk, item.refund, item._state.adding = None, again, True
        item.save()
    RefundTransition.objects.create(
        refund=again, before="", after=again.status, at=now(), reason=refund.error, actor=by
    )
    ReturnRequest.objects.filter(refund=refund).update(refund=again)
    return again


def note_trouble(*, refund: Refund, trouble: str, reference: str = "") -> None:
    """Keep what a provider said of a refund that is under way: no step, no money."""
    rows = Refund.objects.filter(pk=refund.pk, status=RefundStatus.SENDING)
    changed = {"error": trouble[:300]}
    if reference:
        changed["provider_reference"] = reference
    rows.update(**changed)


def sync_refunded(producer_orders: list[int]) -> None:
    """Bring what producer orders show as refunded in line with the refunds that were sent."""
    items = RefundItem.objects.filter(
        producer_order__in=producer_orders, refund__status=RefundStatus.SENT
    )
    sums = dict(
        items.order_by()
        .values_list("producer_order")
        .annotate(sum=Sum("amount"))
        .values_list("producer_order", "sum")
    )
    for key in producer_orders:
        ProducerOrder.objects.filter(pk=key).update(refunded=sums.get(key, 0))


def _follow(refund: Refund, by: User | None) -> None:
    producer_orders = sorted(set(refund.items.values_list("producer_order", flat=True)))
    sync_refunded(producer_orders)
    follow_taken_back(ProducerOrder.objects.filter(pk__in=producer_orders))
    settle_order(order_id=refund.payment.order_id, reason=str(refund), actor=by)


def _fail(refund: Refund, why: str, by: User | None) -> None:
    refund.error = why[:300]
    move_refund(refund, RefundStatus.FAILED, reason=why, actor=by)
    _follow(refund, by)
    enqueue_email_again(REFUND_FAILED, refund.pk)
