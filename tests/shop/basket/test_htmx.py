"""Adding without leaving the page, and the count that comes apart from pages shown to everyone."""

from datetime import timedelta

import pytest
from django.test import Client

from tests import makers
from tests.reading import as_read

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def tea(clock):
    return makers.product("Chè Shan tuyết", stock=3)


def add(client, item, quantity):
    return client.post(f"/gio-hang/them/{item.pk}/", {"quantity": quantity}, headers=HTMX)


def test_a_script_gets_the_sentence_and_the_count(client, tea):
    answer = add(client, tea, 2)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Chè Shan tuyết" in page
    assert 'href="/gio-hang/"' in page
    assert 'id="basket-count"' in page
    assert ">2 <" in as_read(answer)


def test_who_buys_now_is_led_to_the_checkout_with_and_without_script(client, tea, clock):
    path, fields = f"/gio-hang/them/{tea.pk}/", {"quantity": 1, "buy_now": "1"}
    assert client.post(path, fields).url == "/thanh-toan/"
    clock.shift(timedelta(seconds=2))
    answer = client.post(path, fields, headers=HTMX)
    assert (answer.content, answer["HX-Redirect"]) == (b"", "/thanh-toan/")


def test_who_buys_now_more_than_there_is_reads_it_in_the_basket(client, tea):
    path = f"/gio-hang/them/{tea.pk}/"
    answer = client.post(path, {"quantity": 5, "buy_now": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/gio-hang/"
    assert "3" in str(next(iter(answer.context["messages"])))


def test_nothing_is_left_to_be_said_later(client, tea):
    add(client, tea, 1)
    assert "messages" not in client.cookies
    assert "sessionid" not in client.cookies


def test_less_than_was_wished_for_is_said(client, tea, clock):
    assert "3" in add(client, tea, 5).content.decode()
    clock.shift(timedelta(seconds=2))
    refused = add(client, tea, 1)
    assert "toast error" in refused.content.decode()
    assert refused.status_code == 200


@pytest.mark.parametrize("quantity", ["0", "-2", "x"])
def test_a_wrong_number_is_said_on_the_page(client, tea, quantity):
    assert "toast error" in add(client, tea, quantity).content.decode()


def test_the_count_is_asked_for_apart_and_never_kept(client, tea):
    empty = client.get("/gio-hang/so-luong")
    assert "badge" not in empty.content.decode()
    assert "no-store" in empty["Cache-Control"]
    assert not empty.cookies
    add(client, tea, 2)
    assert ">2 <" in as_read(client.get("/gio-hang/so-luong"))


def test_a_page_for_everyone_says_where_the_count_is(client, tea, settings):
    settings.PAGE_CACHE_MB = 1
    page = Client().get("/san-pham/").content.decode()
    assert 'data-from="/gio-hang/so-luong"' in page
    assert "data-from" not in Client().get("/gio-hang/").content.decode()
