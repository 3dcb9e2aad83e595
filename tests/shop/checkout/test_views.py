"""The checkout: nothing typed is lost, nothing unseen is ordered, one press is one order."""

from datetime import timedelta
from unicodedata import normalize

import pytest
from django.test import Client

from catalogue.clock import today
from catalogue.services.certificates import revoke_certificate
from shop.basket.models import Basket
from shop.order.models import Order
from shop.partner.models import StockRecord
from tests import makers
from tests.shop.conftest import TYPED, messages_of

pytestmark = pytest.mark.django_db

FORM, REVIEW = "/thanh-toan/", "/thanh-toan/xem-lai/"


@pytest.fixture
def ready(buyer):
    """A buyer with one product in the basket and the form filled in."""
    buyer.item = makers.product("Kẹo dừa", price=85_000, stock=5)
    buyer.add(buyer.item)
    buyer.fill()
    return buyer


def revoke(product) -> None:
    revoke_certificate(certificate=product.certificates.get(), ground="c", by=makers.user())


def test_an_empty_basket_leads_back_to_the_basket(client):
    assert client.get(FORM).url == "/gio-hang/"


def test_the_review_without_the_form_leads_to_the_form(buyer):
    buyer.add(makers.product())
    assert buyer.client.get(REVIEW).url == FORM


def test_choosing_a_province_brings_its_communes_and_keeps_what_was_typed(buyer):
    elsewhere = makers.commune("Cái Bè", of=makers.province("Đồng Tháp"), kind="xa")
    buyer.add(makers.product())
    answer = buyer.client.post(
        FORM, {"name": "Sáu", "note": "Gọi trước", "province": elsewhere.province.code}
    )
    assert answer.status_code == 302
    page = buyer.client.get(FORM).content.decode()
    assert "Xã Cái Bè" in page
    assert buyer.commune.code not in page
    assert 'value="Sáu"' in page
    assert "Gọi trước" in page


def test_a_mistake_keeps_every_field_and_says_what_to_do(buyer):
    buyer.add(makers.product())
    page = buyer.fill(phone="12345", name="Nguyễn Thị Sáu").content.decode()
    assert "Nguyễn Thị Sáu" in page
    assert "12 ấp Phú Nhuận" in page
    assert 'aria-invalid="true"' in page
    assert "error-summary" in page
    again = buyer.client.get(FORM).content.decode()
    assert "12 ấp Phú Nhuận" in again


@pytest.mark.parametrize(
    "phone", ["0912345678", "0912 345 678", "0912.345.678", "+84912345678", "84 912 345 678"]
)
def test_usual_spellings_of_a_mobile_number_are_one_number(buyer, phone):
    buyer.add(makers.product())
    buyer.fill(phone=phone)
    buyer.place(buyer.review())
    assert Order.objects.get().submission.phone == "+84912345678"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "   "),
        ("name", ""),
        ("name", "x" * 121),
        ("phone", ""),
        ("phone", "0281234567"),
        ("phone", "+1 415 555 2671"),
        ("phone", "0912"),
        ("email", "không phải thư"),
        ("province", "99999"),
        ("commune", "99999"),
        ("commune", ""),
        ("street", "\u200b"),
        ("consent", ""),
        ("data_consent", ""),
        ("note", "x" * 501),
        ("gift", "x" * 301),
        ("invoice_email", "không phải thư"),
    ],
)
def test_what_cannot_be_delivered_is_refused_at_the_form(buyer, field, value):
    buyer.add(makers.product())
    answer = buyer.fill(**{field: value})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors


def test_a_commune_of_another_province_is_refused(buyer):
    elsewhere = makers.commune("Cái Bè", of=makers.province("Đồng Tháp"))
    buyer.add(makers.product())
    assert "commune" in buyer.fill(commune=elsewhere.code).context["form"].errors


def test_consent_is_never_ticked_beforehand(buyer):
    buyer.add(makers.product())
    assert "checked" not in buyer.client.get(FORM).content.decode()


def test_e_mail_is_optional_and_the_page_says_what_that_means(buyer):
    buyer.add(makers.product())
    assert buyer.fill(email="").url == REVIEW
    buyer.place(buyer.review())
    assert Order.objects.get().guest_email == ""


