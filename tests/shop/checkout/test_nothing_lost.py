"""Between review and confirmation: what changed is said, what was typed stays, one order is one."""

from datetime import datetime

import pytest

from catalogue.clock import VIETNAM, today
from shop.order.models import Order
from shop.partner.models import StockRecord
from tests import makers
from tests.shop.conftest import messages_of

pytestmark = pytest.mark.django_db

FORM, REVIEW = "/thanh-toan/", "/thanh-toan/xem-lai/"


@pytest.fixture
def ready(buyer):
    """A buyer with one product in the basket and the form filled in."""
    buyer.item = makers.product("Kẹo dừa", price=85_000, stock=5, weight_grams=400)
    buyer.add(buyer.item)
    buyer.fill(gift="Chúc mẹ khỏe")
    return buyer


def test_a_new_price_is_named_before_and_after_and_has_to_be_confirmed(ready):
    fields = ready.review()
    StockRecord.objects.update(price=90_000)
    answer = ready.client.post(REVIEW, fields, follow=True)
    sentences = messages_of(answer)
    assert "85.000" in sentences
    assert "90.000" in sentences
    assert Order.objects.count() == 0
    ready.place(ready.review())
    assert Order.objects.get().basket_total_incl_tax == 90_000


def test_a_new_certificate_is_named(ready):
    fields = ready.review()
    makers.certificate(ready.item, stars=3, since=today())
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert "OCOP" in messages_of(answer)
    assert Order.objects.count() == 0


def test_a_heavier_basket_of_another_tab_names_quantity_and_delivery(ready):
    fields = ready.review()
    ready.pause()
    ready.add(ready.item, 3)
    sentences = messages_of(ready.client.post(REVIEW, fields, follow=True))
    assert "4" in sentences
    assert "Phí giao" in sentences


def test_an_address_changed_in_another_tab_is_reviewed_again(ready):
    fields = ready.review()
    elsewhere = makers.commune("Tân An", of=makers.province("Tây Ninh"))
    ready.fill(province=elsewhere.province.code, commune=elsewhere.code)
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert answer.redirect_chain[-1][0] == REVIEW
    assert "Tân An" in answer.content.decode()
    assert Order.objects.count() == 0
    ready.place(ready.review())
    assert Order.objects.count() == 1


def test_a_certificate_that_ends_at_midnight_is_said_before_ordering(ready, clock):
    ready.item.certificates.update(valid_until=today())
    fields = ready.review()
    clock.move_to(datetime(2026, 11, 22, 0, 0, 1, tzinfo=VIETNAM))
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert Order.objects.count() == 0
    assert "Kẹo dừa" in answer.content.decode()
    assert "21/11/2026" in answer.content.decode()


def test_an_expired_visit_at_the_review_shows_the_form_with_everything_typed(ready):
    fields = ready.review()
    ready.client.cookies.pop("sessionid")
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert answer.redirect_chain[-1][0] == FORM
    page = answer.content.decode()
    for text in ("Nguyễn Thị Sáu", "0912 345 678", "12 ấp Phú Nhuận", "Chúc mẹ khỏe"):
        assert text in page
    assert Order.objects.count() == 0
    assert ready.place(ready.review()).url.startswith("/don-hang/")


@pytest.mark.parametrize("screen", [FORM, REVIEW])
def test_an_account_that_was_signed_out_meanwhile_comes_back_through_the_sign_in(ready, screen):
    person = makers.user()
    ready.client.force_login(person)
    ready.fill()
    fields = ready.review()
    ready.client.logout()
    answer = ready.fill(account=1) if screen == FORM else ready.place(fields)
    assert answer.url == f"/tai-khoan/dang-nhap/?next={screen}"
    signed_in = {"username": person.email, "password": "mat-khau-thu"}
    back = ready.client.post(answer.url, signed_in, follow=True)
    assert back.redirect_chain[-1][0] == screen
    assert "12 ấp Phú Nhuận" in back.content.decode()


@pytest.mark.parametrize("kept", ["", "x", "a:b:c", "e30:1abc:xyz"])
def test_a_forged_copy_of_the_form_is_not_believed(ready, kept):
    fields = ready.review() | {"kept": kept}
    ready.client.cookies.pop("sessionid")
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert answer.status_code == 200
    assert "12 ấp Phú Nhuận" not in answer.content.decode()
    assert Order.objects.count() == 0


def test_a_session_lost_after_the_order_still_finds_the_order(ready):
    fields = ready.review()
    first = ready.place(fields)
    ready.client.cookies.pop("sessionid")
    assert ready.place(fields).url == first.url
    assert Order.objects.count() == 1


def test_what_is_kept_for_later_outlives_the_order(ready):
    later = makers.product("Mật ong", stock=4)
    ready.add(later, 2)
    line = next(line for line in ready.basket().lines if line.title == "Mật ong")
    ready.client.post(f"/gio-hang/de-danh/{line.pk}/")
    ready.place(ready.review())
    basket = ready.basket()
    assert basket.lines == ()
    assert [saved.title for saved in basket.saved] == ["Mật ong"]


def test_a_browser_that_forgot_the_basket_too_is_told_so_and_keeps_the_address(ready):
    fields = ready.review()
    ready.client.cookies.clear()
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert answer.redirect_chain[-1][0] == "/gio-hang/"
    assert "không còn giữ giỏ hàng" in messages_of(answer)
    assert "Mọi thứ bạn nhập vẫn còn" not in messages_of(answer)
    ready.add(ready.item)
    assert "12 ấp Phú Nhuận" in ready.client.get(FORM).content.decode()
