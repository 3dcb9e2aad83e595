"""Private pages have doors of the shop, tell nothing, and stand in no list."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.private_pages import TRIES_PER_NETWORK
from tests import makers
from tests.cms.conftest import committed, write_story

pytestmark = pytest.mark.usefixtures("clock")
PASSWORD = "đồi chè"


@pytest.fixture
def story(tree):
    return write_story(tree.stories, "Chuyện kín của đồi chè", slug="kin")


@pytest.fixture
def restriction(story):
    return PageViewRestriction.objects.create(
        page=story.page_ptr, restriction_type=PageViewRestriction.PASSWORD, password=PASSWORD
    )


def action_of(page: str) -> str:
    return re.search(r'action="([^"]*authenticate_with_password[^"]*)"', page)[1]


@pytest.mark.parametrize(
    ("prefix", "words", "button"),
    [
        ("", "Trang này cần mật khẩu", "Mở trang"),
        ("/en", "This page needs a password", "Open the page"),
    ],
)
def test_the_door_is_ours_and_tells_nothing(restriction, client, prefix, words, button):
    answer = client.get(f"{prefix}/cau-chuyen/kin/")
    page = answer.content.decode()
    assert words in page
    assert button in page
    assert "theme/css/shop.css" in page
    assert "Chuyện kín" not in page
    assert "noindex" in page
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_password_opens_the_page_in_the_readers_language(restriction, client, prefix):
    path = f"{prefix}/cau-chuyen/kin/"
    action = action_of(client.get(path).content.decode())
    assert action.startswith(f"{prefix}/_util/")
    wrong = client.post(action, {"password": "sai", "return_url": path})
    assert wrong.status_code == 200
    assert 'role="alert"' in wrong.content.decode()
    right = client.post(action, {"password": PASSWORD, "return_url": path})
    assert right["Location"] == path
    answer = client.get(path)
    assert "Chuyện kín" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_an_opened_page_is_not_stored_for_others(restriction, client, settings):
    settings.PAGE_CACHE_MB = 8
    action = action_of(client.get("/cau-chuyen/kin/").content.decode())
    client.post(action, {"password": PASSWORD, "return_url": "/cau-chuyen/kin/"})
    assert "Chuyện kín" in client.get("/cau-chuyen/kin/").content.decode()
    for _time in range(2):
        assert "Chuyện kín" not in Client().get("/cau-chuyen/kin/").content.decode()


def test_a_public_page_made_private_leaves_the_page_cache_at_once(story, client, settings):
    settings.PAGE_CACHE_MB = 8
    assert "Chuyện kín" in client.get("/cau-chuyen/kin/").content.decode()
    with committed():
        PageViewRestriction.objects.create(
            page=story.page_ptr, restriction_type=PageViewRestriction.PASSWORD, password=PASSWORD
        )
    assert "Chuyện kín" not in client.get("/cau-chuyen/kin/").content.decode()


def test_guessing_ends_after_some_tries_and_says_when_to_come_back(restriction, client):
    action = action_of(client.get("/cau-chuyen/kin/").content.decode())
    for _time in range(TRIES_PER_NETWORK.tries):
        assert client.post(action, {"password": "sai", "return_url": "/"}).status_code == 200
    answer = client.post(action, {"password": PASSWORD, "return_url": "/cau-chuyen/kin/"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= TRIES_PER_NETWORK.seconds
    assert "quá nhiều lần" in answer.content.decode()
    assert client.get("/cau-chuyen/kin/").status_code == 200


class TestDocuments:
    @pytest.fixture
    def document(self, db):
        collection = Collection.get_first_root_node().add_child(name="Kín")
        CollectionViewRestriction.objects.create(
            collection=collection,
            restriction_type=CollectionViewRestriction.PASSWORD,
            password=PASSWORD,
        )
        file = ContentFile(b"%PDF-1.4 kin", "bang-gia.pdf")
        return Document.objects.create(title="Bảng giá kín", file=file, collection=collection)

    def test_the_door_is_ours_and_tells_nothing(self, document, client):
        answer = client.get(document.url)
        page = answer.content.decode()
        assert "Tài liệu này cần mật khẩu" in page
        assert "Mở tài liệu" in page
        assert "theme/css/shop.css" in page
        assert "Bảng giá" not in page
        assert "noindex" in page
        assert "no-store" in answer["Cache-Control"]

    def test_the_password_opens_the_document(self, document, client):
        action = action_of(client.get(document.url).content.decode())
        wrong = client.post(action, {"password": "sai", "return_url": document.url})
        assert 'role="alert"' in wrong.content.decode()
        right = client.post(action, {"password": PASSWORD, "return_url": document.url})
        assert right["Location"] == document.url
        assert b"".join(client.get(document.url).streaming_content) == b"%PDF-1.4 kin"

    def test_guessing_ends_after_some_tries(self, document, client):
        action = action_of(client.get(document.url).content.decode())
        for _time in range(TRIES_PER_NETWORK.tries):
            assert client.post(action, {"password": "sai", "return_url": "/"}).status_code == 200
        answer = client.post(action, {"password": PASSWORD, "return_url": document.url})
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= TRIES_PER_NETWORK.seconds
        assert "quá nhiều lần" in answer.content.decode()

    def test_the_door_without_a_form_leads_home(self, document, client):
        action = action_of(client.get(document.url).content.decode())
        assert client.get(action)["Location"] == "/"
        assert client.get("/tai-lieu/authenticate_with_password/999/").status_code == 404


def test_a_reader_is_never_led_to_another_site(restriction, client):
    action = action_of(client.get("/cau-chuyen/kin/").content.decode())
    answer = client.post(action, {"password": PASSWORD, "return_url": "https://x.example/"})
    assert answer["Location"] == "/"


def test_the_door_without_a_form_leads_to_the_page(restriction, client):
    action = action_of(client.get("/cau-chuyen/kin/").content.decode())
    assert client.get(action)["Location"] == "/cau-chuyen/kin/"
    assert client.delete(action).status_code == 405
    assert client.get("/_util/authenticate_with_password/999/1/").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_for_signed_in_readers_leads_to_the_shops_sign_in(story, client, prefix):
    PageViewRestriction.objects.create(
        page=story.page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    path = f"{prefix}/cau-chuyen/kin/"
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0] == f"{prefix}/tai-khoan/dang-nhap/?next={path}"
    client.force_login(makers.user())
    assert "Chuyện kín" in client.get(path).content.decode()


def test_whoever_is_signed_in_and_may_not_read_is_told_so(story, client):
    restriction = PageViewRestriction.objects.create(
        page=story.page_ptr, restriction_type=PageViewRestriction.GROUPS
    )
    group = Group.objects.create(name="Ban biên tập")
    restriction.groups.add(group)
    user = makers.user()
    client.force_login(user)
    answer = client.get("/cau-chuyen/kin/", follow=True)
    assert answer.status_code == 403
    assert "Bạn không mở được trang này" in answer.content.decode()
    user.groups.add(group)
    assert "Chuyện kín" in client.get("/cau-chuyen/kin/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/cau-chuyen/",
        "/tim-kiem/?q=chuyen+kin",
        "/tim-kiem/goi-y?q=chuyen+kin",
        "/sitemap-cau-chuyen-1.xml",
        "/moi-duoc-cong-nhan.rss",
    ],
)
def test_a_private_story_stands_in_no_list(restriction, client, path):
    cache.clear()
    assert "Chuyện kín" not in client.get(path).content.decode()
    assert "/cau-chuyen/kin/" not in client.get(path).content.decode()
