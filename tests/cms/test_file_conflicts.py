"""Two editors on one picture, document or redirect: what the first changed stays, or is asked about."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document

from cms.models import ShopImage
from shop.users.models import User
from tests.photo_files import photo, upload
from tests.window import Window

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of each rendition open that it makes.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]


@pytest.fixture
def editor():
    browser = Client()
    browser.force_login(User.objects.create_superuser("bien-tap@example.vn", "mat-khau-thu"))
    return browser


def picture() -> ShopImage:
    return ShopImage.objects.create(title="Đồi chè", file=upload(photo()), alt_text="Đồi chè")


def document() -> Document:
    file = ContentFile(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "quyet-dinh.pdf")
    return Document.objects.create(title="Quyết định", file=file)


def redirect() -> Redirect:
    return Redirect.objects.create(old_path="/cu", redirect_link="https://example.vn/moi/")


FIRST, LATE = "https://example.vn/truoc/", "https://example.vn/sau/"
FORMS = {
    "picture": (picture, "/cms/images/{}/", "title", "credit"),
    "document": (document, "/cms/documents/edit/{}/", "title", "tags"),
    "redirect": (redirect, "/cms/redirects/{}/", "redirect_link", "old_path"),
}


@pytest.fixture(params=FORMS)
def windows(request, editor):
    """The row, two windows on its form, and the names of two fields."""
    make, path, *fields = FORMS[request.param]
    row = make()
    opened = [Window(editor, path.format(row.pk), holding=fields[0]) for _window in range(2)]
    return row, opened, fields


def test_changes_of_different_fields_are_both_saved(windows):
    row, (late, first), (one, other) = windows
    assert first.type(**{one: FIRST}).send().status_code == 302
    assert late.type(**{other: "/cua-nguoi-sau"}).send().status_code == 302
    row.refresh_from_db()
    assert getattr(row, one) == FIRST
    said = getattr(row, other)
    assert "cua-nguoi-sau" in (said if isinstance(said, str) else str(list(said.names())))


def test_one_field_changed_by_both_is_asked_about(windows):
    row, (late, first), (one, _other) = windows
    first.type(**{one: FIRST}).send()
    answer = late.type(**{one: LATE}).send()
    assert answer.status_code == 200
    text = answer.content.decode()
    assert f"“{FIRST}”" in text
    assert f"“{LATE}”" in text
    row.refresh_from_db()
    assert getattr(row, one) == FIRST
    late.read(answer, holding=one)
    mine = late.form.select_one(f'input[name=stays_{one}][value^="mine"]')["value"]
    assert late.type(**{f"stays_{one}": mine}).send().status_code == 302
    row.refresh_from_db()
    assert getattr(row, one) == LATE
