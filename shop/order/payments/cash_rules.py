"""When cash on delivery is refused: sums in whole đồng, and parcels refused at the door before."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.order.models import (
    Order,
    ProducerOrder,
    ProducerOrderTransition,
    TransitionReason,
)
from shop.order.settlement import total_due
from shop.order.states import DELIVERED, ENDINGS, RETURNED
from shop.payment.methods import CASH_ON_DELIVERY
from shop.payment.models import PaymentStatus
from shop.users.models import User
from theme.formats import dong

#: So many parcels refused at the door within so many days, and a buyer pays before.
REFUSED_PARCELS, REFUSED_DAYS = 2, 180


@dataclass(frozen=True)
class BuyerTraces:
    """By what a buyer is known again: phones as +84…, e-mail, account; any of them may be missing."""

    phones: tuple[str, ...] = ()
    email: str = ""
    user: User | None = None

    def names(self) -> Iterator[str]:
        """Yield each trace as text, the same for the same buyer at any time."""
        yield from (f"phone {phone}" for phone in self.phones if phone)
        if self.email:
            yield f"email {self.email}"
        if self.user is not None:
            yield f"user {self.user.pk}"


def hold_buyer(buyer: BuyerTraces) -> None:
    """Let cash orders of one buyer wait for each other until this transaction ends.

    Call it before cash_refusal() where its answer decides: two orders of the same second would else
    both find room below the limit. SQLite lets one transaction write at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    keys = sorted(
        int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        for name in buyer.names()
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])


def cash_refusal(*, total: int, buyer: BuyerTraces, besides: Order | None = None) -> str:
    """Return why this buyer may not pay that much in cash, or nothing; `besides` is the order itself.

    At most four queries, one for a buyer that is not known.
    """
    limit = settings.COD_ORDER_LIMIT
    if limit and total > limit:
        return _("Up to %(limit)s can be paid in cash; please pay this order before.") % {
            "limit": dong(limit)
        }
    earlier = [key for key in _orders_of(buyer) if besides is None or key != besides.pk]
    if not earlier:
        return ""
    if _refused(earlier) >= REFUSED_PARCELS:
        return _("Parcels to this phone or e-mail were refused at the door; please pay before.")
    limit = settings.COD_OPEN_LIMIT
    if limit and total + _open_cash(earlier) > limit:
        return _(
            "Your cash orders under way may come to %(limit)s together; please pay this one before."
        ) % {"limit": dong(limit)}
    return ""


def _orders_of(buyer: BuyerTraces) -> list[int]:
    phones = [phone for phone in buyer.phones if phone]
    found = [Order.objects.filter(user=buyer.user)] if buyer.user else []
    if buyer.email:
        found.append(Order.objects.filter(guest_email=buyer.email))
    if phones:
        found += [
            Order.objects.filter(submission__phone__in=phones),
            Order.objects.filter(submission__buyer_phone__in=phones),
        ]
    if not found:
        return []
    first, *others = (orders.order_by().values_list("pk", flat=True) for orders in found)
    return list(first.union(*others))


def _refused(orders: list[int]) -> int:
    return ProducerOrderTransition.objects.filter(
        producer_order__order__in=orders,
        after=RETURNED,
        reason=TransitionReason.REFUSED,
        at__gte=now() - timedelta(days=REFUSED_DAYS),
    ).count()


def _open_cash(orders: list[int]) -> int:
    under_way = ProducerOrder.objects.exclude(status__in=(DELIVERED, *ENDINGS))
    return total_due(
        Order.objects.filter(
            Q(pk__in=under_way.filter(order__in=orders).values("order")),
            payment__method=CASH_ON_DELIVERY.code,
            payment__status=PaymentStatus.ON_DELIVERY,
        )
    )
