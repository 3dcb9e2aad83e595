"""The order's page: opened by its signed link and by nothing else."""

import pytest

from shop.order.links import order_of, path_of, token_of
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_link_shows_what_was_ordered_without_signing_in(client, place):
    order = place(makers.basket(makers.product("Kẹo dừa", price=85_000))).order
    answer = client.get(path_of(order))
    page = answer.content.decode()
    assert answer.status_code == 200
    for text in ("Kẹo dừa", order.number, "0912 345 678", "12 ấp Phú Nhuận"):
        assert text in page


def test_no_robot_keeps_it_and_no_cache_holds_it(client, place):
    answer = client.get(path_of(place(makers.basket(makers.product())).order))
    assert "noindex" in answer["X-Robots-Tag"]
    assert 'content="noindex' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_guessed_or_changed_token_is_404(client, place):
    order = place(makers.basket(makers.product())).order
    token = token_of(order)
    for wrong in (order.number, token[:-1] + ("a" if token[-1] != "a" else "b"), "x", f"1{token}"):
        assert client.get(f"/don-hang/{wrong}/").status_code == 404
    assert order_of(token) == order


def test_it_costs_the_same_for_any_number_of_lines(client, place, django_assert_max_num_queries):
    counts = []
    for number in (2, 12):
        order = place(makers.basket(*(makers.product() for _ in range(number)))).order
        client.get(path_of(order))
        with django_assert_max_num_queries(15) as queries:
            client.get(path_of(order))
        counts.append(len(queries))
    assert counts[0] == counts[1]