def test_the_review_shows_cost_address_and_ways_to_change_them(ready):
    page = ready.client.get(REVIEW).content.decode()
    for text in ("Kẹo dừa", "85.000\u00a0₫", "0912 345 678", "Phường Bến Tre", "12 ấp Phú Nhuận"):
        assert text in page
    assert 'name="action" value="address"' in page
    assert 'href="/gio-hang/"' in page
    assert ready.client.get(REVIEW).context["review"].shipping > 0


def test_pressing_twice_is_one_order(ready):
    fields = ready.review()
    first, second = ready.place(fields), ready.place(fields)
    assert first.url == second.url
    assert Order.objects.count() == 1
    assert StockRecord.objects.get().net_stock_level == 4


def test_the_second_press_does_not_say_that_the_basket_is_gone(ready):
    fields, before = ready.review(), ready.client.cookies.output(header="", sep=";")
    ready.place(fields)
    ready.client.cookies.load(before)
    order = ready.client.get(ready.place(fields).url)
    assert "đã nhận đơn hàng" in order.content.decode()
    assert "không còn nữa" not in order.content.decode()


def test_two_tabs_are_one_order(ready):
    one, other = ready.review(), ready.review()
    assert ready.place(one).url == ready.place(other).url
    assert Order.objects.count() == 1


def test_back_button_and_press_again_shows_the_same_order(ready):
    fields = ready.review()
    first = ready.place(fields)
    ready.client.get("/gio-hang/")
    assert ready.place(fields).url == first.url


def test_an_order_after_the_order_is_a_new_one(ready):
    first = ready.place(ready.review())
    ready.add(ready.item)
    assert ready.client.get(REVIEW).url == FORM
    ready.fill()
    assert ready.place(ready.review()).url != first.url
    assert Order.objects.count() == 2


def test_the_last_jar_taken_meanwhile_is_said_and_the_basket_is_kept(ready):
    fields = ready.review()
    StockRecord.objects.update(num_in_stock=0)
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert "Kẹo dừa" in messages_of(answer)
    assert answer.redirect_chain[-1][0] == "/gio-hang/"
    assert len(ready.basket().lines) == 1
    assert Order.objects.count() == 0
    StockRecord.objects.update(num_in_stock=1)
    assert ready.place(ready.review()).url.startswith("/don-hang/")


@pytest.mark.parametrize("ending", ["revoked", "expired"])
def test_a_certificate_that_ends_during_the_review_is_shown_before_ordering(ready, ending):
    ended = makers.product("Rau sạch")
    ready.add(ended)
    fields = ready.review()
    if ending == "revoked":
        revoke(ended)
    else:
        yesterday = today() - timedelta(days=1)
        ended.certificates.update(valid_until=yesterday, possible_until=yesterday)
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert answer.redirect_chain[-1][0] == REVIEW
    assert messages_of(answer)
    assert [line.title for line in answer.context["review"].blocked] == ["Rau sạch"]
    assert Order.objects.count() == 0
    ready.place(ready.review())
    order = Order.objects.get()
    assert [line.title for line in order.lines.all()] == ["Kẹo dừa"]
    basket = ready.basket()
    assert [line.title for line in basket.lines] == ["Rau sạch"]
    assert basket.lines[0].blocked


@pytest.mark.parametrize("reviewed", ["", "0" * 64, "<script>"])
def test_a_tampered_review_is_shown_again_and_nothing_is_ordered(ready, reviewed):
    answer = ready.place(ready.review() | {"reviewed": reviewed})
    assert answer.url == REVIEW
    assert Order.objects.count() == 0


def test_posted_prices_and_quantities_change_nothing(ready):
    extra = {"total": "1", "price": "1", "quantity": "100", "shipping": "0"}
    ready.place(ready.review() | extra)
    order = Order.objects.get()
    assert order.basket_total_incl_tax == 85_000
    assert order.shipping_incl_tax > 0


def test_a_way_to_pay_that_is_not_offered_orders_nothing(ready):
    ready.place(ready.review() | {"payment": "free"})
    assert Order.objects.count() == 0


