"""The order's page: opened by its signed link and by nothing else."""

import pytest

from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_of_token, order_path, order_token
from tests import makers
from theme.formats import dong

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(place):
    return place(makers.basket((makers.product("Kẹo dừa", price=85_000), 2))).order


def test_the_link_shows_what_was_ordered_without_signing_in(client, order):
    answer = client.get(order_path(order))
    page = answer.content.decode()
    assert answer.status_code == 200
    for text in ("Kẹo dừa", order.number, "0912 345 678", "12 ấp Phú Nhuận"):
        assert text in page


@pytest.mark.parametrize("end", ["", "huy/", "bien-nhan/"])
def test_no_robot_keeps_it_and_no_cache_holds_it(client, order, end):
    answer = client.get(order_path(order) + end)
    assert "noindex" in answer["X-Robots-Tag"]
    assert 'content="noindex' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("end", ["", "huy/", "mua-lai/", "bien-nhan/"])
def test_a_guessed_or_changed_token_is_404(client, order, end):
    token = order_token(order)
    for wrong in (order.number, token[:-1] + ("a" if token[-1] != "a" else "b"), "x", f"1{token}"):
        assert client.get(f"/don-hang/{wrong}/{end}").status_code == 404
        assert client.post(f"/don-hang/{wrong}/{end}").status_code in (404, 405)
    assert order_of_token(token) == order


def test_each_step_of_a_producer_order_is_shown_with_its_moment(client, order, clock):
    for state in ("confirmed", "packed", "shipped"):
        transition_producer_order(
            producer_order=order.producer_orders.get(), to=state, role="staff"
        )
    (producer_order,) = client.get(order_path(order)).context["receipt"].producer_orders
    assert [step.state for step in producer_order.steps] == ["done", "done", "done", "now", ""]
    assert [bool(step.at) for step in producer_order.steps] == [True] * 4 + [False]
    assert producer_order.steps[3].at.hour == 9


def test_a_cancelled_producer_order_shows_who_and_why_and_no_way_ahead(client, order):
    producer_order = order.producer_orders.get()
    transition_producer_order(producer_order=producer_order, to="confirmed", role="seller")
    transition_producer_order(
        producer_order=producer_order,
        to="cancelled",
        role="seller",
        reason="out_of_stock",
        note="<i>Hết</i> 🥥",
    )
    page = client.get(order_path(order))
    (shown,) = page.context["receipt"].producer_orders
    assert [step.state for step in shown.steps] == ["done", "done", "ended"]
    text = page.content.decode()
    assert "hết hàng" in text
    assert "&lt;i&gt;Hết&lt;/i&gt; 🥥" in text
    assert "/huy/" not in text


def test_what_is_cancelled_is_not_paid(client, place):
    one, two = makers.product(price=10_000), makers.product(price=20_000)
    order = place(makers.basket(one, two)).order
    producer_order = order.producer_orders.first()
    transition_producer_order(
        producer_order=producer_order, to="cancelled", role="staff", reason="other"
    )
    receipt = client.get(order_path(order)).context["receipt"]
    assert receipt.total == int(order.total_incl_tax)
    assert receipt.due == receipt.total - 10_000 - int(producer_order.shipping_cost)


@pytest.mark.parametrize("page", ["", "bien-nhan/"])
def test_a_cancelled_producer_order_is_struck_through_with_its_delivery(client, place, page):
    one, two = makers.product(price=10_000), makers.product(price=20_000)
    order = place(makers.basket(one, two)).order
    producer_order = order.producer_orders.first()
    transition_producer_order(
        producer_order=producer_order, to="cancelled", role="staff", reason="other"
    )
    answer = client.get(order_path(order) + page)
    text, receipt = answer.content.decode(), answer.context["receipt"]
    gone, kept = receipt.producer_orders
    assert [gone.due, kept.due] == [0, kept.total]
    for amount in (10_000, gone.shipping_cost, gone.total):
        assert f"<s>{dong(amount)}</s>" in text
    assert f"<s>{dong(kept.total)}</s>" not in text
    assert f"−{dong(gone.total)}" in text


def test_the_receipt_says_all_a_buyer_may_ask_for(client, order, settings):
    settings.OCOP_SELLER = {
        "legal_name": "Công ty Đặc sản",
        "address": "1 Phố Huế",
        "phone": "1900",
    }
    makers.standing_page("Điều khoản", "dieu-khoan")
    page = client.get(order_path(order) + "bien-nhan/").content.decode()
    producer = order.producer_orders.get().producer
    for text in (
        *("Công ty Đặc sản", "1 Phố Huế", producer.name, order.number, "Kẹo dừa"),
        *("85.000\u00a0₫", "170.000\u00a0₫", "đã gồm thuế", "Phí giao hàng", "Tôi đồng ý."),
        *("Trả tiền khi nhận hàng", order.lines.get().snapshot.certificate_code, "/dieu-khoan/"),
    ):
        assert text in page


def test_it_costs_the_same_for_any_number_of_lines(client, place, django_assert_max_num_queries):
    counts = []
    for number in (2, 12):
        order = place(makers.basket(*(makers.product() for _ in range(number)))).order
        client.get(order_path(order))
        with django_assert_max_num_queries(15) as queries:
            client.get(order_path(order))
        counts.append(len(queries))
    assert counts[0] == counts[1]
