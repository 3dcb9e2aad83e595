"""The movements of a seller's account, read from the ledger; nothing of it is stored twice.

A sale counts from delivery on: cash as the courier took it, money paid before as it was ordered. What
the ledger gives back of it counts from the later of both moments, so that no past month changes.
Chargebacks and money that nobody owes are the shop's matter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from catalogue.clock import VIETNAM
from shop.order.models import (
    Line,
    ProducerOrder,
    ProducerOrderTransition,
    RemittanceLine,
    RemittanceOutcome,
)
from shop.order.payments.cash import cash_reference
from shop.order.remittances.services import PAID_OVER
from shop.order.states import DELIVERED
from shop.payment.methods import CASH_ON_DELIVERY
from shop.payment.models import EntryKind, LedgerEntry, RefundItem, SellerPayout


class MovementKind(models.TextChoices):
    """Why the account of a seller moves."""

    SALE = "sale", _("Goods sold")
    DELIVERY = "delivery", _("Delivery paid by buyers")
    SHOP_DISCOUNT = "shop_discount", _("Added by the shop for its promotions")
    REFUND = "refund", _("Refunded to buyers")
    FEE = "fee", _("Fees of couriers")
    PAYOUT = "payout", _("Paid out to you")


@dataclass(frozen=True)
class SellerMovement:
    """One movement in whole đồng, negative where it goes off; `number` is the order's, if it is of one."""

    kind: MovementKind
    amount: int
    at: datetime
    number: str = ""
    producer_order: int = 0
    reference: str = ""


@dataclass(frozen=True)
class SoldOrder:
    """A delivered producer order with all that moved for it; `remitted` is what its courier paid over."""

    row: ProducerOrder
    delivered_at: datetime
    is_cash: bool
    remitted: int | None
    movements: tuple[SellerMovement, ...]

    @property
    def net(self) -> int:
        """Return what the seller gets of it as things are."""
        return sum(movement.amount for movement in self.movements)

    @property
    def collected(self) -> int:
        """Return the cash that the courier took for it."""
        kinds = (MovementKind.SALE, MovementKind.DELIVERY)
        taken = sum(movement.amount for movement in self.movements if movement.kind in kinds)
        return taken if self.is_cash else 0


def read_sold_orders(partners: Collection[int]) -> dict[int, list[SoldOrder]]:
    """Return seller → every delivered order, in the same number of queries for any number of both."""
    delivered = ProducerOrderTransition.objects.filter(after=DELIVERED).order_by("pk")
    own = Line.objects.filter(partner__in=partners)
    rows = list(
        ProducerOrder.objects.filter(partner__in=partners, transitions__after=DELIVERED)
        .distinct()
        .select_related("order__payment")
        .prefetch_related(
            Prefetch("transitions", queryset=delivered, to_attr="deliveries"),
            Prefetch("order__lines", queryset=own, to_attr="own_lines"),
        )
        .order_by("pk")
    )
    cash, gone = _read_entries(partners)
    refunds = _read_refunds(partners, gone)
    remitted = _read_remitted(partners)
    sold: dict[int, list[SoldOrder]] = {partner: [] for partner in partners}
    for row in rows:
        entry = cash.get(cash_reference(row.pk))
        sold[row.partner_id].append(_read_sold(row, entry, refunds[row.pk], remitted.get(row.pk)))
    return sold


def read_deductions(partners: Collection[int]) -> dict[int, list[SellerMovement]]:
    """Return seller → what went off beside refunds: payouts, and fees that couriers kept of cash."""
    deductions: dict[int, list[SellerMovement]] = {partner: [] for partner in partners}
    for payout in SellerPayout.objects.filter(partner__in=partners):
        at = payout.paid_at.astimezone(VIETNAM)
        deductions[payout.partner_id].append(
            SellerMovement(MovementKind.PAYOUT, -int(payout.amount), at, reference=payout.reference)
        )
    lines = RemittanceLine.objects.filter(producer_order__partner__in=partners, fee__gt=0)
    read = lines.filter(outcome__in=_PAID).select_related("remittance", "producer_order__order")
    for line in read:
        row = line.producer_order
        if row is not None:
            deductions[row.partner_id].append(_read_fee(line, row))
    return deductions


def _read_fee(line: RemittanceLine, row: ProducerOrder) -> SellerMovement:
    at = line.remittance.uploaded_at
    if line.paid_on:
        at = datetime.combine(line.paid_on, time.min, tzinfo=VIETNAM)
    return SellerMovement(
        MovementKind.FEE,
        -line.fee,
        at.astimezone(VIETNAM),
        number=row.order.number,
        producer_order=row.pk,
        reference=line.remittance.courier,
    )


