"""Taking down and showing again through the screens, and what the seller sees of it."""

import pytest

from catalogue.models import Product, Takedown
from tests import makers
from tests.shop.dashboard.test_product_form import filled

LIST = "/quan-tri/go-san-pham/"
FACTS = {
    "ground": "unsafe",
    "authority": "Cục An toàn thực phẩm",
    "document_number": "12/TB-ATTP",
    "note": "Có chất cấm.",
}


@pytest.fixture
def product(seller):
    return makers.product("Trà giảm cân", producer=seller.partner.producer)


def test_the_question_is_asked_before_anything_happens(shopkeeper, product):
    answer = shopkeeper.post(f"{LIST}moi/{product.pk}/", FACTS)
    assert answer.context["confirming"]
    assert "Cục An toàn thực phẩm" in answer.content.decode()
    assert Product.objects.public().filter(pk=product.pk).exists()


def test_the_answer_takes_it_down_in_the_name_of_who_pressed(verifier, product):
    answer = verifier.post(f"{LIST}moi/{product.pk}/", FACTS | {"confirmed": "on"})
    placed = Takedown.objects.get()
    assert answer.headers["Location"] == f"{LIST}{placed.pk}/"
    assert placed.placed_by == verifier.user
    assert {name: getattr(placed, name) for name in FACTS} == FACTS
    assert not Product.objects.public().filter(pk=product.pk).exists()


def test_a_second_press_leads_to_the_first(verifier, product):
    for _press in range(2):
        answer = verifier.post(f"{LIST}moi/{product.pk}/", FACTS | {"confirmed": "on"})
        assert answer.headers["Location"] == f"{LIST}{Takedown.objects.get().pk}/"


@pytest.mark.parametrize("missing", ["ground", "authority"])
def test_ground_and_authority_are_needed(shopkeeper, product, missing):
    answer = shopkeeper.post(f"{LIST}moi/{product.pk}/", FACTS | {missing: "", "confirmed": "on"})
    assert list(answer.context["form"].errors) == [missing]
    assert not Takedown.objects.exists()


SECOND = {"document_number": "13/TB-ATTP", "reason": "Đã khắc phục."}


@pytest.mark.parametrize("missing", ["document_number", "reason"])
def test_the_authoritys_document_and_a_reason_are_needed(shopkeeper, product, missing):
    url = f"{LIST}{makers.takedown(product).pk}/hien-lai/"
    answer = shopkeeper.post(url, SECOND | {missing: "", "confirmed": "on"})
    assert list(answer.context["form"].errors) == [missing]
    assert Takedown.objects.get().is_in_force


def test_the_authoritys_document_lifts_it_when_the_question_is_answered(shopkeeper, product):
    url = f"{LIST}{makers.takedown(product).pk}/hien-lai/"
    assert shopkeeper.post(url, SECOND).context["confirming"]
    assert not Product.objects.public().filter(pk=product.pk).exists()
    shopkeeper.post(url, SECOND | {"confirmed": "on"})
    assert Product.objects.public().filter(pk=product.pk).exists()
    assert "13/TB-ATTP" in shopkeeper.get(f"{LIST}{Takedown.objects.get().pk}/").content.decode()
    assert shopkeeper.post(url, SECOND | {"confirmed": "on"}).status_code == 302


def test_two_persons_lift_it_and_one_alone_does_not(shopkeeper, verifier, product):
    detail = f"{LIST}{makers.takedown(product).pk}/"
    shopkeeper.post(f"{detail}xin-hien-lai/", {"reason": "Nhãn đã in lại."})
    shopkeeper.post(f"{detail}dong-y-hien-lai/")
    assert Takedown.objects.get().is_in_force
    assert "dong-y-hien-lai" not in shopkeeper.get(detail).content.decode()
    assert "dong-y-hien-lai" in verifier.get(detail).content.decode()
    verifier.post(f"{detail}dong-y-hien-lai/")
    lifted = Takedown.objects.get()
    assert (lifted.lift_requested_by, lifted.lifted_by) == (shopkeeper.user, verifier.user)
    assert Product.objects.public().filter(pk=product.pk).exists()


def test_what_somebody_asked_for_can_be_left_as_it_is(shopkeeper, verifier, product):
    detail = f"{LIST}{makers.takedown(product).pk}/"
    shopkeeper.post(f"{detail}xin-hien-lai/", {"reason": "Nhãn đã in lại."})
    assert list(verifier.get(LIST, {"show": "cho-dong-y"}).context["takedowns"])
    verifier.post(f"{detail}giu-go/", {"reason": "Chưa thấy nhãn mới."})
    assert Takedown.objects.get().lift_requested_by is None
    page = verifier.get(detail).content.decode()
    assert "Nhãn đã in lại." in page
    assert "Chưa thấy nhãn mới." in page


def test_the_list_holds_both_kinds_apart(shopkeeper, product):
    placed = makers.takedown(product)
    assert list(shopkeeper.get(LIST).context["takedowns"]) == [placed]
    assert list(shopkeeper.get(LIST, {"show": "hien-lai"}).context["takedowns"]) == []
    assert list(shopkeeper.get(LIST, {"show": "²"}).context["takedowns"]) == [placed]


def test_history_is_shown(officer, product):
    placed = makers.takedown(product, note="Có chất cấm.")
    page = officer.get(f"{LIST}{placed.pk}/").content.decode()
    assert "Có chất cấm." in page
    assert placed.placed_by.email in page or str(placed.placed_by) in page
    assert "hien-lai/" not in page


def test_the_product_is_found_by_search(shopkeeper, product):
    makers.product("Chè Shan tuyết")
    answer = shopkeeper.get(f"{LIST}moi/", {"q": "tra giam can"})
    assert list(answer.context["products"]) == [product]
    assert f"{LIST}moi/{product.pk}/" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["", "moi/", "moi/{product}/", "{takedown}/", "{takedown}/hien-lai/"]
)
def test_a_seller_has_no_part_in_it(seller, product, path):
    placed = makers.takedown(product)
    url = LIST + path.format(product=product.pk, takedown=placed.pk)
    assert seller.get(url).status_code == 403
    assert seller.post(url, FACTS | {"confirmed": "on", "reason": "x"}).status_code == 403
    assert Takedown.objects.get().is_in_force


def test_the_seller_reads_who_why_and_when(seller, product):
    makers.takedown(product, note="Có chất cấm.", document_number="12/TB-ATTP")
    record = product.stockrecords.get()
    page = seller.get(f"/nguoi-ban/hang/{record.pk}/").content.decode()
    for words in ("Cục An toàn thực phẩm", "Có chất cấm.", "12/TB-ATTP"):
        assert words in page
    assert str(Takedown.objects.get().get_ground_display()) in page
    assert "Đã gỡ" in seller.get("/quan-tri/catalogue/").content.decode()


def test_the_box_of_the_product_does_not_bring_it_back(superuser, product):
    makers.takedown(product)
    url = f"/quan-tri/catalogue/products/{product.pk}/"
    Product.objects.filter(pk=product.pk).update(is_public=False)
    superuser.post(url, filled(product, is_public="on"))
    assert Product.objects.get(pk=product.pk).is_public
    assert not Product.objects.public().filter(pk=product.pk).exists()


def test_many_products_cannot_be_changed_at_once(seller, product):
    product_pk = {"selected_product": product.pk, "action": "make_products_public"}
    assert seller.post("/quan-tri/catalogue/", product_pk).status_code == 405
    assert seller.get("/quan-tri/catalogue/products/bulk-action/").status_code == 404
