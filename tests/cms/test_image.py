"""Pictures: no alternative text, no picture."""

import io

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Pixels
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from cms.models import ShopImage
from cms.pictures import picture


def pixels() -> ImageFile:
    """A small red rectangle."""
    file = io.BytesIO()
    Pixels.new("RGB", (400, 300), "#b3261a").save(file, "PNG")
    file.seek(0)
    return ImageFile(file, name="do.png")


def test_ours_is_the_image_model():
    assert get_image_model() is ShopImage


def test_the_form_asks_for_alternative_text_and_offers_the_rest():
    fields = get_image_form(ShopImage).base_fields
    assert fields["alt_text"].required
    assert not fields["credit"].required
    assert "ai_made" in fields


@pytest.mark.django_db
def test_a_picture_says_who_made_it_and_when_a_machine_did(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = ShopImage.objects.create(
            title="Đồi chè",
            file=pixels(),
            alt_text="Đồi chè sớm mai",
            credit="Ảnh: Lan",
            ai_made=True,
        )
    shown = picture(image)
    assert (shown.width, shown.height, shown.alt) == (400, 300, "Đồi chè sớm mai")
    assert shown.url.endswith(".jpg")
    assert shown.caption.startswith("Ảnh: Lan · ")


def test_no_picture_is_no_picture():
    assert picture(None) is None


@pytest.mark.django_db
def test_an_uploaded_picture_is_offered_in_better_formats(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = ShopImage.objects.create(title="Đồi chè", file=pixels(), alt_text="Đồi chè")
    shown = picture(image)
    assert [source.type for source in shown.sources] == ["image/avif", "image/webp"]
    assert (shown.width, shown.height, shown.srcset[-5:]) == (400, 300, " 400w")
