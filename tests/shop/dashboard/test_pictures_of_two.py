"""Two windows on the pictures of one product: neither loses what the other has done."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.models import ProductImage
from tests.photo_files import photo
from tests.shop.dashboard.test_two_windows import PRICE, open_window, product, saved  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(product):  # noqa: F811
    """The product's only picture."""
    image = ProductImage(product=product, caption="Đồi chè", display_order=0)
    image.original.save("cu.jpg", ContentFile(photo()))
    return image


def upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(), "image/jpeg")


def test_words_below_a_picture_outlive_a_price_of_another_window(superuser, product, picture):  # noqa: F811
    late, first = open_window(superuser, product), open_window(superuser, product)
    saved(first.type(**{"images-0-caption": "Đồi chè sớm mai"}).send())
    saved(late.type(**{PRICE: "125.000"}).send())
    picture.refresh_from_db()
    assert picture.caption == "Đồi chè sớm mai"


def test_words_that_both_changed_are_asked_about(superuser, product, picture):  # noqa: F811
    late, first = open_window(superuser, product), open_window(superuser, product)
    saved(first.type(**{"images-0-caption": "Của người trước"}).send())
    asked = late.type(**{"images-0-caption": "Của người sau"}).send()
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Của người trước" in page
    assert "Của người sau" in page
    picture.refresh_from_db()
    assert picture.caption == "Của người trước"


def test_a_picture_that_both_replaced_is_asked_about_once(superuser, product, picture):  # noqa: F811
    late, first = open_window(superuser, product), open_window(superuser, product)
    saved(first.type(**{"images-0-original": upload("truoc.jpg")}).send())
    picture.refresh_from_db()
    of_first = picture.original.name
    asked = late.type(**{"images-0-original": upload("sau.jpg")}).send()
    assert asked.status_code == 200
    assert "người khác" in asked.content.decode()
    picture.refresh_from_db()
    assert picture.original.name == of_first
    late.read(asked, holding="title")
    saved(late.type(action="continue").send())
    picture.refresh_from_db()
    assert picture.original.name != of_first


def test_a_picture_that_was_removed_meanwhile_stays_away_and_hinders_nobody(
    superuser,
    product,  # noqa: F811
    picture,
):
    late = open_window(superuser, product)
    picture.delete()
    saved(late.type(**{PRICE: "125.000"}).send())
    assert not ProductImage.objects.exists()
    assert product.stockrecords.get().price == 125_000
