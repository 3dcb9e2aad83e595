"""The pages around the lists: addresses, redirects, gate, and what search engines may keep."""

from datetime import timedelta

import pytest

from cms.models import StoryPage
from search.query import SearchQuery
from search.results import SearchResults
from shop.storefront.listing.results import relaxed_searches
from tests import makers

LISTS = ["/san-pham/", "/nhom/che/", "/tinh/vinh-long/", "/tim-kiem/", "/tim-kiem/?q=bi+mat"]
LISTS += ["/vung/dong-bang-song-cuu-long/", "/tinh/dak-lak/", "/tim-kiem/goi-y?q=bi"]
LISTS += ["/nhom/do-uong/", "/san-pham/?nhom=do-uong-co-con", "/tim-kiem/goi-y?q=ruou"]


@pytest.mark.parametrize("address", LISTS)
def test_what_is_not_certified_is_nowhere(shop, client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert "Bí mật" not in page.content.decode()


def test_the_producer_page_shows_what_is_in_force(shop, client):
    page = client.get(f"/nha-san-xuat/{shop.coop.slug}/").content.decode()
    in_force, past = page.split('id="past"')
    assert "Bí mật" not in in_force
    assert "Cà phê rang xay" in in_force
    assert "Bí mật thu hồi" in past


def test_a_list_empties_when_the_day_comes(shop, client, clock):
    assert client.get("/san-pham/").context["results"].total == 5
    clock.shift(timedelta(days=3 * 366))
    assert client.get("/san-pham/").context["results"].total == 0


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/tinh/ben-tre/", "/tinh/vinh-long/"),
        ("/tinh/ben-tre/?sao=5", "/tinh/vinh-long/?sao=5"),
        ("/tinh/dak-lak-cu/", "/tinh/dak-lak/"),
        ("/en/tinh/ben-tre/", "/en/tinh/vinh-long/"),
    ],
)
def test_old_names_lead_on_for_good(shop, client, address, leads_to):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, leads_to)


@pytest.mark.parametrize(
    "address",
    ["/nhom/la/", "/tinh/la/", "/vung/la/", "/nha-san-xuat/la/", "/nhom/Ch%C3%A8/"],
)
def test_unknown_is_404(shop, client, address):
    assert client.get(address).status_code == 404


def test_a_producer_that_was_never_certified_has_no_page(shop, client):
    made = makers.product(stars=None).producer
    assert client.get(f"/nha-san-xuat/{made.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("address", "noindex"),
    [
        ("/san-pham/", False),
        ("/san-pham/?sao=5&nhom=che", False),
        ("/san-pham/?sao=5&nhom=che&con_hang=1", True),
        ("/tim-kiem/?q=che", True),
        ("/nhom/che/?sao=3", False),
    ],
)
def test_what_search_engines_keep(shop, client, address, noindex):
    assert client.get(address).context["noindex"] is noindex


def test_canonical_address_has_no_order(shop, client):
    page = client.get("/san-pham/?sap_xep=gia&sao=5&nhom=che")
    assert page.context["canonical_url"] == "http://testserver/san-pham/?nhom=che&sao=5"


def test_bad_values_are_said_aloud(shop, client):
    page = client.get("/san-pham/?sao=9&trang=70&gia_tu=xyz&tinh=la")
    assert page.status_code == 200
    assert len(page.context["results"].notices) == 4


def test_prices_are_read_and_shown_as_people_write_them(shop, client):
    page = client.get("/san-pham/?gia_tu=45k&gia_den=1.234.567")
    assert page.context["canonical_url"].endswith("?gia_tu=45000&gia_den=1234567")
    for shown in ('value="45.000"', 'value="1.234.567"'):
        assert shown in page.content.decode()
    notices = client.get("/san-pham/?gia_tu=45.5").context["results"].notices
    assert "45 phẩy 5" in str(notices)


def test_chips_take_one_filter_off(shop, client):
    results = client.get("/san-pham/?sao=5&sao=3&gia_tu=1000").context["results"]
    assert [chip.remove_url for chip in results.chips] == [
        "/san-pham/?sao=5&gia_tu=1000",
        "/san-pham/?sao=3&gia_tu=1000",
        "/san-pham/?sao=3&sao=5",
    ]
    assert results.clear_url == "/san-pham/"
    assert results.active_count == 3


