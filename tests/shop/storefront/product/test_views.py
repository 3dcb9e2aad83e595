"""The product page: what it states, whom it hides, and how much it costs."""

import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from catalogue.cards import FUNCTIONAL_FOOD_DISCLAIMER
from catalogue.clock import VIETNAM, today
from catalogue.models import Product, ProductImage, ProofKind, RegisterEntry
from catalogue.seasons import season_of
from catalogue.services.certificates import extend_certificate
from shop.basket.models import Line
from shop.storefront.product.facts import price_detail
from tests import makers, proof_makers
from tests.photo_files import give_photos
from tests.search.conftest import index

pytestmark = pytest.mark.django_db

JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def page_of(client, product):
    return client.get(product.get_absolute_url())


def test_what_it_states(client, clock):
    delta = makers.province("Vĩnh Long")
    maker = makers.producer("Hợp tác xã An Hóa", province=delta)
    jar = makers.product(
        "Kẹo dừa",
        producer=maker,
        price=90000,
        unit="hộp 500 g",
        commune=makers.commune("An Hóa", of=delta),
        former_province=makers.former_province("Bến Tre", current=delta),
        label_origin="xã An Hóa, huyện Châu Thành",
    )
    page = page_of(client, jar)
    shown, text = page.context["product"], page.content.decode()
    held = jar.certificates.get()
    assert (shown.certificate.state, shown.certificate.code) == ("in_force", held.code)
    assert shown.certificate.valid_until == held.valid_until
    assert held.decision_number in text
    assert f"{held.valid_until:%d/%m/%Y}" in text
    assert shown.price_detail.startswith("180.000\xa0₫/kg")
    assert [fact.value for fact in shown.origin][-1] == "Xã An Hóa, huyện Châu Thành, Bến Tre"
    assert any("An Hóa" in fact.value for fact in shown.origin[:1])
    assert shown.producer.url in text
    assert shown.add_url in text
    assert page.context["noindex"] is False


def test_an_extension_and_derived_dates_are_said(client):
    jar = makers.product(until=today() - timedelta(days=5))
    held = jar.certificates.get()
    until = today() + timedelta(days=30)
    extend_certificate(certificate=held, until=until, by=makers.user(), reason="Chờ kết quả")
    shown = page_of(client, jar).context["product"].certificate
    assert (shown.state, shown.valid_until) == ("in_force", until)
    assert held.dates_note in shown.note
    assert f"{until:%d/%m/%Y}" in shown.note


def test_structured_data_is_json_that_cannot_break_out(client):
    jar = makers.product('Kẹo </script><script>alert("1")</script> & dừa', price=90000)
    text = page_of(client, jar).content.decode()
    (found,) = JSON_LD.findall(text)
    product, crumbs = json.loads(found)
    assert product["name"] == jar.title
    assert product["offers"]["price"] == 90000
    assert product["offers"]["priceCurrency"] == "VND"
    assert product["hasCertification"]["certificationRating"]["ratingValue"] == 4
    assert crumbs["itemListElement"][-1]["name"] == jar.title
    assert "<script>alert" not in text


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_an_ended_product_keeps_an_honest_page(client, how):
    ended = today() - timedelta(days=3)
    maker = makers.producer()
    other = makers.product("Mắm cá", producer=maker)
    facts = {"until": ended} if how == "expired" else {"revoked_on": ended}
    jar = makers.product("Mắm tôm", producer=maker, **facts)
    page = page_of(client, jar)
    text = page.content.decode()
    assert page.status_code == 200
    assert page.context["noindex"] is True
    assert page.context["product"].certificate.ended_on == ended
    assert f"{ended:%d/%m/%Y}" in text
    assert other.title in text
    assert "application/ld+json" not in text
    assert f'action="{page.context["product"].add_url}"' not in text


@pytest.fixture
def uncertain(clock):
    """Goods recognised in 2023, day not known: on 21/11/2026 perhaps still certified."""
    jar = makers.product("Trà đen", stars=None)
    makers.bounded_certificate(jar, date(2023, 1, 1), date(2023, 12, 31))
    return jar


