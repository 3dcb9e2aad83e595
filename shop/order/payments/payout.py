"""The buyer's account for money that a person sends back: given on a signed page, forgotten later."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from catalogue.clock import now
from shop.order.models import Order
from shop.order.transitions import lock_order
from shop.payment.models import Payment, PayoutAccount, Refund, RefundStatus
from shop.payment.models.refund import OPEN
from shop.payment.ports import has_refund_port

#: The account is kept so long after the money has gone, in case it comes back.
KEPT_FOR = timedelta(days=30)


def awaiting_account(order: Order) -> list[Refund]:
    """Return the refunds of an order that a person has to send to an account of the buyer's."""
    statuses = (*OPEN, RefundStatus.FAILED)
    refunds = Refund.objects.filter(payment__order=order, status__in=statuses)
    return [refund for refund in refunds if not has_refund_port(refund.method)]


@transaction.atomic
def give_account(*, order: Order, bank_bin: str, account: str, holder: str) -> PayoutAccount:
    """Keep the account that the buyer named; a second time replaces the first."""
    lock_order(order.pk)
    payment = Payment.objects.get(order_id=order.pk)
    row, _created = PayoutAccount.objects.update_or_create(
        payment=payment,
        defaults={
            "bank_bin": bank_bin,
            "account": account,
            "holder": holder,
            "given_at": now(),
        },
    )
    return row


def forget_accounts() -> str:
    """Forget accounts to which nothing is to be sent any more; for the worker, once a day."""
    refunds = Refund.objects.filter(payment=OuterRef("payment"))
    needed = refunds.filter(status__in=[*OPEN, RefundStatus.FAILED])
    recent = refunds.filter(sent_at__gt=now() - KEPT_FOR)
    accounts = PayoutAccount.objects.filter(given_at__lt=now() - KEPT_FOR)
    accounts.exclude(Exists(needed)).exclude(Exists(recent)).delete()
    return ""
