"""The addresses that other people rely on."""

import pytest
from django.urls import Resolver404, resolve, reverse

ADDRESSES = {
    "catalogue:index": "/san-pham/",
    "star_check": "/kiem-tra-sao/",
    "search:search": "/tim-kiem/",
    "search:suggest": "/tim-kiem/goi-y",
    "basket:summary": "/gio-hang/",
    "basket:count": "/gio-hang/so-luong",
    "checkout:index": "/thanh-toan/",
    "orders:lookup": "/don-hang/tra-cuu/",
    "dashboard:index": "/quan-tri/",
    "dashboard:producer-order-list": "/quan-tri/kien-hang/",
    "dashboard:review-list": "/quan-tri/nhan-xet/",
    "dashboard:email-list": "/quan-tri/thu/",
    "wagtailadmin_home": "/cms/",
    "admin:index": "/django-admin/",
    "healthz": "/healthz",
    "readyz": "/readyz",
    "metrics": "/metrics",
    "style_guide": "/phong-cach/",
    "sitemap": "/sitemap.xml",
    "newly_certified_page": "/moi-duoc-cong-nhan/",
    "newly_certified": "/moi-duoc-cong-nhan.rss",
    "robots": "/robots.txt",
}
WITH_A_NAME = {
    "catalogue:detail": ("/san-pham/che-shan/", {"product_slug": "che-shan"}),
    "catalogue:group": ("/nhom/che/", {"slug": "che"}),
    "catalogue:province": ("/tinh/ha-giang/", {"slug": "ha-giang"}),
    "catalogue:region": ("/vung/tay-nguyen/", {"slug": "tay-nguyen"}),
    "catalogue:producer": ("/nha-san-xuat/htx/", {"slug": "htx"}),
    "social_card": (
        "/chia-se/tinh/hue-0123456789.png",
        {"kind": "tinh", "slug": "hue", "version": "0123456789"},
    ),
    "basket:add": ("/gio-hang/them/7/", {"pk": 7}),
    "orders:confirmation": ("/don-hang/abc/", {"token": "abc"}),
    "orders:cancel": ("/don-hang/abc/huy/", {"token": "abc"}),
    "orders:reorder": ("/don-hang/abc/mua-lai/", {"token": "abc"}),
    "orders:receipt": ("/don-hang/abc/bien-nhan/", {"token": "abc"}),
}


@pytest.mark.parametrize(("name", "address"), ADDRESSES.items())
def test_an_address_is_as_promised(name, address):
    assert reverse(name) == address


@pytest.mark.parametrize(("name", "expected"), WITH_A_NAME.items())
def test_an_address_with_a_name_is_as_promised(name, expected):
    address, parts = expected
    assert reverse(name, kwargs=parts) == address
    assert resolve(address).view_name == name


@pytest.mark.parametrize("name", ["home", "catalogue:category", "catalogue:range"])
def test_oscars_other_addresses_are_gone(name):
    with pytest.raises(Exception, match=r"NoReverseMatch|not a valid|not found"):
        reverse(name)


def test_wagtail_answers_last():
    assert resolve("/gio-hang/").view_name == "basket:summary"
    assert resolve("/mot-trang-nao-do/").view_name == "wagtail_serve"


def test_a_file_that_is_not_there_is_not_an_address():
    with pytest.raises(Resolver404):
        resolve("/khong-co.txt")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(("short", "whole"), [("/don-hang/", "/don-hang/tra-cuu/")])
def test_a_shortened_address_leads_on_in_its_language(client, language, short, whole):
    answer = client.get(f"{language}{short}")
    assert (answer.status_code, answer["Location"]) == (301, f"{language}{whole}")