def test_an_uncertain_product_keeps_its_page_and_says_what_is_known(client, uncertain):
    page = page_of(client, uncertain)
    text = " ".join(strip_tags(page.content.decode()).split())
    assert page.status_code == 200
    assert page.context["noindex"] is True
    assert page.context["product"].certificate.state == "uncertain"
    assert "OCOP 4 sao, chưa rõ còn hiệu lực hay không" in text
    assert "Được công nhận trong năm 2023, chưa rõ ngày: giấy chứng nhận hết hạn" in text
    assert "chưa bán ở đây cho đến khi rõ đúng ngày" in text
    assert "Báo Vĩnh Long 24/07/2023" in text
    assert "31/12" not in text
    assert "application/ld+json" not in page.content.decode()
    assert "hết hạn trong năm 2026" in page.context["description"]
    assert uncertain.get_absolute_url() not in client.get("/san-pham/").content.decode()


def test_an_uncertain_product_is_not_sold(client, uncertain):
    client.post(f"/gio-hang/them/{uncertain.pk}/", {"quantity": 1})
    assert not Line.objects.exists()


def test_a_dated_source_is_said_in_sight_and_true_is_not(client, clock):
    jar = makers.product("Mật hoa dừa", stars=None)
    makers.bounded_certificate(jar, date(2024, 5, 17), date(2024, 7, 24))
    page = page_of(client, jar)
    sight = page.content.decode().split("<details>")[0]
    facts = page.context["product"].certificate
    assert (facts.state, facts.is_sourced, facts.ends) == (
        "in_force",
        True,
        "khoảng 17/05/2027 – 24/07/2027",
    )
    for said in ("theo nguồn công khai", "khoảng 17/05/2024 – 24/07/2024", "Báo Vĩnh Long"):
        assert said in sight
    assert "17/05/2027 (ít nhất)" in sight
    assert 'class="seal seal-4 sourced"' in sight
    (found,) = JSON_LD.findall(page.content.decode())
    certification = json.loads(found)[0]["hasCertification"]
    assert "validFrom" not in certification
    assert certification["expires"] == "2027-05-17"
    assert "17/05/2027 (ít nhất)" in page.context["description"]


def test_a_decision_has_the_whole_seal(client, clock):
    page = page_of(client, makers.product("Mật hoa dừa")).content.decode()
    assert "sourced" not in page
    assert "theo nguồn công khai" not in page


def test_never_certified_alcohol_and_unpublished_are_404(client):
    for product in (
        makers.product(stars=None),
        makers.product(legal_type="alcohol"),
        makers.product(legal_type="alcohol", until=today() - timedelta(days=1)),
        makers.product(is_public=False),
    ):
        assert page_of(client, product).status_code == 404
    assert client.get("/san-pham/khong-co/").status_code == 404


def test_medicine_is_shown_and_not_sold(client):
    page = page_of(client, makers.product(legal_type="medicine"))
    shown = page.context["product"]
    assert (shown.sellable, shown.price) == (False, None)
    assert shown.refusal in page.content.decode()
    assert shown.add_url not in page.content.decode()


def test_functional_food_carries_the_sentence_of_the_law(client):
    page = page_of(client, makers.product(legal_type="functional_food"))
    assert str(FUNCTIONAL_FOOD_DISCLAIMER) in page.content.decode()


def test_readers_of_english_are_told_what_the_law_says(client):
    product = makers.product(legal_type="functional_food")
    text = client.get(f"/en{product.get_absolute_url()}").content.decode()
    assert "This food is not a medicine" in text
    assert "Thực phẩm này không phải là thuốc" not in text


def test_readers_of_english_are_told_who_issued_the_certificate(client):
    path = makers.product().get_absolute_url()
    assert "Ủy ban nhân dân tỉnh Vĩnh Long" in client.get(path).content.decode()
    assert (
        "People&#x27;s Committee of Vĩnh Long province" in client.get(f"/en{path}").content.decode()
    )


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_names_no_producer_has_no_button(client, prefix):
    product = makers.product(producer=None)
    answer = client.get(f"{prefix}{product.get_absolute_url()}")
    shown = answer.context["product"]
    assert (shown.sellable, shown.price) == (False, None)
    page = answer.content.decode()
    assert shown.refusal in page
    assert shown.add_url not in page
    client.post(shown.add_url, {"quantity": 1})
    assert Line.objects.count() == 0


