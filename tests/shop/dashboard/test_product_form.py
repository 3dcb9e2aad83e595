"""The product form: what OCOP adds, what the law demands, and no star anywhere."""

import pytest
from django.urls import reverse

from catalogue.models import Category, Commune, Product
from catalogue.slugs import free_slug
from shop.dashboard.catalogue import forms
from shop.dashboard.catalogue.forms import OWN_FIELDS, ProductForm
from tests import makers
from tests.window import Window


@pytest.fixture
def places(db):
    province = makers.province("Vĩnh Long", code="86")
    other = makers.province("Cà Mau", code="96")
    make = Commune.objects.create
    return (
        province,
        make(code="29551", name="Tam Bình", slug="tam-binh", province=province),
        make(code="31825", name="U Minh", slug="u-minh", province=other),
    )


def formset(prefix: str, initial: int = 0) -> dict:
    names = {"TOTAL_FORMS": initial, "INITIAL_FORMS": initial, "MIN_NUM_FORMS": 0}
    return {f"{prefix}-{name}": value for name, value in names.items()}


def filled(product: Product, **changed) -> dict:
    data = {
        "title": product.title,
        "upc": "",
        "description": "",
        "is_public": "on",
        "structure": "standalone",
        "slug": product.slug,
        "producer": product.producer_id,
        "province": product.province_id,
        "legal_type": product.legal_type,
        "classification": product.classification_id,
        "unit": "túi 500 g",
        "weight_grams": "550",
        "action": "save",
    }
    for prefix in ("images", "primary_recommendations", "stockrecords"):
        data |= formset(prefix)
    category = Category.objects.first() or Category.add_root(name="Thực phẩm", slug="thuc-pham")
    data |= formset("productcategory_set", 1) | {
        "productcategory_set-INITIAL_FORMS": 0,
        "productcategory_set-0-category": category.pk,
    }
    return data | changed


def test_the_form_of_the_dashboard_is_ours(superuser):
    product = makers.product()
    response = superuser.get(reverse("dashboard:catalogue-product", kwargs={"pk": product.pk}))
    form = response.context["form"]
    assert type(form) is ProductForm
    assert set(OWN_FIELDS) <= set(form.fields)


def test_no_form_of_a_product_has_stars(superuser):
    product = makers.product()
    page = superuser.get(f"/quan-tri/catalogue/products/{product.pk}/")
    assert not [name for name in page.context["form"].fields if "star" in name or "sao" in name]
    assert 'name="stars"' not in page.content.decode()
    assert "stars" not in {field.name for field in Product._meta.get_fields()}


def test_stars_that_are_posted_change_nothing(superuser):
    product = makers.product(stars=3)
    superuser.post(f"/quan-tri/catalogue/products/{product.pk}/", filled(product, stars="5"))
    assert Product.objects.public().get(pk=product.pk).stars == 3


def test_a_product_is_saved_with_its_origin(superuser, places):
    province, commune, _ = places
    product = makers.product(province=province)
    url = f"/quan-tri/catalogue/products/{product.pk}/"
    response = superuser.post(url, filled(product, commune=commune.pk))
    assert response.status_code == 302, response.context["form"].errors
    product.refresh_from_db()
    assert (product.commune, product.unit, product.weight_grams) == (commune, "túi 500 g", 550)


def test_a_product_keeps_its_address(superuser):
    product = makers.product()
    url = f"/quan-tri/catalogue/products/{product.pk}/"
    assert superuser.post(url, filled(product, slug="khac")).status_code == 302
    assert superuser.post(url, {"slug": ""}).status_code == 200
    slug = product.slug
    product.refresh_from_db()
    assert product.slug == slug


def test_a_new_product_gets_a_plain_address(superuser):
    product = makers.product()
    form = filled(product, title="Đặc sản mới", slug="", producer="", province="")
    response = superuser.post("/quan-tri/catalogue/products/create/dac-san/", form)
    assert response.status_code == 302, response.context["form"].errors
    assert Product.objects.filter(slug="dac-san-moi").exists()


def test_a_commune_of_another_province_is_refused(superuser, places):
    province, _, elsewhere = places
    product = makers.product(province=province)
    url = f"/quan-tri/catalogue/products/{product.pk}/"
    response = superuser.post(url, filled(product, commune=elsewhere.pk))
    assert "commune" in response.context["form"].errors


