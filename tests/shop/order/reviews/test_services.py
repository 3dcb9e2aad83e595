"""Who may review: only the buyer of what was delivered, once a product, from the signed page."""

from datetime import timedelta

import pytest

from catalogue.reviews.models import ProductReview
from catalogue.reviews.services import ReviewRefused
from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_path
from shop.order.reviews.services import review_line
from tests import makers
from tests.shop.order.conftest import deliver_to
from tests.window import Window

pytestmark = pytest.mark.django_db

SAID = {"score": 4, "body": "Mật thơm, đóng gói cẩn thận.", "name": "Sáu"}


def deliver(order, **chosen):
    for producer_order in order.producer_orders.filter(**chosen):
        for state in ("confirmed", "packed", "shipped", "delivered"):
            transition_producer_order(producer_order=producer_order, to=state, role="staff")


@pytest.fixture
def order(place):
    """Honey and tea of two sellers; the honey has arrived."""
    honey = makers.product("Mật ong")
    made = place(makers.basket(honey, makers.product("Chè"))).order
    deliver(made, partner=honey.producer.partner)
    return made


def line_of(order, title):
    return order.lines.get(title=title)


def form_of(order, title="Mật ong") -> str:
    return f"{order_path(order)}nhan-xet/{line_of(order, title).pk}/"


def test_the_page_offers_what_has_arrived_and_nothing_else(client, order):
    page = client.get(f"{order_path(order)}nhan-xet/").content.decode()
    assert form_of(order) in page
    assert form_of(order, "Chè") not in page
    assert client.get(form_of(order, "Chè")).status_code == 404
    assert client.post(form_of(order, "Chè"), SAID).status_code == 404
    assert ProductReview.objects.count() == 0


def test_the_orders_page_leads_there_once_something_has_arrived(client, order, place):
    assert f"{order_path(order)}nhan-xet/" in client.get(order_path(order)).content.decode()
    other = place(makers.basket(makers.product())).order
    assert "nhan-xet" not in client.get(order_path(other)).content.decode()


def test_a_guest_writes_by_the_signed_link_and_it_waits_to_be_read(client, order):
    answer = client.post(form_of(order), SAID, follow=True)
    review = ProductReview.objects.get()
    assert (review.score, review.body, review.name) == (4, SAID["body"], "Sáu")
    assert (review.status, review.user) == (ProductReview.FOR_MODERATION, None)
    assert review.line == line_of(order, "Mật ong")
    assert "chờ duyệt" in answer.content.decode()
    product = client.get(review.product.get_absolute_url()).content.decode()
    assert SAID["body"] not in product


def test_another_orders_link_or_a_forged_one_opens_nothing(client, order, place):
    other = place(makers.basket(makers.product())).order
    line = line_of(order, "Mật ong").pk
    assert client.get(f"{order_path(other)}nhan-xet/{line}/").status_code == 404
    forged = f"/don-hang/{order.number}.abc/nhan-xet/"
    assert client.get(forged).status_code == 404


def test_sent_twice_it_is_written_once(client, order):
    for _press in range(2):
        assert client.post(form_of(order), SAID).status_code == 302
    review = ProductReview.objects.get()
    assert review.edited_at is None


def test_a_second_order_of_the_same_buyer_gives_no_second_review(client, order, place):
    client.post(form_of(order), SAID)
    again = place(makers.basket(ProductReview.objects.get().product)).order
    deliver(again)
    client.post(form_of(again), SAID | {"body": "Lần hai vẫn ngon như lần đầu."})
    assert ProductReview.objects.count() == 1


def test_another_buyer_of_the_same_product_has_an_own_one(client, order, place):
    client.post(form_of(order), SAID)
    delivery = deliver_to(place.commune, phone="+84987654321")
    product = ProductReview.objects.get().product
    other = place(makers.basket(product), delivery=delivery).order
    deliver(other)
    client.post(form_of(other), SAID)
    assert ProductReview.objects.count() == 2


