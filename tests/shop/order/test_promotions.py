"""Promotions of an order: who bears what, sums to the đồng, limits, refunds of what was paid."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shop.order.exceptions import OrderChanged
from shop.order.fulfilment import transition_producer_order
from shop.order.models import Order
from shop.order.payments.refundable import read_refundable
from shop.order.quote import make_quote
from shop.order.receipt import read_receipt
from shop.order.settlement import amount_due
from shop.promotion.models import Bearer, PromotionKind, PromotionUse
from shop.promotion.services import end_promotion
from tests import makers, promotion_makers
from tests.shop.order.conftest import deliver_to, order_basket


def basket_with(promotion, *items):
    """A basket with the code of a promotion."""
    basket = makers.basket(*items)
    basket.vouchers.add(promotion.voucher)
    return basket


@pytest.mark.django_db
class TestOfOneOrder:
    def test_the_buyer_owes_what_is_left_and_the_seller_is_made_whole(self, place):
        promotion_makers.promotion(20, bearer=Bearer.SHOP)
        order = place(makers.basket((makers.product(price=50_000), 2))).order
        (seller,) = amount_due(order).sellers
        assert (seller.goods, seller.discount, seller.shop_discount) == (80_000, 20_000, 20_000)
        assert seller.due == order.total_incl_tax
        assert seller.due_to_seller == seller.due + 20_000

    def test_a_seller_who_bears_it_gets_what_the_buyer_pays(self, place):
        product = makers.product(price=50_000)
        promotion_makers.promotion(20, bearer=Bearer.SELLER, partner=product.stock_record.partner)
        order = place(makers.basket(product)).order
        (seller,) = amount_due(order).sellers
        assert (seller.goods, seller.shop_discount) == (40_000, 0)
        assert seller.due_to_seller == seller.due

    def test_a_cancelled_part_owes_nothing_to_anybody(self, place):
        promotion_makers.promotion(20)
        order = place(makers.basket(makers.product(price=50_000))).order
        transition_producer_order(
            producer_order=order.producer_orders.get(), to="cancelled", role="staff", reason="other"
        )
        (seller,) = amount_due(Order.objects.get(pk=order.pk)).sellers
        assert (seller.due, seller.due_to_seller) == (0, 0)

    def test_what_can_go_back_is_what_was_paid(self, place):
        promotion_makers.promotion(20)
        promotion_makers.promotion(kind=PromotionKind.FREE_DELIVERY)
        order = place(makers.basket((makers.product(price=50_000), 2))).order
        parts = read_refundable(order).parts
        assert [(part.quantity, part.amount) for part in parts] == [(2, 80_000)]

    def test_free_delivery_is_written_with_who_bears_it(self, place):
        promotion = promotion_makers.promotion(kind=PromotionKind.FREE_DELIVERY)
        order = place(makers.basket(makers.product(price=50_000))).order
        part = order.producer_orders.get()
        assert part.shipping_cost == order.shipping_incl_tax == 0
        assert part.delivery_discount == part.shop_discount > 0
        use = PromotionUse.objects.get(promotion=promotion)
        assert (use.goods, use.delivery) == (0, part.delivery_discount)

    def test_the_receipt_shows_price_discount_and_what_is_paid(self, place):
        promotion_makers.code("TET2027", percent=20)
        promotion = promotion_makers.code("TET2028", percent=20)
        order = place(basket_with(promotion, (makers.product(price=50_000), 2))).order
        receipt = read_receipt(order)
        (line,) = receipt.producer_orders[0].lines
        assert (line.total, line.discount) == (100_000, 20_000)
        assert [(row.code, row.amount) for row in receipt.promotions] == [("TET2028", 20_000)]
        assert receipt.total == receipt.goods + receipt.shipping - 20_000

    def test_prices_of_pieces_are_whole_dong_and_come_to_the_line(self, place):
        promotion_makers.promotion(33)
        order = place(makers.basket((makers.product(price=9_999), 7))).order
        line = order.lines.get()
        prices = [(price.price_incl_tax, price.quantity) for price in line.prices.all()]
        assert all(price == int(price) for price, _count in prices)
        assert sum(price * count for price, count in prices) == line.line_price_incl_tax

    def test_a_promotion_that_ended_meanwhile_is_said_not_dropped(self, place):
        promotion = promotion_makers.code()
        basket = basket_with(promotion, makers.product(price=50_000))
        delivery = deliver_to(place.commune)
        reviewed = make_quote(basket=basket, delivery=delivery).fingerprint
        end_promotion(promotion=promotion)
        with pytest.raises(OrderChanged):
            place(basket, reviewed=reviewed)
        quote = make_quote(basket=basket, delivery=delivery)
        assert [refused.code for refused in quote.promotions.refused] == [promotion.code]
        assert place(basket).order.total_incl_tax == quote.total

    def test_a_guest_is_known_again_by_phone_or_email(self, place):
        promotion = promotion_makers.code(max_uses_per_buyer=1)
        place(basket_with(promotion, makers.product(price=50_000)))
        for other in ({"email": "khac@example.vn"}, {"phone": "+84987654321"}):
            delivery = deliver_to(place.commune, **other)
            basket = basket_with(promotion, makers.product(price=50_000))
            quote = make_quote(basket=basket, delivery=delivery)
            assert (quote.discount, len(quote.promotions.refused)) == (0, 1)
        stranger = deliver_to(place.commune, email="la@example.vn", phone="+84987654321")
        assert make_quote(basket=basket, delivery=stranger).discount == 5_000

    def test_a_cancelled_order_gives_its_use_back(self, place):
        promotion = promotion_makers.code(max_uses=1)
        order = place(basket_with(promotion, makers.product(price=50_000))).order
        again = basket_with(promotion, makers.product(price=50_000))
        delivery = deliver_to(place.commune)
        assert make_quote(basket=again, delivery=delivery).discount == 0
        transition_producer_order(
            producer_order=order.producer_orders.get(), to="cancelled", role="staff", reason="other"
        )
        assert make_quote(basket=again, delivery=delivery).discount == 5_000

    def test_what_stays_in_the_basket_leaves_the_discount_as_it_was(self, place):
        promotion_makers.promotion(20)
        sold_out = makers.product(price=70_000, stock=1)
        basket = makers.basket(makers.product(price=50_000), sold_out)
        sold_out.stockrecords.update(num_in_stock=0)
        placement = place(basket)
        assert placement.leftover_basket is not None
        assert placement.order.lines.get().line_price_incl_tax == 40_000


class TestSums(TestCase):
    """Whatever is bought and promoted, all parts come to the order, to the đồng."""

    @settings(max_examples=20, deadline=None)
    @given(
        prices=st.lists(st.integers(1_001, 900_000), min_size=1, max_size=4),
        quantities=st.lists(st.integers(1, 9), min_size=4, max_size=4),
        percent=st.integers(1, 50),
        amount=st.integers(1, 90_000),
        frees=st.booleans(),
    )
    def test_parts_come_to_the_whole(self, prices, quantities, percent, amount, frees):
        items = [
            (makers.product(f"Kẹo {uuid4().hex[:6]}", price=price, stock=99), quantity)
            for price, quantity in zip(prices, quantities, strict=False)
        ]
        first = items[0][0].stock_record.partner
        promotion_makers.promotion(percent, bearer=Bearer.SELLER, partner=first)
        code = promotion_makers.code(
            f"MA{uuid4().hex[:6]}", kind=PromotionKind.AMOUNT, value=amount, minimum=2 * amount
        )
        if frees:
            promotion_makers.promotion(kind=PromotionKind.FREE_DELIVERY, partner=first)
        order = order_basket(basket_with(code, *items), makers.commune()).order
        due = amount_due(order)
        assert due.ordered == due.due == sum(seller.due for seller in due.sellers)
        for line in order.lines.all():
            before = line.line_price_before_discounts_incl_tax
            assert line.line_price_incl_tax == int(line.line_price_incl_tax)
            assert before / 2 <= line.line_price_incl_tax <= before
        off = sum(seller.discount for seller in due.sellers)
        uses = PromotionUse.objects.filter(order=order)
        assert off == sum(use.goods + use.delivery for use in uses)
        shop = sum(use.goods + use.delivery for use in uses if use.bearer == Bearer.SHOP)
        assert shop == sum(seller.shop_discount for seller in due.sellers)
        receipt = read_receipt(order)
        assert receipt.goods + receipt.shipping - off == receipt.total == due.ordered
