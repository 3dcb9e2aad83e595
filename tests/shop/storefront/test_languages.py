"""The same page in each language, for readers, for search engines and for shares."""

import re

import pytest

from catalogue.paths import in_every_language, path_in_language
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="http://testserver([^"]*)"')
CANONICAL = re.compile(r'<link rel="canonical" href="http://testserver([^"]*)"')
SWITCH = re.compile(r'<a href="([^"]*)" hreflang="([\w-]+)"')


@pytest.mark.parametrize(
    ("path", "vietnamese", "english"),
    [
        ("/", "/", "/en/"),
        ("/en/", "/", "/en/"),
        ("/en", "/", "/en/"),
        ("/en?q=a", "/?q=a", "/en/?q=a"),
        ("/enna/", "/enna/", "/en/enna/"),
        ("/en/san-pham/?sao=5", "/san-pham/?sao=5", "/en/san-pham/?sao=5"),
    ],
)
def test_an_address_has_one_mirror_in_each_language(path, vietnamese, english):
    assert (path_in_language(path, "vi"), path_in_language(path, "en")) == (vietnamese, english)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_product_names_itself_in_each_language(client, prefix):
    path = makers.product().get_absolute_url()
    page = client.get(f"{prefix}{path}?utm_source=zalo").content.decode()
    assert CANONICAL.findall(page) == [f"{prefix}{path}"]
    assert ALTERNATE.findall(page) == [("vi", path), ("en", f"/en{path}"), ("x-default", path)]
    assert f'<html lang="{prefix.strip("/") or "vi"}">' in page


def test_the_canonical_address_of_a_list_leaves_out_its_order(client):
    makers.product()
    page = client.get("/san-pham/?sao=4&sap_xep=gia").content.decode()
    assert CANONICAL.findall(page) == ["/san-pham/?sao=4"]
    assert ("en", "/en/san-pham/?sao=4") in ALTERNATE.findall(page)


@pytest.mark.parametrize("query", ["sao=3&sao=4&sao=5", "sao=4&con_hang=1&gia_tu=1000"])
def test_more_than_two_filters_are_not_for_search_engines(client, query):
    makers.product()
    page = client.get(f"/san-pham/?{query}").content.decode()
    assert 'name="robots" content="noindex' in page
    assert ALTERNATE.findall(page) == []


def test_the_switch_keeps_page_and_query(client):
    makers.product()
    page = client.get("/san-pham/?sao=4&q=mat+ong").content.decode()
    assert SWITCH.findall(page) == [
        ("/san-pham/?sao=4&amp;q=mat+ong", "vi"),
        ("/en/san-pham/?sao=4&amp;q=mat+ong", "en"),
    ]


def test_a_shared_product_says_what_it_is(client):
    product = makers.product("Mật ong rừng U Minh")
    page = client.get(product.get_absolute_url()).content.decode()
    for name, words in {
        "og:title": "Mật ong rừng U Minh",
        "og:url": f"http://testserver{product.get_absolute_url()}",
        "og:locale": "vi_VN",
    }.items():
        assert f'<meta property="{name}" content="{words}">' in page
    picture = re.search(r'<meta property="og:image" content="([^"]+)"', page)
    assert picture is None or picture[1].startswith("http://testserver/")
    assert '<meta name="description" content="' in page


def test_what_holds_for_a_path_holds_in_every_language_of_the_site(settings):
    settings.LANGUAGES = [("vi", "Việt"), ("en", "Anh"), ("zh-hans", "Hoa")]
    paths = ("/nguoi-ban/", "/en/nguoi-ban/", "/zh-hans/nguoi-ban/")
    assert in_every_language("/nguoi-ban/") == paths