def test_the_set_decides_what_the_law_makes_of_it(superuser):
    spirits = makers.group("Rượu trắng", sector="Đồ uống", set_number=14)
    type(spirits).objects.filter(pk=spirits.pk).update(alcohol=True)
    product = makers.product(classification=spirits)
    url = f"/quan-tri/catalogue/products/{product.pk}/"
    response = superuser.post(url, filled(product, legal_type="ordinary"))
    assert "legal_type" in response.context["form"].errors
    assert superuser.post(url, filled(product, legal_type="alcohol")).status_code == 302


class TestLookups:
    def test_names_are_found_without_marks(self, superuser, places):
        makers.producer("Hợp tác xã Cam sành Tam Bình")
        communes = superuser.get("/quan-tri/tra-cuu/xa-phuong/", {"q": "tam binh"}).json()
        assert [result["text"] for result in communes["results"]] == ["Tam Bình (Vĩnh Long)"]
        producers = superuser.get("/quan-tri/tra-cuu/nha-san-xuat/", {"q": "cam sành"}).json()
        assert len(producers["results"]) == 1

    def test_the_chosen_one_is_shown_again(self, superuser, places):
        commune = places[1]
        answer = superuser.get("/quan-tri/tra-cuu/xa-phuong/", {"initial": commune.pk}).json()
        assert answer["results"][0]["id"] == commune.pk

    @pytest.mark.parametrize(
        "query",
        [
            *({"page": page} for page in ("a", "-1", "0", "²", "9" * 21)),
            *({"initial": keys} for keys in ("²", "a,b", "9" * 21, ",", "٤")),
            *({"page_limit": limit} for limit in ("-", "-5", "9" * 21)),
        ],
        ids=str,
    )
    @pytest.mark.parametrize(
        "path", ["tra-cuu/xa-phuong", "tra-cuu/nha-san-xuat", "catalogue/product-lookup"]
    )
    def test_nonsense_is_left_out(self, superuser, places, path, query):
        answer = superuser.get(f"/quan-tri/{path}/", query)
        assert answer.status_code == 200
        assert isinstance(answer.json()["results"], list)

    def test_a_page_that_is_none_is_the_first(self, superuser, places):
        for page in ("a", "-1"):
            found = superuser.get("/quan-tri/tra-cuu/xa-phuong/", {"page": page}).json()
            assert len(found["results"]) == 2

    def test_a_seller_finds_their_own_products_only(self, seller, superuser):
        own = makers.product("Chè Shan tuyết", producer=seller.partner.producer, is_public=False)
        other = makers.product("Chè Shan tuyết cổ thụ")
        hidden = makers.product("Chè Shan nháp", is_public=False)
        path = "/quan-tri/catalogue/product-lookup/"
        for query in ({}, {"q": "shan"}, {"initial": f"{own.pk},{other.pk},{hidden.pk}"}):
            found = [result["id"] for result in seller.get(path, query).json()["results"]]
            assert found == [own.pk], query
        every = {result["id"] for result in superuser.get(path).json()["results"]}
        assert every == {own.pk, other.pk, hidden.pk}

    def test_others_may_not_look(self, buyer, officer):
        for browser in (buyer, officer):
            assert browser.get("/quan-tri/tra-cuu/nha-san-xuat/").status_code == 403


def test_a_producer_states_what_the_label_says(superuser):
    product = makers.product(unit="túi 500 g")
    url = reverse("dashboard:catalogue-product", kwargs={"pk": product.pk})
    form = superuser.get(url).context["form"]
    assert "label_ingredients" in form.fields
    assert "label_material" not in form.fields
    superuser.post(url, filled(product, label_ingredients=" Chè khô ", label_usage="Pha nóng"))
    stated = dict(product.label_statements.values_list("item", "text"))
    assert stated == {"ingredients": "Chè khô", "usage": "Pha nóng"}


def stock_row(record, **changed) -> dict:
    """What the form sends for the one stock record of a product."""
    row = {
        "id": record.pk,
        "partner": record.partner_id,
        "partner_sku": record.partner_sku,
        "price_currency": "VND",
        "price": "120.000",
        "num_in_stock": "48",
        "low_stock_threshold": "",
    }
    return formset("stockrecords", 1) | {
        f"stockrecords-0-{name}": value for name, value in (row | changed).items()
    }


