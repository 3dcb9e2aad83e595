"""From basket to order: days, free delivery, pickup and fresh goods are said, agreed to and kept."""

from datetime import datetime

import pytest

from catalogue.clock import VIETNAM
from shop.order.models import Order
from shop.order.receipt import read_receipt
from shop.order.settlement import amount_due
from shop.shipping import rates
from tests import makers
from tests.reading import as_read

pytestmark = pytest.mark.django_db

BASKET, FORM, REVIEW = "/gio-hang/", "/thanh-toan/", "/thanh-toan/xem-lai/"


@pytest.fixture
def seller(clock, commune):
    """A seller of the buyer's province."""
    return makers.producer("Hợp tác xã Cây Tràm", province=commune.province)


def decide(seller, **terms):
    for name, value in terms.items():
        setattr(seller.partner, name, value)
    seller.partner.save()


def fresh_product(seller, **facts):
    vegetables = makers.group("Rau tươi", set_number=1)
    return makers.product("Rau rừng", producer=seller, classification=vegetables, **facts)


def far_seller():
    north = makers.region("bac-trung-bo", "Bắc Trung Bộ")
    return makers.producer("Hợp tác xã Xa", province=makers.province("Huế", region=north))


def order_of(buyer) -> Order:
    buyer.fill()
    buyer.place(buyer.review())
    return Order.objects.get()


def test_the_days_are_kept_with_the_order(buyer, seller, settings):
    buyer.add(makers.product(producer=seller))
    order = order_of(buyer)
    decide(seller, packing_days=9)
    settings.OCOP_CUT_OFF_HOUR = 0
    (part,) = read_receipt(order).producer_orders
    assert [f"{day:%d/%m/%Y}" for day in part.expected] == ["26/11/2026", "27/11/2026"]


def test_the_basket_says_what_is_missing_for_free_delivery(buyer, seller):
    decide(seller, free_delivery_from=200_000)
    buyer.add(makers.product(producer=seller, price=155_000))
    text = as_read(buyer.client.get(BASKET))
    assert "Còn 45.000\xa0₫ nữa của người bán này để được miễn phí giao." in text


def test_the_seller_s_share_stands_in_the_settlement(buyer, seller):
    decide(seller, free_delivery_from=100_000)
    buyer.add(makers.product(producer=seller, price=155_000, weight_grams=400))
    order = order_of(buyer)
    amount = amount_due(order)
    assert (amount.due, amount.sellers[0].delivery, amount.sellers[0].borne) == (155_000, 0, 16_000)
    assert int(order.total_incl_tax) == 155_000


def test_a_parcel_may_be_picked_up(buyer, seller):
    decide(seller, pickup_address="Ấp 3, xã Tân Thạch", pickup_hours="8:00–17:00")
    buyer.add(makers.product(producer=seller))
    assert "Đến lấy tại nơi bán" in as_read(buyer.client.get(FORM))
    buyer.fill(pickups=str(seller.partner_id))
    review = as_read(buyer.client.get(REVIEW))
    assert "Có thể đến lấy từ <strong>thứ Tư 25/11</strong>" in review
    buyer.place(buyer.review())
    order = Order.objects.get()
    row = order.producer_orders.get()
    assert (row.is_pickup, int(row.shipping_cost)) == (True, 0)
    decide(seller, pickup_address="Nơi khác")
    assert read_receipt(order).producer_orders[0].pickup_address == "Ấp 3, xã Tân Thạch"


NO_ADDRESS = {"province": "", "commune": "", "street": "", "place": ""}


