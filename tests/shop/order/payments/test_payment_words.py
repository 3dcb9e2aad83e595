"""What order and payment page say where a bank is still at it, has taken money back, or it went back."""

import pytest

from shop.mail.models import OutgoingEmail
from shop.order.emails.payment import PAYMENT_REFUSED, render_payment_refused
from shop.order.links import order_path, pay_path, payer_url
from shop.order.payments.card.inbox import process_due, store_event
from shop.order.payments.card.pages import look_at_page
from shop.order.payments.refundable import RefundShare
from shop.order.payments.refunds import propose_refund
from shop.order.payments.sending import begin_sending, complete_refund
from shop.order.receipt import read_receipt
from shop.payment.card.events import read_event
from shop.payment.methods import BANK_TRANSFER, CARD
from shop.payment.models import LedgerEntry
from tests import makers
from tests.card_makers import attempt_of
from tests.peers.stripe.delivery import sign
from tests.peers.stripe.server import SECRET
from tests.reading import as_read
from tests.refund_makers import fresh, pay, step

pytestmark = pytest.mark.django_db
STILL_TO_PAY = "Còn phải trả"


@pytest.fixture
def order(place, settings, peer):
    settings.PAYMENT_BANK = {"bin": "970436", "name": "VCB", "account": "0011", "holder": "OCOP"}
    return place(makers.basket(makers.product(price=150_000)), payment=CARD).order


def take_news(peer) -> None:
    """Bring what the card company tells, and apply it."""
    for event in peer.delivery.collect():
        store_event(read_event(*sign(event, SECRET)))
    process_due()


def test_while_a_bank_decides_nobody_is_asked_to_pay_again(client, order, peer):
    attempt = attempt_of(order)
    peer.state.pay_later(attempt.provider_reference)
    look_at_page(attempt)
    assert read_receipt(fresh(order)).payment.bank_decides
    payer = payer_url(order).partition("//")[2].partition("/")[2]
    for page in (pay_path(order), order_path(order), f"/{payer}"):
        text = as_read(client.get(page))
        assert "đừng trả thêm lần nữa" in text, page
        assert "/the/" not in text, page
        assert "vietqr" not in text.lower(), page


def test_a_bank_that_refuses_after_days_is_told_on_the_pages_and_by_e_mail(client, order, peer):
    attempt = attempt_of(order)
    peer.state.pay_later(attempt.provider_reference)
    look_at_page(attempt)
    peer.state.decide(attempt.provider_reference, paid=False)
    take_news(peer)
    for page in (pay_path(order), order_path(order)):
        assert "Ngân hàng của bạn đã từ chối" in as_read(client.get(page)), page
    email = render_payment_refused(OutgoingEmail.objects.get(kind=PAYMENT_REFUSED))
    assert email.subject == f"Đơn hàng {order.number}: ngân hàng của bạn không thanh toán"
    assert "chọn cách khác" in email.text
    assert pay_path(order) in email.text


def test_an_order_whose_money_a_bank_took_back_says_so_and_asks_for_none(client, order, peer):
    attempt = attempt_of(order)
    peer.state.pay(attempt.provider_reference)
    take_news(peer)
    peer.state.dispute(LedgerEntry.objects.get().reference)
    take_news(peer)
    for page in (pay_path(order), order_path(order)):
        text = as_read(client.get(page))
        assert "Ngân hàng của bạn đã đòi lại" in text, page
        assert STILL_TO_PAY not in text, page


def test_the_page_to_pay_on_says_what_has_been_sent_back(client, place):
    order = place(makers.basket(makers.product(price=150_000)), payment=BANK_TRANSFER).order
    pay(order)
    step(order.producer_orders.get(), "cancelled", reason="out_of_stock")
    refund = order.payment.refunds.get()
    begin_sending(refund=refund)
    complete_refund(refund=refund, reference="FT1")
    assert "đã được hoàn cho bạn" in as_read(client.get(pay_path(order)))


def test_a_parcel_says_what_was_refunded_of_it(client, place):
    order = place(makers.basket(makers.product(price=150_000)), payment=BANK_TRANSFER).order
    pay(order)
    share = RefundShare(order.producer_orders.get().pk, order.lines.get().pk, 0, 50_000)
    (refund,) = propose_refund(order=order, key="part", reason="goodwill", shares=[share])
    begin_sending(refund=refund)
    complete_refund(refund=refund, reference="FT1")
    (parcel,) = read_receipt(fresh(order)).producer_orders
    assert (parcel.total - parcel.due, parcel.reduced) == (50_000, 50_000)
    for page in (order_path(order), f"{order_path(order)}bien-nhan/"):
        assert as_read(client.get(page)).count("−50.000") == 2, page
