"""The page of promotions: lists, making within the law, ending, uses as a table; sellers their own."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission

from catalogue.clock import now, today
from shop.promotion.models import Bearer, Promotion, PromotionState
from shop.users.roles import SHOPKEEPERS
from tests import makers, promotion_makers
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db
LIST, NEW = "/quan-tri/khuyen-mai/", "/quan-tri/khuyen-mai/moi/"


def typed(**changed) -> dict[str, str]:
    """What somebody types for a promotion of ten percent."""
    days = {
        "first_day": f"{today():%Y-%m-%d}",
        "last_day": f"{today() + timedelta(days=6):%Y-%m-%d}",
    }
    facts = {"name": "Tết sum vầy", "kind": "percentage", "percent": "10", "bearer": "shop"}
    return facts | days | changed


@pytest.fixture
def shopkeeper(client):
    """The shop's own person, signed in."""
    person = makers.user(is_staff=True)
    person.groups.add(Group.objects.get(name=SHOPKEEPERS))
    client.force_login(person)
    return client


@pytest.fixture
def seller(client):
    """A seller's person, signed in; `client.producer` is whom they sell for."""
    person, client.producer = makers.user(), makers.producer()
    person.user_permissions.add(Permission.objects.get(codename="dashboard_access"))
    client.producer.partner.users.add(person)
    client.force_login(person)
    return client


def test_a_promotion_runs_through_its_last_day_in_vietnam(shopkeeper):
    answer = shopkeeper.post(NEW, typed(code="tết-2027", max_uses="5"))
    promotion = Promotion.objects.get()
    assert answer.url == f"{LIST}{promotion.pk}/"
    assert (promotion.code, promotion.max_uses, promotion.bearer) == ("TET2027", 5, Bearer.SHOP)
    assert f"{promotion.ends_at:%H:%M %d/%m/%Y}" == f"00:00 {today() + timedelta(days=7):%d/%m/%Y}"
    assert promotion.offer.vouchers.get() == promotion.voucher


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"percent": "51"}, "percent"),
        ({"percent": ""}, "percent"),
        ({"kind": "amount", "amount": "50.000", "minimum": "99.999"}, "minimum"),
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"code": "a"}, "code"),
        ({"bearer": "seller"}, "bearer"),
        ({"last_day": "9999-12-31"}, "last_day"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"max_uses": "99999999999"}, "max_uses"),
        ({"max_uses_per_buyer": "99999999999"}, "max_uses_per_buyer"),
        ({"minimum": "99999999999999"}, "minimum"),
    ],
)
def test_what_the_law_or_sense_refuses_stands_beside_its_field(shopkeeper, changed, field):
    answer = shopkeeper.post(NEW, typed(**changed))
    assert field in answer.context["form"].errors
    assert "Tết sum vầy" in answer.content.decode()
    assert not Promotion.objects.exists()


def test_a_second_press_makes_no_other_and_leads_to_the_first(shopkeeper):
    first, second = (shopkeeper.post(NEW, typed(code="TET2027")) for _press in range(2))
    assert first["Location"] == second["Location"]
    assert Promotion.objects.count() == 1


def test_a_seller_makes_promotions_of_own_goods_at_own_cost(seller):
    own = makers.product("Chè Shan", producer=seller.producer)
    makers.product("Kẹo dừa")
    page = seller.get(NEW).content.decode()
    assert "Chè Shan" in page
    assert "Kẹo dừa" not in page
    seller.post(NEW, typed(products=[str(own.pk)]))
    promotion = Promotion.objects.get()
    assert (promotion.partner, promotion.bearer) == (seller.producer.partner, Bearer.SELLER)
    assert list(promotion.offer.benefit.range.included_products.all()) == [own]


def test_a_seller_cannot_promote_goods_of_others(seller):
    foreign = makers.product("Kẹo dừa")
    answer = seller.post(NEW, typed(products=[str(foreign.pk)]))
    assert "products" in answer.context["form"].errors


