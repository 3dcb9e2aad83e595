"""Alcohol on every surface, for everybody and for adults: as the law has it (Luật 44/2019, NĐ 24/2020)."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from catalogue.models import ClassificationNode, RegisterEntry
from catalogue.services.duplicates import merge_products
from catalogue.text import fold
from cms.models import HomePage
from cms.seed import set_sites
from search.vocabulary import Vocabulary
from shop.customer.alerts.services import notify_back_in_stock
from tests import makers
from tests.alcohol_makers import LICENCE, adult_client, born, spirit
from tests.search.conftest import index

pytestmark = pytest.mark.django_db

WARNING = "Người dưới 18 tuổi không được uống rượu, bia."
TITLE = "Rượu ngô Bản Phố"
LANGUAGES = ("", "/en")


@pytest.fixture
def shop(clock, settings) -> SimpleNamespace:
    """A spirit beside honey of the same producer, and a wine of a producer of nothing else."""
    settings.ALCOHOL_LICENCE = LICENCE
    province = makers.province("Lào Cai", code="15")
    spirits = makers.group("Đồ uống có cồn", sector="Đồ uống", set_number=14)
    ClassificationNode.objects.filter(set_number=14).update(alcohol=True)
    coop = makers.producer("Hợp tác xã Bản Phố", province=province)
    honey = makers.product("Mật ong Bản Phố", producer=coop, stars=3)
    jar = spirit(TITLE, producer=coop, classification=spirits, stars=5)
    for item in (honey, jar):
        RegisterEntry.objects.create(
            key=item.slug, product=item, product_name=item.title, folded=fold(item.title)
        )
    home = HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật")
    Page.get_first_root_node().add_child(instance=home)
    set_sites(home=home, site_host="testserver", port=80)
    index()
    Vocabulary.clear_cache()
    return SimpleNamespace(province=province, coop=coop, honey=honey, jar=jar, group=spirits)


#: Where it is shown to adults, and to nobody else.
ADULT_SURFACES = {
    "list": lambda shop: "/san-pham/",
    "list by group": lambda shop: f"/nhom/{shop.group.group.slug}/",
    "search": lambda shop: "/tim-kiem/?q=ruou+ngo",
    "suggestions": lambda shop: "/tim-kiem/goi-y?q=ruou",
    "product": lambda shop: shop.jar.get_absolute_url(),
    "related goods": lambda shop: shop.honey.get_absolute_url(),
    "province": lambda shop: "/tinh/lao-cai/",
    "region": lambda shop: f"/vung/{shop.province.region.slug}/",
    "producer": lambda shop: shop.coop.get_absolute_url(),
    "star check": lambda shop: "/kiem-tra-sao/?q=ruou+ngo",
}
#: Where it never is, whoever asks.
CLOSED_SURFACES = {
    "home": lambda shop: "/",
    "newly certified": lambda shop: "/moi-duoc-cong-nhan/",
    "feed": lambda shop: "/moi-duoc-cong-nhan.rss",
    "sitemap": lambda shop: "/sitemap.xml",
    "sitemap of products": lambda shop: "/sitemap-san-pham-1.xml",
    "record": lambda shop: f"/chung-nhan/{shop.jar.certificates.get().public_id}/",
    "record as data": lambda shop: f"/chung-nhan/{shop.jar.certificates.get().public_id}.json",
    "ledger": lambda shop: "/chung-nhan/so-cai/",
    "ledger as data": lambda shop: "/chung-nhan/so-cai.jsonl",
    "social card": lambda shop: _social_card(shop.jar),
    "report of a star": lambda shop: f"/bao-sao-sai/?san-pham={shop.jar.slug}",
    "age gate": lambda shop: "/do-tuoi/",
}


def _social_card(jar) -> str:
    return reverse("social_card", kwargs={"kind": "san-pham", "slug": jar.slug, "version": "0"})


def names_it(answer, jar) -> bool:
    """Whether an answer names a product by title, address or number; the path asked for is no answer."""
    text = (
        b"".join(answer).decode() if answer.streaming else answer.content.decode("utf-8", "replace")
    )
    text = text.replace(answer.request["PATH_INFO"].removeprefix("/en"), "")
    code = jar.certificates.get().code
    return jar.title in text or f"/san-pham/{jar.slug}/" in text or (bool(code) and code in text)


def visitors() -> dict[str, Client]:
    """Visitors to whom alcohol is closed: who declared nothing, who is too young, who took it back."""
    young, changed = Client(), adult_client()
    young.post("/do-tuoi/", {"name": "Bé Na", "born_on": born(17)})
    changed.post("/do-tuoi/", {"hide": "1"})
    return {"not declared": Client(), "under age": young, "taken back": changed}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", ADULT_SURFACES)
def test_adults_see_it_there_and_nobody_else(shop, surface, language):
    path = language + ADULT_SURFACES[surface](shop)
    adult = adult_client().get(path)
    assert adult.status_code == 200
    assert names_it(adult, shop.jar)
    for name, visitor in visitors().items():
        assert not names_it(visitor.get(path), shop.jar), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", CLOSED_SURFACES)
def test_it_is_never_there(shop, surface, language):
    path = language + CLOSED_SURFACES[surface](shop)
    for name, visitor in (visitors() | {"adult": adult_client()}).items():
        assert not names_it(visitor.get(path), shop.jar), name


def test_the_json_of_suggestions_is_for_adults_and_for_one_browser_alone(shop):
    path, asked = "/tim-kiem/goi-y?q=ruou", {"HTTP_ACCEPT": "application/json"}
    adult = adult_client().get(path, **asked)
    assert names_it(adult, shop.jar)
    assert "private" in adult["Cache-Control"]
    assert "Cookie" in adult["Vary"]
    assert not names_it(Client().get(path, **asked), shop.jar)


def test_before_the_gate_its_page_is_as_if_it_were_not_there(shop):
    unknown = Client().get("/san-pham/khong-co-gi-99999/")
    page = Client().get(shop.jar.get_absolute_url())
    assert page.status_code == unknown.status_code == 404
    assert f"do-tuoi/?tiep={shop.jar.get_absolute_url()}" in page.content.decode()


def test_robots_learn_nothing_of_it_even_from_an_adults_page(shop):
    page = adult_client().get(shop.jar.get_absolute_url()).content.decode()
    assert 'name="robots" content="noindex"' in page
    assert "application/ld+json" not in page
    assert "/anh-chia-se/" not in page or shop.jar.slug not in page.split("og:image", 1)[1][:200]


def test_facets_and_counts_know_the_audience(shop):
    def total(visitor, path="/san-pham/"):
        return visitor.get(path).context["results"].total

    assert (total(Client()), total(adult_client())) == (1, 2)
    group = f"/nhom/{shop.group.group.slug}/"
    assert (total(Client(), group), total(adult_client(), group)) == (0, 1)
    listing = Client().get("/san-pham/").content.decode()
    assert "Đồ uống có cồn" not in listing


def test_a_producer_of_alcohol_alone_has_a_page_for_adults_alone(shop):
    maker = makers.producer("Cơ sở rượu Si Ma Cai", province=shop.province)
    spirit("Rượu Si Ma Cai", producer=maker)
    index()
    assert Client().get(maker.get_absolute_url()).status_code == 404
    assert adult_client().get(maker.get_absolute_url()).status_code == 200
    for visitor, found in ((Client(), False), (adult_client(), True)):
        page = visitor.get("/tim-kiem/goi-y?q=si+ma").content.decode()
        assert (maker.get_absolute_url() in page) is found


@pytest.mark.parametrize("path", ["/san-pham/", "/kiem-tra-sao/", "/tim-kiem/?q=ruou"])
def test_the_warning_of_the_law_stands_on_every_page_for_adults(shop, path):
    assert WARNING in adult_client().get(path).content.decode()
    assert WARNING not in Client().get(path).content.decode()


def test_pages_kept_for_everybody_and_pages_of_adults_never_mix(shop, settings):
    settings.PAGE_CACHE_MB = 8
    for path in ("/san-pham/", "/tinh/lao-cai/", shop.coop.get_absolute_url()):
        adult = adult_client()
        assert names_it(adult.get(path), shop.jar)
        stranger = Client().get(path)
        assert not names_it(stranger, shop.jar)
        assert "public" in stranger["Cache-Control"]
        again = adult.get(path, HTTP_IF_NONE_MATCH=stranger["ETag"])
        assert again.status_code == 200
        assert names_it(again, shop.jar)
        assert again["Cache-Control"] == "private, no-cache"
        assert "Cookie" in again["Vary"]
        assert not names_it(Client().get(path), shop.jar)
    assert Client().get(shop.jar.get_absolute_url()).status_code == 404


def test_an_anonymous_page_reads_no_session(shop, django_assert_max_num_queries):
    with django_assert_max_num_queries(15) as queries:
        Client().get("/san-pham/")
    assert not any("django_session" in each["sql"] for each in queries.captured_queries)


def test_no_mail_of_reminders_or_wish_lists_names_it(shop):
    adult = adult_client()
    answer = adult.post(
        reverse("customer:alert-ask", kwargs={"pk": shop.jar.pk}), {"email": "a@b.vn"}
    )
    assert answer.status_code in (302, 404)
    notify_back_in_stock()
    assert not any(TITLE in message.body for message in mail.outbox)
    page = adult.get(shop.jar.get_absolute_url()).content.decode()
    assert "/yeu-thich/" not in page


def test_reviews_of_it_are_read_by_adults(shop):
    path = f"{shop.jar.get_absolute_url()}nhan-xet/"
    assert Client().get(path).status_code == 404
    assert adult_client().get(path).status_code == 200


def test_an_address_that_was_merged_into_it_leads_on_for_adults_alone(shop):
    old = makers.product("Hũ cũ Bản Phố", producer=shop.coop)
    merge_products(kept=shop.jar, merged=old, by=makers.user())
    assert Client().get(old.get_absolute_url()).status_code == 404
    assert adult_client().get(old.get_absolute_url()).url == shop.jar.get_absolute_url()
