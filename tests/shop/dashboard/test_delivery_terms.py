"""How a seller delivers, written by the seller or the shop's staff."""

from datetime import date

import pytest
from django.db import connection

from shop.partner.models import Partner
from tests import makers
from tests.house.walk import text_of

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/giao-hang/"
TYPED = {
    "packing_days": "2",
    "free_delivery_from": "500.000",
    "pickup_address": "Ấp 3, xã Tân Thạch",
    "pickup_hours": "8:00–17:00",
    "closed_from": "2026-12-21",
    "closed_until": "2026-12-24",
}


def path_of(partner) -> str:
    return f"{LIST}{partner.pk}/"


def terms_of(partner) -> list:
    return list(Partner.objects.values_list(*TYPED).get(pk=partner.pk))


def test_a_seller_is_led_to_its_own_form(seller):
    makers.producer()
    assert seller.get(LIST).url == path_of(seller.partner)


def test_what_a_seller_writes_is_kept(seller):
    seller.post(path_of(seller.partner), TYPED)
    assert terms_of(seller.partner) == [
        2,
        500_000,
        "Ấp 3, xã Tân Thạch",
        "8:00–17:00",
        date(2026, 12, 21),
        date(2026, 12, 24),
    ]


def test_another_seller_s_form_is_not_there(seller):
    other = makers.producer().partner
    assert seller.get(path_of(other)).status_code == 404
    assert seller.post(path_of(other), TYPED).status_code == 404
    assert terms_of(other)[0] == 1


def test_the_staff_see_and_change_every_seller(shopkeeper):
    makers.producer("Hợp tác xã Hai")
    partner = makers.producer("Hợp tác xã Một").partner
    assert "Hợp tác xã Một" in text_of(shopkeeper.get(LIST))
    shopkeeper.post(path_of(partner), TYPED)
    assert terms_of(partner)[0] == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("pickup_address", {"pickup_address": ""}),
        ("closed_until", {"closed_until": ""}),
        ("closed_until", {"closed_until": "2026-12-20"}),
        ("closed_until", {"closed_until": "2027-12-20"}),
        ("packing_days", {"packing_days": "31"}),
        ("free_delivery_from", {"free_delivery_from": "0"}),
        ("free_delivery_from", {"free_delivery_from": "1,5"}),
    ],
)
def test_a_slip_is_said_at_its_field_and_nothing_is_lost(seller, field, typed):
    page = seller.post(path_of(seller.partner), TYPED | typed)
    assert list(page.context["form"].errors) == [field]
    assert "8:00–17:00" in page.content.decode()
    assert terms_of(seller.partner)[0] == 1


def test_two_who_change_different_things_both_keep_theirs(seller, shopkeeper):
    page = seller.get(path_of(seller.partner))
    seen = page.context["form"]["seen"].value()
    shopkeeper.post(path_of(seller.partner), {"packing_days": "3"})
    seller.post(
        path_of(seller.partner), {"packing_days": "1", "pickup_address": "Ấp 3", "seen": seen}
    )
    assert terms_of(seller.partner)[:3] == [3, None, "Ấp 3"]


def test_a_change_makes_the_product_s_page_anew(
    seller, client, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_MB = 1
    item = makers.product(producer=seller.partner.producer)
    client.get(item.get_absolute_url())
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        seller.post(path_of(seller.partner), TYPED)
    assert "miễn phí giao" in text_of(client.get(item.get_absolute_url()))
