"""What does not add up, one finding each; nothing is changed here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch

from catalogue.clock import now
from shop.order.models import Line, ProducerOrder
from shop.order.payments.cash import cash_reference
from shop.order.settlement import AmountDue, amount_due
from shop.order.states import AWAITING, CANCELLED, DELIVERED, RETURNED
from shop.payment.ledger import balance_from
from shop.payment.methods import CASH_ON_DELIVERY
from shop.payment.models import EntryKind, Payment, Refund, RefundItem, RefundStatus
from shop.payment.models.refund import OPEN
from shop.payment.states import Balance, status_from

#: Payments looked at together.
CHUNK = 500


class BookFault:
    """Codes of what can be wrong; their words are in shop.dashboard.payments."""

    MONEY_WITHOUT_ORDER = "money_without_order"
    OVERPAID = "overpaid"
    ORDER_WITHOUT_MONEY = "order_without_money"
    CASH_NOT_WRITTEN = "cash_not_written"
    STATUS_DIFFERS = "status_differs"
    SELLERS_DIFFER = "sellers_differ"
    REFUND_DIFFERS = "refund_differs"
    TOO_MUCH_REFUNDED = "too_much_refunded"
    REFUND_STUCK = "refund_stuck"
    REFUND_FAILED = "refund_failed"
    ATTEMPT_STUCK = "attempt_stuck"
    EVENT_REFUSED = "event_refused"
    EVENT_PENDING = "event_pending"
    BANK_LINE_UNMATCHED = "bank_line_unmatched"
    CASH_NOT_REMITTED = "cash_not_remitted"


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up: about which row, of which order, and by how much (đồng)."""

    kind: str
    about: int
    order: str = ""
    amount: int = 0
    detail: str = ""


@dataclass(frozen=True)
class PaymentBooks:
    """A payment with all that has to agree with it."""

    payment: Payment
    balance: Balance
    amount: AmountDue
    producer_orders: tuple[ProducerOrder, ...]
    refunds: tuple[Refund, ...]

    @property
    def promised(self) -> int:
        """Return what refunds under way will take."""
        return sum(int(refund.amount) for refund in self.refunds if refund.status in OPEN)

    @property
    def excess(self) -> int:
        """Return what nobody owes and no refund is to give back."""
        kept = {row.pk for row in self.producer_orders if row.status not in (CANCELLED, RETURNED)}
        lowering = sum(
            int(item.amount)
            for refund in self.refunds
            if refund.status in OPEN
            for item in refund.items.all()
            if item.producer_order_id in kept
        )
        return self.balance.net - self.promised - (self.amount.due - lowering)

    def finding(self, kind: str, amount: int = 0, detail: str = "") -> Finding:
        """Return a finding about this payment."""
        return Finding(kind, self.payment.pk, self.payment.order.number, amount, detail)


def read_payments(payments: Iterable[int]) -> list[PaymentBooks]:
    """Return some payments with all that has to agree with them, in a fixed number of queries."""
    rows = Payment.objects.filter(pk__in=payments).select_related("order").order_by("pk")
    rows = rows.prefetch_related(
        "entries",
        Prefetch("refunds", Refund.objects.prefetch_related("items")),
        Prefetch("order__producer_orders", ProducerOrder.objects.order_by("pk")),
        Prefetch(
            "order__lines",
            Line.objects.only(
                "order_id",
                "partner_id",
                "line_price_incl_tax",
                "line_price_before_discounts_incl_tax",
            ),
        ),
    )
    facts = []
    for payment in rows:
        producer_orders = tuple(payment.order.producer_orders.all())
        facts.append(
            PaymentBooks(
                payment=payment,
                balance=balance_from(payment.entries.all()),
                amount=amount_due(payment.order, producer_orders=producer_orders),
                producer_orders=producer_orders,
                refunds=tuple(payment.refunds.all()),
            )
        )
    return facts


