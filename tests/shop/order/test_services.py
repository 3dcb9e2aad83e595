"""Placing an order: what it writes, what it refuses, and that it happens once."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from catalogue.clock import today
from catalogue.models import Product
from catalogue.services.certificates import revoke_certificate
from shop.basket.models import Basket, Line
from shop.order.exceptions import NothingToOrder, OrderChanged, OrderRefused, StockShortage
from shop.order.models import Order, OrderSubmission, ProducerOrder
from shop.order.quote import make_quote
from shop.order.utils import OrderCreator
from shop.partner.models import StockRecord
from shop.shipping.rates import NoRate
from tests import makers
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db


def net_stock(product) -> int:
    return StockRecord.objects.get(product=product).net_stock_level


def revoke(product) -> None:
    revoke_certificate(certificate=product.certificates.get(), ground="c", by=makers.user())


def test_an_order_holds_lines_delivery_and_total_in_whole_dong(place):
    item = makers.product(price=85_000, stock=5, weight_grams=400)
    order = place(makers.basket((item, 2))).order
    assert order.total_incl_tax == Decimal(170_000 + 18_000)
    assert order.shipping_incl_tax == Decimal(18_000)
    assert net_stock(item) == 3
    assert order.basket.status == Basket.SUBMITTED
    assert order.guest_email == "sau@example.vn"
    assert str(order.shipping_address.phone_number) == "+84912345678"
    assert order.shipping_address.line2 == f"phường {place.commune.name}"


def test_consent_and_payment_are_kept_with_the_order(place):
    submission = place(makers.basket(makers.product())).order.submission
    assert submission.consent_text == "Tôi đồng ý."
    assert submission.consented_at is not None
    assert (submission.payment_code, submission.language) == ("cod", "vi")


def test_each_seller_gets_its_own_part(place):
    one, two = makers.product(price=10_000), makers.product(price=20_000)
    order = place(makers.basket(one, two)).order
    producer_orders = list(order.producer_orders.all())
    assert {producer_order.producer for producer_order in producer_orders} == {
        one.producer,
        two.producer,
    }
    assert {producer_order.status for producer_order in producer_orders} == {"new"}
    assert (
        sum(producer_order.shipping_cost for producer_order in producer_orders)
        == order.shipping_incl_tax
    )


def test_a_line_remembers_what_was_promised(place):
    item = makers.product(unit="hộp 100 g", label_origin="xã Cũ, huyện Cũ", stars=5)
    order = place(makers.basket(item)).order
    revoke(item)
    Product.objects.filter(pk=item.pk).update(unit="túi", label_origin="")
    certificate = item.certificates.get()
    promised = order.lines.get().snapshot
    assert promised.stars == 5
    assert promised.certificate_code == certificate.code
    assert promised.decision_number == certificate.decision_number
    assert promised.valid_until == certificate.valid_until
    assert (promised.unit, promised.label_origin) == ("hộp 100 g", "xã Cũ, huyện Cũ")
    assert promised.producer_name == item.producer.name


def test_the_last_jar_goes_to_the_first_and_the_second_keeps_the_basket(place):
    jar = makers.product("Mắm tôm chua", stock=1)
    first, second = makers.basket(jar), makers.basket(jar)
    delivery = deliver_to(place.commune)
    seen = make_quote(basket=second, delivery=delivery).fingerprint
    place(first)
    with pytest.raises(StockShortage) as refused:
        place(second, reviewed=seen, delivery=delivery)
    assert "Mắm tôm chua" in refused.value.message
    assert [(short.wanted, short.left) for short in refused.value.lines] == [(1, 0)]
    assert Order.objects.count() == 1
    assert net_stock(jar) == 0
    assert Basket.objects.get(pk=second.pk).status == Basket.OPEN
    assert Line.objects.filter(basket=second).count() == 1


def test_too_few_left_is_refused_with_numbers(place):
    jar = makers.product(stock=5)
    basket = makers.basket((jar, 4))
    StockRecord.objects.update(num_allocated=3)
    with pytest.raises(StockShortage) as refused:
        place(basket)
    assert refused.value.lines[0].left == 2
    assert Order.objects.count() == 0


def test_oscars_creator_itself_cannot_oversell(place):
    jar = makers.product(stock=1)
    basket = makers.basket(jar)
    StockRecord.objects.update(num_allocated=1)
    with pytest.raises(StockShortage):
        OrderCreator().place_order(basket, None, None, None)
    assert Order.objects.count() == 0


def test_the_same_token_gives_the_same_order(place):
    item = makers.product(stock=5)
    basket, token = makers.basket(item), uuid4()
    first = place(basket, token=token)
    again = place(basket, token=token, reviewed="")
    assert (first.created, again.created) == (True, False)
    assert first.order == again.order
    assert net_stock(item) == 4


def test_a_basket_becomes_an_order_once_whatever_the_token(place):
    item = makers.product(stock=5)
    basket = makers.basket(item)
    first = place(basket)
    assert place(basket, reviewed="").order == first.order
    assert Order.objects.count() == OrderSubmission.objects.count() == 1
    assert net_stock(item) == 4


@pytest.mark.parametrize("ending", ["revoked", "expired"])
def test_a_certificate_that_ended_since_the_review_is_not_sold(place, ending):
    good, ended = makers.product(), makers.product()
    basket, delivery = makers.basket(good, ended), deliver_to(place.commune)
    seen = make_quote(basket=basket, delivery=delivery).fingerprint
    if ending == "revoked":
        revoke(ended)
    else:
        yesterday = today() - timedelta(days=1)
        ended.certificates.update(valid_until=yesterday, possible_until=yesterday)
    with pytest.raises(OrderChanged):
        place(basket, delivery=delivery, reviewed=seen)
    assert Order.objects.count() == 0
    placement = place(basket, delivery=delivery)
    assert [line.product for line in placement.order.lines.all()] == [good]
    assert [line.product for line in placement.leftover_basket.all_lines()] == [ended]
    assert placement.leftover_basket.all_lines()[0].block.message


def test_a_basket_of_ended_products_is_no_order(place):
    item = makers.product()
    basket = makers.basket(item)
    revoke(item)
    with pytest.raises(NothingToOrder):
        place(basket)


def test_an_empty_basket_is_no_order(place):
    with pytest.raises(OrderRefused):
        place(Basket(), reviewed="")


def test_a_price_that_changed_since_the_review_is_shown_first(place):
    basket, delivery = makers.basket(makers.product(price=50_000)), deliver_to(place.commune)
    seen = make_quote(basket=basket, delivery=delivery).fingerprint
    StockRecord.objects.update(price=90_000)
    with pytest.raises(OrderChanged):
        place(basket, delivery=delivery, reviewed=seen)


def test_a_quantity_or_address_that_was_not_reviewed_is_not_ordered(place):
    item = makers.product()
    basket, delivery = makers.basket(item), deliver_to(place.commune)
    seen = make_quote(basket=basket, delivery=delivery).fingerprint
    with pytest.raises(OrderChanged):
        place(basket, delivery=deliver_to(place.commune, street="nơi khác"), reviewed=seen)
    basket.add_product(item, 1)
    with pytest.raises(OrderChanged):
        place(basket, delivery=delivery, reviewed=seen)


def test_nothing_is_half_written_when_something_breaks_at_the_end(place, monkeypatch):
    item = makers.product(stock=5)
    basket = makers.basket(item)

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("shop.order.services._record", fail)
    with pytest.raises(RuntimeError):
        place(basket)
    assert Order.objects.count() == ProducerOrder.objects.count() == 0
    assert net_stock(item) == 5
    assert Basket.objects.get(pk=basket.pk).status == Basket.OPEN


def test_no_delivery_price_is_invented(place, monkeypatch):
    basket = makers.basket(makers.product())

    def missing(**kwargs):
        raise NoRate

    monkeypatch.setattr("shop.shipping.methods.parcel_price", missing)
    with pytest.raises(OrderRefused):
        make_quote(basket=basket, delivery=deliver_to(place.commune))


def test_a_signed_in_buyer_owns_the_order_and_the_rest(place):
    buyer = makers.user()
    good, ended = makers.product(), makers.product()
    basket = makers.basket(good, ended, owner=buyer)
    revoke(ended)
    placement = place(basket, buyer=buyer)
    assert placement.order.user == buyer
    assert placement.leftover_basket.owner == buyer
