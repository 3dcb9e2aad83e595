"""The wish list: kept once, told as it stands today, moved to the basket, nobody else's."""

from datetime import date

import pytest
from oscar.apps.wishlists.models import Line

from shop.customer.wishlists.services import add_to_wish_list
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/tai-khoan/de-danh/"


@pytest.fixture
def product(clock, db):
    return makers.product("Chè Shan tuyết")


def titles() -> list[str]:
    return list(Line.objects.values_list("product__title", flat=True))


def test_the_heart_keeps_and_pressing_twice_keeps_once(home, product):
    for _time in range(2):
        answer = home.post(f"{LIST}giu/{product.pk}/")
        assert answer["Location"] == product.get_absolute_url()
    assert titles() == ["Chè Shan tuyết"]
    home.post(f"{LIST}giu/{product.pk}/", {"action": "drop"})
    assert titles() == []


@pytest.mark.parametrize("door", ["dang-nhap/", "dang-ky/"])
def test_a_guest_signs_in_or_up_and_finds_it_kept(client, person, product, door):
    page = client.get(product.get_absolute_url()).content.decode()
    link = f"/tai-khoan/dang-nhap/?keep={product.pk}&amp;next="
    assert link in page
    url = f"/tai-khoan/{door}?keep={product.pk}&next={product.get_absolute_url()}"
    assert f'name="keep" value="{product.pk}"' in client.get(url).content.decode()
    form = {"username": person.email, "password": "mat-khau-thu"}
    if door == "dang-ky/":
        good = "Suoi-Giang-1987"
        form = {"email": "an@example.vn", "phone": "", "password1": good, "password2": good}
    form |= {"keep": product.pk, "next": product.get_absolute_url()}
    answer = client.post(f"/tai-khoan/{door}", form)
    assert answer["Location"] == product.get_absolute_url()
    assert titles() == ["Chè Shan tuyết"]


@pytest.mark.parametrize("number", ["", "abc", "-1", "9" * 40, "0", "１２"])
def test_an_odd_number_in_the_form_keeps_nothing(client, person, number):
    form = {"username": person.email, "password": "mat-khau-thu", "keep": number}
    assert client.post("/tai-khoan/dang-nhap/", form).status_code == 302
    assert titles() == []


def test_the_list_says_what_became_of_each(home, person, clock):
    gone = makers.product("Mật ong", until=date(2026, 11, 25))
    empty = makers.product("Miến dong", stock=0)
    lost = makers.product("Trà hoa vàng")
    hidden = makers.product("Măng khô")
    for each in (gone, empty, lost, hidden):
        add_to_wish_list(user=person, product=each)
    type(hidden).objects.filter(pk=hidden.pk).update(is_public=False)
    Line.objects.filter(product=lost).update(product=None)
    clock.move_to("2026-12-01 09:00 +0700")
    rows = {row.title: row for row in home.get(LIST).context["rows"]}
    assert "hết hạn" in rows["Mật ong"].trouble
    assert rows["Miến dong"].can_wait
    assert rows["Trà hoa vàng"].card is None
    assert rows["Măng khô"].card is None
    assert not any(row.can_buy for row in rows.values())


def test_it_moves_to_the_basket(home, person, product):
    add_to_wish_list(user=person, product=product)
    answer = home.post(f"{LIST}{Line.objects.get().pk}/mua/")
    assert answer["Location"] == "/gio-hang/"
    assert titles() == []
    assert "Chè Shan tuyết" in home.get("/gio-hang/").content.decode()


def test_what_cannot_be_bought_stays_on_the_list(home, person):
    add_to_wish_list(user=person, product=makers.product(stock=0))
    assert home.post(f"{LIST}{Line.objects.get().pk}/mua/")["Location"] == LIST
    assert len(titles()) == 1


@pytest.mark.parametrize("verb", ["bo", "mua"])
def test_lines_of_others_are_left_alone(home, product, verb):
    add_to_wish_list(user=makers.user(), product=product)
    home.post(f"{LIST}{Line.objects.get().pk}/{verb}/")
    assert len(titles()) == 1


def test_what_is_not_shown_cannot_be_kept(home):
    home.post(f"{LIST}giu/{makers.product(stars=None).pk}/")
    home.post(f"{LIST}giu/999999/")
    assert titles() == []


def test_a_stray_visit_changes_nothing(home, product):
    assert home.get(f"{LIST}giu/{product.pk}/")["Location"] == LIST
    assert titles() == []


def test_a_stranger_is_asked_to_sign_in(client, product):
    assert "dang-nhap" in client.post(f"{LIST}giu/{product.pk}/")["Location"]


def test_the_page_of_a_product_costs_visitors_nothing_more(
    client, product, django_assert_max_num_queries
):
    client.get(product.get_absolute_url())
    with django_assert_max_num_queries(15) as queries:
        client.get(product.get_absolute_url())
    assert not [each for each in queries if "wishlists" in each["sql"] or "alert" in each["sql"]]


def test_the_list_costs_the_same_for_any_number(home, person, django_assert_max_num_queries):
    def add(number):
        for each in range(number):
            add_to_wish_list(user=person, product=makers.product(until=date(2025, 1, 1 + each)))
            add_to_wish_list(user=person, product=makers.product())

    add(1)
    home.get(LIST)
    with django_assert_max_num_queries(25) as few:
        home.get(LIST)
    add(4)
    with django_assert_max_num_queries(len(few)):
        home.get(LIST)
