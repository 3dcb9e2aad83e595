"""Two products of one name in one moment, on PostgreSQL: both are written, each at its own address."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from catalogue.models import Product
from shop.users.models import User
from tests import makers
from tests.shop.dashboard.test_product_form import new_product

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 4


def test_each_gets_an_address_of_its_own():
    owner = User.objects.create_superuser("chu@example.vn", "mat-khau-thu")
    like = makers.product("Mật ong hoa nhãn", slug="mat-ong-hoa-nhan")
    path = f"/quan-tri/catalogue/products/create/{like.product_class.slug}/"
    form, start = new_product(like), Barrier(HANDS)
    browsers = [Client() for _hand in range(HANDS)]
    for browser in browsers:
        browser.force_login(owner)

    def press(browser) -> int:
        try:
            start.wait(timeout=20)
            return browser.post(path, form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        assert set(pool.map(press, browsers)) == {302}
    slugs = Product.objects.exclude(pk=like.pk).values_list("slug", flat=True)
    assert sorted(slugs) == [f"mat-ong-hoa-nhan-{number}" for number in range(2, HANDS + 2)]
