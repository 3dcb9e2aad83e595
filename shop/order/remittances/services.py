"""Reconciling a courier's file with the cash that was due at the door; nothing moves money here.

The cash is in the ledger since the parcel was delivered; a file says whether the courier has paid
it over.
"""

import hashlib
import re
from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.register.exceptions import RegisterFileError
from catalogue.slugs import write_anew_if_taken
from catalogue.text import clean_text
from shop.notices.events import CASH_PAID_OVER
from shop.notices.posting import NoticeSubject, post_notices
from shop.order.models import (
    CourierRemittance,
    Order,
    ProducerOrder,
    RemittanceLine,
    RemittanceOutcome,
)
from shop.order.payments.cash import cash_reference
from shop.order.remittances.reading import CourierLine, read_courier_file
from shop.order.states import DELIVERED
from shop.payment.methods import CASH_ON_DELIVERY
from shop.payment.models import EntryKind, LedgerEntry
from shop.users.models import User

PAID_OVER = (RemittanceOutcome.FULL, RemittanceOutcome.OVER)


def read_remittance(*, courier: str, name: str, data: bytes, by: User | None) -> CourierRemittance:
    """Read a courier's file once and say of each line what it came to.

    The same bytes give the earlier result. Raises RegisterFileError with a sentence.
    """
    digest = hashlib.sha256(data).hexdigest()
    return write_anew_if_taken(lambda: _keep_remittance(courier, name, digest, data, by))


def _keep_remittance(
    courier: str, name: str, digest: str, data: bytes, by: User | None
) -> CourierRemittance:
    earlier = CourierRemittance.objects.filter(digest=digest).first()
    if earlier is not None:
        return earlier
    lines = read_courier_file(data)
    if len(lines) > 50_000:
        raise RegisterFileError(_("The file has more lines than a courier pays over at once."))
    remittance = CourierRemittance.objects.create(
        courier=courier, name=name[:200], digest=digest, uploaded_by=by, uploaded_at=now()
    )
    expected = _Expected(lines)
    rows = [expected.judge(remittance, line) for line in lines]
    RemittanceLine.objects.bulk_create(rows, batch_size=1000)
    _notify_sellers(remittance, rows)
    return remittance


def _notify_sellers(remittance: CourierRemittance, rows: list[RemittanceLine]) -> None:
    """Tell each seller once of how many of its orders a file pays over the cash."""
    paid = (row.producer_order for row in rows if row.outcome in PAID_OVER)
    numbers = Counter(order.partner_id for order in paid if order is not None)
    post_notices(
        CASH_PAID_OVER,
        [NoticeSubject(partner, remittance.pk, {"n": n}) for partner, n in numbers.items()],
    )


def settle_shortage(*, line: RemittanceLine, by: User, settlement: str) -> bool:
    """Write down how a shortage was cleared with the courier; False where somebody did already."""
    return bool(
        RemittanceLine.objects.filter(
            pk=line.pk, outcome=RemittanceOutcome.SHORT, settled_at=None
        ).update(settled_at=now(), settled_by=by, settlement=clean_text(settlement, 300))
    )


class _Expected:
    """The cash parcels that a file names, and what each was to bring."""

    def __init__(self, lines: list[CourierLine]) -> None:
        numbers = {number for line in lines for number in _numbers(line)}
        orders: dict[str, Order] = {}
        ordered = sorted(numbers)
        for at in range(0, len(ordered), 500):
            rows = Order.objects.filter(
                number__in=ordered[at : at + 500], payment__method=CASH_ON_DELIVERY.code
            )
            orders |= {row.number: row for row in rows.prefetch_related("producer_orders")}
        self.orders = orders
        keys = [row.pk for order in orders.values() for row in order.producer_orders.all()]
        self.due = self._collected(keys)
        earlier = RemittanceLine.objects.filter(
            producer_order__in=keys, outcome=RemittanceOutcome.SHORT
        )
        self.part_paid: defaultdict[int, int] = defaultdict(int)
        for parcel, amount in earlier.values_list("producer_order", "amount"):
            self.part_paid[parcel or 0] += amount
        self.paid = set(
            RemittanceLine.objects.filter(
                producer_order__in=keys, outcome__in=PAID_OVER
            ).values_list("producer_order", flat=True)
        )

    def _collected(self, keys: list[int]) -> dict[int, int]:
        names = {cash_reference(key): key for key in keys}
        entries = LedgerEntry.objects.filter(
            method=CASH_ON_DELIVERY.code, kind=EntryKind.RECEIVED, reference__in=list(names)
        )
        return {names[entry.reference]: int(entry.amount) for entry in entries}

    def judge(self, remittance: CourierRemittance, line: CourierLine) -> RemittanceLine:
        """Return the line as it is kept."""
        row = RemittanceLine(
            remittance=remittance,
            row=line.row,
            text=line.text,
            amount=line.amount or 0,
            fee=line.fee,
            paid_on=line.paid_on,
        )
        if line.amount is None:
            row.outcome = RemittanceOutcome.UNREADABLE
            return row
        parcel = self._parcel(line, line.amount)
        if parcel is None:
            row.outcome, row.difference = RemittanceOutcome.UNKNOWN, line.amount
            return row
        row.producer_order = parcel
        row.outcome, row.difference = self._outcome(parcel, line.amount)
        if row.outcome in PAID_OVER:
            self.paid.add(parcel.pk)
        elif row.outcome == RemittanceOutcome.SHORT:
            self.part_paid[parcel.pk] += line.amount
        return row

    def _parcel(self, line: CourierLine, amount: int) -> ProducerOrder | None:
        """The parcel of a named order; of several the one whose cash it is, unpaid ones first."""
        for number in _numbers(line):
            order = self.orders.get(number)
            if order is None:
                continue
            rows = list(order.producer_orders.all())
            named = [row for row in rows if str(row.pk) in re.findall(r"\d+", line.text)[1:]]
            rows = named or rows
            return min(
                rows,
                key=lambda row: (
                    self.due.get(row.pk) != amount,
                    row.pk in self.paid,
                    row.status != DELIVERED,
                    row.pk,
                ),
            )
        return None

    def _outcome(self, parcel: ProducerOrder, amount: int) -> tuple[RemittanceOutcome, int]:
        if parcel.pk in self.paid:
            return RemittanceOutcome.TWICE, amount
        due = self.due.get(parcel.pk)
        if due is None:
            return RemittanceOutcome.NOT_DELIVERED, amount
        rest = due - self.part_paid[parcel.pk]
        if amount in (due, rest):  # the whole told anew, or what was missing
            return RemittanceOutcome.FULL, 0
        short = amount < rest
        return (RemittanceOutcome.SHORT if short else RemittanceOutcome.OVER), amount - rest


def _numbers(line: CourierLine) -> list[str]:
    """The order numbers that a line may mean: "OCOP100023-7" is parcel 7 of order 100023."""
    found = re.findall(r"\d+", line.text)[:1] + re.findall(r"\d+", line.tracking)[:1]
    return list(dict.fromkeys(found))
