"""Pictures and documents of the CMS, by every way in."""

import json
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, UploadedFile
from wagtail.users.models import UserProfile

from catalogue.models import PendingUpload
from cms.models import ShopImage
from cms.pictures import picture
from tests import makers, photo_files
from tests.cms.conftest import write_story
from tests.photo_files import from_a_phone, photo, upload

# Wagtail leaves the file of each rendition open that it makes.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

CHOOSER = "/cms/images/chooser/create/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def editor(db) -> Client:
    browser = Client()
    browser.force_login(makers.user(is_superuser=True, is_staff=True))
    return browser


def cut_off() -> bytes:
    file = BytesIO()
    Image.effect_noise((900, 600), 80).save(file, "JPEG")
    return file.getvalue()[: len(file.getvalue()) // 2]


def public_files(folder: str = "") -> list[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    names = [f"{folder}/{file}".strip("/") for file in files]
    return names + [n for inner in folders for n in public_files(f"{folder}/{inner}".strip("/"))]


def assert_nothing_public_tells_a_place():
    assert public_files()
    for name in public_files():
        with default_storage.open(name) as file:
            content = file.read()
        assert photo_files.PLACE not in content, name
        assert b"Exif\0\0" not in content, name


def root() -> int:
    return Collection.get_first_root_node().pk


def single(**changed) -> dict:
    return {
        "title": "Đồi chè",
        "file": upload(from_a_phone()),
        "alt_text": "Đồi chè sớm mai",
        "collection": root(),
        "tags": "",
    } | changed


def chosen(**changed) -> dict:
    return {f"image-chooser-upload-{name}": value for name, value in single(**changed).items()}


def test_a_single_upload_is_clean_in_every_size(editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post("/cms/images/add/", single()).status_code == 302
    image = ShopImage.objects.get()
    image.get_rendition("max-165x165")
    image.get_rendition("original")
    assert (image.width, image.height, image.file_size) == (640, 480, image.file.size)
    assert picture(image).sources
    assert_nothing_public_tells_a_place()
    assert "IMG_0001" not in " ".join(public_files())


def test_half_a_photograph_is_words_in_the_dialog(editor):
    answer = editor.post(CHOOSER, chosen(file=upload(cut_off())))
    assert answer.status_code == 200
    said = json.loads(answer.content)
    assert "Ảnh tải lên chưa trọn vẹn" in said["htmlFragment"]
    assert not ShopImage.objects.exists()
    assert public_files() == []


def test_the_dialog_keeps_the_photograph_while_its_text_is_missing(editor):
    answer = editor.post(CHOOSER, chosen(alt_text=""))
    token = PendingUpload.objects.get().token
    fragment = json.loads(answer.content)["htmlFragment"]
    assert f'value="{token}"' in fragment
    again = chosen() | {"image-chooser-upload-file-kept": token}
    del again["image-chooser-upload-file"]
    assert json.loads(editor.post(CHOOSER, again).content)["step"] == "chosen"
    assert ShopImage.objects.get().width == 640
    assert_nothing_public_tells_a_place()


def test_many_at_once_are_clean_while_they_wait_and_after(
    editor, django_capture_on_commit_callbacks
):
    add = reverse("wagtailimages:add_multiple")
    sent = {"files[]": upload(from_a_phone(), "Ruộng nhà tôi.jpg"), "collection": root()}
    said = json.loads(editor.post(add, sent).content)
    assert said["success"]
    assert "Ruộng nhà tôi" in said["form"]
    assert_nothing_public_tells_a_place()
    waiting = UploadedFile.objects.get()
    prefix = f"uploaded-image-{waiting.pk}"
    filled = {
        f"{prefix}-title": "Ruộng",
        f"{prefix}-alt_text": "Ruộng bậc thang",
        f"{prefix}-collection": root(),
        f"{prefix}-tags": "",
    }
    with django_capture_on_commit_callbacks(execute=True):
        done = editor.post(
            reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk]), filled
        )
    assert json.loads(done.content)["success"]
    assert picture(ShopImage.objects.get()).alt == "Ruộng bậc thang"
    assert_nothing_public_tells_a_place()


def test_half_a_photograph_among_many_is_refused_in_words(editor):
    add = reverse("wagtailimages:add_multiple")
    said = json.loads(editor.post(add, {"files[]": upload(cut_off())}).content)
    assert not said["success"]
    assert "Ảnh tải lên chưa trọn vẹn" in said["error_message"]
    assert not UploadedFile.objects.exists()


def test_another_file_for_a_picture_is_taken_in_as_well(editor):
    editor.post("/cms/images/add/", single())
    image = ShopImage.objects.get()
    changed = single(file=upload(from_a_phone(size=(300, 200))))
    assert editor.post(f"/cms/images/{image.pk}/", changed).status_code == 302
    image.refresh_from_db()
    assert (image.width, image.height) == (300, 200)
    assert_nothing_public_tells_a_place()


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0 half", b"", None])
def test_a_broken_file_in_the_store_breaks_no_page(editor, tree, client, content):
    image = ShopImage(title="Hỏng", alt_text="Hỏng", width=10, height=10)
    image.file.name = "original_images/hong.jpg"
    image.save()
    if content is not None:
        default_storage.save("original_images/hong.jpg", ContentFile(content))
    story = write_story(
        tree.stories, "Đồi chè", cover=image, body=[("figure", {"image": image, "caption": ""})]
    )
    for browser, address in (
        (client, story.url),
        (client, tree.stories.url),
        (editor, "/cms/images/"),
        (editor, f"/cms/images/{image.pk}/"),
        (editor, f"/cms/images/chooser/chosen/{image.pk}/"),
        (editor, f"/cms/pages/{story.pk}/edit/"),
    ):
        assert browser.get(address).status_code == 200, address


def test_no_picture_of_an_editor_is_taken_past_the_bounded_program(editor):
    page = editor.get("/cms/account/")
    assert 'type="file"' not in page.content.decode()
    settings = {
        "name_email-first_name": "Lan",
        "name_email-last_name": "Nguyễn",
        "locale-preferred_language": "vi",
        "locale-current_time_zone": "",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "avatar-avatar": upload(cut_off()),
    }
    assert editor.post("/cms/account/", settings).status_code == 302
    assert not UserProfile.objects.exclude(avatar="").exists()
    assert public_files() == []


class TestDocuments:
    """Whole PDFs, shown by a view that asks who may see the collection."""

    def add(self, editor, content: bytes = PDF, name: str = "quyet-dinh.pdf"):
        data = {"title": "Quyết định", "collection": root(), "tags": ""}
        return editor.post(
            "/cms/documents/add/", data | {"file": upload(content, name, "application/pdf")}
        )

    def test_every_screen_works_with_one(self, editor):
        assert self.add(editor).status_code == 302
        document = Document.objects.get()
        for address in (
            "/cms/documents/",
            f"/cms/documents/edit/{document.pk}/",
            "/cms/documents/chooser/",
            f"/cms/documents/chooser/chosen/{document.pk}/",
        ):
            assert editor.get(address).status_code == 200, address

    def test_a_story_with_a_link_to_one_opens_and_the_link_leads_to_it(self, editor, tree, client):
        self.add(editor)
        document = Document.objects.get()
        words = f'<p><a linktype="document" id="{document.pk}">Quyết định</a></p>'
        story = write_story(tree.stories, "Đồi chè", body=[("paragraph", words)])
        assert f'href="{document.url}"' in client.get(story.url).content.decode()
        answer = client.get(document.url)
        assert b"".join(answer.streaming_content) == PDF
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    def test_a_link_to_one_that_is_gone_breaks_no_story(self, tree, client):
        words = '<p><a linktype="document" id="77">Quyết định</a></p>'
        story = write_story(tree.stories, "Đồi chè", body=[("paragraph", words)])
        assert client.get(story.url).status_code == 200

    @pytest.mark.parametrize("content", [b"<html><script>", PDF[:20], photo()])
    def test_what_is_no_whole_pdf_is_refused(self, editor, content):
        page = self.add(editor, content)
        assert page.status_code == 200
        assert not Document.objects.exists()
        assert "Chỉ nhận" not in page.content.decode()

    def test_another_name_than_that_of_a_pdf_is_refused_in_words(self, editor):
        page = self.add(editor, name="quyet-dinh.html")
        assert "Không nhận tệp có đuôi “html”. Chỉ nhận: pdf." in page.content.decode()

    def test_one_of_a_private_collection_asks_who_it_is(self, editor, client):
        self.add(editor)
        document = Document.objects.get()
        CollectionViewRestriction.objects.create(
            collection=document.collection, restriction_type="login"
        )
        assert client.get(document.url).status_code == 302
        assert client.get(f"/media/{document.file.name}").status_code == 404
        answer = editor.get(document.url)
        assert answer.status_code == 200
        answer.close()