def test_who_comes_for_every_parcel_is_asked_for_no_address(buyer, seller, client):
    decide(seller, pickup_address="Ấp 3")
    buyer.add(makers.product(producer=seller))
    assert buyer.fill(pickups=str(seller.partner_id), **NO_ADDRESS).url == REVIEW
    assert "Người đến lấy hàng" in as_read(buyer.client.get(REVIEW))
    done = buyer.place(buyer.review())
    order = Order.objects.get()
    assert (order.submission.commune, order.submission.province) == (None, None)
    assert order.shipping_address.name == "Nguyễn Thị Sáu"
    assert read_receipt(order).address == ()
    client.force_login(makers.user(is_staff=True, is_superuser=True))
    parcel = f"/quan-tri/kien-hang/{order.producer_orders.get().pk}/"
    desk = [f"/quan-tri/orders/{order.number}/", parcel, f"{parcel}phieu/"]
    for page in (done.url, f"{done.url}bien-nhan/", *desk):
        assert client.get(page).status_code == 200, page


def test_an_address_that_was_typed_is_not_kept_where_nothing_is_sent(buyer, seller):
    decide(seller, pickup_address="Ấp 3")
    buyer.add(makers.product(producer=seller))
    buyer.fill(pickups=str(seller.partner_id))
    buyer.place(buyer.review())
    assert Order.objects.get().shipping_address.line1 == ""


def test_what_is_sent_needs_an_address_whatever_else_is_picked_up(buyer, seller):
    decide(seller, pickup_address="Ấp 3")
    buyer.add(makers.product(producer=seller))
    buyer.add(makers.product(producer=makers.producer(province=buyer.commune.province)))
    answer = buyer.fill(pickups=str(seller.partner_id), **NO_ADDRESS)
    assert {"place", "street"} <= set(answer.context["form"].errors)


def test_goods_added_after_the_form_ask_for_the_address(buyer, seller):
    decide(seller, pickup_address="Ấp 3")
    buyer.add(makers.product(producer=seller))
    buyer.fill(pickups=str(seller.partner_id), **NO_ADDRESS)
    buyer.add(makers.product(producer=makers.producer(province=buyer.commune.province)))
    assert buyer.client.get(REVIEW).url == FORM


def test_pickup_is_ticked_again_when_the_form_is_opened_again(buyer, seller):
    decide(seller, pickup_address="Ấp 3")
    buyer.add(makers.product(producer=seller))
    buyer.fill(pickups=str(seller.partner_id))
    assert "checked" in str(buyer.client.get(FORM).context["form"]["pickups"])


def test_nobody_is_asked_about_pickup_where_none_is_offered(buyer, seller):
    buyer.add(makers.product(producer=seller))
    assert 'name="pickups"' not in buyer.client.get(FORM).content.decode()
    assert buyer.fill(pickups=str(seller.partner_id)).url == REVIEW


def test_pickup_that_ends_meanwhile_is_asked_about_again(buyer, seller):
    decide(seller, pickup_address="Ấp 3")
    buyer.add(makers.product(producer=seller))
    buyer.fill(pickups=str(seller.partner_id))
    fields = buyer.review()
    decide(seller, pickup_address="")
    answer = buyer.client.post(REVIEW, fields, follow=True)
    assert "không còn cho đến lấy hàng" in as_read(answer)
    assert not Order.objects.exists()


def test_fresh_goods_stay_out_of_an_order_that_is_too_far(buyer, seller):
    buyer.add(makers.product(producer=seller))
    buyer.add(fresh_product(far_seller()))
    buyer.fill()
    review = as_read(buyer.client.get(REVIEW))
    assert "không giao kịp đến Vĩnh Long" in review
    buyer.place(buyer.review())
    assert [line.title for line in Order.objects.get().lines.all()] == ["Mật ong rừng U Minh"]
    assert [line.title for line in buyer.basket().lines] == ["Rau rừng"]


def test_an_order_of_nothing_but_what_is_too_far_is_refused_with_the_reason(buyer, seller):
    buyer.add(fresh_product(far_seller()))
    buyer.fill()
    answer = buyer.client.get(REVIEW, follow=True)
    text = as_read(answer)
    assert answer.redirect_chain[-1][0] == BASKET
    assert text.count("không giao kịp đến Vĩnh Long") == 2  # the message, and at its seller
    assert not Order.objects.exists()