def test_it_can_be_shared_without_script(client):
    product = makers.product()
    text = page_of(client, product).content.decode()
    assert f'readonly value="http://testserver{product.get_absolute_url()}"' in text
    assert 'href="mailto:?subject=' in text


@pytest.mark.parametrize(
    ("price", "unit", "detail"),
    [
        (50000, "hũ 250 g", "200.000\xa0₫/kg"),
        (50000, "chai 500ml", "100.000\xa0₫/lít"),
        (60000, "túi 1,5 kg", "40.000\xa0₫/kg"),
        (210000, "lốc 6 hũ × 70 ml", "500.000\xa0₫/lít"),
        (50000, "hộp 10 gói", "5.000\xa0₫/gói"),
        (60000, "hộp 20 túi lọc", "3.000\xa0₫/túi lọc"),
    ],
)
def test_unit_price(price, unit, detail):
    assert price_detail(price, unit).startswith(detail)


@pytest.mark.parametrize("unit", ["", "hộp", "kg", "1 kg", "túi 0 g", "tấm 1 m"])
def test_no_unit_price_where_the_unit_does_not_say(unit):
    assert "₫" not in price_detail(50000, unit)
    assert price_detail(None, "hũ 250 g") == ""


def test_the_page_costs_the_same_at_every_size(client, django_assert_max_num_queries):
    seen = []
    for number in (300, 2700):
        makers.many_products(number, producers=[makers.producer()])
        jar = Product.objects.order_by("-pk").first()
        page_of(client, jar)
        with django_assert_max_num_queries(15) as found:
            assert page_of(client, jar).status_code == 200
        seen.append(len(found))
    assert seen[0] == seen[1]


def test_a_certificate_still_to_come_is_not_said_to_have_ended(client):
    begins = today() + timedelta(days=40)
    jar = makers.product(since=begins)
    page = page_of(client, jar)
    text, shown = page.content.decode(), page.context["product"].certificate
    assert (shown.state, shown.ended_on) == ("coming", None)
    assert f"{begins:%d/%m/%Y}" in text
    assert jar.certificates.get().last_day.strftime("%d/%m/%Y") not in text.split("<details>")[0]
    assert page.context["noindex"] is True


def test_an_ended_page_costs_the_same_at_every_size(client, django_assert_max_num_queries):
    seen = []
    for number in (300, 2700):
        maker = makers.producer()
        makers.many_products(number, producers=[maker])
        jar = makers.product(producer=maker, revoked_on=today() - timedelta(days=3))
        page_of(client, jar)
        with django_assert_max_num_queries(15) as found:
            assert page_of(client, jar).status_code == 200
        seen.append(len(found))
    assert seen[0] == seen[1]


def test_a_revocation_says_when_why_and_by_whom(client, clock):
    jar = makers.product(revoked_on=date(2026, 11, 3))
    held = jar.certificates.get()
    held.events.filter(kind="revoked").update(decision_number="99/QĐ-UBND")
    shown = page_of(client, jar).context["product"].certificate
    assert shown.ended_on == date(2026, 11, 3)
    assert str(held.get_revocation_ground_display()) in shown.reason
    assert shown.authority == "Chủ tịch Ủy ban nhân dân cấp tỉnh, 99/QĐ-UBND"


def test_before_the_decision_of_2026_only_the_recorded_decision_is_named(client, clock):
    jar = makers.product(since=date(2024, 1, 5), revoked_on=date(2025, 3, 4))
    assert page_of(client, jar).context["product"].certificate.authority == ""


def test_the_certificate_has_an_anchor_and_leads_to_the_star_check(client):
    jar = makers.product()
    text = page_of(client, jar).content.decode()
    code = jar.certificates.get().code
    assert 'id="chung-nhan"' in text
    assert 'href="#chung-nhan"' in text
    assert f"/kiem-tra-sao/?q={code}" in text
    assert client.get(f"/kiem-tra-sao/?q={code}").context["verdicts"][0].title == jar.title