def test_an_empty_page_says_what_dropping_a_filter_gives(shop, client):
    suggestions = client.get("/san-pham/?sao=5&nhom=che").context["empty_suggestions"]
    assert [(link.url, link.count) for link in suggestions.relaxed] == [
        ("/san-pham/?sao=5", 1),
        ("/san-pham/?nhom=che", 1),
    ]
    assert "/nhom/thuc-pham/" in [link.url for link in suggestions.groups]


def test_an_empty_page_offers_the_words_that_are_found(shop, client):
    suggestions = client.get("/tim-kiem/?q=ca+phe+xyzt").context["empty_suggestions"]
    assert "/tim-kiem/?q=ca+phe" in [link.url for link in suggestions.relaxed]


def test_an_empty_page_says_where_the_words_are_found(shop, client):
    suggestions = client.get("/tim-kiem/?q=ca+phe&tinh=vinh-long&sao=3").context[
        "empty_suggestions"
    ]
    assert suggestions.text_only_total == 1
    assert [(link.name, link.url, link.count) for link in suggestions.elsewhere] == [
        (
            "Nam Trung Bộ và Tây Nguyên",
            "/tim-kiem/?q=ca+phe&vung=duyen-hai-nam-trung-bo-va-tay-nguyen",
            1,
        ),
        ("Cà phê, ca cao", "/tim-kiem/?q=ca+phe&nhom=ca-phe-ca-cao", 1),
    ]


@pytest.mark.parametrize(
    "found", [("groups", "stars", "in_stock"), ("in_stock", "stars", "groups")]
)
def test_equal_relaxed_searches_keep_one_order(found):
    """The database may count filters in any order; the page may not change with it."""
    query = SearchQuery(groups=("che",), stars=(5,), in_stock=True)
    counts = dict.fromkeys(found, 1) | {"stars": 2}
    results = SearchResults(query, hits=[], total=0, facets=[], notices=[], hits_without=counts)
    assert [link.url for link in relaxed_searches(results, "/")] == [
        "/?nhom=che&con_hang=1",
        "/?sao=5&con_hang=1",
        "/?nhom=che&sao=5",
    ]


def test_a_likelier_text_is_offered(shop, client, monkeypatch):
    few = SearchResults(SearchQuery("kẹp"), [], 0, [], [], did_you_mean="kẹo")
    monkeypatch.setattr("shop.storefront.listing.views.answer", lambda query, vocabulary: few)
    page = client.get("/tim-kiem/?q=k%E1%BA%B9p").content.decode()
    assert '<a href="/tim-kiem/?q=k%E1%BA%B9o">kẹo</a>?' in page


def test_a_corrected_text_says_what_was_typed(shop, client, monkeypatch):
    found = SearchResults(SearchQuery("kẹo"), [], 0, [], ["Đang tìm chậm."], corrected_from="kẹp")
    monkeypatch.setattr("shop.storefront.listing.views.answer", lambda query, vocabulary: found)
    page = client.get("/tim-kiem/?q=k%E1%BA%B9p").content.decode()
    assert "Không tìm thấy gì cho “kẹp”" in page
    assert "Kết quả cho “kẹo”" in page
    assert "Đang tìm chậm." in page


def test_search_names_places_and_producers(shop, client):
    page = client.get("/tim-kiem/?q=ben+tre")
    (place,) = page.context["places"]
    assert (place.name, place.count, place.note) == ("Vĩnh Long", 2, "trước là Bến Tre")
    page = client.get("/tim-kiem/?q=ea+tu")
    (producer,) = page.context["producers"]
    assert (producer.name, producer.count) == ("Hợp tác xã Ea Tu", 3)
    assert page.context["stories"] == []
    assert not StoryPage.objects.exists()


def test_the_other_language(shop, client):
    page = client.get("/en/san-pham/")
    assert page.status_code == 200
    assert page.context["results"].action == "/en/san-pham/"


def test_sold_out_today_is_still_shown(shop, client):
    page = client.get("/san-pham/?tinh=vinh-long").context["results"]
    assert {card.title: card.in_stock for card in page.cards} == {
        "Kẹo dừa": True,
        "Thịt lợn gác bếp": False,
    }