def test_fresh_goods_may_be_picked_up_from_far(buyer, seller):
    maker = far_seller()
    decide(maker, pickup_address="Chợ Đông Ba")
    buyer.add(fresh_product(maker))
    buyer.fill(pickups=str(maker.partner_id))
    buyer.place(buyer.review())
    assert Order.objects.get().producer_orders.get().is_pickup


def table(tmp_path, monkeypatch, rows):
    path = tmp_path / "rates.csv"
    path.write_text("valid_from,valid_until,zone,up_to_grams,price_vnd,note\n" + rows)
    monkeypatch.setattr(rates, "TABLE", path)


def test_a_new_table_at_midnight_is_said_and_asked_about(
    buyer, seller, clock, tmp_path, monkeypatch
):
    rows = (
        "2026-01-01,2026-11-21,same_province,9000,16000,\n2026-11-22,,same_province,9000,20000,\n"
    )
    table(tmp_path, monkeypatch, rows)
    buyer.add(makers.product(producer=seller))
    buyer.fill()
    fields = buyer.review()
    clock.move_to(datetime(2026, 11, 22, 0, 1, tzinfo=VIETNAM))
    answer = buyer.client.post(REVIEW, fields, follow=True)
    assert "Phí giao hàng nay là 20.000\xa0₫, trước đó là 16.000\xa0₫." in as_read(answer)
    assert not Order.objects.exists()
    buyer.place(buyer.review())
    assert int(Order.objects.get().shipping_incl_tax) == 20_000


def test_a_placed_order_keeps_its_price(buyer, seller, clock, tmp_path, monkeypatch):
    rows = (
        "2026-01-01,2026-11-21,same_province,9000,16000,\n2026-11-22,,same_province,9000,20000,\n"
    )
    table(tmp_path, monkeypatch, rows)
    buyer.add(makers.product(producer=seller))
    order = order_of(buyer)
    clock.move_to(datetime(2026, 11, 22, 0, 1, tzinfo=VIETNAM))
    assert read_receipt(order).shipping == 16_000


def test_days_that_slip_after_the_review_are_said_and_asked_about(buyer, seller, clock):
    buyer.add(makers.product(producer=seller))
    clock.move_to(datetime(2026, 11, 25, 14, 59, tzinfo=VIETNAM))
    buyer.fill()
    fields = buyer.review()
    clock.move_to(datetime(2026, 11, 25, 15, 1, tzinfo=VIETNAM))
    answer = buyer.client.post(REVIEW, fields, follow=True)
    assert "nay dự kiến giao từ thứ Hai 30/11 đến thứ Ba 1/12" in as_read(answer)
    assert not Order.objects.exists()


def test_the_receipt_says_what_was_promised(buyer, seller):
    buyer.add(fresh_product(seller))
    order_of(buyer)
    token = str(Order.objects.get().submission.token)
    url = buyer.place({"token": token}).url
    for path in (url, f"{url}bien-nhan/"):
        text = as_read(buyer.client.get(path))
        assert "Dự kiến giao: <strong>thứ Năm 26/11 – thứ Sáu 27/11</strong>." in text
        assert "báo trong 24 giờ" in text


def test_the_basket_asks_where_to_and_then_says_the_days(buyer, seller):
    buyer.add(makers.product(producer=seller))
    assert 'name="giao_den"' in buyer.client.get(BASKET).content.decode()
    answer = buyer.client.post("/thanh-toan/noi-giao/", {"giao_den": "vinh-long"}, follow=True)
    assert "Dự kiến giao: <strong>thứ Năm 26/11 – thứ Sáu 27/11</strong>." in as_read(answer)
    assert 'name="giao_den"' not in answer.content.decode()


@pytest.mark.parametrize("slug", ["", "khong-co", "<script>"])
def test_what_is_no_province_is_asked_for_again(buyer, seller, slug):
    buyer.add(makers.product(producer=seller))
    answer = buyer.client.post("/thanh-toan/noi-giao/", {"giao_den": slug}, follow=True)
    assert "Bạn chọn một tỉnh, thành phố nhé." in as_read(answer)
    assert 'name="giao_den"' in answer.content.decode()
