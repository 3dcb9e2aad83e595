"""What is owed to whom and since when, for whoever pays it."""

from dataclasses import dataclass
from datetime import date

from shop.order.models import ProducerOrder
from shop.order.payouts.batches import accounts_in_force
from shop.order.statements.statement import OwedAmounts, read_owed
from shop.order.states import DELIVERED
from shop.partner.models import Partner
from shop.payment.models import PayoutItem, SellerAccount


@dataclass(frozen=True)
class OwedSeller:
    """A seller to whom something is owed, now or later; `batch` is the one it stands in, 0 for none."""

    partner: Partner
    owed: OwedAmounts
    account: SellerAccount | None
    batch: int

    @property
    def later(self) -> int:
        """Return what is owed and cannot be paid yet."""
        return self.owed.total - self.owed.payable

    @property
    def can_be_paid(self) -> bool:
        return self.owed.payable > 0 and self.account is not None and not self.batch


def read_owed_sellers() -> list[OwedSeller]:
    """Return every seller with a balance, whose money has waited longest first.

    A fixed number of queries over all delivered orders.
    """
    delivered = ProducerOrder.objects.filter(transitions__after=DELIVERED)
    partners = Partner.objects.filter(pk__in=delivered.values("partner")).in_bulk()
    owed = read_owed(list(partners))
    accounts = accounts_in_force(list(partners))
    batches = dict(PayoutItem.objects.open().values_list("partner", "batch"))
    sellers = [
        OwedSeller(partner, owed[key], accounts.get(key), batches.get(key, 0))
        for key, partner in partners.items()
        if owed[key].total
    ]
    return sorted(sellers, key=_by_waiting)


def _by_waiting(seller: OwedSeller) -> tuple[bool, date, str]:
    since = seller.owed.since
    return since is None, since or date.max, seller.partner.name