@pytest.mark.parametrize("token", ["", "x", "0", "../../etc"])
def test_a_broken_token_is_replaced_by_the_one_of_the_visit(ready, token):
    assert ready.place(ready.review() | {"token": token}).url.startswith("/don-hang/")
    assert Order.objects.count() == 1


def test_an_expired_visit_keeps_the_basket_and_says_so(ready):
    fields = ready.review()
    ready.client.cookies.pop("sessionid")
    answer = ready.client.post(REVIEW, fields, follow=True)
    assert messages_of(answer)
    assert len(ready.basket().lines) == 1
    assert Order.objects.count() == 0


def test_an_expired_visit_at_the_form_loses_nothing_typed(ready):
    ready.client.cookies.pop("sessionid")
    assert ready.fill(street="nơi mới").url == REVIEW
    assert "nơi mới" in ready.client.get(REVIEW).content.decode()


def test_every_form_needs_the_csrf_token(ready):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, TYPED).status_code == 403
    assert strict.post(REVIEW, {}).status_code == 403


def test_decomposed_letters_and_emoji_are_stored_composed(ready):
    ready.fill(name=normalize("NFD", "Nguyễn Thị Sáu 🌾"), note="Cảm ơn 🍯\r\nGọi trước\x07")
    ready.place(ready.review())
    address = Order.objects.get().shipping_address
    assert address.first_name == normalize("NFC", "Nguyễn Thị Sáu 🌾")
    assert address.notes == "Cảm ơn 🍯\nGọi trước"


def test_script_in_text_is_text_everywhere(ready):
    evil = "<script>alert(1)</script>"
    ready.fill(name=evil, street=evil, note=evil)
    assert evil not in ready.client.get(REVIEW).content.decode()
    answer = ready.client.post(REVIEW, ready.review(), follow=True)
    assert evil not in answer.content.decode()
    assert "&lt;script&gt;" in answer.content.decode()


def test_a_null_byte_is_refused_not_an_error_page(ready):
    assert ready.fill(name="a\x00b").status_code == 400


def test_a_signed_in_buyer_need_not_type_again(buyer):
    account = makers.user(phone="0912345678", first_name="Sáu")
    buyer.client.force_login(account)
    buyer.add(makers.product())
    page = buyer.client.get(FORM).content.decode()
    assert account.email in page
    assert "0912 345 678" in page
    buyer.fill()
    buyer.place(buyer.review())
    assert Order.objects.get().user == account
    assert Basket.objects.filter(owner=account, status=Basket.SUBMITTED).count() == 1


def test_an_account_that_has_ordered_finds_its_last_address(buyer):
    account = makers.user()
    buyer.client.force_login(account)
    buyer.add(makers.product())
    buyer.fill()
    buyer.place(buyer.review())
    buyer.add(makers.product())
    form = buyer.client.get(FORM).context["form"]
    shown = {name: form[name].value() for name in ("name", "phone", "street", "commune")}
    assert shown == {
        "name": "Nguyễn Thị Sáu",
        "phone": "0912 345 678",
        "street": "12 ấp Phú Nhuận",
        "commune": buyer.commune.code,
    }


def test_where_a_gift_went_is_not_taken_for_home(buyer, settings):
    settings.PAYMENT_BANK = {"bin": "970436", "name": "VCB", "account": "0011", "holder": "OCOP"}
    buyer.client.force_login(makers.user())
    buyer.add(makers.product())
    buyer.fill(is_gift="on", giver_name="Trần Văn Bảy", buyer_phone="0987 654 321")
    buyer.place(buyer.review() | {"payment": "transfer"})
    assert Order.objects.get().submission.is_gift
    buyer.add(makers.product())
    assert not buyer.client.get(FORM).context["form"]["street"].value()


def test_the_english_mirror_orders_too(ready):
    page = ready.client.get("/en/thanh-toan/xem-lai/")
    assert page.status_code == 200
    assert "Place the order" in page.content.decode()


def test_queries_of_form_and_review_are_flat_in_lines(buyer, django_assert_max_num_queries):
    counts = []
    for number in (2, 20):
        buyer.client = Client()
        for _ in range(number):
            buyer.add(makers.product())
        buyer.fill()
        for url in (FORM, REVIEW):
            buyer.client.get(url)
            with django_assert_max_num_queries(30) as queries:
                buyer.client.get(url)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
