"""What of an order can still be given back: by piece, by parcel, by delivery, and where the money lies."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shop.order.exceptions import RefundRefused
from shop.order.models import Order, ProducerOrder
from shop.order.settlement import amount_due
from shop.order.states import CANCELLED, RETURNED
from shop.partner.splitting import split_amount
from shop.payment.ledger import balance_of
from shop.payment.methods import find_method
from shop.payment.models import EntryKind, LedgerEntry, Payment, RefundItem
from shop.payment.models.refund import OPEN, RefundStatus
from shop.payment.ports import has_refund_port


@dataclass(frozen=True)
class RefundShare:
    """A part of a refund: pieces of a line, or (no line) the delivery of a producer order; đồng."""

    producer_order: int
    line: int | None
    quantity: int
    amount: int


@dataclass(frozen=True)
class RefundablePart:
    """A line, or the delivery, of a producer order: what has not been given back of it yet."""

    producer_order: int
    seller: str
    line: int | None
    title: str
    quantity: int
    amount: int

    def share(self, quantity: int) -> RefundShare:
        """Return what so many of the pieces left are worth; the last ones take what rounding left."""
        amount = self.amount
        if self.line is not None and quantity < self.quantity:
            amount = self.amount * quantity // self.quantity
        return RefundShare(self.producer_order, self.line, quantity, amount)


@dataclass(frozen=True)
class Refundable:
    """What may be given back of an order at this moment; whole đồng.

    `available` is what was received and neither refunded nor promised; `excess` how much of it
    nobody owes; `uncovered` how much of what is promised would be missing from what is owed.
    """

    available: int
    excess: int
    uncovered: int
    parts: tuple[RefundablePart, ...]

    def of_producer_orders(self, keys: Iterable[int]) -> list[RefundablePart]:
        """Return what is left of some producer orders."""
        wanted = set(keys)
        return [part for part in self.parts if part.producer_order in wanted]


@dataclass(frozen=True)
class RefundSource:
    """Money that lies where it can be sent back from: a card's charge, or all that came by hand."""

    method: str
    original: LedgerEntry | None
    amount: int


def read_refundable(order: Order) -> Refundable:
    """Return what may be given back; exact only while the order is locked."""
    payment = Payment.objects.get(order=order)
    producer_orders = list(order.producer_orders.all())
    balance = balance_of(payment)
    promised = sum(int(refund.amount) for refund in payment.refunds.under_way())
    available = max(0, balance.net - promised)
    due = amount_due(order, producer_orders=producer_orders).due
    spare = balance.net - promised - _due_after(due, payment)
    return Refundable(
        available=available,
        excess=max(0, min(available, spare)),
        uncovered=max(0, min(promised, -spare)),
        parts=tuple(_parts(order, producer_orders)),
    )


def _due_after(due: int, payment: Payment) -> int:
    """What is owed once the refunds under way have gone: those of kept goods lower it."""
    items = RefundItem.objects.filter(refund__payment=payment, refund__status__in=OPEN)
    kept = items.exclude(producer_order__status__in=[CANCELLED, RETURNED])
    return due - sum(int(item.amount) for item in kept)


def _parts(order: Order, producer_orders: list[ProducerOrder]) -> Iterable[RefundablePart]:
    items = RefundItem.objects.filter(
        producer_order__in=producer_orders, refund__status__in=[*OPEN, RefundStatus.SENT]
    )
    pieces: defaultdict[tuple[int, int | None], int] = defaultdict(int)
    money: defaultdict[tuple[int, int | None], int] = defaultdict(int)
    for item in items:
        pieces[item.producer_order_id, item.line_id] += item.quantity
        money[item.producer_order_id, item.line_id] += int(item.amount)
    lines = list(order.lines.order_by("pk"))
    for row in producer_orders:
        for line in lines:
            if line.partner_id == row.partner_id:
                key = (row.pk, line.pk)
                yield RefundablePart(
                    producer_order=row.pk,
                    seller=row.seller_name,
                    line=line.pk,
                    title=line.title,
                    quantity=max(0, line.quantity - pieces[key]),
                    amount=max(0, int(line.line_price_incl_tax) - money[key]),
                )
        left = int(row.shipping_cost) - money[row.pk, None]
        if row.shipping_cost:
            yield RefundablePart(row.pk, row.seller_name, None, "", 0, max(0, left))


def check_shares(refundable: Refundable, shares: Sequence[RefundShare]) -> None:
    """Raise RefundRefused where more would go back than was bought and not given back yet."""
    left = {(part.producer_order, part.line): part for part in refundable.parts}
    wanted: defaultdict[tuple[int, int | None], list[int]] = defaultdict(lambda: [0, 0])
    for share in shares:
        wanted[share.producer_order, share.line][0] += share.quantity
        wanted[share.producer_order, share.line][1] += share.amount
    for key, (quantity, amount) in wanted.items():
        part = left.get(key)
        if part is None or quantity > part.quantity or amount > part.amount:
            raise RefundRefused(_("More would go back than is left of these goods."))


def spread(amount: int, parts: Sequence[RefundablePart]) -> list[RefundShare]:
    """Split an amount over parts by their worth, to the đồng; pieces count where all of it goes back."""
    parts = [part for part in parts if part.amount]
    if not parts or amount > sum(part.amount for part in parts):
        raise RefundRefused(_("More would go back than is left of these goods."))
    sums = split_amount(amount, [part.amount for part in parts])
    return [
        RefundShare(
            part.producer_order, part.line, part.quantity if sum_ == part.amount else 0, sum_
        )
        for part, sum_ in zip(parts, sums, strict=True)
        if sum_
    ]


def find_sources(payment: Payment) -> list[RefundSource]:
    """Return where the money lies, the newest first: each card charge alone, other methods together."""
    used: defaultdict[int | None, int] = defaultdict(int)
    by_hand_used: defaultdict[str, int] = defaultdict(int)
    for refund in payment.refunds.counted():
        if refund.original_id:
            used[refund.original_id] += int(refund.amount)
        else:
            by_hand_used[refund.method] += int(refund.amount)
    taken_back: defaultdict[tuple[str, str], int] = defaultdict(int)
    for entry in payment.entries.filter(kind=EntryKind.REVERSED):
        taken_back[entry.method, entry.reference] += int(entry.amount)
    sources: list[RefundSource] = []
    by_hand: defaultdict[str, int] = defaultdict(int)
    for entry in payment.entries.filter(kind=EntryKind.RECEIVED).order_by("-pk"):
        amount = int(entry.amount) - taken_back[entry.method, entry.reference]
        if has_refund_port(entry.method):
            sources.append(RefundSource(entry.method, entry, amount - used[entry.pk]))
        else:
            by_hand[entry.method] += amount
    for method, amount in by_hand.items():
        sources.append(RefundSource(method, None, amount - by_hand_used[method]))
    return [source for source in sources if source.amount > 0]


def draw(amount: int, sources: Sequence[RefundSource]) -> list[RefundSource]:
    """Return what to send from where: one source if one holds it all, else the newest first.

    Raises RefundRefused where they do not hold so much.
    """
    whole = next((source for source in sources if source.amount >= amount), None)
    if whole is not None:
        return [RefundSource(whole.method, whole.original, amount)]
    drawn = []
    for source in sources:
        part = min(amount, source.amount)
        if part:
            drawn.append(RefundSource(source.method, source.original, part))
            amount -= part
    if amount:
        raise RefundRefused(_("There is not so much money left to give back."))
    return drawn


def label_of_method(code: str) -> str:
    """Return what a way of paying is called."""
    method = find_method(code)
    return str(method.label) if method else code