class TestNumbersTyped:
    @pytest.fixture
    def product(self, superuser):
        product = makers.product(price=120_000, stock=48)
        product.url = f"/quan-tri/catalogue/products/{product.pk}/"
        return product

    def send(self, browser, product, weight_grams="550", **changed):
        row = stock_row(product.stockrecords.get(), **changed)
        return browser.post(product.url, filled(product, weight_grams=weight_grams, **row))

    @pytest.mark.parametrize(
        "typed", ["45.000", "45,000", "45 000", "45\u00a0000", "45.000đ", "45k"]
    )
    def test_a_price_is_stored_as_it_is_meant(self, superuser, product, typed):
        assert self.send(superuser, product, price=typed).status_code == 302
        assert product.stockrecords.get().price == 45_000

    @pytest.mark.parametrize(
        ("typed", "reading"),
        [
            ("45.5", "45 phẩy 5"),
            ("4.50", "4 phẩy 50"),
            ("45,0", "45 phẩy 0"),
            ("1.23.456", "ba chữ số"),
            ("-5", "số âm"),
            ("1e5", "không phải là một số"),
            ("٤٥", "không phải là một số"),
            ("0", "lớn hơn 0 đồng"),
            ("99999999999", "1.000.000.000"),
        ],
    )
    def test_a_price_that_is_not_clear_is_refused_with_its_reading(
        self, superuser, product, typed, reading
    ):
        page = self.send(superuser, product, price=typed)
        (row,) = page.context["stockrecord_formset"]
        assert reading in " ".join(row.errors["price"])
        assert product.stockrecords.get().price == 120_000

    def test_stock_has_a_ceiling_and_weights_have_thousands(self, superuser, product):
        page = self.send(superuser, product, num_in_stock="99.999.999.999")
        assert "num_in_stock" in page.context["stockrecord_formset"].forms[0].errors
        assert self.send(superuser, product, weight_grams="1.000").status_code == 302
        product.refresh_from_db()
        assert product.weight_grams == 1000
        page = self.send(superuser, product, weight_grams="0")
        assert "weight_grams" in page.context["form"].errors

    def test_numbers_are_shown_as_they_are_written_for_any_keyboard(self, superuser, product):
        page = superuser.get(product.url).content.decode()
        assert 'value="120.000"' in page
        assert page.count('inputmode="numeric"') >= 4
        assert 'type="number"' not in page

    @pytest.mark.parametrize(("typed", "price"), [("12.000", 12_000), ("1.200.000", 1_200_000)])
    def test_a_price_that_changes_tenfold_is_asked_back(self, superuser, product, typed, price):
        page = self.send(superuser, product, price=typed, num_in_stock="47")
        (row,) = page.context["stockrecord_formset"]
        assert product.stockrecords.get().price == 120_000
        assert row["price"].value() == typed
        assert row["num_in_stock"].value() == "47"
        assert [value for value, _label in row.fields["steep_price"].choices] == [
            str(price),
            "120000",
        ]
        answer = {"price": typed, "num_in_stock": "47", "steep_price": str(price)}
        assert self.send(superuser, product, **answer).status_code == 302
        assert product.stockrecords.get().price == price

    def test_an_answer_counts_for_the_price_it_was_asked_about(self, superuser, product):
        page = self.send(superuser, product, price="1.300.000", steep_price="1200000")
        assert page.status_code == 200
        assert product.stockrecords.get().price == 120_000

    def test_the_old_price_can_be_left(self, superuser, product):
        answer = {"price": "12.000", "num_in_stock": "47", "steep_price": "120000"}
        assert self.send(superuser, product, **answer).status_code == 302
        record = product.stockrecords.get()
        assert (record.price, record.num_in_stock) == (120_000, 47)

    @pytest.mark.parametrize("typed", ["12.001", "1.199.999"])
    def test_smaller_changes_are_nobodys_business(self, superuser, product, typed):
        assert self.send(superuser, product, price=typed).status_code == 302


def new_product(product, **changed) -> dict:
    """What the form of a new product like `product` sends."""
    return filled(product, **{"slug": "", "upc": ""} | changed)


def test_a_second_product_of_the_same_name_gets_a_number(superuser):
    like = makers.product("Mật ong hoa nhãn", slug="mat-ong-hoa-nhan")
    path = f"/quan-tri/catalogue/products/create/{like.product_class.slug}/"
    for title in ("Mật ong hoa nhãn", "Mật ong hoa nhàn"):
        assert superuser.post(path, new_product(like, title=title)).status_code == 302
    slugs = Product.objects.exclude(pk=like.pk).order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["mat-ong-hoa-nhan-2", "mat-ong-hoa-nhan-3"]