#: Lines with which money came, if less than was due.
_PAID = (*PAID_OVER, RemittanceOutcome.SHORT)
Entries = dict[tuple[int, str, str], list[LedgerEntry]]


def _read_entries(partners: Collection[int]) -> tuple[dict[str, LedgerEntry], Entries]:
    """Return the cash at the door by its reference, and what was refunded or came back of refunds."""
    payments = ProducerOrder.objects.filter(partner__in=partners).values("order__payment")
    cash: dict[str, LedgerEntry] = {}
    gone: defaultdict[tuple[int, str, str], list[LedgerEntry]] = defaultdict(list)
    for entry in LedgerEntry.objects.filter(payment__in=payments):
        if entry.kind == EntryKind.RECEIVED and entry.method == CASH_ON_DELIVERY.code:
            cash[entry.reference] = entry
        elif entry.kind in (EntryKind.REFUNDED, EntryKind.REFUND_FAILED):
            gone[entry.payment_id, entry.method, entry.reference].append(entry)
    return cash, gone


def _read_refunds(
    partners: Collection[int], gone: Entries
) -> defaultdict[int, list[tuple[datetime, int, str]]]:
    """Return producer order → (moment, đồng, reference) of what the ledger gave back of it."""
    items = RefundItem.objects.filter(producer_order__partner__in=partners).select_related("refund")
    sums: defaultdict[tuple[int, int], int] = defaultdict(int)
    refunds = {}
    for item in items:
        sums[item.producer_order_id, item.refund_id] += int(item.amount)
        refunds[item.refund_id] = item.refund
    moved: defaultdict[int, list[tuple[datetime, int, str]]] = defaultdict(list)
    for (producer_order, key), amount in sums.items():
        refund = refunds[key]
        name = (refund.payment_id, refund.method, refund.provider_reference)
        for entry in gone.get(name, ()):
            signed = amount if entry.kind == EntryKind.REFUNDED else -amount
            moved[producer_order].append((entry.occurred_at, signed, entry.reference))
    return moved


def _read_remitted(partners: Collection[int]) -> dict[int, int]:
    """Return producer order → cash that its courier has paid over, once that is all of it or cleared."""
    lines = RemittanceLine.objects.filter(producer_order__partner__in=partners, outcome__in=_PAID)
    sums: defaultdict[int, int] = defaultdict(int)
    settled = set()
    for line in lines:
        key = line.producer_order_id or 0
        sums[key] += line.amount
        if line.outcome in PAID_OVER or line.settled_at:
            settled.add(key)
    return {key: sums[key] for key in settled}


def _read_sold(
    row: ProducerOrder,
    cash: LedgerEntry | None,
    refunds: Iterable[tuple[datetime, int, str]],
    remitted: int | None,
) -> SoldOrder:
    delivered_at: datetime = row.deliveries[0].at  # type: ignore[attr-defined]  # prefetched
    lines: list[Line] = row.order.own_lines  # type: ignore[attr-defined]  # prefetched
    own = (line for line in lines if line.partner_id == row.partner_id)
    goods = sum(int(line.line_price_incl_tax) for line in own)
    delivery, bonus = int(row.shipping_cost), int(row.shop_discount)
    is_cash = row.order.payment.method == CASH_ON_DELIVERY.code
    if is_cash:  # as the courier took it
        goods = int(cash.amount) - delivery if cash else -delivery
    at = cash.occurred_at if cash else delivered_at
    ordered, given_back, added = goods + delivery, 0, bonus

    def move(kind: MovementKind, amount: int, moment: datetime, reference: str = "") -> None:
        if amount:
            movements.append(
                SellerMovement(
                    kind,
                    amount,
                    moment.astimezone(VIETNAM),
                    row.order.number,
                    row.pk,
                    reference,
                )
            )

    movements: list[SellerMovement] = []
    move(MovementKind.SALE, goods, at)
    move(MovementKind.DELIVERY, delivery, at)
    move(MovementKind.SHOP_DISCOUNT, bonus, at)
    for moment, amount, reference in sorted(refunds):
        later = max(moment, at)
        given_back += amount
        left = bonus * max(0, ordered - given_back) // ordered if ordered else 0
        move(MovementKind.REFUND, -amount, later, reference)
        move(MovementKind.SHOP_DISCOUNT, left - added, later, reference)
        added = left
    return SoldOrder(row, delivered_at.astimezone(VIETNAM), is_cash, remitted, tuple(movements))
