"""What is not certified at this moment has no way into a basket, a shelf or a reader's trust."""

from datetime import date

import pytest

from search.index.outbox import drain
from shop.users.models import User
from tests import makers
from tests.house.conftest import HIDDEN, SPOILED
from tests.house.walk import text_of

pytestmark = pytest.mark.django_db

NEVER_CERTIFIED = ("Măng khô rừng", *HIDDEN)


def test_the_page_of_another_product_is_honest_or_absent(client, floor):
    for product in floor.others:
        answer = client.get(product.get_absolute_url())
        if product.title in NEVER_CERTIFIED:
            assert answer.status_code == 404, product.title
            continue
        assert answer.status_code == 200, product.title
        assert "noindex" in text_of(answer)
        assert f"/gio-hang/them/{product.pk}/" not in text_of(answer)


def test_another_product_cannot_be_put_into_a_basket(client, floor):
    for product in floor.others:
        client.post(f"/gio-hang/them/{product.pk}/", {"quantity": 1})
    assert client.get("/gio-hang/").context["basket_count"]() == 0


def test_editors_cannot_choose_another_product(client, floor):
    client.force_login(User.objects.create_superuser("chu@example.vn", "mat-khau-thu"))
    listed = text_of(client.get("/cms/product_chooser/results/"))
    assert floor.fresh.title in listed
    assert [each.title for each in floor.others if each.title in listed] == []


def test_the_star_check_answers_and_sells_nothing(client, floor):
    for title in [*SPOILED, *HIDDEN]:
        answer = client.get("/kiem-tra-sao/", {"q": title})
        assert answer.status_code == 200
        assert "/gio-hang/them/" not in text_of(answer)


def test_a_revocation_between_page_and_press_is_felt(client, floor):
    page = text_of(client.get(floor.fresh.get_absolute_url()))
    assert f"/gio-hang/them/{floor.fresh.pk}/" in page
    floor.fresh.certificates.update(revoked_on="2026-11-21", revocation_ground="b")
    answer = client.post(f"/gio-hang/them/{floor.fresh.pk}/", {"quantity": 1}, follow=True)
    assert answer.context["basket_count"]() == 0
    assert "21/11/2026" in text_of(answer)


def test_midnight_closes_the_shop(client, floor, clock):
    made = makers.product("Bưởi năm roi", until=date(2026, 11, 21))
    drain()
    clock.move_to("2026-11-21T23:59:59+07:00")
    assert made.title in text_of(client.get("/san-pham/"))
    clock.move_to("2026-11-22T00:00:00+07:00")
    assert made.title not in text_of(client.get("/san-pham/"))
    assert "noindex" in text_of(client.get(made.get_absolute_url()))