def test_a_form_of_a_new_product_that_is_sent_twice_makes_one(superuser):
    like = makers.product("Mật ong hoa nhãn")
    path = f"/quan-tri/catalogue/products/create/{like.product_class.slug}/"
    window = Window(superuser, path, holding="submission")
    form = new_product(like, submission=window.fields["submission"])
    superuser.post(path, form)
    again = superuser.post(path, form, follow=True)
    made = Product.objects.exclude(pk=like.pk).get()
    assert again.request["PATH_INFO"] == f"/quan-tri/catalogue/products/{made.pk}/"
    assert "“Mật ong hoa nhãn” đã được tạo rồi." in again.content.decode()


def test_a_form_of_a_new_product_that_is_refused_may_be_sent_again(superuser):
    like = makers.product("Mật ong hoa nhãn")
    path = f"/quan-tri/catalogue/products/create/{like.product_class.slug}/"
    refused = superuser.post(path, new_product(like, submission="mot-lan", title=""))
    assert 'name="submission" value="mot-lan"' in refused.content.decode()
    assert superuser.post(path, new_product(like, submission="mot-lan")).status_code == 302
    assert Product.objects.count() == 2


def test_an_address_that_another_hand_took_after_the_look_is_made_anew(superuser, monkeypatch):
    like = makers.product("Mật ong hoa nhãn", slug="mat-ong-hoa-nhan")
    looks = iter([like.slug])
    monkeypatch.setattr(forms, "free_slug", lambda *args: next(looks, None) or free_slug(*args))
    path = f"/quan-tri/catalogue/products/create/{like.product_class.slug}/"
    assert superuser.post(path, new_product(like)).status_code == 302
    assert Product.objects.exclude(pk=like.pk).get().slug == "mat-ong-hoa-nhan-2"


def test_an_address_that_is_taken_is_refused_in_words(superuser):
    like = makers.product("Mật ong hoa nhãn", slug="mat-ong-hoa-nhan")
    path = f"/quan-tri/catalogue/products/create/{like.product_class.slug}/"
    answer = superuser.post(path, new_product(like, slug="Mật-ong-hoa-nhãn"))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["slug"]


def test_a_form_that_counts_no_stock_record_is_no_error(superuser):
    product = makers.product()
    answer = superuser.post(f"/quan-tri/catalogue/products/{product.pk}/", filled(product))
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("description", "Chữa khỏi ung thư sau ba ngày."),
        ("unit", "gói trị ho"),
        ("meta_description", "Đặc trị mất ngủ"),
        ("label_usage", "Uống để chữa bệnh gan"),
    ],
)
def test_goods_are_not_sold_like_medicine(superuser, field, text):
    product = makers.product()
    record = product.stockrecords.get()
    stock = formset("stockrecords", 1) | {
        "stockrecords-0-id": record.pk,
        "stockrecords-0-partner": record.partner_id,
        "stockrecords-0-price_currency": "VND",
        "stockrecords-0-price": "99000",
    }
    path = f"/quan-tri/catalogue/products/{product.pk}/"
    answer = superuser.post(path, filled(product, **stock | {field: text}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "như thuốc" in str(answer.context["form"].errors[field])
    assert Product.objects.get(pk=product.pk).description != text


def test_a_name_of_new_goods_is_not_a_cure(superuser):
    like = makers.product("Trà")
    path = f"/quan-tri/catalogue/products/create/{like.product_class.slug}/"
    answer = superuser.post(path, new_product(like, title="Trà chữa khỏi ung thư"))
    assert list(answer.context["form"].errors) == ["title"]


def test_medicine_may_say_what_it_is_for(superuser):
    product = makers.product("Cao xoa", legal_type="medicine")
    text = "Trị đau lưng."
    path = f"/quan-tri/catalogue/products/{product.pk}/"
    assert superuser.post(path, filled(product, description=text)).status_code == 302
    assert Product.objects.get(pk=product.pk).description == text


def test_the_price_stands_first_in_whole_dong(superuser):
    product = makers.product()
    page = superuser.get(f"/quan-tri/catalogue/products/{product.pk}/")
    form = page.context["stockrecord_formset"].forms[0]
    assert list(form.fields)[:2] == ["price", "num_in_stock"]
    assert 'value="185.000"' in page.content.decode()


def test_what_is_written_is_plain_words(superuser):
    product = makers.product()
    page = superuser.get(f"/quan-tri/catalogue/products/{product.pk}/")
    assert "no-widget-init" in page.context["form"].fields["description"].widget.attrs["class"]
