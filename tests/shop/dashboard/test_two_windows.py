"""Two windows on one thing: the second to save never writes over the first."""

from datetime import date

import pytest
from oscar.apps.address.models import Country

from catalogue.models import Category, Product
from catalogue.reviews.models import Ground
from shop.order.reviews.services import moderate
from shop.partner.models import StockRecord
from tests import makers
from tests.window import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    product = makers.product(price=120_000, stock=48)
    if not product.categories.exists():
        product.categories.add(
            Category.objects.first() or Category.add_root(name="Thực phẩm", slug="thuc-pham")
        )
    product.url = f"/quan-tri/catalogue/products/{product.pk}/"
    return product


PRICE, STOCK = "stockrecords-0-price", "stockrecords-0-num_in_stock"


def open_window(browser, product) -> Window:
    return Window(browser, product.url, holding="title").type(action="continue")


def saved(answer):
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def test_a_price_changes_beside_a_parcel_and_a_description_of_another_window(superuser, product):
    late = open_window(superuser, product)
    first = open_window(superuser, product)
    StockRecord.objects.filter(product=product).update(num_in_stock=47)
    saved(first.type(description="Trà hái lúc sương sớm").send())
    saved(late.type(**{PRICE: "125.000"}).send())
    product = Product.objects.get(pk=product.pk)
    record = product.stockrecords.get()
    assert (record.price, record.num_in_stock) == (125_000, 47)
    assert product.description == "Trà hái lúc sương sớm"


def test_nothing_changed_writes_nothing(superuser, product):
    late = open_window(superuser, product)
    StockRecord.objects.filter(product=product).update(num_in_stock=40, price=99_000)
    Product.objects.filter(pk=product.pk).update(title="Tên mới", is_public=False)
    saved(late.send())
    product.refresh_from_db()
    record = product.stockrecords.get()
    assert (record.price, record.num_in_stock) == (99_000, 40)
    assert (product.title, product.is_public) == ("Tên mới", False)


def test_the_label_is_merged_as_well(superuser, product):
    late, first = open_window(superuser, product), open_window(superuser, product)
    saved(first.type(label_ingredients="Chè khô").send())
    saved(late.type(label_usage="Pha nóng").send())
    stated = dict(product.label_statements.values_list("item", "text"))
    assert stated == {"ingredients": "Chè khô", "usage": "Pha nóng"}


def test_the_group_that_a_colleague_chose_stays(superuser, product):
    late = open_window(superuser, product)
    other = Category.add_root(name="Đồ uống", slug="do-uong")
    product.productcategory_set.update(category=other)
    saved(late.type(unit="hũ 500 g").send())
    product.refresh_from_db()
    assert product.unit == "hũ 500 g"
    assert [group.name for group in product.categories.all()] == ["Đồ uống"]


class TestConflict:
    @pytest.fixture
    def late(self, superuser, product):
        """A window that changed what has been changed meanwhile, after it was sent."""
        late = open_window(superuser, product)
        StockRecord.objects.filter(product=product).update(num_in_stock=47, price=130_000)
        Product.objects.filter(pk=product.pk).update(description="Của người kia")
        late.type(**{PRICE: "125.000", STOCK: "60"}, description="Của tôi", unit="túi 1 kg")
        late.answer = late.send()
        return late

    def test_both_values_are_shown_and_nothing_is_written(self, late, product):
        assert late.answer.status_code == 200
        page = late.answer.content.decode()
        for text in ("“130.000”", "“125.000”", "“47”", "“60”", "“Của người kia”", "“Của tôi”"):
            assert text in page
        record = product.stockrecords.get()
        assert (record.price, record.num_in_stock) == (130_000, 47)
        late.read(late.answer, holding="title")
        assert late.fields["unit"] == "túi 1 kg"
        assert late.fields[PRICE] == "125.000"

    def test_each_field_is_chosen_apart(self, late, product):
        late.read(late.answer, holding="title")
        choices = {
            field["name"]: [
                option["value"] for option in late.form.find_all(attrs={"name": field["name"]})
            ]
            for field in late.form.select("input[type=radio]")
        }
        (price,) = (name for name in choices if name.endswith("stays_price"))
        (stock,) = (name for name in choices if name.endswith("stays_num_in_stock"))
        late.type(**{price: choices[price][1], stock: choices[stock][0]})
        late.type(stays_description=choices["stays_description"][1], action="continue")
        saved(late.send())
        record = product.stockrecords.get()
        assert (record.price, record.num_in_stock) == (125_000, 47)
        product.refresh_from_db()
        assert (product.description, product.unit) == ("Của tôi", "túi 1 kg")

    def test_a_choice_counts_for_the_value_it_was_made_against(self, late, product):
        late.read(late.answer, holding="title")
        radios = late.form.select("input[type=radio][value^=mine]")
        late.type(**{radio["name"]: radio["value"] for radio in radios}, action="continue")
        StockRecord.objects.filter(product=product).update(price=140_000)
        answer = late.send()
        assert answer.status_code == 200
        assert "“140.000”" in answer.content.decode()
        assert product.stockrecords.get().price == 140_000