def test_it_can_be_changed_for_seven_days_and_is_read_again(client, order, clock):
    client.post(form_of(order), SAID)
    ProductReview.objects.update(status=ProductReview.APPROVED)
    clock.shift(timedelta(days=6))
    client.post(form_of(order), SAID | {"score": 2, "body": "Để lâu thì bị đóng đường."})
    review = ProductReview.objects.get()
    assert (review.score, review.status) == (2, ProductReview.FOR_MODERATION)
    assert review.edited_at is not None
    clock.shift(timedelta(days=2))
    answer = client.post(form_of(order), SAID)
    assert "bảy ngày" in answer.content.decode()
    assert ProductReview.objects.get().score == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"score": ""},
        {"score": "0"},
        {"score": "6"},
        {"score": "nhiều"},
        {"body": ""},
        {"body": "  Ngon  \n "},
        {"body": "ạ" * 2001},
    ],
)
def test_what_does_not_fit_is_told_beside_the_field_and_nothing_typed_is_lost(client, order, wrong):
    typed = SAID | {"name": "Chị Sáu"} | wrong
    page = client.post(form_of(order), typed).content.decode()
    assert ProductReview.objects.count() == 0
    assert 'class="errors"' in page
    assert "Chị Sáu" in page
    if len(typed["body"].strip()) > 10:
        assert typed["body"] in page


def test_markup_emoji_and_decomposed_letters_are_kept_as_text(client, order):
    said = "<script>alert(1)</script> Nước mắm ngon 🐟\u200b\n\nSẽ mua nữa\x07"
    client.post(form_of(order), SAID | {"body": said})
    review = ProductReview.objects.get()
    assert review.body == "<script>alert(1)</script> Nước mắm ngon 🐟\n\nSẽ mua nữa"
    ProductReview.objects.update(status=ProductReview.APPROVED)
    page = client.get(review.product.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_the_service_itself_refuses_what_has_not_arrived(order):
    with pytest.raises(ReviewRefused):
        review_line(order=order, line=line_of(order, "Chè"), **SAID)


def test_a_producer_order_that_came_back_after_its_delivery_may_still_be_reviewed(client, order):
    producer_order = order.producer_orders.get(status="delivered")
    transition_producer_order(
        producer_order=producer_order, to="returned", role="staff", reason="damaged"
    )
    assert client.get(form_of(order)).status_code == 200


def test_a_producer_order_that_was_refused_on_delivery_may_not(client, place):
    order = place(makers.basket(makers.product("Mật ong"))).order
    producer_order = order.producer_orders.get()
    for state in ("confirmed", "packed", "shipped"):
        transition_producer_order(producer_order=producer_order, to=state, role="staff")
    transition_producer_order(
        producer_order=producer_order, to="returned", role="staff", reason="refused"
    )
    assert client.get(form_of(order)).status_code == 404


def test_a_buyer_with_an_account_is_known_by_it(client, place):
    person = makers.user()
    order = place(makers.basket(makers.product("Mật ong")), buyer=person).order
    deliver(order)
    client.post(form_of(order), SAID)
    assert ProductReview.objects.get().user == person
    person.delete()
    assert ProductReview.objects.get().user is None


def test_a_link_in_wrong_hands_is_not_for_machines(client, order):
    for number in range(30):
        client.post(form_of(order), SAID | {"body": f"Mật thơm lắm, lần thứ {number}."})
    answer = client.post(form_of(order), SAID)
    assert answer.status_code == 429
    assert "sau 60 phút" in answer.content.decode()


def test_two_windows_of_the_buyer_overwrite_nothing(client, order):
    late = Window(client, form_of(order), holding="body")
    client.post(form_of(order), SAID)
    page = late.type(score="1", body="Hũ thứ hai bị vỡ, đã báo cửa hàng.", name="Sáu").send()
    assert page.status_code == 200
    assert "“Mật thơm, đóng gói cẩn thận.”" in page.content.decode()
    assert ProductReview.objects.get().body == SAID["body"]
    late.read(page, holding="body")
    for radio in late.form.select("input[type=radio][value^=mine]"):
        late.type(**{radio["name"]: radio["value"]})
    assert late.send().status_code == 302
    assert (ProductReview.objects.get().score, ProductReview.objects.count()) == (1, 1)
