"""Photographs of a product on its form: refused in words, kept while the rest is wrong, private."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from catalogue.models import PendingUpload, ProductImage
from catalogue.photos.pending import MOST_FOR_ONE, forget_pending, forget_pending_files, keep_upload
from catalogue.private_storage import private_storage
from tests import makers, photo_files
from tests.photo_files import photo, upload
from tests.shop.dashboard.conftest import signed_in
from tests.shop.dashboard.test_product_form import filled, formset

TOKEN = "images-0-original-kept"


@pytest.fixture
def product(db):
    return makers.product()


def send(browser, product, *, file=None, token="", caption="", **changed):
    """Press Save on the form of a product with one row for a photograph."""
    data = filled(product, **changed) | formset("images", 1) | {"images-INITIAL_FORMS": 0}
    data |= {"images-0-display_order": 0, "images-0-caption": caption, TOKEN: token}
    if file is not None:
        data["images-0-original"] = file
    return browser.post(reverse("dashboard:catalogue-product", kwargs={"pk": product.pk}), data)


def cut_off() -> bytes:
    file = BytesIO()
    Image.effect_noise((900, 600), 80).save(file, "JPEG")
    return file.getvalue()[: len(file.getvalue()) // 2]


def test_a_photograph_is_stored_clean_under_a_name_that_tells_nothing(superuser, product):
    sent = photo_files.from_a_phone(size=(900, 700))
    assert send(superuser, product, file=upload(sent, "IMG_nha-toi.jpg")).status_code == 302
    stored = ProductImage.objects.get().original
    assert "nha-toi" not in stored.name
    with default_storage.open(stored.name) as file:
        assert photo_files.PLACE not in file.read()


def test_half_a_photograph_is_refused_in_words_and_the_other_fields_stay(superuser, product):
    page = send(superuser, product, file=upload(cut_off()), title="Mật ong mùa tràm")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Ảnh tải lên chưa trọn vẹn" in text
    assert 'value="Mật ong mùa tràm"' in text
    assert not ProductImage.objects.exists()
    assert not PendingUpload.objects.exists()
    assert superuser.get(page.request["PATH_INFO"]).status_code == 200
    with pytest.raises(FileNotFoundError):
        default_storage.listdir("photos")


def test_a_photograph_is_kept_while_another_field_is_wrong(superuser, product):
    page = send(superuser, product, file=upload(photo(), "mat-ong.jpg"), title="")
    kept = PendingUpload.objects.get()
    text = page.content.decode()
    assert f'name="{TOKEN}"' in text
    assert kept.token in text
    assert "data:image/jpeg;base64," in text
    assert "Đã giữ mat-ong.jpg" in text
    assert send(superuser, product, token=kept.token).status_code == 302
    image = ProductImage.objects.get()
    with default_storage.open(image.original.name) as file:
        assert Image.open(file).size == (640, 480)


def test_what_is_kept_is_in_no_public_folder_and_has_no_address(superuser, product):
    send(superuser, product, file=upload(photo()), title="")
    kept = PendingUpload.objects.get()
    assert not default_storage.exists(kept.file.name)
    with pytest.raises(ValueError, match="no URL"):
        _ = kept.file.url


def test_a_second_mistake_keeps_it_too_and_another_file_replaces_it(superuser, product):
    send(superuser, product, file=upload(photo(size=(400, 320))), title="")
    token = PendingUpload.objects.get().token
    assert token in send(superuser, product, token=token, title="").content.decode()
    other = upload(photo(size=(480, 360)))
    send(superuser, product, token=token, file=other)
    with default_storage.open(ProductImage.objects.get().original.name) as file:
        assert Image.open(file).size == (480, 360)


def test_it_can_be_let_go_of(superuser, product):
    send(superuser, product, file=upload(photo()), title="")
    token = PendingUpload.objects.get().token
    again = send(superuser, product, token=token, **{"images-0-original-drop": "on"})
    assert again.status_code == 302
    assert not ProductImage.objects.exists()


def test_its_file_goes_with_the_account(superuser, product):
    other = signed_in(makers.user(is_superuser=True, is_staff=True))
    send(other, product, file=upload(photo()), title="")
    kept = PendingUpload.objects.get()
    other.user.delete()
    assert forget_pending_files() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert forget_pending_files() == 1
    assert not private_storage().exists(kept.file.name)


def test_nobody_else_gets_it_by_its_token(superuser, product):
    other = signed_in(makers.user(is_superuser=True, is_staff=True))
    send(other, product, file=upload(photo()), title="")
    page = send(superuser, product, token=PendingUpload.objects.get().token)
    assert "chỉ được giữ một ngày" in page.content.decode()
    assert not ProductImage.objects.exists()


def test_it_outlives_the_session(superuser, product):
    send(superuser, product, file=upload(photo()), title="")
    again = Client()
    again.force_login(superuser.user)
    assert send(again, product, token=PendingUpload.objects.get().token).status_code == 302
    assert ProductImage.objects.exists()


def test_after_a_day_it_is_gone_with_its_file(
    superuser, product, django_capture_on_commit_callbacks
):
    send(superuser, product, file=upload(photo()), title="")
    kept = PendingUpload.objects.get()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        page = send(superuser, product, token=kept.token)
        assert "chỉ được giữ một ngày" in page.content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            assert forget_pending() == 1
    assert not private_storage().exists(kept.file.name)


def test_one_person_keeps_a_bounded_number(superuser):
    for _number in range(MOST_FOR_ONE + 2):
        keep_upload(owner=superuser.user, file=upload(b"x"), name="x.jpg")
    assert PendingUpload.objects.count() == MOST_FOR_ONE


def test_the_form_of_a_product_whose_file_is_broken_can_be_opened(superuser, product):
    ProductImage.objects.create(product=product, original="images/products/2026/half.jpg")
    default_storage.save("images/products/2026/half.jpg", upload(cut_off()))
    address = reverse("dashboard:catalogue-product", kwargs={"pk": product.pk})
    assert superuser.get(address).status_code == 200


def test_a_stored_photograph_is_shown_small(superuser, product):
    photo_files.give_photos(product)
    page = superuser.get(reverse("dashboard:catalogue-product", kwargs={"pk": product.pk}))
    assert "/320.jpg" in page.content.decode()


def test_what_stands_below_a_photograph_sells_nothing_like_medicine(superuser, product):
    caption = "Chữa khỏi ung thư sau ba ngày."
    page = send(superuser, product, file=upload(photo()), caption=caption)
    assert page.status_code == 200
    assert "chữa khỏi" in page.content.decode()
    assert not ProductImage.objects.exists()


def test_medicine_may_say_what_it_is_for_below_its_photograph(superuser):
    remedy = makers.product("Cao ích mẫu", legal_type="medicine")
    send(superuser, remedy, file=upload(photo()), caption="Hỗ trợ điều trị đau bụng kinh.")
    assert ProductImage.objects.get().caption.startswith("Hỗ trợ")


def test_of_many_photographs_sent_at_once_the_first_ten_are_kept_and_the_others_asked_for(
    superuser, product
):
    data = filled(product) | formset("images", 60) | {"images-INITIAL_FORMS": 0}
    for number in range(60):
        data[f"images-{number}-display_order"] = number
        data[f"images-{number}-caption"] = f"Ảnh {number}"
        data[f"images-{number}-original"] = upload(photo())
    page = superuser.post(reverse("dashboard:catalogue-product", args=[product.pk]), data)
    text = page.content.decode()
    assert "Mỗi lần chỉ nhận nhiều nhất 10 ảnh." in text
    assert 'value="Ảnh 59"' in text
    assert PendingUpload.objects.count() == 10
    assert not ProductImage.objects.exists()
