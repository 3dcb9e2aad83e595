"""Codes as buyers enter them: in the basket and on the review, without script."""

from datetime import timedelta

import pytest

from catalogue.clock import now
from shop.order.models import Order
from shop.promotion.services import end_promotion
from tests import makers, promotion_makers
from tests.shop.conftest import messages_of

pytestmark = pytest.mark.django_db
ADD, REMOVE = "/gio-hang/ma-giam-gia/", "/gio-hang/ma-giam-gia/bo/"


def enter(buyer, text):
    """Send the form and return the page that follows."""
    return buyer.client.post(ADD, {"code": text}, follow=True)


def test_a_code_is_found_however_it_is_typed(buyer):
    promotion_makers.code("TET2027", percent=20)
    buyer.add(makers.product(price=100_000))
    page = enter(buyer, " tết-2027 ").content.decode()
    assert "TET2027" in page
    assert "20.000\u00a0₫" in page
    assert buyer.basket().pays == 80_000


def test_it_can_be_taken_out_again(buyer):
    promotion_makers.code("TET2027")
    buyer.add(makers.product(price=100_000))
    enter(buyer, "TET2027")
    buyer.client.post(REMOVE, {"code": "TET2027"})
    buyer.client.post(REMOVE, {"code": "TET2027"})
    assert buyer.basket().discount == 0


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"minimum": 250_000}, "còn thiếu 150.000\u00a0₫"),
        ({"starts_at": now() + timedelta(days=3)}, "dùng được từ"),
        ({"ended": True}, "đã hết hạn"),
        ({"of_another": True}, "không dành cho hàng trong giỏ"),
    ],
)
def test_a_code_that_gives_nothing_says_why_and_stays_in_its_field(buyer, facts, words):
    facts = dict(facts)
    ended = facts.pop("ended", False)
    if facts.pop("of_another", False):
        facts["partner"] = makers.producer().partner
    promotion = promotion_makers.code("TET2027", **facts)
    if ended:
        end_promotion(promotion=promotion)
    buyer.add(makers.product(price=100_000))
    answer = enter(buyer, "TET2027")
    assert words in messages_of(answer)
    assert 'value="TET2027"' in answer.content.decode()
    assert buyer.basket().discount == 0


def test_an_unknown_code_is_said_and_guessing_has_an_end(buyer):
    buyer.add(makers.product())
    assert "Không có mã" in messages_of(enter(buyer, "KHONGCO"))
    answers = [messages_of(enter(buyer, f"MA{number:04}")) for number in range(25)]
    assert "Không có mã" not in answers[-1]
    promotion_makers.code("TET2027")
    enter(buyer, "TET2027")
    assert buyer.basket().discount == 0


@pytest.mark.parametrize("text", ["", "   ", "🎁", "x" * 5000])
def test_nonsense_is_refused_in_words(buyer, text):
    buyer.add(makers.product())
    assert messages_of(enter(buyer, text))


def test_a_basket_without_goods_takes_no_code(client, buyer):
    promotion_makers.code("TET2027")
    assert "bỏ hàng vào giỏ" in messages_of(enter(buyer, "TET2027"))


def test_a_code_entered_on_the_review_leads_back_there(buyer):
    promotion_makers.code("TET2027", percent=20)
    buyer.add(makers.product(price=100_000))
    buyer.fill()
    fields = buyer.review() | {"code": "TET2027", "action": "code"}
    assert buyer.place(fields).url == "/thanh-toan/xem-lai/#codes"
    buyer.place(buyer.review())
    assert Order.objects.get().lines.get().line_price_incl_tax == 80_000


def test_a_code_on_the_review_keeps_the_way_of_paying_and_what_was_accepted(buyer, settings):
    settings.LABEL_GATE = "ask"
    settings.PAYMENT_BANK = {"bin": "970436", "name": "VCB", "account": "0011", "holder": "OCOP"}
    promotion_makers.code("TET2027", percent=20)
    buyer.add(makers.product(price=100_000))
    buyer.fill()
    ticked = {"payment": "transfer", "label_gaps": "on"}
    buyer.place(buyer.review() | ticked | {"code": "TET2027", "action": "code"})
    page = buyer.client.get("/thanh-toan/xem-lai/")
    assert (page.context["chosen"], page.context["gaps_accepted"]) == ("transfer", True)
    buyer.place(buyer.review() | ticked | {"code_out": "TET2027"})
    page = buyer.client.get("/thanh-toan/xem-lai/")
    assert (page.context["chosen"], page.context["gaps_accepted"]) == ("transfer", True)
    assert page.context["review"].total > 100_000


def test_what_was_accepted_of_one_label_does_not_count_for_another(buyer, settings):
    settings.LABEL_GATE = "ask"
    buyer.add(makers.product())
    buyer.fill()
    buyer.place(buyer.review() | {"label_gaps": "on", "action": "basket"})
    buyer.add(makers.product())
    assert not buyer.client.get("/thanh-toan/xem-lai/").context["gaps_accepted"]


def test_a_code_that_was_typed_and_not_used_comes_before_the_order(buyer):
    promotion_makers.code("TET2027", percent=20)
    buyer.add(makers.product(price=100_000))
    buyer.fill()
    answer = buyer.place(buyer.review() | {"code": "tet2027"})
    assert (answer.url, Order.objects.count()) == ("/thanh-toan/xem-lai/#codes", 0)
    buyer.place(buyer.review())
    assert Order.objects.get().lines.get().line_price_incl_tax == 80_000


def test_a_wrong_code_holds_the_order_up_once(buyer):
    buyer.add(makers.product())
    buyer.fill()
    buyer.place(buyer.review() | {"code": "KHONGCO"})
    page = buyer.client.get("/thanh-toan/xem-lai/")
    assert "Không có mã" in messages_of(page)
    assert 'name="code_refused" value="KHONGCO"' in page.content.decode()
    buyer.place(buyer.review() | {"code": "KHONGCO", "code_refused": "KHONGCO"})
    assert Order.objects.exists()


def test_the_enter_key_on_the_review_orders_nothing(buyer):
    buyer.add(makers.product())
    buyer.fill()
    assert buyer.place(buyer.review() | {"action": "enter"}).url.endswith("#codes")
    assert not Order.objects.exists()


def test_a_code_that_ends_before_the_order_is_said_and_asked_again(buyer):
    promotion = promotion_makers.code("TET2027", percent=20)
    buyer.add(makers.product(price=100_000))
    enter(buyer, "TET2027")
    buyer.fill()
    fields = buyer.review()
    end_promotion(promotion=promotion)
    answer = buyer.client.post("/thanh-toan/xem-lai/", fields, follow=True)
    assert not Order.objects.exists()
    assert promotion.name in messages_of(answer)
    assert "đã hết hạn" in answer.content.decode()
    buyer.place(buyer.review())
    assert Order.objects.get().lines.get().line_price_incl_tax == 100_000


def test_queries_of_a_basket_with_promotions_are_flat_in_lines(
    buyer, django_assert_max_num_queries
):
    promotion_makers.promotion(max_uses=100)
    promotion_makers.code("TET2027", percent=20, max_uses_per_buyer=3)
    counts = []
    for number in range(2):
        for _item in range(3):
            buyer.add(makers.product(price=100_000))
        if not number:
            enter(buyer, "TET2027")
        with django_assert_max_num_queries(25) as queries:
            buyer.client.get("/gio-hang/")
        counts.append(len(queries))
    assert counts[1] <= counts[0]
