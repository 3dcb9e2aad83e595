"""Files from before: scans leave the public folder, photographs lose their place, orphans go."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from catalogue.models import Certificate, ProductImage
from catalogue.photos.cleaning import clean_photos, forget_orphans, photo_fields
from catalogue.pictures import find_renditions
from catalogue.private_storage import private_storage, take_private
from cms.models import ShopImage
from tests import makers, photo_files

OLD = "images/products/2026/IMG_nha-toi.jpg"
EDITORIAL = "original_images/IMG_ruong.jpg"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),  # Wagtail's renditions
]


def tidy() -> str:
    said = StringIO()
    call_command("tidy_uploads", stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def before():
    """A product and a picture of the CMS with files as they came from a phone."""
    image = ProductImage.objects.create(product=makers.product(), original=OLD)
    sent = photo_files.from_a_phone(size=(3000, 2000))
    default_storage.save(OLD, ContentFile(sent))
    default_storage.save(EDITORIAL, ContentFile(sent))
    editorial = ShopImage(title="Ruộng", alt_text="Ruộng", width=3000, height=2000, file_size=1)
    editorial.file.name = EDITORIAL
    editorial.save()
    editorial.get_rendition("max-165x165")
    return image, editorial


def test_photographs_from_before_are_taken_in_anew(before, django_capture_on_commit_callbacks):
    image, editorial = before
    old_rendition = editorial.renditions.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        assert "2 photographs cleaned" in tidy()
    image.refresh_from_db()
    editorial.refresh_from_db()
    assert (editorial.width, editorial.height) == (2048, 1365)
    for gone in (OLD, EDITORIAL, old_rendition):
        assert not default_storage.exists(gone)
    for name in (image.original.name, editorial.file.name):
        with default_storage.open(name) as file:
            assert photo_files.PLACE not in file.read()
    assert editorial.get_file_size() == editorial.file.size
    assert not editorial.renditions.exists()


def test_a_second_run_finds_nothing_to_do(before, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tidy()
    assert "0 scans moved, 0 photographs cleaned, 0 sized, 0 uploads deleted" in tidy()


def test_a_file_that_cannot_be_read_leaves_the_public_folder_and_is_not_lost(
    django_capture_on_commit_callbacks,
):
    sent = photo_files.from_a_phone(size=(900, 900))
    image = ProductImage.objects.create(product=makers.product(), original=OLD)
    default_storage.save(OLD, ContentFile(sent[:-400]))
    with django_capture_on_commit_callbacks(execute=True):
        assert list(clean_photos()) == [(OLD, "")]
    assert not default_storage.exists(OLD)
    with private_storage().open(f"refused/{OLD}") as file:
        assert file.read() == sent[:-400]
    image.refresh_from_db()
    assert image.original.name == OLD
    assert list(clean_photos()) == []


def test_every_picture_of_every_model_is_taken_in_the_same_way():
    assert {f"{model.__name__}.{field.name}" for model, field in photo_fields()} == {
        "Category.image",
        "ListingPhoto.original",
        "OrderMessagePhoto.photo",
        "Producer.portrait",
        "ProducerPageDraft.portrait",
        "ProductAttributeValue.value_image",
        "ProductImage.original",
        "ReturnPhoto.photo",
        "ShopImage.file",
        "StarReport.photo",
    }


def test_photographs_that_no_row_names_go_after_a_day(django_capture_on_commit_callbacks):
    (image,) = photo_files.give_photos(makers.product())
    name = image.original.name
    ProductImage.objects.update(original="photos/another.jpg")
    assert forget_orphans() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert forget_orphans() == 1
    assert not default_storage.exists(name)
    assert find_renditions([name]) == {}


class TestScans:
    """Scans of certificates stood in MEDIA_ROOT/certificates."""

    NAME = "certificates/2025/quet.pdf"

    def test_they_move_and_the_row_finds_them(self):
        certificate = makers.product().certificates.get()
        Certificate.objects.filter(pk=certificate.pk).update(scan=self.NAME)
        default_storage.save(self.NAME, ContentFile(b"%PDF-1.7 %%EOF"))
        default_storage.save("certificates/2025/of-no-row.jpg", ContentFile(b"x"))
        assert len(take_private("certificates")) == 2
        assert not default_storage.exists(self.NAME)
        certificate.refresh_from_db()
        assert certificate.scan.read() == b"%PDF-1.7 %%EOF"
        certificate.scan.close()
        assert take_private("certificates") == []

    def test_a_run_that_was_cut_off_is_finished(self):
        default_storage.save(self.NAME, ContentFile(b"whole scan"))
        private_storage().save(self.NAME, ContentFile(b"whole"))
        take_private("certificates")
        with private_storage().open(self.NAME) as file:
            assert file.read() == b"whole scan"

    def test_new_ones_are_private_from_the_start(self, settings):
        certificate = makers.product().certificates.get()
        certificate.scan.save("quet.pdf", ContentFile(b"%PDF"))
        assert not default_storage.exists(certificate.scan.name)
        assert certificate.scan.path.startswith(str(settings.PRIVATE_ROOT))
        with pytest.raises(ValueError, match="no URL"):
            _ = certificate.scan.url

    def test_only_photographs_are_served_from_the_media_folder(self, client, settings):
        assert settings.PUBLIC_MEDIA == ("photos", "pictures", "images")
        default_storage.save(self.NAME, ContentFile(b"%PDF"))
        assert client.get(f"/media/{self.NAME}").status_code == 404
