"""Django's admin: two windows on one object."""

import pytest
from django.contrib import admin
from django.test import Client

from shop.operations.admin_site import EditConflictAdminMixin
from shop.users.models import User
from tests import makers
from tests.window import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    browser = Client(raise_request_exception=False)
    browser.force_login(User.objects.create_superuser("chu@example.vn", "mat-khau-thu"))
    return browser


def test_every_admin_merges():
    assert all(isinstance(each, EditConflictAdminMixin) for each in admin.site._registry.values())


def test_a_stock_record_is_merged_and_its_numbers_are_read(browser):
    record = makers.product(price=120_000, stock=48).stockrecords.get()
    url = f"/django-admin/partner/stockrecord/{record.pk}/change/"
    late = Window(browser, url, holding="num_in_stock")
    type(record).objects.filter(pk=record.pk).update(num_in_stock=47)
    assert late.fields["price"] == "120.000"
    answer = late.type(price="125 000").send()
    assert answer.status_code == 302, answer.context["errors"]
    record.refresh_from_db()
    assert (record.price, record.num_in_stock) == (125_000, 47)


def test_a_producer_changed_by_both_is_asked_about(browser):
    producer = makers.producer("Hợp tác xã Cây Tràm")
    url = f"/django-admin/catalogue/producer/{producer.pk}/change/"
    late = Window(browser, url, holding="name")
    type(producer).objects.filter(pk=producer.pk).update(name="HTX của người kia")
    page = late.type(name="HTX của tôi").send()
    assert page.status_code == 200
    for text in ("“HTX của người kia”", "“HTX của tôi”"):
        assert text in page.content.decode()
    late.read(page, holding="name")
    mine = late.form.select_one('input[name=stays_name][value^="mine"]')["value"]
    assert late.type(stays_name=mine).send().status_code == 302
    producer.refresh_from_db()
    assert producer.name == "HTX của tôi"


def test_groups_of_an_account_are_compared_as_a_whole(browser):
    person = makers.user(first_name="Sáu")
    url = f"/django-admin/users/user/{person.pk}/change/"
    late = Window(browser, url, holding="first_name")
    User.objects.filter(pk=person.pk).update(last_name="Nguyễn")
    assert late.type(first_name="Bảy").send().status_code == 302
    person.refresh_from_db()
    assert (person.first_name, person.last_name) == ("Bảy", "Nguyễn")


def test_a_thousand_grams_are_not_one(browser):
    product = makers.product(weight_grams=550)
    url = f"/django-admin/catalogue/product/{product.pk}/change/"
    window = Window(browser, url, holding="weight_grams").type(weight_grams="1.000")
    answer = window.send()
    assert answer.status_code == 302, answer.context["errors"]
    product.refresh_from_db()
    assert product.weight_grams == 1000


def test_every_list_that_can_be_searched_is_searched(browser):
    broken = {}
    for model, each in admin.site._registry.items():
        if each.search_fields:
            url = f"/django-admin/{model._meta.app_label}/{model._meta.model_name}/"
            status = browser.get(url, {"q": "an"}).status_code
            if status != 200:
                broken[url] = status
    assert broken == {}
