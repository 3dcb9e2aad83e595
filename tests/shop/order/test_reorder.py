"""The same again: what is still certified and in stock, and a word about what is not."""

from datetime import timedelta

import pytest
from django.test import Client

from catalogue.clock import today
from shop.basket.models import Basket
from shop.order.links import order_path
from shop.partner.models import StockRecord
from tests import makers

pytestmark = pytest.mark.django_db


def press(client, order):
    return client.post(order_path(order) + "mua-lai/", follow=True)


def quantities(client) -> dict[str, int]:
    return {line.title: line.quantity for line in client.get("/gio-hang/").context["shown"].lines}


def test_everything_that_can_be_sold_is_in_the_basket(client, place):
    tea, honey = makers.product("Chè", stock=9), makers.product("Mật ong", stock=9)
    order = place(makers.basket((tea, 2), honey)).order
    answer = press(client, order)
    assert answer.redirect_chain == [("/gio-hang/", 302)]
    assert quantities(client) == {"Chè": 2, "Mật ong": 1}


def test_pressing_twice_orders_no_more(client, place):
    order = place(makers.basket((makers.product("Chè", stock=9), 2))).order
    press(client, order)
    press(client, order)
    assert quantities(client) == {"Chè": 2}


def test_what_is_in_the_basket_already_is_filled_up_only(client, place):
    tea = makers.product("Chè", stock=20)
    order = place(makers.basket((tea, 2))).order
    client.post(f"/gio-hang/them/{tea.pk}/", {"quantity": 5})
    press(client, order)
    assert quantities(client) == {"Chè": 5}


def test_an_expired_product_is_left_out_and_named_with_its_day(client, place):
    good, ended = makers.product("Chè"), makers.product("Mật ong")
    order = place(makers.basket(good, ended)).order
    yesterday = today() - timedelta(days=1)
    ended.certificates.update(valid_until=yesterday, possible_until=yesterday)
    page = press(client, order)
    assert quantities(client) == {"Chè": 1}
    warning = [
        str(message) for message in page.context["messages"] if message.level_tag == "warning"
    ]
    assert len(warning) == 1
    assert "Mật ong" in warning[0]


def test_a_sold_out_product_is_left_out_and_named(client, place):
    tea = makers.product("Chè", stock=1)
    order = place(makers.basket(tea)).order
    page = press(client, order)
    assert quantities(client) == {}
    assert "Chè" in " ".join(str(message) for message in page.context["messages"])


def test_too_few_left_is_what_the_basket_gets(client, place):
    tea = makers.product("Chè", stock=9)
    order = place(makers.basket((tea, 4))).order
    StockRecord.objects.update(num_in_stock=7)
    page = press(client, order)
    assert quantities(client) == {"Chè": 3}
    assert "3" in " ".join(str(message) for message in page.context["messages"])


def test_a_product_that_was_deleted_is_named_by_its_old_title(client, place):
    tea = makers.product("Chè")
    order = place(makers.basket(tea)).order
    order.lines.update(product=None)
    page = press(client, order)
    assert "Chè" in " ".join(str(message) for message in page.context["messages"])


def test_looking_at_the_address_fills_nothing(client, place):
    order = place(makers.basket(makers.product())).order
    assert client.get(order_path(order) + "mua-lai/").status_code == 302
    assert Basket.objects.filter(status=Basket.OPEN, lines__isnull=False).count() == 0


def test_another_site_cannot_press_the_button(place):
    order = place(makers.basket(makers.product())).order
    assert press(Client(enforce_csrf_checks=True), order).status_code == 403