def test_the_shop_promotes_single_goods_of_any_seller(shopkeeper):
    chosen = makers.product("Chè Shan")
    makers.product("Kẹo dừa")
    shopkeeper.post(NEW, typed(products=[str(chosen.pk)]))
    assert list(Promotion.objects.get().offer.benefit.range.included_products.all()) == [chosen]


def test_among_many_goods_some_are_found_by_name_and_what_is_ticked_stays(shopkeeper, monkeypatch):
    monkeypatch.setattr("shop.dashboard.promotions.forms.MOST_PRODUCTS", 2)
    tea, sweets, _honey = (makers.product(name) for name in ("Chè Shan", "Kẹo dừa", "Mật ong"))
    assert "Chè Shan" not in shopkeeper.get(NEW).content.decode()
    find = typed(find="keo dua", products=[str(tea.pk)], action="find")
    answer = shopkeeper.post(NEW, find)
    page = answer.content.decode()
    assert list(answer.context["form"].fields["products"].queryset) == [tea, sweets]
    assert "Tết sum vầy" in page
    assert f'value="{tea.pk}"' in page
    assert page.count("checked") == 1
    assert not Promotion.objects.exists()
    shopkeeper.post(NEW, typed(find="keo dua", products=[str(tea.pk), str(sweets.pk)]))
    assert Promotion.objects.get().offer.benefit.range.included_products.count() == 2


def test_goods_of_another_seller_than_the_chosen_one_are_refused(shopkeeper):
    other, seller = makers.product("Kẹo dừa"), makers.producer()
    answer = shopkeeper.post(
        NEW, typed(products=[str(other.pk)], partner=str(seller.partner.pk), bearer="seller")
    )
    assert "products" in answer.context["form"].errors


def test_a_seller_sees_and_ends_own_promotions_alone(seller):
    own = promotion_makers.promotion(partner=seller.producer.partner, bearer=Bearer.SELLER)
    other = promotion_makers.promotion()
    assert [row.pk for row in seller.get(LIST).context["promotions"]] == [own.pk]
    for path in (f"{LIST}{other.pk}/", f"{LIST}{other.pk}/luot-dung.csv"):
        assert seller.get(path).status_code == 404
    assert seller.post(f"{LIST}{other.pk}/ket-thuc/").status_code == 404
    seller.post(f"{LIST}{own.pk}/ket-thuc/")
    assert Promotion.objects.get(pk=own.pk).state == PromotionState.ENDED


def test_figures_and_table_tell_what_was_given(shopkeeper):
    promotion = promotion_makers.code(percent=20)
    basket = makers.basket(makers.product(price=50_000))
    basket.vouchers.add(promotion.voucher)
    order = order_basket(basket, makers.commune()).order
    page = shopkeeper.get(f"{LIST}{promotion.pk}/")
    assert page.context["figures"].goods == 10_000
    assert [row.given for row in shopkeeper.get(LIST).context["promotions"]] == [10_000]
    table = shopkeeper.get(f"{LIST}{promotion.pk}/luot-dung.csv").getvalue().decode()
    assert order.number in table
    assert "10000" in table


def test_the_list_has_a_tab_for_what_is_to_come(shopkeeper):
    promotion_makers.promotion()
    coming = promotion_makers.promotion(starts_at=now() + timedelta(days=1))
    rows = shopkeeper.get(f"{LIST}?show=sap-toi").context["promotions"]
    assert [row.pk for row in rows] == [coming.pk]


@pytest.mark.parametrize("path", ["offer/conditionaloffer", "offer/range", "voucher/voucher"])
def test_oscars_forms_of_other_kinds_are_gone(admin_client, path):
    assert admin_client.get(f"/django-admin/{path}/").status_code == 404


@pytest.mark.parametrize("path", ["offers", "ranges", "vouchers"])
def test_oscars_screens_are_not_served(admin_client, path):
    assert admin_client.get(f"/quan-tri/{path}/").status_code == 404
