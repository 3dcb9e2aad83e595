"""Whole pages for visitors without a session: quick, the same for all, and never older than the facts."""

import brotli
import pytest
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from catalogue.services.certificates import revoke_certificate
from cms.models import HomePage, ProvinceIndexPage, StoryIndexPage
from cms.seed import set_sites
from search.index.outbox import drain
from search.models import SearchVersion
from shop.storefront.page_cache.key import MAX_PAGE_NUMBER, cache_key
from shop.storefront.page_cache.store import CachedPage, PageStore, best_encoding
from tests import makers

pytestmark = pytest.mark.django_db

PAGES = ["/", "/san-pham/", "/kiem-tra-sao/", "/cau-chuyen/", "/tinh/", "/vung/dong-bang/"]


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.PAGE_CACHE_MB = 8


@pytest.fixture
def pages(clock):
    """The home page and what lies under it."""
    home = HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật")
    Page.get_first_root_node().add_child(instance=home)
    home.add_child(instance=StoryIndexPage(title="Câu chuyện", slug="cau-chuyen"))
    home.add_child(instance=ProvinceIndexPage(title="Các tỉnh", slug="tinh"))
    set_sites(home=home, site_host="testserver", port=80)


@pytest.fixture
def product(pages):
    """A tea at 90,000 đồng, certified today."""
    return makers.product("Chè Shan tuyết", price=90_000)


@pytest.fixture
def ask(settings):
    """Fetch a page as somebody new each time; the server, and so its cache, is one."""
    visitor = Client()

    def fetch(path, *, cookies=(), **headers):
        visitor.cookies.clear()
        for name in cookies:
            visitor.cookies[name] = "x"
        return visitor.get(path, headers=headers)

    fetch.client = visitor
    return fetch


def queries_of(ask, path, **kwargs) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert ask(path, **kwargs).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_seen_before_costs_one_query(ask, product, path):
    makers.region("dong-bang", "Đồng bằng")
    first = ask(path)
    assert queries_of(ask, path) == 1
    assert ask(path).content == first.content


def test_a_product_and_its_producer_are_cached_too(ask, product):
    for path in (product.get_absolute_url(), product.producer.get_absolute_url()):
        ask(path)
        assert queries_of(ask, path) == 1


def test_an_anonymous_visit_sets_no_cookie_and_holds_no_token(ask, product):
    for path in [*PAGES[:5], product.get_absolute_url()]:
        answer = ask(path)
        assert not answer.cookies, path
        assert b"csrfmiddlewaretoken" not in answer.content, path


def test_a_revocation_is_seen_at_once(ask, product):
    path = product.get_absolute_url()
    assert b"90.000" in ask(path).content
    revoke_certificate(certificate=product.certificates.get(), ground="a", by=makers.user())
    assert b"90.000" not in ask(path).content
    assert b"Ch\xc3\xa8 Shan" not in ask("/san-pham/").content


def test_a_price_change_is_seen_at_once(ask, product):
    path = product.get_absolute_url()
    ask(path)
    record = product.stockrecords.get()
    record.price = 95_000
    record.save()
    assert b"95.000" in ask(path).content


def test_a_change_is_seen_before_and_after_it_is_indexed(ask, product):
    path = product.get_absolute_url()
    drain()
    ask(path)
    product.description = "Hái tay ở độ cao 1.800 m."
    product.save()
    assert "Hái tay" in ask(path).content.decode()
    product.description = "Sao trên bếp củi."
    product.save()
    drain()
    assert "bếp củi" in ask(path).content.decode()


def test_stock_that_changes_no_search_is_seen(ask, product):
    path = product.get_absolute_url()
    record = product.stockrecords.get()
    record.num_in_stock = 4
    record.save()
    drain()
    ask(path)
    record.num_in_stock = 3
    record.save()
    drain()
    assert queries_of(ask, path) > 1


def test_changes_of_one_transaction_count_once(django_capture_on_commit_callbacks):
    before = SearchVersion.objects.filter(pk=SearchVersion.PAGES).count()
    with django_capture_on_commit_callbacks(execute=True):
        makers.producer("Hợp tác xã Mới")
        makers.producer("Hợp tác xã Khác")
    assert (before, SearchVersion.objects.get(pk=SearchVersion.PAGES).number) == (0, 1)


