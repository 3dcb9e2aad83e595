"""How the money of an order comes and goes back, by each way to pay; the contract asks no more of them."""

from catalogue.clock import now
from shop.order.payments.card.inbox import process_due
from shop.order.payments.sending import begin_sending, complete_refund, send_due
from shop.order.payments.transfers.taking import take_transfer
from shop.payment.methods import BANK_TRANSFER, CARD, CASH_ON_DELIVERY
from shop.payment.models import Refund, RefundStatus
from shop.payment.transfer.telling import BankTelling, TellingSource
from tests.card_makers import attempt_of
from tests.refund_makers import TO_THE_DOOR, step
from tests.shop.order.payments.card.conftest import post_events


class _ByHand:
    """A person sends the refund from the shop's bank and enters the bank's number."""

    def send_refunds(self):
        for refund in Refund.objects.filter(status=RefundStatus.APPROVED):
            complete_refund(refund=begin_sending(refund=refund), reference=f"FTOUT{refund.pk}")


class Cash(_ByHand):
    """The courier brings it with the parcel."""

    method = CASH_ON_DELIVERY

    def pay(self, order, peer):
        step(order.producer_orders.get(), *TO_THE_DOOR)

    def tell_again(self, order, peer):
        step(order.producer_orders.get(), TO_THE_DOOR[-1])

    def deliver(self, order):
        """It came by being delivered."""


class _PaidBefore:
    def deliver(self, order):
        step(order.producer_orders.get(), *TO_THE_DOOR)


class Transfer(_PaidBefore, _ByHand):
    """The bank tells of it."""

    method = BANK_TRANSFER

    def pay(self, order, peer):
        take_transfer(
            telling=BankTelling(
                TellingSource.EVENT,
                f"k{order.pk}",
                True,
                int(order.total_incl_tax),
                order.payment.reference,
                "FT1",
                now(),
            )
        )

    tell_again = pay


class Card(_PaidBefore):
    """Stripe tells of it, and sends it back."""

    method = CARD

    def pay(self, order, peer):
        peer.state.pay(attempt_of(order).provider_reference)
        self.events = peer.delivery.collect()
        post_events(self.events)
        process_due()

    def tell_again(self, order, peer):
        post_events(self.events * 2)
        process_due()

    def send_refunds(self):
        assert send_due() == ""


WAYS = (Cash, Transfer, Card)
