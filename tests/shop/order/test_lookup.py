"""Finding an order by number and phone: one answer for whatever does not fit, and few tries."""

import re

import pytest

from shop.order.links import order_path
from shop.order.lookup import PER_NETWORK, PER_NUMBER
from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/don-hang/tra-cuu/"


@pytest.fixture
def order(place):
    return place(makers.basket(makers.product())).order


def ask(client, number, phone="0912 345 678", **extra):
    return client.post(ADDRESS, {"number": number, "phone": phone}, **extra)


def text_of(answer, number) -> str:
    """The page without what was typed and without its secrets."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return re.sub(r'value="[^"]*"', "", page).replace(number, "")


@pytest.mark.parametrize("phone", ["0912345678", "+84 912 345 678", "0912.345.678", "84912345678"])
def test_number_and_phone_lead_to_the_order(client, order, phone):
    assert ask(client, f"#{order.number} ", phone)["Location"] == order_path(order)


def test_an_unknown_number_and_a_wrong_phone_get_the_same_answer(client, order):
    unknown, wrong = ask(client, "999999"), ask(client, order.number, "0987654321")
    assert unknown.status_code == wrong.status_code == 200
    assert text_of(unknown, "999999") == text_of(wrong, order.number)


@pytest.mark.parametrize("number", ["", "abc", "🍯", "'; --", "9" * 60])
def test_what_is_no_number_is_said_and_kept(client, number):
    answer = ask(client, number)
    assert answer.status_code == 200
    assert answer.context["form"].errors["number"]


def test_guessing_phones_of_one_order_ends_soon_whoever_guesses(client, order):
    for guess in range(PER_NUMBER.tries):
        ask(client, order.number, f"09876543{guess:02}", REMOTE_ADDR=f"10.0.0.{guess}")
    answer = ask(client, order.number, REMOTE_ADDR="10.9.9.9")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= PER_NUMBER.seconds


def test_an_unknown_number_is_closed_just_the_same(client):
    for _try in range(PER_NUMBER.tries):
        ask(client, "999999")
    assert ask(client, "999999").status_code == 429


def test_walking_through_numbers_from_one_address_ends_too(client):
    for number in range(PER_NETWORK.tries):
        ask(client, str(500_000 + number))
    assert ask(client, "700000").status_code == 429
    assert ask(client, "700001", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_after_a_while_it_opens_again(client, order, clock):
    for _try in range(PER_NUMBER.tries + 1):
        closed = ask(client, order.number, "0987654321")
    assert closed.status_code == 429
    clock.shift(PER_NUMBER.seconds)
    assert ask(client, order.number).status_code == 302


def test_the_page_is_open_to_robots_and_its_answers_to_no_cache(client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