def test_midnight_in_vietnam_ends_what_was_cached(ask, product, clock):
    clock.move_to("2026-11-21T23:59:50+07:00")
    path = product.get_absolute_url()
    ask(path)
    assert queries_of(ask, path) == 1
    product.certificates.update(valid_until="2026-11-21")
    clock.move_to("2026-11-22T00:00:01+07:00")
    assert b"90.000" not in ask(path).content


def test_nothing_is_cached_longer_than_five_minutes(ask, product, clock):
    ask("/san-pham/")
    clock.shift(299)
    assert queries_of(ask, "/san-pham/") == 1
    clock.shift(2)
    assert queries_of(ask, "/san-pham/") > 1


def test_languages_are_cached_apart(ask, product):
    vietnamese, english = ask("/san-pham/"), ask("/en/san-pham/")
    assert b'lang="vi"' in vietnamese.content
    assert b'lang="en"' in ask("/en/san-pham/").content
    assert english["Content-Language"] == "en"
    assert ask("/san-pham/", accept_language="en").content == vietnamese.content


def test_a_signed_in_person_gets_a_page_of_their_own(ask, product):
    ask("/san-pham/")
    ask.client.force_login(makers.user())
    answer = ask.client.get("/san-pham/")
    assert "public" not in answer.get("Cache-Control", "")
    assert "ETag" not in answer
    assert "public" in ask("/san-pham/")["Cache-Control"]


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_a_session_or_a_message_passes_by(ask, product, cookie):
    ask("/san-pham/")
    assert queries_of(ask, "/san-pham/", cookies=[cookie]) > 1


def test_the_remembered_province_passes_by_on_product_pages_alone(ask, product):
    for path, is_cached in ((product.get_absolute_url(), False), ("/san-pham/", True)):
        ask(path)
        assert (queries_of(ask, path, cookies=["giao_den"]) == 1) is is_cached, path


@pytest.mark.parametrize("cookie", ["gio_hang", "csrftoken", "django_language"])
def test_other_cookies_do_not(ask, product, cookie):
    ask("/san-pham/")
    assert queries_of(ask, "/san-pham/", cookies=[cookie]) == 1


def test_the_page_of_somebody_with_a_basket_tells_nobody_of_it(ask, product):
    buyer = Client()
    buyer.post(f"/gio-hang/them/{product.pk}/", {"quantity": 7})
    del buyer.cookies["messages"]
    assert "gio_hang" in buyer.cookies
    assert ask("/san-pham/").content == buyer.get("/san-pham/").content


def test_a_message_of_this_very_visit_is_not_cached(ask, product, monkeypatch):
    from django.contrib import messages

    from shop.storefront.listing.views import CatalogueView

    plain = CatalogueView.get

    def talking(self, request, *args, **kwargs):
        messages.info(request, "chỉ cho một người")
        return plain(self, request, *args, **kwargs)

    monkeypatch.setattr(CatalogueView, "get", talking)
    assert "chỉ cho một người" in ask("/san-pham/").content.decode()
    monkeypatch.undo()
    assert "chỉ cho một người" not in ask("/san-pham/").content.decode()


@pytest.mark.parametrize(
    "path",
    ["/gio-hang/", "/thanh-toan/", "/tai-khoan/dang-nhap/", "/don-hang/tra-cuu/", "/khong-co/"],
)
def test_pages_of_one_person_are_never_cached(ask, product, path):
    ask(path)
    answer = ask(path)
    assert "public" not in answer.get("Cache-Control", "")
    assert "ETag" not in answer


def test_a_post_is_never_answered_from_memory(ask, product):
    ask("/san-pham/")
    assert ask.client.post("/san-pham/").status_code == 405


def test_head_answers_the_same_without_a_body(ask, product):
    whole = ask("/san-pham/")
    head = ask.client.head("/san-pham/")
    assert head.content == b""
    assert {name: head[name] for name in ("ETag", "Content-Length", "Content-Type")} == {
        name: whole[name] for name in ("ETag", "Content-Length", "Content-Type")
    }


def test_what_the_browser_has_is_not_sent_again(ask, product):
    etag = ask("/san-pham/")["ETag"]
    same = ask("/san-pham/", if_none_match=etag)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    assert same["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert ask("/san-pham/", if_none_match='W/"khac"').status_code == 200


def test_proxies_learn_what_a_page_depends_on(ask, product):
    answer = ask("/san-pham/")
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["Vary"] == "Accept-Encoding, Cookie"


def test_bytes_are_ready_in_both_encodings(ask, product):
    plain = ask("/san-pham/").content
    small = ask("/san-pham/", accept_encoding="gzip, deflate, br;q=0.9")
    assert small["Content-Encoding"] == "br"
    assert brotli.decompress(small.content) == plain
    assert ask("/san-pham/", accept_encoding="gzip")["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("GZIP, BR", "br"),
        ("br;q=0, gzip", "gzip"),
        ("deflate, zstd", ""),
    ],
)
def test_a_browser_gets_an_encoding_it_understands(accepted, encoding):
    assert best_encoding(accepted) == encoding


