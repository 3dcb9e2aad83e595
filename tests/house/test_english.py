"""English is whole: no Vietnamese on an English page but names, and what is marked as Vietnamese."""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from catalogue.models import ClassificationNode, Region
from catalogue.paths import path_in_language
from cms.models import HomePage, ProvinceIndexPage, StoryIndexPage
from cms.seed import seed_pages
from tests.house.english import proper_names, vietnamese_words
from tests.house.walk import LOCATION, _lists

pytestmark = pytest.mark.django_db
MORE = (
    *("/gio-hang/", "/tai-khoan/dang-nhap/", "/tai-khoan/dang-ky/", "/don-hang/tra-cuu/"),
    *(
        "/thanh-toan/",
        "/kiem-tra-sao/?q=mien",
        "/kiem-tra-sao/?q=che",
        "/bao-sao-sai/",
        "/tim-kiem/?q=che",
    ),
    *("/tim-kiem/?q=khong-co-gi", "/tim-kiem/goi-y?q=che", "/san-pham/khong-co/"),
)


def english_paths(client) -> list[str]:
    parts = LOCATION.findall(client.get("/sitemap.xml").content.decode())
    pages = [each for part in parts for each in LOCATION.findall(client.get(part).content.decode())]
    paths = {path_in_language(urlsplit(each).path, "en") for each in pages}
    return sorted(paths | {path_in_language(path, "en") for path in (*_lists(), *MORE)})


@pytest.fixture
def shop(floor):
    """The floor with English names of groups and regions, and with the shipped pages."""
    ClassificationNode.objects.update(name_en=F("slug"))
    Region.objects.update(name_en=F("slug"))
    for page in (HomePage, StoryIndexPage, ProvinceIndexPage):
        page.objects.update(title_en="In English", intro_en="In English")
    seed_pages(site_host="testserver", port=80)
    cache.clear()
    return floor


def test_no_page_speaks_vietnamese_to_english_readers(shop):
    client, names = Client(), proper_names()
    wrong = {}
    for path in english_paths(client):
        answer = client.get(path, follow=True)
        if answer["Content-Type"].startswith("text/html"):
            for words in vietnamese_words(answer.content.decode(), names):
                wrong.setdefault(words, path)
    assert wrong == {}


def test_looking_around_sets_no_cookie(shop, settings):
    settings.PAGE_CACHE_MB = 8
    client, given = Client(), {}
    for path in english_paths(client):
        for language in ("vi", "en"):
            answer = Client().get(path_in_language(path, language))
            if answer.cookies:
                given[answer.request["PATH_INFO"]] = sorted(answer.cookies)
    allowed = ("/thanh-toan/", "/tai-khoan/", "/don-hang/", "/bao-sao-sai/")
    assert {
        path: names for path, names in given.items() if not any(w in path for w in allowed)
    } == {}


def test_chinese_is_prepared_and_hidden(shop, client):
    assert client.get("/zh-hans/").status_code == 404
    assert "简体中文" not in client.get("/gio-hang/").content.decode()


def test_the_basket_has_one_name():
    with translation.override("en"):
        assert (gettext("Basket"), gettext("Add to basket")) == ("Basket", "Add to basket")
