"""What hands write to products in one moment, on PostgreSQL: nothing is lost and nothing made twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from catalogue.models import Product
from catalogue.services.takedowns import place_takedown
from shop.users.models import User
from tests import makers
from tests.shop.dashboard.test_product_form import filled, new_product

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HANDS = 4


def press_at_once(**sent) -> tuple[set[int], list[str]]:
    """Let all hands of one person send the form of a new product; return answers and addresses."""
    owner = User.objects.create_superuser("chu@example.vn", "mat-khau-thu")
    like = makers.product("Mật ong hoa nhãn", slug="mat-ong-hoa-nhan")
    path = f"/quan-tri/catalogue/products/create/{like.product_class.slug}/"
    form, start = new_product(like, **sent), Barrier(HANDS)
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
        answers = set(pool.map(press, browsers))
    slugs = Product.objects.exclude(pk=like.pk).values_list("slug", flat=True)
    return answers, sorted(slugs)


def test_each_gets_an_address_of_its_own():
    numbered = [f"mat-ong-hoa-nhan-{number}" for number in range(2, HANDS + 2)]
    assert press_at_once() == ({302}, numbered)


def test_one_form_pressed_by_impatience_makes_one_product():
    assert press_at_once(submission="mot-lan") == ({302}, ["mat-ong-hoa-nhan-2"])


def test_a_takedown_and_a_saving_seller_both_count():
    owner = User.objects.create_superuser("chu@example.vn", "mat-khau-thu")
    product, start = makers.product("Mật ong hoa nhãn"), Barrier(2)
    browser = Client()
    browser.force_login(owner)

    def save() -> int:
        try:
            start.wait(timeout=20)
            path = f"/quan-tri/catalogue/products/{product.pk}/"
            return browser.post(path, filled(product, unit="hũ 1 kg")).status_code
        finally:
            connection.close()

    def take_down() -> int:
        try:
            start.wait(timeout=20)
            facts = {"ground": "unsafe", "authority": "Sở Công Thương"}
            return place_takedown(product=product, by=owner, **facts).product_id
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        saved, taken = pool.submit(save), pool.submit(take_down)
        assert (saved.result(), taken.result()) == (302, product.pk)
    product = Product.objects.get(pk=product.pk)
    assert (product.unit, product.is_taken_down) == ("hũ 1 kg", True)
    assert Client().get(product.get_absolute_url()).status_code == 410
