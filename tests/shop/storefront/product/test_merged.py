"""The address of a merged product leads to the one that stands for it, for good, in both languages."""

import pytest

from catalogue.services.duplicates import merge_products, undo_merge
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def sweets():
    maker = makers.producer("HTX Thử")
    return [makers.product(f"Kẹo dừa {number}", producer=maker) for number in range(3)]


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_old_address_leads_on(sweets, client, language):
    kept, merged, _third = sweets
    merge_products(kept=kept, merged=merged, by=makers.user())
    answer = client.get(f"{language}/san-pham/{merged.slug}/?tinh=hue")
    assert answer.status_code == 301
    assert answer["Location"] == f"{language}/san-pham/{kept.slug}/?tinh=hue"
    reviews = client.get(f"{language}/san-pham/{merged.slug}/nhan-xet/")
    assert reviews["Location"] == f"{language}/san-pham/{kept.slug}/nhan-xet/"


def test_a_chain_leads_on_in_one_step(sweets, client):
    first, second, third = sweets
    merge_products(kept=second, merged=first, by=makers.user())
    merge_products(kept=third, merged=second, by=makers.user())
    assert client.get(first.get_absolute_url())["Location"] == third.get_absolute_url()


def test_after_an_undo_both_have_their_pages(sweets, client):
    kept, merged, _third = sweets
    client.get(merged.get_absolute_url())
    merge = merge_products(kept=kept, merged=merged, by=makers.user())
    assert client.get(merged.get_absolute_url()).status_code == 301
    undo_merge(merge=merge, by=makers.user())
    assert client.get(merged.get_absolute_url()).status_code == 200


def test_what_was_never_merged_is_still_not_found(client):
    assert client.get("/san-pham/khong-co/").status_code == 404
