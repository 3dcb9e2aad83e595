"""Writing down what was paid to a seller, once for each transfer of the bank."""

from datetime import datetime

from django.db import transaction

from catalogue.clock import now
from shop.partner.models import Partner
from shop.payment.ledger import LedgerMismatch
from shop.payment.models import SellerPayout
from shop.users.models import User


@transaction.atomic
def record_payout(
    *,
    partner: Partner,
    amount: int,
    reference: str,
    paid_at: datetime | None = None,
    by: User | None = None,
) -> SellerPayout:
    """Write a transfer to a seller down, in whole đồng; the same reference is written once.

    Raises LedgerMismatch where that reference stands for another sum or another seller.
    """
    moment = now()
    facts = {
        "partner": partner,
        "amount": amount,
        "paid_at": paid_at or moment,
        "recorded_at": moment,
        "recorded_by": by,
    }
    payout, created = SellerPayout.objects.get_or_create(reference=reference, defaults=facts)
    if not created and (payout.partner_id, int(payout.amount)) != (partner.pk, amount):
        raise LedgerMismatch(f"payout {reference}")
    return payout
