"""A takedown: the authority's word, which stands above the seller's."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.models import Product, Takedown
from catalogue.models.takedown import TWO_PERSONS_SINCE
from catalogue.policies import sale_refusal
from catalogue.services.exceptions import TakedownError
from catalogue.services.takedowns import (
    confirm_lift,
    place_takedown,
    refuse_lift,
    request_lift,
)
from catalogue.star_check import check_star
from search.index.outbox import drain
from search.models import SearchEntry
from shop.storefront.page_cache.version import current_page_version
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def product():
    return makers.product("Trà dây Cao Bằng")


def is_public(product) -> bool:
    return Product.objects.public().filter(pk=product.pk).exists()


def test_what_is_taken_down_is_neither_shown_nor_sold(product):
    makers.takedown(product)
    assert not is_public(product)
    assert sale_refusal(Product.objects.get(pk=product.pk)).code == "hidden"


def test_the_sellers_own_box_does_not_bring_it_back(product):
    makers.takedown(product)
    Product.objects.filter(pk=product.pk).update(is_public=False)
    Product.objects.filter(pk=product.pk).update(is_public=True)
    assert not is_public(product)


def test_it_is_shown_again_when_it_is_lifted(product):
    by = makers.user()
    lifted = makers.lift(makers.takedown(product), by=by, reason="Đã kiểm nghiệm lại.")
    assert (lifted.lifted_by, lifted.lift_reason) == (by, "Đã kiểm nghiệm lại.")
    assert is_public(product)


def test_lifting_does_not_show_what_the_seller_hides(product):
    placed = makers.takedown(product)
    Product.objects.filter(pk=product.pk).update(is_public=False)
    makers.lift(placed)
    assert not is_public(product)


def test_a_product_can_be_taken_down_a_second_time(product):
    makers.lift(makers.takedown(product))
    makers.takedown(product)
    assert product.takedowns.count() == 2
    assert not is_public(product)


def test_it_is_placed_once(product):
    makers.takedown(product)
    with pytest.raises(TakedownError):
        makers.takedown(product)


@pytest.mark.parametrize("facts", [{"ground": "x"}, {"authority": "  "}])
def test_it_needs_a_ground_and_an_authority(product, facts):
    known = {"ground": "unsafe", "authority": "Cục An toàn thực phẩm", "by": makers.user()}
    with pytest.raises(TakedownError):
        place_takedown(product=product, **known | facts)


def test_it_is_lifted_once_and_for_a_reason(product):
    placed = makers.takedown(product)
    with pytest.raises(TakedownError):
        makers.lift(placed, reason=" ")
    makers.lift(placed)
    with pytest.raises(TakedownError):
        makers.lift(placed)


@pytest.mark.parametrize(
    "facts",
    [
        {"authority": ""},
        {"lifted_at": timezone.now()},
        {"lift_document_number": "13/TB-ATTP"},
        {"lift_requested_at": timezone.now()},
    ],
)
def test_the_database_refuses_half_a_record(product, facts):
    row = {"product": product, "ground": "unsafe", "authority": "Sở Công Thương"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Takedown.objects.create(placed_by=makers.user(), placed_at=timezone.now(), **row | facts)


def test_two_persons_lift_it_and_its_history_tells_who(product):
    placed, first, second = makers.takedown(product), makers.user(), makers.user()
    request_lift(takedown=placed, by=first, reason="Nhãn đã in lại.")
    assert not is_public(product)
    confirm_lift(takedown=placed, by=second)
    assert is_public(product)
    assert [(event.kind, event.by) for event in placed.events.all()] == [
        ("placed", placed.placed_by),
        ("lift_requested", first),
        ("lifted", second),
    ]


def test_whoever_asked_may_not_agree(product):
    placed, first = makers.takedown(product), makers.user()
    request_lift(takedown=placed, by=first, reason="Nhãn đã in lại.")
    with pytest.raises(TakedownError):
        confirm_lift(takedown=placed, by=first)
    assert not is_public(product)


def test_nobody_agrees_to_what_nobody_asked(product):
    for verb in (confirm_lift, partial(refuse_lift, reason="Không.")):
        with pytest.raises(TakedownError):
            verb(takedown=makers.takedown(makers.product()), by=makers.user())


def test_a_refused_request_leaves_it_down_and_may_be_made_again(product):
    placed, first = makers.takedown(product), makers.user()
    request_lift(takedown=placed, by=first, reason="Nhãn đã in lại.")
    with pytest.raises(TakedownError):
        request_lift(takedown=placed, by=makers.user(), reason="Lần nữa.")
    refuse_lift(takedown=placed, by=makers.user(), reason="Chưa thấy nhãn mới.")
    assert not is_public(product)
    request_lift(takedown=placed, by=first, reason="Đây là nhãn mới.")


@pytest.mark.parametrize(
    "facts",
    [
        {"lift_basis": "authority"},
        {"lift_basis": "two_persons"},
        {"lift_basis": "two_persons", "lift_requested_by": "same"},
        {"lift_basis": "earlier", "lifted_at": TWO_PERSONS_SINCE},
        {"lift_basis": ""},
    ],
)
def test_the_database_refuses_a_takedown_that_one_person_lifted(product, facts):
    placed, by = makers.takedown(product), makers.user()
    row = {"lifted_by": by, "lifted_at": timezone.now(), "lift_reason": "Một người."} | facts
    if row.get("lift_requested_by"):
        row |= {"lift_requested_by": by, "lift_requested_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Takedown.objects.filter(pk=placed.pk).update(**row)


def test_the_database_refuses_two_in_force(product):
    makers.takedown(product)
    row = {"product": product, "ground": "unsafe", "authority": "Sở Công Thương"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Takedown.objects.create(placed_by=makers.user(), placed_at=timezone.now(), **row)


def test_the_index_and_every_cached_page_follow(product):
    drain()
    assert SearchEntry.objects.get(product_id=product.pk).shown
    before = current_page_version()
    placed = makers.takedown(product)
    assert current_page_version() != before
    drain()
    assert not SearchEntry.objects.get(product_id=product.pk).shown
    before = current_page_version()
    makers.lift(placed)
    assert current_page_version() != before
    drain()
    assert SearchEntry.objects.get(product_id=product.pk).shown


def test_the_star_stays_true_and_leads_nowhere(product):
    (before,) = check_star(product.title).verdicts
    makers.takedown(product)
    (after,) = check_star(product.title).verdicts
    assert (after.outcome, after.stars, after.code) == ("in_force", before.stars, before.code)
    assert before.url
    assert after.url == ""
    assert after.reason != before.reason


@pytest.mark.parametrize("facts", [{"is_public": False}, {"legal_type": "alcohol"}])
def test_nobody_learns_of_the_takedown_of_what_has_no_page(client, product, facts):
    Product.objects.filter(pk=product.pk).update(**facts)
    makers.takedown(product)
    assert client.get(product.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("path", ["", "nhan-xet/"])
def test_its_page_is_gone_for_visitors(client, product, path):
    url = product.get_absolute_url() + path
    found = client.get(url).status_code
    makers.takedown(product)
    page = client.get(product.get_absolute_url())
    assert page.status_code == 410
    assert "no-store" in page.headers["Cache-Control"]
    assert product.title not in page.content.decode()
    assert found == 404 or client.get(url).status_code in (404, 410)


def test_it_is_in_no_list_and_no_search(client, product):
    makers.product("Trà hoa vàng")
    makers.takedown(product)
    drain()
    for path in ("/san-pham/", "/tim-kiem/?q=tra+day", "/tim-kiem/goi-y?q=tra+day"):
        assert product.get_absolute_url() not in client.get(path).content.decode(), path