def test_a_cached_page_has_the_strict_content_policy(ask, product):
    policy = ask("/san-pham/")["Content-Security-Policy"]
    assert ask("/san-pham/")["Content-Security-Policy"] == policy
    assert "script-src 'self'" in policy


def test_the_order_of_parameters_and_trackers_make_no_other_page(ask, product):
    first = ask("/san-pham/?sao=4&con_hang=1&utm_source=zalo&sap_xep=")
    assert b"utm_source" not in first.content
    assert queries_of(ask, "/san-pham/?con_hang=1&sao=4&fbclid=abc") == 1


@pytest.mark.parametrize(
    "query",
    [
        "q=che",
        "gia_tu=1000",
        "so_luong=3",
        "la=1",
        "trang=0",
        f"trang={MAX_PAGE_NUMBER + 1}",
        "trang=1&trang=2",
        "tinh=" + "a" * 61,
        "tinh=%3Cscript%3E",
        "tinh=../../x",
        "tinh=H%C3%A0+N%E1%BB%99i",
        "&".join(f"tinh=t{number}" for number in range(5)),
        "x" * 600,
    ],
)
def test_free_words_and_long_lists_have_no_place_in_the_cache(query):
    assert cache_key(RequestFactory().get(f"/san-pham/?{query}")) is None


@pytest.mark.parametrize(
    "host", ["shop.example.vn:1", "SHOP.example.VN", "shop.example.vn.", "Shop.Example.vn.:8443"]
)
def test_spellings_of_a_host_share_their_pages(settings, host):
    settings.ALLOWED_HOSTS = ["shop.example.vn", ".example.com"]
    usual = cache_key(RequestFactory().get("/", headers={"host": "shop.example.vn"}))
    assert cache_key(RequestFactory().get("/", headers={"host": host})) == usual


def test_all_names_that_a_wildcard_allows_share_their_pages(settings):
    settings.ALLOWED_HOSTS = ["shop.example.vn", ".example.com"]
    keys = {
        cache_key(RequestFactory().get("/", headers={"host": f"{name}.example.com"}))
        for name in ("a", "b", "c.d")
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    "query", ["utm_source=zalo", "UTM_Campaign=a", "fbclid=x&gclid=y", "igsh=x", "srsltid=x"]
)
def test_what_advertisers_add_makes_no_other_page(query):
    plain = cache_key(RequestFactory().get("/san-pham/"))
    assert cache_key(RequestFactory().get(f"/san-pham/?{query}")) == plain


def test_a_strange_host_has_no_pages():
    with pytest.raises(DisallowedHost):
        cache_key(RequestFactory().get("/", headers={"host": "ke-gian.example"}))


def test_queries_cannot_push_out_plain_pages(ask, product, settings):
    settings.PAGE_CACHE_MB = 1
    ask("/san-pham/")
    for number in range(30):
        ask(f"/san-pham/?tinh=khong-co-{number}")
    assert queries_of(ask, "/san-pham/") == 1


def page_of_size(size: int) -> CachedPage:
    page = CachedPage.__new__(CachedPage)
    page.size, page.expires_at = size, float("inf")
    return page


def test_a_store_is_bounded_and_drops_the_least_recently_used():
    store = PageStore(100)
    for key in "abc":
        store.put(1, key, page_of_size(30))
    assert store.get(1, "a") is not None
    store.put(1, "d", page_of_size(30))
    assert [key in store for key in "abcd"] == [True, False, True, True]
    store.put(1, "e", page_of_size(101))
    store.put(1, "a", page_of_size(40))
    assert ("e" in store, store.used, len(store)) == (False, 100, 3)


def test_a_page_begun_before_a_change_is_not_put_after_it():
    store = PageStore(100)
    store.put(1, "a", page_of_size(10))
    assert store.get(2, "a") is None
    store.put(1, "a", page_of_size(10))
    assert len(store) == 0


def test_the_cache_can_be_switched_off(settings, product):
    settings.PAGE_CACHE_MB = 0
    assert "ETag" not in Client().get("/san-pham/")