def test_earlier_certificates_unfold(client, clock):
    jar = makers.product(stars=3, since=date(2023, 1, 10), until=date(2026, 1, 9))
    makers.certificate(jar, stars=4, since=date(2026, 2, 1))
    page = page_of(client, jar)
    (earlier,) = page.context["product"].certificate.history
    assert (earlier.stars, earlier.ended) == (3, "09/01/2026")
    assert "10/01/2023 → 09/01/2026" in page.content.decode()


@pytest.mark.parametrize(("year", "said"), [(2026, True), (2020, False)])
def test_a_potential_fifth_star_is_said_in_words_while_it_is_open(client, clock, year, said):
    jar = makers.product(stars=4, since=date(2025, 6, 1))
    RegisterEntry.objects.create(
        key=f"k{year}",
        product_name=jar.title,
        product=jar,
        stars="tiem_nang_5",
        certified_year=year,
        folded="mat ong",
    )
    page = page_of(client, jar)
    assert bool(page.context["product"].pending) is said
    assert "#s-5" not in page.content.decode()


def test_what_nobody_gave_is_one_line(client):
    page = page_of(client, makers.product(unit="hũ 250 g")).content.decode()
    text = strip_tags(page).replace("&nbsp;", " ")
    assert text.count("Chủ thể chưa cung cấp") == 1
    assert "Thành phần · Hạn sử dụng · Bảo quản" in text


@pytest.mark.parametrize(
    ("stock", "note"),
    [(3, "Chỉ còn 3."), (20, "Còn hàng, đặt không quá 20."), (500, "Còn hàng."), (0, "")],
)
def test_stock_in_one_sentence(client, stock, note):
    shown = page_of(client, makers.product(stock=stock)).context["product"]
    assert shown.stock_note == note


def test_a_product_whose_producer_nobody_named_has_a_page(client):
    jar = makers.product()
    Product.objects.filter(pk=jar.pk).update(producer=None)
    page = page_of(client, jar)
    assert page.status_code == 200
    assert page.context["product"].producer is None


def test_photographs_are_a_row_with_anchors_and_the_first_comes_first(client):
    jar = makers.product()
    give_photos(jar, 2)
    text = page_of(client, jar).content.decode()
    assert text.index('id="anh-1"') < text.index('id="anh-2"')
    assert 'href="#anh-2"' in text
    assert 'fetchpriority="high"' in text


def test_it_stays_within_fifteen_queries_at_two_sizes(client, clock):
    maker = makers.producer()

    def queries(number: int) -> int:
        first, *_others = makers.many_products(number, producers=[maker])
        for kind in ProofKind.values[: number // 8]:
            proof_makers.proof(first, kind=kind)
        makers.reviews(first, *(3 for _each in range(number)), reply="Cảm ơn bạn.")
        for order in range(number // 4):
            ProductImage.objects.create(product=first, display_order=order, original=f"{order}.jpg")
        page_of(client, first)
        with CaptureQueriesContext(connection) as found:
            assert page_of(client, first).status_code == 200
        return len(found)

    few = queries(8)
    assert queries(60) == few <= 15


def test_out_of_season_it_is_said_on_page_and_card_and_ordered_as_its_seller_chooses(client, clock):
    clock.move_to(datetime(2026, 7, 15, 9, tzinfo=VIETNAM))
    june = season_of([5, 6])
    dried = makers.product("Vải sấy", season_months=june)
    fresh = makers.product("Vải tươi", season_months=june, closed_off_season=True)
    index()
    cards = client.get("/san-pham/").content.decode()
    assert "Ngoài mùa: chưa nhận đặt" in cards
    assert cards.count("Ngoài mùa") == 2
    page = client.get(dried.get_absolute_url()).content.decode()
    assert "Hiện đang ngoài mùa" in page
    assert 'id="buy"' in page
    page = client.get(fresh.get_absolute_url()).content.decode()
    assert "đặt lại được từ tháng 5" in page
    assert 'id="buy"' not in page
    client.post(f"/gio-hang/them/{fresh.pk}/", {"quantity": 1})
    assert Line.objects.count() == 0
    clock.move_to(datetime(2027, 5, 1, 0, 1, tzinfo=VIETNAM))
    assert 'id="buy"' in client.get(fresh.get_absolute_url()).content.decode()