def find_all() -> Iterator[Finding]:
    """Go through all payments, a chunk at a time."""
    last = 0
    while keys := list(
        Payment.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        for facts in read_payments(keys):
            yield from find_in(facts)
        last = keys[-1]


def find_in(facts: PaymentBooks) -> Iterator[Finding]:
    """Return what does not add up in one payment."""
    yield from _cash(facts)
    yield from _status(facts)
    yield from _sums(facts)
    yield from _refunds(facts)
    yield from _stuck(facts)
    yield from _left_over(facts)


def _status(facts: PaymentBooks) -> Iterator[Finding]:
    payment, balance, amount = facts.payment, facts.balance, facts.amount
    expected = status_from(payment.status, balance=balance, ordered=amount.ordered, due=amount.due)
    if expected != payment.status:
        detail = f"{payment.status} → {expected}"
        yield facts.finding(BookFault.STATUS_DIFFERS, detail=detail)
    going = [row for row in facts.producer_orders if row.status not in (AWAITING, CANCELLED)]
    pays_before = payment.method != CASH_ON_DELIVERY.code
    if pays_before and going and not balance.charged_back and balance.net < amount.due:
        yield facts.finding(BookFault.ORDER_WITHOUT_MONEY, amount.due - balance.net)


def _cash(facts: PaymentBooks) -> Iterator[Finding]:
    if facts.payment.method != CASH_ON_DELIVERY.code:
        return
    written = {
        entry.reference for entry in facts.payment.entries.all() if entry.kind == EntryKind.RECEIVED
    }
    due = {seller.producer_order: seller.due for seller in facts.amount.sellers}
    for row in facts.producer_orders:
        if row.status == DELIVERED and due[row.pk] and cash_reference(row.pk) not in written:
            yield facts.finding(BookFault.CASH_NOT_WRITTEN, due[row.pk], detail=row.seller_name)


def _sums(facts: PaymentBooks) -> Iterator[Finding]:
    ordered = sum(seller.ordered for seller in facts.amount.sellers)
    if ordered != facts.amount.ordered:
        yield facts.finding(BookFault.SELLERS_DIFFER, ordered - facts.amount.ordered)
    sent: defaultdict[int, int] = defaultdict(int)
    for refund in facts.refunds:
        if refund.status == RefundStatus.SENT:
            for item in refund.items.all():
                sent[item.producer_order_id] += int(item.amount)
    for seller in facts.amount.sellers:
        difference = sent[seller.producer_order] - seller.refunded
        if difference or seller.refunded > seller.ordered:
            yield facts.finding(BookFault.SELLERS_DIFFER, difference)
    if facts.balance.net < 0:
        yield facts.finding(BookFault.TOO_MUCH_REFUNDED, -facts.balance.net)


def _refunds(facts: PaymentBooks) -> Iterator[Finding]:
    """The ledger's refunds are those that were sent, the failed ones those that came back."""
    sent = sum(int(row.amount) for row in facts.refunds if row.status == RefundStatus.SENT)
    if sent != facts.balance.refunded:
        yield facts.finding(BookFault.REFUND_DIFFERS, facts.balance.refunded - sent)
    for refund in facts.refunds:
        items: list[RefundItem] = list(refund.items.all())
        if items and sum(int(item.amount) for item in items) != refund.amount:
            yield facts.finding(BookFault.REFUND_DIFFERS, int(refund.amount), str(refund.pk))


def _stuck(facts: PaymentBooks) -> Iterator[Finding]:
    moment = now()
    keys = {refund.idempotency_key for refund in facts.refunds}
    for refund in facts.refunds:
        age = moment - refund.requested_at
        if refund.status in OPEN and age > STUCK_AFTER[RefundStatus(refund.status)]:
            detail = refund.get_status_display()
            yield facts.finding(BookFault.REFUND_STUCK, int(refund.amount), detail)
        if refund.status == RefundStatus.FAILED and f"{refund.idempotency_key}+" not in keys:
            yield facts.finding(BookFault.REFUND_FAILED, int(refund.amount), refund.error)


def _left_over(facts: PaymentBooks) -> Iterator[Finding]:
    """Money that nobody owes; somebody may have decided to keep the delivery of what came back."""
    excess, charged = facts.excess, facts.balance.charged_back
    if excess <= 0 or charged or any(row.status == RefundStatus.FAILED for row in facts.refunds):
        return
    decided = any(row.status in (RefundStatus.SENT, RefundStatus.REJECTED) for row in facts.refunds)
    kept = sum(seller.delivery for seller in facts.amount.sellers if seller.returned)
    if decided and excess <= kept:
        return
    kind = BookFault.OVERPAID if facts.amount.due else BookFault.MONEY_WITHOUT_ORDER
    yield facts.finding(kind, excess)


#: How long a refund may stay where it is before somebody should look.
STUCK_AFTER = {
    RefundStatus.PROPOSED: timedelta(days=3),
    RefundStatus.APPROVED: timedelta(days=5),
    RefundStatus.SENDING: timedelta(days=5),
}
