"""A page may not hide behind an address of the shop."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import ProvinceIndexPage, StandardPage
from cms.validators import reserved_words, validate_first_level_slug

SHOP_WORDS = {
    "san-pham", "nhom", "tinh", "vung", "nha-san-xuat", "tim-kiem", "kiem-tra-sao", "gio-hang",
    "thanh-toan", "don-hang", "quan-tri", "cms", "django-admin", "healthz", "readyz",
    "sitemap.xml", "robots.txt", "static", "media", "en", "vi",
}  # fmt: skip


def test_words_of_the_urlconf_are_reserved():
    assert reserved_words() >= SHOP_WORDS


def test_words_of_pages_are_free():
    assert not {"cau-chuyen", "gioi-thieu", "doi-tra", "khieu-nai"} & reserved_words()


@pytest.mark.parametrize("slug", ["gio-hang", "san-pham", "en"])
def test_a_first_level_page_cannot_take_a_word_of_the_shop(slug):
    with pytest.raises(ValidationError) as refusal:
        validate_first_level_slug(slug)
    assert slug in refusal.value.message_dict["slug"][0]


def test_saving_such_a_page_is_refused(tree):
    page = StandardPage(title="Giỏ hàng", slug="gio-hang", body=[("paragraph", "<p>x</p>")])
    with pytest.raises(ValidationError):
        tree.home.add_child(instance=page)


def test_the_form_says_so_before_there_is_a_page(tree, admin_client):
    address = f"/cms/pages/add/cms/standardpage/{tree.home.pk}/"
    empty = {"body-count": "0", "body_en-count": "0"}
    answer = admin_client.post(address, {"title": "Giỏ hàng", "slug": "gio-hang"} | empty)
    assert answer.status_code == 200
    assert "gio-hang" in str(answer.context["form"].errors["slug"])
    assert not StandardPage.objects.exists()


def test_slugs_are_folded_to_plain_letters(tree):
    page = StandardPage(title="Đổi trả", slug="đổi-trả", body=[("paragraph", "<p>x</p>")])
    tree.home.add_child(instance=page)
    assert page.slug == "doi-tra"
    assert page.get_url() == "/doi-tra/"


def test_the_province_index_alone_keeps_its_word(tree):
    assert tree.provinces.get_url() == "/tinh/"
    tree.provinces.slug = "cac-tinh"
    with pytest.raises(ValidationError):
        tree.provinces.save()
    assert ProvinceIndexPage.objects.get().slug == "tinh"