@pytest.mark.parametrize("seen", ["", "x", "[]", "null", '{"price": 5}', '{"price": "', "1"])
def test_a_forged_memory_of_what_was_seen_is_no_error(superuser, product, seen):
    window = open_window(superuser, product).type(seen=seen, **{"stockrecords-0-seen": seen})
    assert window.type(**{PRICE: "125.000"}).send().status_code in (200, 302)


class TestPartners:
    @pytest.fixture
    def partner(self):
        names = {"printable_name": "Việt Nam", "name": "VIỆT NAM"}
        Country.objects.get_or_create(iso_3166_1_a2="VN", defaults=names)
        return makers.producer("Hợp tác xã Cây Tràm").partner

    def test_name_and_address_are_merged(self, superuser, partner):
        url = f"/quan-tri/partners/{partner.pk}/"
        late, first = (Window(superuser, url, holding="line1") for _number in range(2))
        first.type(line1="Ấp 3", country="VN").send()
        assert late.type(name="HTX Cây Tràm", country="VN").send().status_code == 302
        partner.refresh_from_db()
        assert (partner.name, partner.primary_address.line1) == ("HTX Cây Tràm", "Ấp 3")

    def test_both_names_are_shown(self, superuser, partner):
        url = f"/quan-tri/partners/{partner.pk}/"
        late = Window(superuser, url, holding="line1")
        type(partner).objects.filter(pk=partner.pk).update(name="Tên của người kia")
        page = late.type(name="Tên của tôi", country="VN").send()
        assert page.status_code == 200
        assert "“Tên của người kia”" in page.content.decode()
        assert "“Tên của tôi”" in page.content.decode()


def test_an_extension_of_another_person_is_looked_at_first(verifier, clock):
    product = makers.product(until=date(2026, 12, 31))
    certificate = product.certificates.get()
    url = f"/quan-tri/chung-nhan/{certificate.pk}/gia-han/"
    late = Window(verifier, url, holding="until")
    type(certificate).objects.filter(pk=certificate.pk).update(extended_until=date(2027, 3, 31))
    late.type(until="2027-02-28", reason="Chờ đánh giá lại")
    page = late.send()
    assert page.status_code == 200
    assert "người khác đã thay đổi" in page.content.decode()
    late.read(page, holding="until")
    assert late.fields["reason"] == "Chờ đánh giá lại"
    assert late.send().status_code == 302
    certificate.refresh_from_db()
    assert certificate.extended_until == date(2027, 2, 28)


def test_a_decision_of_another_person_is_looked_at_first(superuser):
    (review,) = makers.reviews(makers.product(), 5, status=0)
    url = f"/quan-tri/nhan-xet/{review.pk}/"
    late = Window(superuser, url, form="form.border-danger")
    other = makers.user(is_superuser=True)
    moderate(review=review, show=True, by=other, ground="", note="")
    page = late.type(ground=Ground.values[0], note="Không liên quan").send()
    assert "người khác đã thay đổi" in page.content.decode()
    review.refresh_from_db()
    assert review.is_approved
    late.read(page, form="form.border-danger")
    assert late.fields["note"] == "Không liên quan"
    late.send()
    review.refresh_from_db()
    assert not review.is_approved


def test_a_reply_of_a_colleague_is_not_lost(seller):
    product = makers.product(producer=seller.partner.producer)
    (review,) = makers.reviews(product, 5)
    url = f"/quan-tri/nhan-xet/{review.pk}/"
    late = Window(seller, url, holding="reply")
    type(review).objects.filter(pk=review.pk).update(reply="Cảm ơn cô Sáu.")
    page = late.type(reply="Xin cảm ơn.").send()
    assert "“Cảm ơn cô Sáu.”" in page.content.decode()
    review.refresh_from_db()
    assert review.reply == "Cảm ơn cô Sáu."


def test_products_are_priced_one_by_one(superuser):
    assert superuser.get("/quan-tri/catalogue/products/bulk-action/").status_code == 404
    product = makers.product(price=50_000)
    superuser.post(
        "/quan-tri/catalogue/", {"action": "set_product_price", "selected_product": product.pk}
    )
    assert product.stockrecords.get().price == 50_000
